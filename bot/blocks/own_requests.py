"""What is open between a person and others: asked of them, and by them. Shown to them alone."""

from collections.abc import Iterator, Sequence

from bot.blocks import outside, request
from bot.blocks.closing import SETTLED
from bot.blocks.kit import Block, actions, button, context, escape, moment, section
from bot.domain.asks import AskState
from bot.domain.contacts import Contact
from bot.domain.introductions import Introduction, Seen
from bot.domain.requests import OutreachState, Shown
from bot.domain.wording import listed
from bot.services.inviting import Invitation
from bot.services.own_requests import OwnAsk, OwnRequests

TO_ANSWER, TO_INTRODUCE, ASKED = 3, 2, 4
"""So many of each are shown; the others wait in the direct messages."""

SEEN = {
    Seen.WAITING: "I am asking somebody who knows somebody outside",
    Seen.PASSED_ON: "your question was passed on to somebody outside",
    Seen.NO_ANSWER: "nobody has answered about somebody outside",
}


def blocks(own: OwnRequests) -> Sequence[Block]:
    """What waits for an answer, then one's own questions; nothing where there are none."""
    return (*_waiting(own), *_asked(own.asked))


def _waiting(own: OwnRequests) -> Iterator[Block]:
    for told in own.to_answer[:TO_ANSWER]:
        yield from _to_answer(told)
    for asked, contact in own.to_introduce[:TO_INTRODUCE]:
        yield from _to_introduce(asked, contact)
    if more := len(own.to_answer[TO_ANSWER:]) + len(own.to_introduce[TO_INTRODUCE:]):
        yield context(f"{more} more wait in your direct messages with me.")


def _to_answer(told: Invitation) -> Iterator[Block]:
    who = f"<@{told.asker}>" if told.asker else request.STRANGER
    yield section(f"*{who} hopes for your help*\n> {request.quoted(told.question)}")
    yield actions(*request.answers(told.ask))


def _to_introduce(asked: Introduction, contact: Contact) -> Iterator[Block]:
    who = request.STRANGER if asked.is_anonymous else f"<@{asked.asker}>"
    known = escape(", ".join(filter(None, (contact.identity.name, contact.identity.organisation))))
    yield section(f"*{who} looks for somebody like {known}, whom you know*\n> {request.quoted(asked.question)}")
    yield actions(*outside.answers(outside.value(asked.ask, asked.contact)))


def _asked(asked: Sequence[OwnAsk]) -> Iterator[Block]:
    if asked:
        yield section("*You asked*")
    for own in asked[:ASKED]:
        said = f"> {request.quoted(own.ask.text)}\n{_state(own)}"
        yield section(said, button("No longer needed", SETTLED, str(own.ask.id)))
    if more := len(asked[ASKED:]):
        yield context(f"{more} more of your questions are open.")


def _state(own: OwnAsk) -> str:
    """How it stands, as far as the asker may see it."""
    parts = [*_search(own.search), *(_introduction(asked, seen) for asked, seen in own.introductions)]
    if own.ask.state is AskState.NEED:
        parts.append("it is among the needs of the next digests")
    said = "; ".join(parts) or f"asked on {moment(own.ask.asked_at)}; nobody is being asked for you"
    return f"{said[0].upper()}{said[1:]}."


def _search(search: Shown | None) -> Iterator[str]:
    if search and search.accepted:
        yield f"{listed([f'<@{person}>' for person in search.accepted])} said yes"
    elif search and search.state is OutreachState.RUNNING:
        yield f"I am asking for you, and go on to others at {moment(search.until)}"
    elif search and search.state is OutreachState.EXHAUSTED:
        yield "nobody has said yes so far"


def _introduction(asked: Introduction, seen: Seen) -> str:
    if seen is Seen.NAMED:
        return f"<@{asked.introducer}> names somebody outside: {request.quoted(asked.words)}"
    return SEEN[seen]
