"""What a store knows at the end, in the oracle's terms, and how far it is from the truth."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import select

from bench.histories import CHANNELS, PEOPLE, PRIVATE_CHANNELS
from bench.oracle import Known, scope_of
from bot.domain.consent import Openness
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from storage.models import PostingRow, ThreadRow
from storage.threads import PART
from storage.unit_of_work import SqlStore, SqlUnitOfWork

CLOSE = 1e-5
"""Relative: weights are kept in 32 bits."""


def introduce(store: SqlStore, team: str) -> None:
    """Let the people and channels of the histories be known."""
    with store.writing(team) as work:
        work.people.put([Person(id_, id_) for id_ in PEOPLE])
        kinds = {id_: ChannelKind.PRIVATE if id_ in PRIVATE_CHANNELS else ChannelKind.PUBLIC for id_ in CHANNELS}
        work.channels.put([Channel(id_, id_, kind) for id_, kind in kinds.items()])


def known(store: SqlStore, team: str) -> Known:
    """What a store knows of a team."""
    with store.reading(team) as work:
        helps = {help_ for person in PEOPLE for help_ in work.helps.of_person(person)}
        openness = {person: work.choices.of(PEOPLE).of(person).openness for person in PEOPLE}
        return Known(
            {h.act: (str(h.source), h.question.ts, " ".join(h.terms)) for h in helps},
            _ties(work),
            _counts(work),
            frozenset(person for person, how in openness.items() if how is Openness.HIDDEN),
        )


def _ties(work: SqlUnitOfWork) -> dict[tuple[str, str, str], float]:
    """The weights as both ends have them. Raises AssertionError where the two differ."""
    numbers = work.people.known_numbers(PEOPLE)
    names = {number: person for person, number in numbers.items()}
    received: dict[tuple[str, str, str], float] = {}
    given: dict[tuple[str, str, str], float] = {}
    for scope in (PUBLIC, *PRIVATE_CHANNELS):
        for person, row in work.ties.rows(list(names), [scope]).items():
            for other, got, gave in zip(row.people.tolist(), row.received.tolist(), row.given.tolist(), strict=True):
                received |= {(scope, names[other], names[person]): got} if got else {}
                given |= {(scope, names[person], names[other]): gave} if gave else {}
    assert received == given, f"the two ends of a tie differ: {set(received.items()) ^ set(given.items())}"
    return received


def _counts(work: SqlUnitOfWork) -> dict[tuple[str, str, str], int]:
    """How many messages of each thread have which term, and how many there are in all (of the term "")."""
    columns = (PostingRow.scope, PostingRow.root_ts, PostingRow.term, PostingRow.messages)
    rows = work.session.execute(select(*columns).where(PostingRow.team_id == work.team))
    counts = {(scope, root, term): count for scope, root, term, count in rows}
    threads = work.session.execute(select(ThreadRow).where(ThreadRow.team_id == work.team)).scalars()
    return counts | {
        (scope_of(thread.channel_id), thread.root_ts, ""): int(np.frombuffer(thread.parts, PART)["messages"].sum())
        for thread in threads
    }


def lost(true: Known, found: Known) -> list[str]:
    """What is missing in the store, or counts less than it should."""
    return _beyond(true, found)


def doubled(true: Known, found: Known) -> list[str]:
    """What is in the store and should not be, or counts more than it should."""
    return _beyond(found, true)


def _beyond(one: Known, other: Known) -> list[str]:
    """What one knows, or knows more of, than the other."""
    return [
        *_differing(one.helps, other.helps),
        *(f"tie {tie}: {weight}" for tie, weight in one.ties.items() if weight > other.ties.get(tie, 0) * (1 + CLOSE)),
        *(f"messages {at}: {count}" for at, count in one.counts.items() if count > other.counts.get(at, 0)),
        *(f"hidden {person}" for person in sorted(one.hidden - other.hidden)),
    ]


def _differing(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> list[str]:
    return [f"help {act}: {help_}, not {other.get(act)}" for act, help_ in one.items() if other.get(act) != help_]
