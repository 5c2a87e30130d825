"""Threads as whole rows: who wrote in each, when and how often."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.messages import MessageKey, Thread
from bot.domain.traces import Sightings, ThreadKey, factorized
from storage.messages import SqlMessages
from storage.models import MessageRow, ThreadRow
from storage.statements import BEFORE, TEAM, among_pairs, delete_each, of_some
from storage.upsert import chunks, table_of, upsert

PART = np.dtype([("first", "<f8"), ("last", "<f8"), ("messages", "<i4")])
"""What is kept of a person's part in a thread: when they wrote first and last, in seconds, and how many messages."""

_PACKED = Struct("<ddi")
"""The same for one part: numpy takes ten times as long to make an array of a few."""

_T, _M = table_of(ThreadRow).c, table_of(MessageRow).c
ROWS = select(_T.channel_id, _T.root_ts, _T.people, _T.authors, _T.parts).where(_T.team_id == TEAM)
"""Threads as `Written` has them."""

PEOPLE = 2
"""Where a row tells how many wrote there: an answer reads more than a thousand, by place and not by name."""

_THESE = ROWS.where(among_pairs(_T.channel_id, _T.root_ts))
_UNTIL = select(_M.channel_id, _M.root_ts, _M.author_id, _M.ts).where(
    _M.team_id == TEAM, among_pairs(_M.channel_id, _M.root_ts), _M.ts < BEFORE, _M.is_deleted.is_(False)
)


class Written(NamedTuple):
    """A thread: how many people wrote in it, who (with spaces between), and the PART of each."""

    channel: str
    root_ts: str
    people: int
    authors: str
    parts: bytes


class SqlThreads:
    """The port `Threads` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def keep(self, threads: Collection[Thread]) -> None:
        """Write down who wrote in these threads as they stand now; one without live messages is forgotten."""
        standing = sorted((thread for thread in threads if thread.messages), key=lambda thread: thread.root)
        upsert(self._session, ThreadRow, [self._values(thread) for thread in standing])
        gone = [thread.root for thread in threads if not thread.messages]
        delete_each(self._session, self._team, (_T.channel_id, _T.root_ts), gone)

    def renew(self, roots: Collection[MessageKey]) -> None:
        """The same for the threads with these roots, as the messages tell."""
        messages = SqlMessages(self._session, self._team)
        for some in chunks(roots):
            self.keep(messages.threads(some))

    def _values(self, thread: Thread) -> dict[str, Any]:
        told = written(thread.root, ((message.author, message.ts) for message in thread.messages))
        return {
            "team_id": self._team,
            "channel_id": told.channel,
            "root_ts": told.root_ts,
            "people": told.people,
            "authors": told.authors,
            "parts": told.parts,
        }


@dataclass(frozen=True, slots=True)
class Until:
    """Reads who wrote in threads before a `ts`."""

    session: Session
    team: str
    before: str

    def seen(self, threads: Sequence[ThreadKey]) -> Sightings:
        """What was written in these threads."""
        rows = of_some(self.session, _THESE, threads, team=self.team)
        found = {row[:2]: row for row in rows}
        return self.seen_in([found.get(thread) or written(thread, ()) for thread in threads])

    def seen_in(self, threads: Sequence[Written]) -> Sightings:
        """The same where the threads' rows are there already, `Written` or as the database gives them.

        A row tells when somebody wrote last, not when before: threads that went on are read message by message.
        """
        parts, thread = _parts(threads)
        late = parts["last"] >= float(self.before)
        if late.any():
            threads = self._cut_off(threads, {threads[n][:2] for n in np.unique(thread[late])})
            parts, thread = _parts(threads)
        channels, roots, _, authors, _ = zip(*threads, strict=True) if threads else ((), (), (), (), ())
        people, person = factorized(" ".join(authors).split())
        return Sightings(
            people=people,
            threads=[*zip(channels, roots, strict=True)],
            person=person,
            thread=thread,
            first=parts["first"],
            last=parts["last"],
            messages=parts["messages"].astype(float),
            likeness=np.zeros(len(threads)),
        )

    def _cut_off(self, threads: Sequence[Written], late: Collection[ThreadKey]) -> list[Written]:
        """The threads with what was written later taken out of some."""
        until: dict[ThreadKey, list[tuple[str, str]]] = {key: [] for key in late}
        for channel, root, author, ts in of_some(self.session, _UNTIL, late, team=self.team, before=self.before):
            until[channel, root].append((author, ts))
        return [written(told[:2], until[told[:2]]) if told[:2] in until else told for told in threads]


def written(thread: ThreadKey, messages: Iterable[tuple[str, str]]) -> Written:
    """A thread in which these were written, given by author and `ts`."""
    times = defaultdict[str, list[float]](list)
    for author, ts in messages:
        times[author].append(float(ts))
    parts = b"".join([_PACKED.pack(min(at), max(at), len(at)) for at in times.values()])
    return Written(*thread, len(times), " ".join(times), parts)


def _parts(threads: Sequence[Written]) -> tuple[Any, NDArray[np.intp]]:
    """The PARTs of all the threads, (n,), and which thread each is in, (n,)."""
    parts = np.frombuffer(b"".join(told[-1] for told in threads), PART)
    people: list[Any] = [told[PEOPLE] for told in threads]
    return parts, np.repeat(np.arange(len(threads)), people)
