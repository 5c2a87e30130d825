"""Erasing a person: every row about them, in every table that has one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, delete, or_, select, type_coerce, update
from sqlalchemy.orm import Session

from bot.domain.help import Source
from bot.domain.messages import MessageChange, MessageKey, MessageRef
from storage.contact_erasure import erase_contacts
from storage.models import (
    AdminActRow,
    AskRow,
    ChoiceRow,
    DigestRow,
    EntryRow,
    ErasedRow,
    ExposureRow,
    HelpRow,
    IntroductionRow,
    MemberRow,
    MessageRow,
    OutboxRow,
    OutreachRow,
    PersonRow,
    RequestRow,
    SubscriptionRow,
    SuggestionRow,
    VerdictRow,
    WeavingRow,
)
from storage.phrases import recount_everywhere
from storage.postings import SqlPostings
from storage.statements import TEAM, among, of_some
from storage.threads import SqlThreads
from storage.upsert import insert_missing

_E = ErasedRow.__table__.c
ERASED = select(_E.person_id).where(_E.team_id == TEAM, among(_E.person_id))
"""Those of some people who had themselves erased."""


def erase_person(session: Session, team: str, person: str) -> int:
    """Delete what is known of a person and remember that they are not to be recorded; returns the rows deleted.

    Their messages leave tombstones without author or terms, so that a late delivery does not bring them back.
    """
    asks = select(AskRow.id).where(AskRow.team_id == team, AskRow.asker_id == person)
    rows = erase_contacts(session, team, [person])
    for table, about in (
        (EntryRow, or_(EntryRow.helper_id == person, EntryRow.seeker_id == person, logged_by(person))),
        (HelpRow, or_(HelpRow.helper_id == person, HelpRow.seeker_id == person)),
        (SuggestionRow, or_(SuggestionRow.person_id == person, SuggestionRow.ask_id.in_(asks))),
        (ExposureRow, or_(ExposureRow.person_id == person, ExposureRow.seen_by == person)),
        (RequestRow, or_(RequestRow.person_id == person, RequestRow.ask_id.in_(asks))),
        (OutreachRow, OutreachRow.asker_id == person),
        (IntroductionRow, or_(IntroductionRow.introducer_id == person, IntroductionRow.asker_id == person)),
        (WeavingRow, or_(WeavingRow.first_id == person, WeavingRow.second_id == person)),
        (AskRow, AskRow.asker_id == person),
        (MemberRow, MemberRow.person_id == person),
        (ChoiceRow, ChoiceRow.person_id == person),
        (SubscriptionRow, SubscriptionRow.target == person),
        (DigestRow, DigestRow.target == person),
        (VerdictRow, VerdictRow.person_id == person),
        (PersonRow, PersonRow.person_id == person),
        (OutboxRow, OutboxRow.payload["person"].as_string() == person),
    ):
        rows += _count(session, delete(table).where(table.team_id == team, about))
    wrote_in = _unindex(session, team, person)
    rows += _count(
        session,
        update(MessageRow)
        .where(MessageRow.team_id == team, MessageRow.author_id == person)
        .values(
            author_id="", terms=(), words=(), phrases=(), thanked=(), is_question=False, thanks=False, is_deleted=True
        ),
    )
    SqlThreads(session, team).renew(wrote_in)
    _unthank(session, team, person)
    own_acts = (AdminActRow.team_id == team, AdminActRow.by_id == person)
    session.execute(update(AdminActRow).where(*own_acts).values(by_id=""))
    recount_everywhere(session, team)
    _unqueue(session, team, person)
    insert_missing(session, ErasedRow, [{"team_id": team, "person_id": person}])
    return rows


def logged_by(person: str) -> ColumnElement[bool]:
    """The entries that a person logged by hand."""
    return and_(EntryRow.source == Source.LOGGED, EntryRow.detail == person)


def erased_among(session: Session, team: str, people: Collection[str]) -> set[str]:
    """Those of these people who had themselves erased."""
    return {id_ for (id_,) in of_some(session, ERASED, people, team=team)}


def _unindex(session: Session, team: str, person: str) -> set[MessageKey]:
    """Take what a person wrote out of the index of threads by term; returns the threads that they wrote in."""
    query = select(MessageRow.channel_id, MessageRow.ts, MessageRow.thread_ts, MessageRow.terms).where(
        MessageRow.team_id == team, MessageRow.author_id == person, MessageRow.is_deleted.is_(False)
    )
    written = [MessageRef(channel, ts, person, thread, terms) for channel, ts, thread, terms in session.execute(query)]
    SqlPostings(session, team).follow([MessageChange(ref, ref.deleted("")) for ref in written])
    return {ref.root for ref in written}


def _unthank(session: Session, team: str, person: str) -> None:
    """Take a person out of the thanks of others; thanks that were for nobody else are for nobody."""
    thanked = type_coerce(MessageRow.thanked, Text)
    for row in session.scalars(select(MessageRow).where(MessageRow.team_id == team, thanked.contains(person))):
        row.thanked = tuple(other for other in row.thanked if other != person)
        row.thanks = bool(row.thanked)


def _unqueue(session: Session, team: str, person: str) -> None:
    """Take a person out of those whom others would have had asked next."""
    queue = type_coerce(OutreachRow.queue, Text)
    for row in session.scalars(select(OutreachRow).where(OutreachRow.team_id == team, queue.contains(person))):
        row.queue = tuple(other for other in row.queue if other != person)


def _count(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
