"""Features: what bears on whether a person will answer a question, as one row of numbers per person.

Counts are taken as logarithms and recency at several half-lives, so that a linear model can weigh habit, presence,
topic and acquaintance (Fu et al. and Balog et al. on expert finding; presence is what chat adds to it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.columns import DAY, Columns, Numbers, columns_of, fading
from bot.domain.company import COMPANY, company
from bot.domain.tellings import TELLINGS, tellings
from bot.domain.ties import HALF_LIFE
from bot.domain.traces import Traces

RELATIVE = ("alike: joined", "alike: joined, 30 days", "alike: squared", "alike: by rank")
"""Sums that are also taken relative to the best person's."""

CLOSEST = (5, 20, 60)
"""The topic is also taken among so many of the closest threads alone."""

_HABITS = (
    *(f"joined, {days} days" for days in (3, 7, 30, 180)),
    *(f"wrote, {days} days" for days in (1, 7, 30, 180)),
    *("joined first", "share of joins", "opened", "joins per message", "firsts per join", "opened per join"),
)
_PRESENCE = (
    *("last seen", "last seen here", "last joined here"),
    *(f"seen within {hours} hours" for hours in (0.5, 5, 48, 160)),
    *(f"seen here within {hours} hours" for hours in (0.5, 5, 48)),
    *("active at this hour", "active on such days", "expected now", "more active than usual"),
)
_TOPIC = (
    *(f"alike: joined, {days} days" for days in (3, 10, 30, 90)),
    *(f"alike: {what}" for what in ("joined", "here", "elsewhere", "wrote", "squared", "joined first")),
    *(f"alike: {what}" for what in ("opened", "the closest", "by rank", "share of joins", "joined at all")),
    *(f"alike: {what}" for places in CLOSEST for what in (f"best {places}", f"best {places}, 30 days")),
    *(f"{name}, of the best" for name in RELATIVE),
)
_ACQUAINTANCE = (
    *("helped the asker", "share of the asker's help", "was helped by the asker"),
    *(f"{where}: {what}" for where in ("here", "around") for what in ("together", "last together")),
)
GROUPS: dict[str, tuple[str, ...]] = {
    "habit here": tuple(f"here: {name}" for name in _HABITS),
    "habit around": tuple(f"around: {name}" for name in _HABITS),
    "presence": _PRESENCE,
    "topic": _TOPIC,
    "company": COMPANY,
    "terms": TELLINGS,
    "acquaintance": _ACQUAINTANCE,
}
"""The names of the features, by what they tell."""

FEATURES: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
"""The columns of a feature table, in order."""


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """`values` (people, features): one row per person, in the order of their ids, one column per name in `FEATURES`."""

    people: tuple[str, ...]
    values: Numbers

    def column(self, name: str) -> Numbers:
        """One feature of everybody, (people,)."""
        return np.asarray(self.values[:, FEATURES.index(name)])


def feature_table(traces: Traces, asker: str, channel: str, at: datetime) -> FeatureTable:
    """The features of everybody whom the traces show, except the asker."""
    latest, closest = traces.here.beside(traces.elsewhere), traces.alike
    ends = {end for help_ in traces.helps for end in help_[:2]}
    people = tuple(sorted({*latest.people, *closest.seen.people, *ends, asker}))
    place = {person: number for number, person in enumerate(people)}
    around, alike = (columns_of(seen, place, channel, at.timestamp()) for seen in (latest, closest.seen))
    here = around.kept(around.here)
    columns = {
        **_habits("here", here),
        **_habits("around", around),
        **_presence(here, around, at.timestamp()),
        **_topic(alike, around),
        **company(around, alike, place[asker]),
        **tellings(alike, closest.mentions, closest.rareness, around),
        **_acquaintance(*_exchanged(traces, asker, place, at), place[asker], (here, around)),
    }
    others = np.delete(np.array([columns[name] for name in FEATURES]), place[asker], axis=1)
    return FeatureTable(people[: place[asker]] + people[place[asker] + 1 :], others.T)


def _habits(prefix: str, table: Columns) -> dict[str, Numbers]:
    """How much people wrote, joined and opened lately."""
    joined = ~table.opened
    first = table.first_to_join()
    joins = {days: table.per_person(joined * fading(table.first_age, days)) for days in (3, 7, 30, 180)}
    wrote = {days: table.per_person(table.messages * fading(table.age, days)) for days in (1, 7, 30, 180)}
    opened = table.per_person(table.opened * fading(table.first_age, 180))
    firsts = table.per_person(first * fading(table.first_age, 30))
    return {
        **{f"{prefix}: joined, {days} days": np.log1p(joins[days]) for days in joins},
        **{f"{prefix}: wrote, {days} days": np.log1p(wrote[days]) for days in wrote},
        f"{prefix}: joined first": np.log1p(firsts),
        f"{prefix}: share of joins": np.log(joins[30] / max(joins[30].sum(), 1e-9) + 0.003),
        f"{prefix}: opened": np.log1p(opened),
        f"{prefix}: joins per message": np.log((joins[180] + 0.5) / (wrote[180] + 2)),
        f"{prefix}: firsts per join": np.log((firsts + 0.3) / (joins[30] + 1)),
        f"{prefix}: opened per join": np.log((opened + 0.3) / (joins[180] + 1)),
    }


