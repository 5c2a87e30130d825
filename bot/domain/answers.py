"""What Kith answers: whom, why them, through whom. Every word of an answer rests on helps that its reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.help import Help
from bot.domain.messages import MessageKey
from bot.domain.people import Person

NAMED = 5
"""An answer names at most so many people."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Helps of one person that speak for them: about `words` (none: with other things in this channel)."""

    words: tuple[str, ...]
    times: int
    people: int
    last_at: datetime
    message: MessageKey


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: why `person` trusts `other`. `helped` says that `other` helped `person`, not the reverse."""

    person: str
    other: str
    helped: bool
    times: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may help, with the evidence for it and the path to them (empty where there is none yet)."""

    person: Person
    evidence: Evidence
    path: tuple[Step, ...] = ()
    local_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates, best first. `sure` says that the evidence carries the first of them.

    `names` are the names of everybody on a path; `closest` are topics that have helpers, where nobody was found.
    """

    question: str
    candidates: tuple[Candidate, ...]
    sure: bool
    names: dict[str, str]
    closest: tuple[str, ...] = ()


def evidence_of(helps: Sequence[Help], terms: Iterable[str]) -> Evidence | None:
    """Sum up a helper's helps (newest first) that are about one of the terms; None where none is."""
    wanted = set(terms)
    about = [help_ for help_ in helps if wanted.intersection(help_.terms)]
    return _summed_up(about, _shared_words(about, wanted)) if about else None


def habit_of(helps: Sequence[Help], channel: str) -> Evidence | None:
    """Sum up a helper's helps (newest first) in a channel, whatever they were about; None where there are none."""
    here = [help_ for help_ in helps if help_.act.channel == channel]
    return _summed_up(here, ()) if here else None


def _summed_up(helps: Sequence[Help], words: tuple[str, ...]) -> Evidence:
    return Evidence(
        words=words,
        times=len({help_.question for help_ in helps}),
        people=len({help_.seeker for help_ in helps}),
        last_at=helps[0].given_at,
        message=max(helps, key=lambda help_: (len(_words(help_, words)), help_.strength, help_.given_at)).act.message,
    )


def _words(help_: Help, words: Sequence[str]) -> set[str]:
    return set(words).intersection(help_.words)


def _shared_words(helps: Iterable[Help], wanted: set[str]) -> tuple[str, ...]:
    """The wanted terms that the helps were about, as they were written there, most frequent first."""
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for help_ in helps:
        for term, word in zip(help_.terms, help_.words, strict=True):
            if term in wanted:
                counts[term] = counts.get(term, 0) + 1
                written.setdefault(term, word)
    return tuple(written[term] for term in sorted(counts, key=lambda term: (-counts[term], term)))


def step(person: str, other: str, helps: Sequence[Help]) -> Step:
    """Tell a step by what happened between two people: help received if there was any, else help given."""
    received = [help_ for help_ in helps if (help_.helper, help_.seeker) == (other, person)]
    told = received or [help_ for help_ in helps if (help_.helper, help_.seeker) == (person, other)]
    return Step(person, other, bool(received), len(told), _topic(told))


def _topic(helps: Sequence[Help]) -> tuple[str, ...]:
    """The words that helps (newest first) were about: what they share, else what the newest was about."""
    counts: dict[str, int] = {}
    for help_ in helps:
        for word in help_.words[:8]:
            counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts, key=lambda word: -counts[word])[:2])


def local_time(person: Person, at: datetime) -> datetime | None:
    """What their clock says; None where their time zone is not known."""
    try:
        return at.astimezone(ZoneInfo(person.tz)) if person.tz else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
