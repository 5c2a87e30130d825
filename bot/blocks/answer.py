"""An answer to "who can help with X": who, why them, through whom, and what the asker can do about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.blocks.kit import Block, actions, button, context, escape, section
from bot.blocks.outside import outside_blocks, outside_text
from bot.blocks.own_evidence import why_me
from bot.domain.answers import Answer, Candidate, Evidence
from bot.domain.boundaries import Barred
from bot.domain.messages import MessageKey
from bot.domain.outside import Outside
from bot.domain.wording import ago, listed, opening, path_line, people
from bot.services.slack_json import ident, number

ASK_THEM = "answer_ask_them"
THEY_HELPED = "answer_they_helped"
NOT_RIGHT = "answer_not_right"
ASK_DISCREETLY = "answer_ask_discreetly"
POST_NEED = "answer_post_need"
UNDO_HELPED = "answer_undo_helped"

Links = Mapping[MessageKey, str]


def answer_text(answer: Answer) -> str:
    """The answer in a line, for notifications and screen readers."""
    if not answer.ranked:
        return DISCREET if answer.discreet else NOBODY
    names = listed([_called(one) for one in answer.ranked])
    return f"{'Who can help' if answer.sure else 'Not sure, but maybe'}: {names}"


def answer_blocks(answer: Answer, ask_id: int, links: Links, at: datetime) -> Sequence[Block]:
    """The answer as blocks. `links` are permalinks of the messages that show the evidence."""
    if not answer.ranked:
        return _nobody(answer, ask_id)
    blocks: list[Block] = [section(_opening(answer))]
    for place, one in enumerate(answer.ranked, 1):
        if isinstance(one, Outside):
            blocks.extend(outside_blocks(one, place, ask_id, answer.names))
        else:
            blocks.extend(_candidate(one, place, answer, ask_id, links, at))
    blocks.extend(_discreet(answer, ask_id))
    blocks.append(context("Only the person who asked can press these buttons. Nobody was pinged."))
    blocks.append(section("Named here, and wondering?", why_me(_words_of(answer))))
    return blocks


def named(value: str) -> tuple[int, str]:
    """The ask and the person that a button of a candidate carries, "" for nobody named yet. Raises OddObject."""
    ask_id, _, person = value.partition(":")
    return number(ask_id), ident(person, "a button about nobody") if person else ""


def helped_noted(value: str) -> tuple[str, Sequence[Block]]:
    """What the asker sees after "They helped"."""
    text = "Noted, and thanks for telling me: this makes them easier to find."
    return text, [section(text, button("Undo", UNDO_HELPED, value))]


NOBODY = "I know nobody who has helped with that yet."
DISCREET = "Somebody who has helped with this prefers to be asked first."
BARRED = {
    Barred.OUTSIDER: "Guests and people from outside cannot ask me here; an admin of this workspace can change that.",
    Barred.PAUSED: "An admin of this workspace has paused me. Please ask again when they have let me go on.",
    Barred.EXCLUDED: "An admin of this workspace wants me to stay out of this channel. Ask me in a direct message, or "
    "with `/kith`: only you see the answer then.",
}
TOO_MANY = "That is a lot of questions in one hour; please ask again a little later."
HELPED_UNDONE = "Taken back: that was no help."
NEED_POSTED = "Posted as a need: it goes into the next digest, where somebody may see it who can help."


def _called(one: Candidate | Outside) -> str:
    return outside_text(one) if isinstance(one, Outside) else escape(one.person.name)


def _words_of(answer: Answer) -> Sequence[str]:
    """What people were named for."""
    return tuple(dict.fromkeys(word for candidate in answer.candidates for word in candidate.evidence.words))


def _opening(answer: Answer) -> str:
    if not answer.candidates:
        return "Nobody here has helped with this yet, but there is a way to somebody outside:"
    if answer.sure:
        return f"{opening(names_by_habit=answer.names_by_habit)}:"
    return "*I'm not sure about this one.* The evidence is thin, but these people may know:"


def _nobody(answer: Answer, ask_id: int) -> Sequence[Block]:
    if answer.discreet:
        return _discreet(answer, ask_id)
    said = NOBODY
    if answer.closest:
        said += f" The closest topics that have helpers: {listed([f'*{escape(word)}*' for word in answer.closest])}."
    offer = button("Post it as a need", POST_NEED, str(ask_id), style="primary")
    hint = "A need goes into the next digest, where somebody may see it who can help."
    return [section(said), actions(offer), context(hint)]


def _discreet(answer: Answer, ask_id: int) -> Sequence[Block]:
    """That there is somebody, and nothing that tells who."""
    return [section(DISCREET, button("Ask them first", ASK_DISCREETLY, f"{ask_id}:"))] if answer.discreet else []


def _candidate(
    candidate: Candidate, place: int, answer: Answer, ask_id: int, links: Links, at: datetime
) -> Sequence[Block]:
    person, value = candidate.person, f"{ask_id}:{candidate.person.id}"
    about = [f"*{place}. {escape(person.name)}*", escape(person.title), _clock(candidate)]
    lines = [" · ".join(filter(None, about)), _why(candidate.evidence, links, at)]
    return [
        section("\n".join(lines)),
        context(escape(path_line(candidate.path, answer.names))),
        actions(
            button("Ask them", ASK_THEM, value, style="primary" if place == 1 else ""),
            button("They helped", THEY_HELPED, value),
            button("Not the right person", NOT_RIGHT, value),
        ),
    ]


def _clock(candidate: Candidate) -> str:
    return f"{candidate.local_time:%H:%M} there" if candidate.local_time else ""


def _why(evidence: Evidence, links: Links, at: datetime) -> str:
    what = (
        f"with {listed([f'*{escape(word)}*' for word in evidence.words[:4]])}" if evidence.words else "in this channel"
    )
    link = links.get(evidence.message)
    seen = f" · <{link}|see one>" if link else ""
    return f"Helped {people(evidence.people)} {what} · last {ago(evidence.last_at, at)}{seen}"