def _presence(here: Columns, around: Columns, now: float) -> dict[str, Numbers]:
    """Who is about now: when they were last seen, and what share of their activity falls in these hours."""
    seen, seen_here = around.latest(np.ones(len(around.person), bool)), here.latest(np.ones(len(here.person), bool))
    joined_here = here.latest(~here.opened)
    wrote = {days: around.per_person(around.messages * fading(around.age, days)) for days in (1, 7, 30)}
    share = _share_of_hours(around)
    return {
        "last seen": -np.log(seen + 0.05),
        "last seen here": -np.log(seen_here + 0.05),
        "last joined here": -np.log(joined_here + 0.05),
        **{f"seen within {hours} hours": np.exp(-seen / hours) for hours in (0.5, 5, 48, 160)},
        **{f"seen here within {hours} hours": np.exp(-seen_here / hours) for hours in (0.5, 5, 48)},
        "active at this hour": np.log(share + 0.1),
        "active on such days": np.log(_share_of_days(around, now) + 0.05),
        "expected now": np.log1p(wrote[7] * share),
        "more active than usual": np.log1p(wrote[1]) - np.log1p(wrote[30] / 20),
    }


def _share_of_hours(around: Columns) -> Numbers:
    """A person's activity in the hours around now, over what an even day would give; (people,)."""
    days = np.concatenate([around.first_age, around.age]) / DAY
    people = np.concatenate([around.person, around.person])
    hours_off = 24 * (days - np.rint(days))
    near = np.exp(-0.5 * (hours_off / 1.5) ** 2)
    even = float(np.exp(-0.5 * (np.linspace(-12, 12, 241) / 1.5) ** 2).mean())
    usual = float(near.mean()) if len(near) else even
    counts = np.bincount(people, minlength=around.people)
    return (np.bincount(people, near, around.people) + 5 * usual) / (counts + 5) / even


def _share_of_days(around: Columns, now: float) -> Numbers:
    """What part of a person's threads was joined on days like today, workdays or weekends (UTC); (people,)."""
    alike = _is_weekend(now - around.first_age) == _is_weekend(np.array([now]))
    usual = float(alike.mean()) if len(alike) else 1.0
    return (around.per_person(alike) + 3 * usual) / (np.bincount(around.person, minlength=around.people) + 3)


def _is_weekend(seconds: Numbers) -> NDArray[np.bool_]:
    """Whether it was Saturday or Sunday; 1970 began on a Thursday."""
    return np.asarray((seconds // DAY + 3) % 7 >= 5)


def _topic(alike: Columns, around: Columns) -> dict[str, Numbers]:
    """Who took part in threads like the question."""
    joined = ~alike.opened
    part = joined * alike.taken_part * alike.likeness / 3
    best = float(alike.likeness.max()) if len(alike.likeness) else 1.0
    close = joined * np.exp(4 * (alike.likeness / max(best, 1e-9) - 1))
    rank = _rank_of_threads(alike)
    sums = {
        **{f"alike: joined, {days} days": alike.per_person(part * fading(alike.age, days)) for days in (3, 10, 30, 90)},
        "alike: joined": alike.per_person(part),
        "alike: here": alike.per_person(part * alike.here * fading(alike.age, 60)),
        "alike: elsewhere": alike.per_person(part * ~alike.here * fading(alike.age, 60)),
        "alike: wrote": alike.per_person(joined * np.log1p(alike.messages) * alike.likeness / 3),
        "alike: squared": alike.per_person(part**2),
        "alike: joined first": alike.per_person(alike.first_to_join() * alike.likeness / 3 * fading(alike.age, 60)),
        "alike: opened": alike.per_person(alike.opened * alike.likeness / 3 * fading(alike.age, 30)),
        "alike: the closest": alike.per_person(close),
        "alike: by rank": alike.per_person(joined * alike.likeness / 3 / (1 + rank)),
        **{f"alike: best {places}": alike.per_person(part * (rank < places)) for places in CLOSEST},
        **{
            f"alike: best {places}, 30 days": alike.per_person(part * (rank < places) * fading(alike.age, 30))
            for places in CLOSEST
        },
    }
    joins = around.per_person(~around.opened)
    return {
        **{name: np.log1p(values) for name, values in sums.items()},
        **{f"{name}, of the best": _of_the_best(sums[name]) for name in RELATIVE},
        "alike: share of joins": np.log((3 * sums["alike: joined"] + 0.1) / (joins + 2)),
        "alike: joined at all": np.log((3 * sums["alike: joined"] + 0.1) / 2),
    }


def _acquaintance(received: Numbers, given: Numbers, asker: int, tables: Sequence[Columns]) -> dict[str, Numbers]:
    """Who knows the asker: helps between the two, and threads that both took part in."""
    columns = {
        "helped the asker": np.log1p(received),
        "share of the asker's help": np.log((received + 0.02) / (received.sum() + 0.2)),
        "was helped by the asker": np.log1p(given),
    }
    for prefix, table in zip(("here", "around"), tables, strict=True):
        shared = np.bincount(table.thread, table.person == asker)[table.thread] > 0
        columns[f"{prefix}: together"] = np.log1p(table.per_person(shared * fading(table.age, 30)))
        columns[f"{prefix}: last together"] = -np.log(table.latest(shared) + 0.2)
    return columns


def _exchanged(traces: Traces, asker: str, place: Mapping[str, int], at: datetime) -> tuple[Numbers, Numbers]:
    """The help that the asker received from and gave to each person, faded as ties are; (people,) each."""
    received, given = np.zeros(len(place)), np.zeros(len(place))
    for help_ in traces.helps:
        faded = help_.strength * 0.5 ** ((at - help_.given_at) / HALF_LIFE)
        if help_.seeker == asker:
            received[place[help_.helper]] += faded
        else:
            given[place[help_.seeker]] += faded
    return received, given


def _rank_of_threads(table: Columns) -> Numbers:
    """How many threads are more alike than each participation's, (n,)."""
    likeness = np.unique(table.likeness)
    return np.asarray(len(likeness) - 1 - np.searchsorted(likeness, table.likeness), float)


def _of_the_best(values: Numbers) -> Numbers:
    return values / max(float(values.max(initial=0.0)), 1e-9)
