"""The offer to meet a colleague, and the word that both want to."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, escape, section
from bot.domain.weaving import Says, Weave
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


def offer(weave: Weave, other_name: str, other_title: str) -> Sequence[Block]:
    """Who, why, and three answers. Mentions nobody."""
    who = f"*{escape(other_name)}*" + (f" ({escape(other_title)})" if other_title else "")
    said = f"You and {who} have both helped with *{escape(weave.word)}* this month"
    carried = ":".join(weave.people)
    return [
        section(f"{said}{_where(weave)}, and as far as I see you have never talked. Would you like to meet?"),
        actions(
            button("Yes, let us meet", MEET, carried, style="primary"),
            button("Not this time", NOT_NOW, carried),
            button("No more of these", NEVER, carried),
        ),
        context("They are asked the same. Only if you both say yes do either of you hear of it."),
    ]


def mutual(weave: Weave, other: str) -> Sequence[Block]:
    """What both read once both said yes."""
    word = escape(weave.word)
    return [section(f"<@{other}> would like to meet you, too. You both know *{word}*: a click on the name says hello.")]


def answered(says: Says) -> Sequence[Block]:
    """What stands in place of the offer."""
    return [section(ANSWERED[says])]


def people_of(carried: str) -> tuple[str, str]:
    """The two people that a button carries. Raises OddObject."""
    first, _, second = carried.partition(":")
    return ident(first, "an offer to nobody"), ident(second, "an offer to nobody")


def _where(weave: Weave) -> str:
    one, other = weave.channels
    return f", one in <#{one}> and one in <#{other}>" if one != other else f" in <#{one}>"
