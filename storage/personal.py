"""What is kept about one person, as plain JSON: what `erasure` deletes, less what others said in confidence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.erasure import logged_by
from storage.models import (
    AdminActRow,
    AskRow,
    ChoiceRow,
    ContactRow,
    DeclinedOfferRow,
    DigestRow,
    EntryRow,
    ExposureRow,
    HelpRow,
    IntroductionRow,
    MemberRow,
    MessageRow,
    PersonRow,
    RequestRow,
    SubscriptionRow,
    SuggestionRow,
    VerdictRow,
    WeavingRow,
)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_INTERNAL = {"team_id", "id", "key", "response_url", "version", "position", "place", "root_ts", "asker_id"}


def rows_about(session: Session, team: str, person: str) -> Rows:
    """Every row about a person, by table, without Kith's own bookkeeping.

    Left out is what the asker of a question thought of this person, how others answered their requests, and who asked
    them for an introduction, which may be a secret.
    """
    asks = select(AskRow.id).where(AskRow.team_id == team, AskRow.asker_id == person)
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table, about in (
        (PersonRow, PersonRow.person_id == person),
        (ChoiceRow, ChoiceRow.person_id == person),
        (MemberRow, MemberRow.person_id == person),
        (MessageRow, MessageRow.author_id == person),
        (EntryRow, or_(EntryRow.helper_id == person, EntryRow.seeker_id == person, logged_by(person))),
        (HelpRow, or_(HelpRow.helper_id == person, HelpRow.seeker_id == person)),
        (AskRow, AskRow.asker_id == person),
        (SuggestionRow, SuggestionRow.ask_id.in_(asks)),
        (ExposureRow, ExposureRow.person_id == person),
        (RequestRow, RequestRow.person_id == person),
        (ContactRow, ContactRow.introducer_id == person),
        (DeclinedOfferRow, DeclinedOfferRow.introducer_id == person),
        (IntroductionRow, IntroductionRow.introducer_id == person),
        (SubscriptionRow, SubscriptionRow.target == person),
        (DigestRow, DigestRow.target == person),
        (VerdictRow, VerdictRow.person_id == person),
        (AdminActRow, AdminActRow.by_id == person),
    ):
        names = [column.key for column in table.__table__.columns if column.key not in _INTERNAL]
        rows = session.execute(select(*(getattr(table, name) for name in names)).where(table.team_id == team, about))
        found[table.__tablename__] = [
            {name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows
        ]
    return found | {WeavingRow.__tablename__: _suggestions(session, team, person)}


def _suggestions(session: Session, team: str, person: str) -> Sequence[Mapping[str, Any]]:
    """To whom a person was suggested, and what they said; what the other said is left out."""
    here = (WeavingRow.team_id == team, or_(WeavingRow.first_id == person, WeavingRow.second_id == person))
    found: list[Mapping[str, Any]] = []
    for row in session.scalars(select(WeavingRow).where(*here).order_by(WeavingRow.offered_at)):
        is_first = row.first_id == person
        other, says = (row.second_id, row.first_says) if is_first else (row.first_id, row.second_says)
        found.append({"person_id": other, "word": row.word, "offered_at": _plain(row.offered_at), "says": says})
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
