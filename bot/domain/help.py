"""The ledger of help: what counts as help, how strongly, and what takes it back.

Everything here is a function of facts, never of the order in which they came: a thread's claims are derived
from the thread as it stands, and an act of help from the entries about it.
"""

from collections.abc import Collection, Iterable, Iterator, Set
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
    NO_HELP = "no_help"
    OFF_TOPIC = "off_topic"


OBJECTIONS = frozenset({Source.NO_HELP, Source.OFF_TOPIC})
"""What the helper says against an act: that it was no help at all, or not about a stem (the claim's `detail`)."""

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
    def people(self) -> tuple[str, str]:
        """Who helped, and who was helped."""
        return self.helper, self.seeker

    @property
    def message(self) -> MessageKey:
        """The message that helped."""
        return MessageKey(self.channel, self.ts)


class Claim(NamedTuple):
    """One reason to believe in an act.

    `detail` tells claims of one source apart: the reaction's name, the thanking message's `ts`, the click's id, whoever
    logged it by hand.
    `thread_ts` is the thread's root ("" where unknown); `about` are words given on purpose, when logged by hand.
    """

    act: Act
    source: Source
    detail: str = ""
    thread_ts: str = ""
    about: tuple[str, ...] = ()

    @property
    def key(self) -> "ClaimKey":
        """What tells this claim from every other."""
        return self.act, self.source, self.detail


ClaimKey = tuple[Act, Source, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the append-only ledger: a claim given or taken back.

    `position` orders the entries about one claim: Slack's time of the event for what people did (so that a late or
    repeated delivery finds its place), a count for what was derived from messages.
    """

    claim: Claim
    given: bool
    position: str


class Help(NamedTuple):
    """One act of help as it stands: the strongest live claim counts, however many there are.

    A plain tuple, since an answer looks at hundreds.
    """

    act: Act
    source: Source
    strength: float
    given_at: datetime
    scope: str
    question: MessageKey
    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def not_about(self, stems: Collection[str]) -> "Help":
        """The same without some of what it was thought to be about."""
        if not stems:
            return self
        kept = [(term, word) for term, word in zip(self.terms, self.words, strict=True) if term not in stems]
        return self._replace(terms=tuple(term for term, _ in kept), words=tuple(word for _, word in kept))

    @property
    def helper(self) -> str:
        """Who helped."""
        return self.act.helper

    @property
    def seeker(self) -> str:
        """Who was helped."""
        return self.act.seeker


def counted(helps: Iterable[Help], at: datetime, hidden: Set[str]) -> list[Help]:
    """The helps given before `at` that none of the `hidden` took part in."""
    return [help_ for help_ in helps if help_.given_at < at and hidden.isdisjoint(help_.act.people)]


@dataclass(frozen=True, slots=True)
class HelpChange:
    """An act of help before and after a unit of work; None where it does not stand."""

    before: Help | None
    after: Help | None

    @property
    def versions(self) -> tuple[Help, ...]:
        """The one or two that there are."""
        return tuple(help_ for help_ in (self.before, self.after) if help_)


def latest_entries(entries: Iterable[Entry]) -> dict[ClaimKey, Entry]:
    """Of each claim the entry that decides: the one in the last position; at a draw, taking back wins."""
    latest: dict[ClaimKey, Entry] = {}
    for entry in entries:
        known = latest.get(entry.claim.key)
        if known is None or (entry.position, not entry.given) > (known.position, not known.given):
            latest[entry.claim.key] = entry
    return latest


def live_claims(entries: Iterable[Entry]) -> list[Claim]:
    """The claims that stand."""
    return [entry.claim for entry in latest_entries(entries).values() if entry.given]


def reconciled(derived: Collection[Claim], entries: Iterable[Entry]) -> list[Entry]:
    """The entries to append so that exactly the `derived` claims stand, given the `entries` so far about them."""
    latest = latest_entries(entries)
    wanted = {claim.key: claim for claim in derived}
    given = [claim for key, claim in wanted.items() if key not in latest or not latest[key].given]
    taken = [entry.claim for key, entry in latest.items() if entry.given and key not in wanted]
    return [Entry(claim, claim.key in wanted, _next(latest.get(claim.key))) for claim in sorted({*given, *taken})]


def observed(
    standing: Iterable[Claim], entries: Iterable[Entry], seen_at: str, incomplete: Collection[str]
) -> Iterator[Entry]:
    """The entries to append where these reactions are seen to stand on a message, given its `entries` so far.

    What was heard later than `seen_at` decides against what was seen. A reaction never heard of counts as given with
    its message. Of reactions by `incomplete` names, one that is not seen may stand all the same.
    """
    latest = latest_entries(entries)
    seen = {claim.key: claim for claim in standing}
    for key, claim in seen.items():
        known = latest.get(key)
        if known is None:
            yield Entry(claim, True, claim.act.ts)
        elif not known.given and known.position < seen_at:
            yield Entry(claim, True, seen_at)
    for key, entry in latest.items():
        is_gone = entry.given and key not in seen and entry.claim.detail not in incomplete
        if is_gone and entry.position < seen_at:
            yield Entry(entry.claim, False, seen_at)


def _next(entry: Entry | None) -> str:
    """The count that follows, written so that it sorts as text."""
    return f"{int(entry.position) + 1 if entry else 1:09d}"


def strongest(claims: Collection[Claim]) -> Claim:
    """The claim that counts for the act; the order of the sources settles a draw."""
    order = list(Source)
    return max(claims, key=lambda claim: (STRENGTH[claim.source], -order.index(claim.source), claim.detail))


def upheld(claims: Iterable[Claim]) -> tuple[Claim | None, frozenset[str]]:
    """The claim that counts for the act, and the stems that it was not about, when its helper's objections are heard.

    None where nothing speaks for the act, or its helper says that it was no help.
    """
    given = list(claims)
    for_it = [claim for claim in given if claim.source not in OBJECTIONS]
    is_denied = any(claim.source is Source.NO_HELP for claim in given)
    beside = frozenset(claim.detail for claim in given if claim.source is Source.OFF_TOPIC)
    return (strongest(for_it) if for_it and not is_denied else None), beside


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
