"""The ledger of help: what counts as help, how strongly, and what takes it back.

Everything here is a function of facts, never of the order in which they came: a thread's claims are derived
from the thread as it stands, and an act of help from the entries about it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.messages import MessageKey, MessageRef, Thread


class Source(StrEnum):
    """How we know of a help."""

    ANSWER = "answer"
    REACTION = "reaction"
    THANKS = "thanks"
    CLICK = "click"
    LOGGED = "logged"
    CONFIRMED = "confirmed"


DERIVED = frozenset({Source.ANSWER, Source.THANKS})
"""Sources that follow from a thread's messages; all others are told by somebody's own act."""

STRENGTH = {
    Source.ANSWER: 0.3,
    Source.REACTION: 0.8,
    Source.LOGGED: 0.8,
    Source.THANKS: 1.0,
    Source.CLICK: 1.0,
    Source.CONFIRMED: 1.0,
}
"""Weight of the evidence, between 0 and 1: a mere answer may not have helped; thanks and a yes say that it did."""

HELP_REACTIONS = ("raised_hands", "pray", "white_check_mark", "heavy_check_mark", "bulb")
"""The reactions by which people log help, unless an admin chooses others."""


class Act(NamedTuple):
    """Identity of one recorded act: in one message, one person helped another."""

    channel: str
    ts: str
    helper: str
    seeker: str

    @property
    def message(self) -> MessageKey:
        """The message that helped."""
        return MessageKey(self.channel, self.ts)


class Claim(NamedTuple):
    """One reason to believe in an act.

    `detail` tells claims of one source apart: the reaction's name, the thanking message's `ts`, the click's id.
    `thread_ts` is the thread's root ("" where unknown); `about` are words given on purpose, when logged by hand.
    """

    act: Act
    source: Source
    detail: str = ""
    thread_ts: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the append-only ledger: a claim given or taken back, at Slack's time of the event (`event_ts`)."""

    claim: Claim
    given: bool
    event_ts: str


@dataclass(frozen=True, slots=True)
class Help:
    """One act of help as it stands: the strongest live claim counts, however many there are."""

    act: Act
    source: Source
    strength: float
    given_at: datetime
    scope: str
    question: MessageKey
    terms: tuple[str, ...] = ()

    @property
    def helper(self) -> str:
        """Who helped."""
        return self.act.helper

    @property
    def seeker(self) -> str:
        """Who was helped."""
        return self.act.seeker


def live_claims(entries: Iterable[Entry]) -> list[Claim]:
    """The claims that stand: of each, the entry with the latest event time decides; at a draw, taking back wins."""
    latest: dict[tuple[Act, Source, str], Entry] = {}
    for entry in entries:
        key = entry.claim.act, entry.claim.source, entry.claim.detail
        known = latest.get(key)
        if known is None or (entry.event_ts, not entry.given) > (known.event_ts, not known.given):
            latest[key] = entry
    return [entry.claim for entry in latest.values() if entry.given]


def strongest(claims: Collection[Claim]) -> Claim:
    """The claim that counts for the act; the order of the sources settles a draw."""
    order = list(Source)
    return max(claims, key=lambda claim: (STRENGTH[claim.source], -order.index(claim.source), claim.detail))


def claims_of(thread: Thread) -> set[Claim]:
    """What a thread says about help: first answers to its question, and thanks."""
    return {*_answers(thread), *_thanks(thread)}


def _answers(thread: Thread) -> Iterator[Claim]:
    question = thread.opening
    if question is None or not question.is_question:
        return
    answered = {question.author}
    for reply in thread.messages[1:]:
        if reply.author not in answered:
            answered.add(reply.author)
            act = Act(reply.channel, reply.ts, reply.author, question.author)
            yield Claim(act, Source.ANSWER, thread_ts=thread.root.ts)


def _thanks(thread: Thread) -> Iterator[Claim]:
    for place, message in enumerate(thread.messages):
        if not message.thanks:
            continue
        earlier = thread.messages[:place]
        for helper in message.thanked or _answered_just_before(thread, message, earlier):
            if helper == message.author:
                continue
            helping = next((m for m in reversed(earlier) if m.author == helper), message)
            act = Act(helping.channel, helping.ts, helper, message.author)
            yield Claim(act, Source.THANKS, detail=message.ts, thread_ts=thread.root.ts)


def _answered_just_before(thread: Thread, message: MessageRef, earlier: tuple[MessageRef, ...]) -> tuple[str, ...]:
    """The person whom the asker's plain "thanks" is meant for: whoever wrote last before it in the thread."""
    asker = thread.opening.author if thread.opening else None
    if message.author != asker:
        return ()
    return tuple(m.author for m in reversed(earlier) if m.author != asker)[:1]
