"""The offer to meet a colleague, and the word that both want to."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, escape, section
from bot.domain.weaving import Says, Strand, Weave
from bot.domain.wording import others
from bot.services.slack_json import ident

MEET = "weave_yes"
NOT_NOW = "weave_no"
NEVER = "weave_never"
TEXT = "Somebody whom you might like to meet"
SAYS = {MEET: Says.YES, NOT_NOW: Says.NO, NEVER: Says.NEVER}
ANSWERED = {
    Says.NOTHING: "",
    Says.YES: "*You would like to meet.* If they would, too, I tell you both; if not, nobody hears of it.",
    Says.NO: "*Not this time.* Nobody hears of it.",
    Says.NEVER: "*I will not suggest people to you again.* Nobody hears of it.",
}


def offer(weave: Weave, person: str, other_name: str, other_title: str) -> Sequence[Block]:
    """What one of the two reads: whom they might meet, why, and three answers. Mentions nobody."""
    who = f"*{escape(other_name)}*" + (f" ({escape(other_title)})" if other_title else "")
    carried = ":".join(weave.people)
    return [
        section(f"{_why(weave, person, who)} Would you like to meet?"),
        actions(
            button("Yes, let us meet", MEET, carried, style="primary"),
            button("Not this time", NOT_NOW, carried),
            button("No more of these", NEVER, carried),
        ),
        context("They are asked the same. Only if you both say yes do either of you hear of it."),
    ]


def mutual(weave: Weave, other: str) -> Sequence[Block]:
    """What both read once both said yes."""
    word = escape(weave.strand.word)
    return [section(f"<@{other}> would like to meet you, too. You both know *{word}*: a click on the name says hello.")]


def answered(says: Says) -> Sequence[Block]:
    """What stands in place of the offer."""
    return [section(ANSWERED[says])]


def people_of(carried: str) -> tuple[str, str]:
    """The two people that a button carries. Raises OddObject."""
    first, _, second = carried.partition(":")
    return ident(first, "an offer to nobody"), ident(second, "an offer to nobody")


def _why(weave: Weave, person: str, who: str) -> str:
    strand, word = weave.strand, escape(weave.strand.word)
    if not strand.joins_groups:
        said = f"You and {who} have both helped with *{word}* this month{_where(strand)}"
        return f"{said}, and as far as I see you have never talked."
    mine = strand.people.index(person)
    you, they = (f"with {others(strand.others[at])} in <#{strand.channels[at]}>" for at in (mine, 1 - mine))
    said = f"Two groups work on *{word}* of late: you, {you}, and {who}, {they}."
    return f"{said} As far as I see they do not talk with each other about it, and the two of you have never talked."


def _where(strand: Strand) -> str:
    one, other = strand.channels
    return f", one in <#{one}> and one in <#{other}>" if one != other else f" in <#{one}>"
