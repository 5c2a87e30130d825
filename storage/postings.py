"""The index of threads by term: counts that any order of deliveries brings to the same end."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import repeat
from operator import itemgetter

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain.messages import MessageChange, MessageRef
from storage.models import PostingRow
from storage.scopes import scopes_of
from storage.upsert import add_up, chunks

LENGTH = ""
"""The term of every message: its posting is the number of messages in the thread."""

Posting = tuple[str, str, str]
"""A term, the root of a thread, and its channel."""

_TERM = itemgetter(0)


class SqlPostings:
    """The port `Postings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def follow(self, changes: Collection[MessageChange]) -> None:
        """Count anew what these messages are about."""
        counts: Counter[Posting] = Counter()
        told = [(change.after, 1) for change in changes]
        untold = [(change.before, -1) for change in changes if change.before]
        for ref, sign in sorted(told + untold, key=_thread):
            (counts.update if sign > 0 else counts.subtract)(_postings(ref))
        self._add_up({posting: counts[posting] for posting in sorted(counts, key=_TERM) if counts[posting]})
        self._tidy({term for (term, _, _), count in counts.items() if count < 0})

    def _add_up(self, counts: Mapping[Posting, int]) -> None:
        """Add to rows that everybody meets in this order: of terms, and then of threads."""
        if not counts:
            return
        terms, roots, channels = zip(*counts, strict=True)
        scopes = scopes_of(self._session, self._team, set(channels))
        columns = {
            "team_id": repeat(self._team, len(counts)),
            "term": terms,
            "scope": map(scopes.__getitem__, channels),
            "root_ts": roots,
            "channel_id": channels,
            "messages": counts.values(),
        }
        add_up(self._session, PostingRow, columns, PostingRow.messages)

    def _tidy(self, terms: Collection[str]) -> None:
        """Delete what is counted no more."""
        for some in chunks(terms):
            gone = delete(PostingRow).where(PostingRow.team_id == self._team, PostingRow.term.in_(some))
            self._session.execute(gone.where(PostingRow.messages <= 0))


def _thread(told: tuple[MessageRef, int]) -> tuple[str, str]:
    root = told[0].root
    return root.ts, root.channel


def _postings(ref: MessageRef) -> list[Posting]:
    root = ref.root
    return [] if ref.is_deleted else [(term, root.ts, root.channel) for term in (LENGTH, *ref.terms)]
