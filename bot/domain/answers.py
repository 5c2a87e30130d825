"""What Kith answers: whom, why them, through whom. Every word of an answer rests on helps that its reader may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.help import Help
from bot.domain.messages import MessageKey
from bot.domain.outside import Outside
from bot.domain.people import Person
from bot.domain.rarity import Rarity
from bot.domain.steps import Step
from bot.domain.walk import Path

NAMED = 5
"""An answer names at most so many people."""

RECURRING = 10
"""Several helps are told by words that come in one of so many, and at least in two."""

HABITUAL = 3
"""By helping with so many questions in a channel somebody has the habit of it: once may be by chance."""

TOLD = 4
"""Words by which a person's evidence is told, at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Helps of one person that speak for them: about `words` (none: with other things in this channel)."""

    words: tuple[str, ...]
    times: int
    people: int
    last_at: datetime
    message: MessageKey


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a person: its steps as they are told, and how far it is trusted."""

    steps: tuple[Step, ...]
    path: Path


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
    `discreet` are people who want to be asked before they are named: that there is somebody may be said, and no more.
    `outside` tells, best first, which colleagues know somebody outside. `unaware` are those of all who are named who
    have to be told so before.
    """

    question: str
    candidates: tuple[Candidate, ...]
    sure: bool
    names: dict[str, str]
    closest: tuple[str, ...] = ()
    discreet: tuple[Candidate, ...] = ()
    outside: tuple[Outside, ...] = ()
    unaware: frozenset[str] = frozenset()

    @property
    def names_by_habit(self) -> bool:
        """Whether some are named for helping where it was asked, and not with what was asked."""
        return not all(candidate.evidence.words for candidate in self.candidates)

    @property
    def ranked(self) -> tuple[Candidate | Outside, ...]:
        """Colleagues and ties to the outside in one order, best first."""
        merged: list[Candidate | Outside] = list(self.candidates)
        for before, outside in enumerate(self.outside):
            merged.insert(before + outside.place, outside)
        return tuple(merged)


def evidence_of(helps: Sequence[Help], terms: Collection[str], rarity: Rarity) -> Evidence | None:
    """Sum up a helper's helps (newest first) that are about a question with these terms; None where there are none."""
    return _summed_up(helps, rarity.telling(helps, TOLD, terms), rarity, terms) if helps else None


def habit_of(helps: Sequence[Help], channel: str, rarity: Rarity) -> Evidence | None:
    """Sum up a helper's helps (newest first) in a channel, whatever they were about; None where they are no habit."""
    here = [help_ for help_ in helps if help_.act.channel == channel]
    habit = _summed_up(here, (), rarity, ()) if here else None
    return habit if habit and habit.times >= HABITUAL else None


def _summed_up(helps: Sequence[Help], words: tuple[str, ...], rarity: Rarity, terms: Collection[str]) -> Evidence:
    wanted = dict.fromkeys(terms)
    best = max(helps, key=lambda help_: (rarity.shared(help_, wanted), help_.strength, help_.given_at))
    return Evidence(
        words=words,
        times=len({help_.question for help_ in helps}),
        people=len({help_.seeker for help_ in helps}),
        last_at=helps[0].given_at,
        message=best.act.message,
    )


def step(person: str, other: str, helps: Sequence[Help], rarity: Rarity) -> Step:
    """Tell a step by what one of two people did for the other, at least once."""
    words = rarity.telling(helps, 2, least=_recurring(len(helps)))
    return Step(person, other, helps[0].helper == other, len(helps), words)


def _recurring(helps: int) -> int:
    """In how many of several helps a word comes at least, if all of them are told by it."""
    return 1 if helps == 1 else max(2, helps // RECURRING)


def local_time(person: Person, at: datetime) -> datetime | None:
    """What their clock says; None where their time zone is not known."""
    try:
        return at.astimezone(ZoneInfo(person.tz)) if person.tz else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
