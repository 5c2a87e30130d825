"""Emerging topics: what more people have begun to talk about, in more places, and are likely to go on about.

Of each phrase three things are asked. Is it *shared*: several people, several threads, several channels, and a
thread in which one took it up from another (Church 2000: what a text is about comes back in it; spread over
communities foretells success, Weng, Menczer and Ahn 2013)? Is it a *burst* against its own past? Will it *stay*?
Phrases are ranked by burst times staying; what says the same becomes one topic (after BERTrend, Boutaleb 2024,
topics are weak or strong signals).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import log10
from typing import NamedTuple

from bot.domain import labels
from bot.domain.bursts import MEMORY, burst, staying
from bot.domain.circles import Circle, circles
from bot.domain.frame import Frame
from bot.domain.messages import MessageKey
from bot.domain.uses import FRAME, WEEK, Candidate, Counts, Use, WeekCount, spell
from bot.domain.vocabulary import expected_uses, is_specific, is_well_known

LIMIT = 10
LEAST_SCORE = 0.5
STRICTER, ALLOWANCE = 0.75, 0.2
"""The score to be reached rises with every tenfold of phrases looked at: of more, more stand out by chance."""

KNOWN_AFTER = timedelta(weeks=5)
"""How long a workspace has to have been listened to before new can be told from usual."""

CONSIDERED = 60
STRONG_PEOPLE = 8
STRONG_CHANNELS = 3

History = Callable[[Collection[str]], Mapping[str, Sequence[WeekCount]]]
"""The weekly counts of these stems before the frame, newest first, all of one length: as far as the past is known."""


class Strength(StrEnum):
    """How sure the rise is."""

    WEAK = "weak"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Floor:
    """What a topic needs at least, in the last week (`people`) or the last two together."""

    people: int = 2
    people_in_two_weeks: int = 4
    threads: int = 3
    channels: int = 2

    @classmethod
    def of(cls, messages: int, channels: int, people: int = 2) -> "Floor":
        """What fits a week of so many messages in so many channels: chance brings less together where less is said."""
        busy = messages >= 600
        return cls(people, max(people, 4 if busy else 3), 3 if busy else 2, min(2, channels))


@dataclass(frozen=True, slots=True)
class Topic:
    """Something emerging: its name, the words that stand for it (best first), and who and where, last week.

    `before` counts the people of the week before, `weekly` the people of each known week, oldest first; `stems`
    identify it, `circles` are the groups that talk of it, each apart from the others, over the last FRAME weeks.
    """

    label: str
    terms: tuple[str, ...]
    stems: tuple[str, ...]
    people: int
    threads: int
    channels: int
    before: int
    first_seen: datetime
    weekly: tuple[int, ...]
    strength: Strength
    first: MessageKey
    best: MessageKey
    talkers: frozenset[str]
    circles: tuple[Circle, ...] = ()

    @property
    def why(self) -> str:
        """One sentence of evidence."""
        where = "1 channel" if self.channels == 1 else f"{self.channels} channels"
        was = f"up from {self.before} the week before" if self.before else "nobody the week before"
        new = "new: " if sum(self.weekly[:-2]) == 0 else ""
        return f"{new}{self.people} people in {self.threads} threads and {where}, {was}"


class _Scored(NamedTuple):
    score: float
    candidate: Candidate
    weeks: Sequence[WeekCount]


def emerging(
    uses: Iterable[Use],
    until: datetime,
    history: History,
    *,
    people: int = 2,
    floor: Floor | None = None,
    names: Collection[str] = (),
    muted: Collection[str] = (),
    language: str = "english",
) -> list[Topic]:
    """The topics that emerged in the week before `until`, best first, at most LIMIT.

    `uses` are the messages of the last FRAME weeks, gone through twice; `people` is how many a topic needs, unless a
    whole `floor` is given. `names` are the plain words of members' names, `muted` the stems that are not to be listed:
    reported lately, or said to be no topic.
    """
    week = _Week()
    frame = Frame.of(week.noted(uses, until), until, floor.people if floor else people, language)
    floor = floor or Floor.of(week.messages, len(week.channels), people)
    found = {stem: Candidate(stem, counts) for stem, counts in frame.counts().items() if _is_shared(counts, floor)}
    spell(found, uses, until, language)
    telling = [c for c in found.values() if is_specific(c.common) and not labels.is_name(c, names)]
    pasts = history([candidate.stem for candidate in telling])
    scored = (_scored(candidate, pasts[candidate.stem], week.words) for candidate in telling)
    least = max(LEAST_SCORE, STRICTER * log10(max(1, len(telling))) - ALLOWANCE)
    reached = (s for s in scored if s.score >= least and _is_taken_up(s.candidate))
    ranked = sorted(reached, key=lambda s: (-s.score, s.candidate.stem))[:CONSIDERED]
    weeks = {s.candidate.stem: s.weeks for s in ranked}
    for stem, seen in frame.seen(weeks).items():
        found[stem].weeks = seen
    groups = labels.groups([s.candidate for s in ranked])
    fresh = (group for group in groups if not any(c.stem in muted for c in group[:3]))
    return [_topic(group, weeks[group[0].stem], until) for group, _ in zip(fresh, range(LIMIT), strict=False)]


@dataclass
class _Week:
    """How much was said in the last week, as far as its messages came by: messages, words, and where."""

    messages: int = 0
    words: int = 0
    channels: set[str] = field(default_factory=set)

    def noted(self, uses: Iterable[Use], until: datetime) -> Iterator[Use]:
        """The same uses, while they are counted."""
        for use in uses:
            if until - WEEK <= use.at < until:
                self.messages += 1
                self.words += sum(phrase.isalpha() for phrase in use.phrases)
                self.channels.add(use.message.channel)
            yield use


def _is_shared(counts: Counts, floor: Floor) -> bool:
    return (
        counts.people[1] >= floor.people_in_two_weeks
        and counts.threads >= floor.threads
        and counts.channels >= floor.channels
        and counts.shared_threads >= 1
    )


def _is_taken_up(candidate: Candidate) -> bool:
    """Whether people took it up from each other: in one thread, or, of a well-known word, in two."""
    return not is_well_known(candidate.common) or candidate.counts.shared_threads >= 2


def _scored(candidate: Candidate, past: Sequence[WeekCount], words: int) -> _Scored:
    weeks = [*candidate.counts.weeks, *past]
    score = burst(candidate.counts.people, weeks, expected_uses(candidate.common, words)) * staying(weeks)
    return _Scored(score, candidate, weeks)


def _topic(group: Sequence[Candidate], weeks: Sequence[WeekCount], until: datetime) -> Topic:
    head, now = group[0], group[0].weeks[0]
    strong = len(now.people) >= STRONG_PEOPLE and len(now.channels) >= STRONG_CHANNELS
    first = min(head.within(FRAME).messages, key=lambda message: message.ts)
    oldest = max(age for age, week in enumerate(weeks) if week.messages)
    return Topic(
        label=labels.label(group),
        terms=tuple(dict.fromkeys(spelling for candidate in group for spelling in candidate.written)),
        stems=tuple(candidate.stem for candidate in group),
        people=len(now.people),
        threads=len(now.threads),
        channels=len(now.channels),
        before=len(head.weeks[1].people),
        first_seen=until - (oldest + 1) * WEEK,
        weekly=tuple(week.people for week in reversed(weeks[:MEMORY])),
        strength=Strength.STRONG if strong else Strength.WEAK,
        first=first,
        best=_best_thread(now.pairs),
        talkers=frozenset(now.people),
        circles=circles(head.within(FRAME).pairs),
    )


def _best_thread(pairs: Iterable[tuple[MessageKey, str]]) -> MessageKey:
    """The thread in which most people used it; of equals the latest."""
    people: dict[MessageKey, int] = {}
    for thread, _ in pairs:
        people[thread] = people.get(thread, 0) + 1
    return max(people, key=lambda thread: (people[thread], thread.ts))
