"""The admins' part of the Home tab: how Kith works here, what can be changed, and what was. Counts, never who."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.blocks.kit import Block, actions, button, confirmed, context, escape, modal, moment, section
from bot.domain.administration import RULES, AdminAct, Deed
from bot.domain.consent import Openness
from bot.domain.subscriptions import WEEKDAYS
from bot.domain.wording import listed
from bot.services.administering import Administered

CHANGE = "admin_change"
CHANNELS = "admin_channels"
PAUSE = "admin_pause"
RESUME = "admin_resume"
ERASE_PERSON = "admin_erase_person"
ERASE_EVERYTHING = "admin_erase_everything"
SEE_ACTS = "admin_see_acts"
ACTS_VIEW = "admin_acts_view"

ACTS_SHOWN = 5

LABELS = {
    "help_reactions": "Reactions that log help",
    "consent_default": "People who chose nothing",
    "retention_months": "Help, messages noticed and questions are kept for",
    "guests_may_ask": "Guests and people from outside",
    "digest_least_people": "A digest tells of a topic from",
    "working_hours": "Working hours, by each person's clock",
    "excluded_channels": "Channels I stay out of",
}
CONSENT = {
    Openness.OPEN: "may be named, and are told so before the first time",
    Openness.ASK_FIRST: "are asked before they are named",
}
DEEDS = {
    Deed.PAUSED: "paused me",
    Deed.RESUMED: "let me go on",
    Deed.ERASED_EVERYTHING: "had everything erased",
}


def blocks(seen: Administered) -> Sequence[Block]:
    """The rules, how many people chose what, what an admin can do, and the latest of the log."""
    return (
        *_pause_note(seen),
        section("\n".join(f"*{LABELS[name]}:* {told(name, seen.rules.kept(name))}" for name in RULES)),
        context(_consents(seen.consents)),
        actions(button("Change…", CHANGE), button("Channels…", CHANNELS), _pause_button(seen.is_paused)),
        actions(
            button("Erase a person…", ERASE_PERSON),
            button("Erase everything…", ERASE_EVERYTHING, style="danger"),
        ),
        *_log(seen.acts),
    )


def acts_view(acts: Sequence[AdminAct]) -> Block:
    """The log in a modal."""
    lines = [context(line(act)) for act in acts] or [section("Nothing was changed yet.")]
    return modal(ACTS_VIEW, "What admins did", "", lines)


def told(name: str, kept: Any) -> str:
    """A rule in words, from how it is kept."""
    match name:
        case "help_reactions":
            return " ".join(f":{escape(reaction)}:" for reaction in kept)
        case "consent_default":
            return CONSENT[Openness(kept)]
        case "retention_months":
            return f"{kept} months" if kept != 1 else "1 month"
        case "guests_may_ask":
            return "may ask, and see public evidence of their own channels" if kept else "may not ask"
        case "digest_least_people":
            return f"{kept} people on"
        case "working_hours":
            return f"{_days(kept['days'])}, {kept['opens']} to {kept['closes']}"
    return listed([f"<#{channel}>" for channel in kept]) if kept else "none"


def line(act: AdminAct) -> str:
    """An act of the log in a line."""
    by = f"<@{act.by}>" if act.by else "An admin who was forgotten"
    return f"{moment(act.at)}: {by} {_deed(act)}"


def _days(days: Sequence[int]) -> str:
    """Days of the week, three and more in a row as such."""
    names = [WEEKDAYS[day][:3] for day in days]
    is_row = len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1))
    return f"{names[0]} to {names[-1]}" if is_row else listed(names)


def _deed(act: AdminAct) -> str:
    if act.deed == Deed.ERASED_PERSON:
        return f"had <@{act.detail['person']}> erased"
    if act.deed in DEEDS:
        return DEEDS[Deed(act.deed)]
    before, after = (told(act.deed, act.detail[side]) for side in ("before", "after"))
    return f"changed *{LABELS[act.deed]}*: {after} (before: {before})"


def _pause_note(seen: Administered) -> Iterator[Block]:
    if seen.is_paused:
        yield section(
            "*I am paused.* I listen to nothing, answer nothing and post nothing. What is said stays unheard."
        )


def _pause_button(is_paused: bool) -> Block:
    if is_paused:
        text = "I listen, answer and post again. What was said in the pause stays unheard."
        return confirmed(button("Let Kith go on", RESUME, style="primary"), "Let Kith go on?", text, "Go on")
    text = "I listen to nothing, answer nothing and post nothing until an admin lets me go on."
    return confirmed(button("Pause Kith", PAUSE), "Pause Kith?", text, "Pause")


def _consents(counts: Mapping[Openness | None, int]) -> str:
    own = [
        f"{counts.get(openness, 0):,} {words}"
        for openness, words in (
            (Openness.OPEN, "may be named"),
            (Openness.ASK_FIRST, "want to be asked first"),
            (Openness.HIDDEN, "are hidden"),
        )
    ]
    return f"By their own choice {listed(own)}; {counts.get(None, 0):,} chose nothing. Only counts are shown to you."


def _log(acts: Sequence[AdminAct]) -> Iterator[Block]:
    if acts:
        yield section("*What admins did*", button("See all", SEE_ACTS))
        yield context("\n".join(map(line, acts[:ACTS_SHOWN])))
