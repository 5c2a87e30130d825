"""The index of threads by term: counts that any order of deliveries brings to the same end."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain.messages import MessageChange, MessageRef
from storage.models import PostingRow
from storage.scopes import scopes_of
from storage.upsert import add_up, chunks

Posting = tuple[str, tuple[str, str]]
"""A term, and a thread: its root and its channel."""


class SqlPostings:
    """The port `Postings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def follow(self, changes: Collection[MessageChange]) -> None:
        """Count anew what these messages are about."""
        counts = Counter(chain.from_iterable(_postings(change.after) for change in changes))
        if untold := [change.before for change in changes if change.before]:
            counts.subtract(chain.from_iterable(map(_postings, untold)))
        self._add_up(_in_order(counts))
        if untold:
            self._tidy({term for (term, _), count in counts.items() if count < 0})

    def _add_up(self, counted: Sequence[tuple[Posting, int]]) -> None:
        """Add to rows that everybody meets in one order."""
        if not counted:
            return
        postings, counts = zip(*counted, strict=True)
        terms, threads = zip(*postings, strict=True)
        roots, channels = zip(*threads, strict=True)
        scopes = scopes_of(self._session, self._team, set(channels))
        columns = {
            "team_id": repeat(self._team, len(counts)),
            "term": terms,
            "scope": map(scopes.__getitem__, channels),
            "root_ts": roots,
            "channel_id": channels,
            "messages": counts,
        }
        add_up(self._session, PostingRow, columns, PostingRow.messages)

    def _tidy(self, terms: Collection[str]) -> None:
        """Delete what is counted no more."""
        for some in chunks(terms):
            gone = delete(PostingRow).where(PostingRow.team_id == self._team, PostingRow.term.in_(some))
            self._session.execute(gone.where(PostingRow.messages <= 0))


def _in_order(counts: Mapping[Posting, int]) -> list[tuple[Posting, int]]:
    """What is to be added, by terms and then by threads.

    Sorted twice, since sorting is stable and whole postings are slower to compare.
    """
    by_thread = sorted((item for item in counts.items() if item[1]), key=lambda item: item[0][1])
    return sorted(by_thread, key=lambda item: item[0][0])


def _postings(ref: MessageRef) -> Iterable[Posting]:
    root = ref.root
    return zip(ref.terms, repeat((root.ts, root.channel)), strict=False)
