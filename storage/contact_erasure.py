"""Deleting contacts: with one goes its tie, and every term by which it was found."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from storage.models import ContactDraftRow, ContactRow, DeclinedOfferRow, ExternalTermRow, ExternalTieRow
from storage.upsert import chunks


def erase_contacts(session: Session, team: str, people: Collection[str]) -> int:
    """Delete the contacts of these people and those that are these people; returns the rows deleted."""
    rows = 0
    for some in chunks(people):
        rows += delete_contacts(session, team, (or_(ContactRow.introducer_id.in_(some), ContactRow.handle.in_(some)),))
        for table in (ContactDraftRow, DeclinedOfferRow):
            gone = delete(table).where(table.team_id == team, table.introducer_id.in_(some))
            rows += session.execute(gone).rowcount  # type: ignore[attr-defined]
        named = delete(DeclinedOfferRow).where(DeclinedOfferRow.team_id == team, DeclinedOfferRow.person_id.in_(some))
        rows += session.execute(named).rowcount  # type: ignore[attr-defined]
    return rows


def delete_contacts(session: Session, team: str, conditions: Sequence[Any]) -> int:
    """Delete the contacts that meet all conditions, with their ties and terms; returns how many."""
    ids = list(session.scalars(select(ContactRow.id).where(ContactRow.team_id == team, *conditions)))
    for some in chunks(ids):
        for table in (ExternalTermRow, ExternalTieRow):
            session.execute(delete(table).where(table.team_id == team, table.contact_id.in_(some)))
        session.execute(delete(ContactRow).where(ContactRow.team_id == team, ContactRow.id.in_(some)))
    return len(ids)
