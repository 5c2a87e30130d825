"""The index of threads by term: counts that any order of deliveries brings to the same end."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from itertools import chain

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.domain.messages import MessageChange, MessageRef
from storage.models import PostingRow
from storage.scopes import scopes_of
from storage.upsert import add_up, chunks

Threads = Mapping[tuple[str, str], Mapping[str, int]]
"""Of threads, each by its root and its channel, how many messages more have which term."""


class SqlPostings:
    """The port `Postings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def follow(self, changes: Collection[MessageChange]) -> None:
        """Count anew what these messages are about."""
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for change in changes:
            counts[_thread(change.after)].update(change.after.terms)
        untold = [change.before for change in changes if change.before]
        for before in untold:
            counts[_thread(before)].subtract(before.terms)
        self._add_up(counts)
        if untold:
            self._tidy({term for terms in counts.values() for term, count in terms.items() if count < 0})

    def _add_up(self, counted: Threads) -> None:
        """Add to rows that everybody meets in one order: by terms, and then by threads."""
        by_term: dict[str, list[tuple[str, str, str, str, str, int]]] = defaultdict(list)
        counted = {thread: terms for thread, terms in counted.items() if any(terms.values())}
        scopes = scopes_of(self._session, self._team, {channel for _, channel in counted})
        for root, channel in sorted(counted):
            scope = scopes[channel]
            for term, count in counted[root, channel].items():
                if count:
                    by_term[term].append((self._team, term, scope, root, channel, count))
        rows = [*chain.from_iterable(map(by_term.__getitem__, sorted(by_term)))]
        add_up(self._session, PostingRow, rows, PostingRow.messages)

    def _tidy(self, terms: Collection[str]) -> None:
        """Delete what is counted no more."""
        for some in chunks(terms):
            gone = delete(PostingRow).where(PostingRow.team_id == self._team, PostingRow.term.in_(some))
            self._session.execute(gone.where(PostingRow.messages <= 0))


def _thread(ref: MessageRef) -> tuple[str, str]:
    root = ref.root
    return root.ts, root.channel
