"""The help that a person gave and received, shown to them alone."""

from collections.abc import Iterator, Sequence

from bot.blocks.kit import Block, actions, button, context, escape, modal, section
from bot.blocks.log_help import UNDO, act_value
from bot.blocks.paging import PER_PAGE, page_of, turns
from bot.domain.help import Help, Source
from bot.domain.vocabulary import telling
from bot.services.own_help import SHOWN, OwnHelp

SEE_ALL = "own_help_see_all"
PAGE = "own_help_page"
VIEW = "own_help_view"
TEXT = "Whom you helped, and who helped you"
HOW = {
    Source.ANSWER: "an answer in a thread",
    Source.REACTION: "a reaction",
    Source.THANKS: "thanks",
    Source.CLICK: "a click",
    Source.LOGGED: "logged by hand",
    Source.CONFIRMED: "confirmed by the asker",
}


def blocks(own: OwnHelp, shown: int = SHOWN) -> Sequence[Block]:
    """Both lists, each help with what it is known by, and an undo where taking something back in Slack is none."""
    given, received = own.given[:shown], own.received[:shown]
    more = len(own.given) + len(own.received) > len(given) + len(received)
    return (
        *_list("You helped", given, own.person),
        *_list("You were helped by", received, own.person),
        *([actions(button("See all", SEE_ALL))] if more else []),
    )


def page_view(person: str, helps: Sequence[Help], page: int) -> Block:
    """All help that a person gave and received in a modal, newest first, `page` counting from 0."""
    here, last = page_of(helps, page)
    listed = [_one(help_, person) for help_ in helps[here * PER_PAGE : (here + 1) * PER_PAGE]]
    told = context(f"{len(helps):,} in all, page {here + 1} of {last + 1}. Only you see them.")
    return modal(VIEW, "Your help", "", (told, *listed, *turns(PAGE, here, last)))


def _list(title: str, helps: Sequence[Help], person: str) -> Iterator[Block]:
    yield section(f"*{title}*")
    if not helps:
        yield context("Nobody that I know of, lately.")
    for help_ in helps:
        yield _one(help_, person)


def _one(help_: Help, person: str) -> Block:
    other = help_.seeker if help_.helper == person else help_.helper
    topic = escape(", ".join(telling(help_.words, 3))) or "something"
    when = f"<!date^{int(help_.given_at.timestamp())}^{{date_short}}|{help_.given_at:%Y-%m-%d}>"
    undo = button("Undo", UNDO, act_value(help_.act)) if help_.source is Source.LOGGED else None
    return section(f"<@{other}>: {topic} · {when} · {HOW[help_.source]}", undo)
