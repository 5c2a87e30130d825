"""Statements that are made once, when their module is loaded, and run with ever new values.

To make a statement takes longer than to run it, so what every delivery reads is not made anew each time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam
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


def of_messages(session: Session, statement: Executable, keys: Collection[MessageKey], team: str) -> Iterator[Any]:
    """The rows of a statement about the `ts` of SOME messages of one CHANNEL, for all these messages."""
    stamps: dict[str, list[str]] = defaultdict(list)
    for channel, ts in keys:
        stamps[channel].append(ts)
    for channel, some in stamps.items():
        yield from each(session, statement, some, team=team, channel=channel)
