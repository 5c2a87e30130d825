"""Statements that are made once, when their module is loaded, and run with ever new values.

To make a statement takes longer than to run it, so what every delivery reads is not made anew each time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Executable, Table, bindparam, delete
from sqlalchemy.orm import Session

from bot.domain.messages import MessageKey
from storage.upsert import chunks

TEAM: BindParameter[str] = bindparam("team")
CHANNEL: BindParameter[str] = bindparam("channel")
SOME: BindParameter[Any] = bindparam("some", expanding=True)


def each(session: Session, statement: Executable, some: Collection[str | int], **values: object) -> Iterator[Any]:
    """The rows of a statement about SOME of these, run for as many at a time as a statement may name."""
    for part in chunks(some):
        yield from session.execute(statement, {**values, "some": part}).all()


def delete_each(session: Session, team: str, columns: Sequence[Any], keys: Sequence[Sequence[Any]]) -> None:
    """Delete the rows in which these columns have these values, key by key.

    For tuples of values SQLite would read every row of the team.
    """
    table: Table = columns[0].table
    names = [f"key_{place}" for place in range(len(columns))]
    here = (column == bindparam(name) for column, name in zip(columns, names, strict=True))
    if keys:
        rows = [{"team": team, **dict(zip(names, key, strict=True))} for key in keys]
        session.execute(delete(table).where(table.c.team_id == TEAM, *here), rows)


def of_messages(session: Session, statement: Executable, keys: Collection[MessageKey], team: str) -> Iterator[Any]:
    """The rows of a statement about the `ts` of SOME messages of one CHANNEL, for all these messages."""
    stamps: dict[str, list[str]] = defaultdict(list)
    for channel, ts in keys:
        stamps[channel].append(ts)
    for channel, some in stamps.items():
        yield from each(session, statement, some, team=team, channel=channel)
