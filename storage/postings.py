"""The index of threads by term: counts that any order of deliveries brings to the same end."""

from collections import Counter
from collections.abc import Collection

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


class SqlPostings:
    """The port `Postings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def follow(self, changes: Collection[MessageChange]) -> None:
        """Count anew what these messages are about."""
        counts: Counter[Posting] = Counter()
        for change in changes:
            counts.update(_postings(change.after))
            if change.before:
                counts.subtract(_postings(change.before))
        scopes = scopes_of(self._session, self._team, {channel for _, _, channel in counts})
        rows = [
            {
                "team_id": self._team,
                "term": term,
                "scope": scopes[channel],
                "root_ts": root,
                "channel_id": channel,
                "messages": count,
            }
            for (term, root, channel), count in sorted(counts.items())
            if count
        ]
        add_up(self._session, PostingRow, rows, PostingRow.messages)
        self._tidy({term for (term, _, _), count in counts.items() if count < 0})

    def _tidy(self, terms: Collection[str]) -> None:
        """Delete what is counted no more."""
        for some in chunks(terms):
            gone = delete(PostingRow).where(PostingRow.team_id == self._team, PostingRow.term.in_(some))
            self._session.execute(gone.where(PostingRow.messages <= 0))


def _postings(ref: MessageRef) -> list[Posting]:
    root = ref.root
    return [] if ref.is_deleted else [(term, root.ts, root.channel) for term in (LENGTH, *ref.terms)]
