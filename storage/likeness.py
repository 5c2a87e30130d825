"""How like a question the threads of the past are: BM25 over the latest postings of its rarest terms."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from bot.domain.columns import Numbers
from bot.domain.people import PUBLIC
from bot.domain.traces import NONE_ALIKE, Alike, ThreadKey, factorized
from storage.columns import element, in_one_value, listed, numbered, numbers_in, unrolled
from storage.models import PostingRow, ThreadRow
from storage.scopes import in_public
from storage.statements import BEFORE, TEAM, among
from storage.threads import Until

WINDOW = 1_500
"""How rare a term is, is taken among so many of the latest public threads."""

COMMON = 0.1
"""A term that more than this share of them has tells nothing ..."""

FEW = 20
"""... unless they are no more than so many."""

POSTINGS = 350
"""Of each term, so many of the latest threads are read."""

TERMS = 16
"""Of a question, so many of its rarest terms are looked up."""

SATURATION = 1.2
"""BM25's k1 (Robertson and Zaragoza 2009)."""

NORMALISED = 0.75
"""BM25's b: how far a long thread's mention of a term counts for less."""

_P, _T = (row.__table__.c for row in (PostingRow, ThreadRow))
_MANY = listed("many")
_FIRST = element(_MANY.c.value, 0)


def _latest(scope: ColumnElement[bool]) -> Select[Any]:
    """Of each term of the list the latest threads that have it, and how many messages of each do."""
    latest = (
        select(_P.channel_id + "/" + _P.root_ts, _P.messages)
        .where(_P.team_id == TEAM, _P.term == _FIRST, scope, _P.root_ts < BEFORE)
        .order_by(_P.root_ts.desc())
        .limit(POSTINGS)
    )
    return select(_MANY.c.key, in_one_value(latest.correlate(_MANY)))


_IN_PUBLIC, _IN_PRIVATE = _latest(_P.scope == PUBLIC), _latest(among(_P.scope, "scopes"))
_PUBLIC_THREADS = select(_T.root_ts).where(_T.team_id == TEAM, _T.root_ts < BEFORE, in_public(_T.channel_id))
_WINDOW = _PUBLIC_THREADS.order_by(_T.root_ts.desc()).limit(WINDOW).subquery()
_WINDOWS = select(func.count(), func.min(_WINDOW.c.root_ts))
_SINCE = select(func.count()).where(
    _P.team_id == TEAM, _P.term == _FIRST, _P.scope == PUBLIC, _P.root_ts < BEFORE, _P.root_ts >= bindparam("since")
)
_COUNTS = select(_MANY.c.key, _SINCE.correlate(_MANY).scalar_subquery())


@dataclass(frozen=True, slots=True)
class _Found:
    """Postings, (n,) each: which of the `threads`, which term, and how many of the thread's messages have it.

    `rareness` (terms,) is how rare each term is.
    """

    threads: Sequence[str]
    thread: NDArray[np.intp]
    term: NDArray[np.intp]
    uses: Numbers
    rareness: Numbers

    def per_thread(self, norms: Numbers) -> Numbers:
        """The BM25 of each thread, (threads,), where `norms` (threads,) is what is set against the use of a term."""
        gained = self.rareness[self.term] * self.uses * (SATURATION + 1) / (self.uses + norms[self.thread])
        return np.bincount(self.thread, gained, len(self.threads)).astype(float)

    def mentions(self, threads: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of some threads has which term, (some, terms)."""
        all_ = np.zeros((len(self.threads), len(self.rareness)), bool)
        all_[self.thread, self.term] = True
        return all_[threads]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Finds the threads most like a question, as seen by its readers, before a `ts`."""

    session: Session
    team: str
    scopes: Collection[str]
    before: str

    def closest(self, terms: Sequence[str], limit: int) -> Alike:
        """The threads most like these terms: those that a first count finds, put in order by their length as well."""
        found = self._found(terms)
        if not len(found.threads):
            return NONE_ALIKE
        roughly = _largest(found.per_thread(np.full(len(found.threads), SATURATION)), limit)
        keys = [_thread_key(found.threads[place]) for place in roughly]
        seen = Until(self.session, self.team, self.before).seen(keys)
        norms = np.full(len(found.threads), np.inf)
        norms[roughly] = _norms(np.bincount(seen.thread, seen.messages, len(keys)).astype(float))
        likeness = found.per_thread(norms)[roughly]
        order = _largest(likeness, limit)
        return Alike(seen.ordered(order, likeness), found.mentions(roughly[order]), found.rareness)

    def _found(self, terms: Sequence[str]) -> _Found:
        """The postings of the rarest terms: everybody's, and apart from them the few's."""
        rareness = self._rarest(terms)
        private = sorted(set(self.scopes) - {PUBLIC})
        rows = self._of_terms(_IN_PUBLIC, [*rareness]) if PUBLIC in self.scopes else []
        if private:
            rows += self._of_terms(_IN_PRIVATE, [*rareness], scopes=private)
        place = {term: n for n, term in enumerate(rareness)}
        term, threads, uses = unrolled((place[term], found) for term, found in rows)
        return _Found(*factorized(threads), term.astype(np.intp), numbers_in(uses), np.array([*rareness.values()]))

    def _rarest(self, terms: Sequence[str]) -> dict[str, float]:
        """The rarest terms and how rare each is among public threads: what is private does not show in it."""
        threads, since = self.session.execute(_WINDOWS, {"team": self.team, "before": self.before}).one()
        counts = dict(self._of_terms(_COUNTS, [*dict.fromkeys(terms)], since=since or self.before))
        telling = [term for term in counts if counts[term] <= max(FEW, COMMON * threads)]
        rarest = sorted(telling, key=lambda term: (counts[term], term))[:TERMS]
        return {term: log(1 + max(FEW, threads) / (counts[term] + 0.5)) for term in rarest}

    def _of_terms(self, statement: Select[Any], terms: Sequence[str], **values: object) -> list[tuple[str, Any]]:
        """What a statement finds for each of these terms."""
        given = {"team": self.team, "before": self.before, "many": numbered([term] for term in terms), **values}
        return [(terms[int(key)], found) for key, found in self.session.execute(statement, given).all()]


def _thread_key(text: str) -> ThreadKey:
    """A thread of which the channel and the root stand in one text, with a stroke between."""
    channel, _, root = text.partition("/")
    return channel, root


def _norms(lengths: Numbers) -> Numbers:
    """What BM25 sets against the use of a term in threads so long, (threads,); 0 is taken for the usual length."""
    usual = lengths[lengths > 0].mean() if lengths.any() else 1.0
    return SATURATION * (1 - NORMALISED + NORMALISED * np.where(lengths > 0, lengths, usual) / usual)


def _largest(values: Numbers, count: int) -> NDArray[np.intp]:
    """Which of the values are the largest, the largest first; the first of equals."""
    return np.argsort(-values, kind="stable")[:count]
