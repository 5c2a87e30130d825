"""One transaction on one team's data."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Lock

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.domain.outbox import ALL, Backlog, OutboxItem
from storage.asks import SqlAsks
from storage.audit import SqlAudit
from storage.channels import SqlChannels
from storage.choices import SqlChoices
from storage.contacts import SqlContacts
from storage.digests import SqlDigests
from storage.engine import ACROSS_TEAMS, WRITES
from storage.evidence import SqlEvidence
from storage.exposures import SqlExposures
from storage.helps import SqlHelps
from storage.introductions import SqlIntroductions
from storage.ledger import SqlLedger
from storage.locks import hold
from storage.messages import SqlMessages
from storage.models import PersonRow
from storage.outbox import QUEUED, SqlOutbox, backlog, take
from storage.people import SqlPeople
from storage.phrases import SqlPhrases
from storage.postings import SqlPostings
from storage.requests import SqlRequests
from storage.retention import SqlRetention
from storage.settings import SqlSettings
from storage.tenancy import SqlTenancy
from storage.threads import SqlThreads
from storage.ties import SqlTies
from storage.traces import SqlTraces
from storage.weavings import SqlWeavings


@dataclass(frozen=True, slots=True)
class SqlUnitOfWork:
    """The port `UnitOfWork`: the repositories of one team on one session."""

    session: Session
    team: str
    messages: SqlMessages
    ledger: SqlLedger
    helps: SqlHelps
    evidence: SqlEvidence
    ties: SqlTies
    postings: SqlPostings
    threads: SqlThreads
    traces: SqlTraces
    people: SqlPeople
    channels: SqlChannels
    outbox: SqlOutbox
    asks: SqlAsks
    choices: SqlChoices
    exposures: SqlExposures
    requests: SqlRequests
    contacts: SqlContacts
    introductions: SqlIntroductions
    weavings: SqlWeavings
    retention: SqlRetention
    audit: SqlAudit
    settings: SqlSettings
    phrases: SqlPhrases
    digests: SqlDigests
    tenancy: SqlTenancy

    @classmethod
    def on(cls, session: Session, team: str) -> "SqlUnitOfWork":
        """The unit of work of a team on an open session."""
        return cls(
            session,
            team,
            SqlMessages(session, team),
            SqlLedger(session, team),
            SqlHelps(session, team),
            SqlEvidence(session, team),
            SqlTies(session, team),
            SqlPostings(session, team),
            SqlThreads(session, team),
            SqlTraces(session, team),
            SqlPeople(session, team),
            SqlChannels(session, team),
            SqlOutbox(session, team),
            SqlAsks(session, team),
            SqlChoices(session, team),
            SqlExposures(session, team),
            SqlRequests(session, team),
            SqlContacts(session, team),
            SqlIntroductions(session, team),
            SqlWeavings(session, team),
            SqlRetention(session, team),
            SqlAudit(session, team),
            SqlSettings(session, team),
            SqlPhrases(session, team),
            SqlDigests(session, team),
            SqlTenancy(session, team),
        )

    def hold(self, names: Iterable[str], shared: Collection[str] = ()) -> None:
        """Until the transaction ends, nobody else changes what these names stand for; others may share the `shared`."""
        hold(self.session, self.team, names, shared)


TURN_SECONDS = 0.5
"""For how long a thread waits for its turn to write: then it asks SQLite, which says no if it must."""


def _nobody(_: Sequence[str]) -> None:
    """Who is told of what was queued, where nobody waits for it."""


@dataclass(frozen=True)
class SqlStore:
    """The port `Store` on an engine; `queued` is told the keys of what each commit left in the outbox.

    Threads take `turns` at writing to SQLite: it wakes nobody who waits for its lock, they sleep longer and longer.
    """

    engine: Engine
    queued: Callable[[Sequence[str]], None] = _nobody
    turns: Lock = field(default_factory=Lock, repr=False)

    @contextmanager
    def writing(self, team: str) -> Iterator[SqlUnitOfWork]:
        """A unit that may write; on SQLite it holds the write lock from the start."""
        with self._turn(), self._session(writes=True) as session:
            with session.begin():
                yield SqlUnitOfWork.on(session, team)
            if keys := session.info.get(QUEUED):
                self.queued(keys)

    @contextmanager
    def reading(self, team: str) -> Iterator[SqlUnitOfWork]:
        """A unit that only reads, from one snapshot."""
        with self._session(writes=False) as session, session.begin():
            yield SqlUnitOfWork.on(session, team)

    def teams(self) -> list[str]:
        """The tenants known, in order."""
        with self._session(writes=False) as session:
            query = select(PersonRow.team_id).distinct().order_by(PersonRow.team_id)
            return list(session.scalars(query, execution_options={ACROSS_TEAMS: True}))

    def take(
        self, now: datetime, lease_seconds: float, limit: int, urgencies: range = ALL
    ) -> list[tuple[str, OutboxItem]]:
        """Claim due outbox items of all teams, most urgent first; those left unfinished are due after the lease."""
        with self._turn(), self._session(writes=True) as session, session.begin():
            return take(session, now, lease_seconds, limit, urgencies)

    def backlog(self, now: datetime) -> Backlog:
        """What the outboxes of all teams hold undone."""
        with self._session(writes=False) as session, session.begin():
            return backlog(session, now)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        came = self.engine.dialect.name == "sqlite" and self.turns.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if came:
                self.turns.release()

    def _session(self, *, writes: bool) -> Session:
        return Session(self._writer if writes else self._reader, expire_on_commit=False)

    @cached_property
    def _writer(self) -> Engine:
        return self.engine.execution_options(**{WRITES: True})

    @cached_property
    def _reader(self) -> Engine:
        if self.engine.dialect.name != "postgresql":
            return self.engine.execution_options(**{WRITES: False})
        return self.engine.execution_options(
            **{WRITES: False}, isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
