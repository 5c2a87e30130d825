"""Contacts in SQL. `ContactRow` says who somebody is: it is read for its introducer and never for a search."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.contacts import Contact, ExternalTie, HowWell, Identity
from bot.domain.errors import NotAllowed
from bot.domain.people import Person
from storage.contact_erasure import delete_contacts, erase_contacts
from storage.contact_offers import offered
from storage.models import ContactDraftRow, ContactRow, DeclinedOfferRow, ExternalTermRow, ExternalTieRow
from storage.statements import TEAM, among, of_some
from storage.upsert import insert_missing, upsert

_T, _X, _C = ExternalTieRow.__table__.c, ExternalTermRow.__table__.c, ContactRow.__table__.c
_TIE = (_T.contact_id, _T.introducer_id, _T.how_well, _T.refreshed_at)
_ABOUT = (
    select(_X.term, *_TIE)
    .join_from(
        ExternalTermRow.__table__,
        ExternalTieRow.__table__,
        (_T.team_id == _X.team_id) & (_T.contact_id == _X.contact_id),
    )
    .where(_X.team_id == TEAM, among(_X.term))
)
_OF = (
    select(_C.id, _C.name, _C.organisation, _C.handle, _C.note, _C.topics, _T.how_well, _T.refreshed_at)
    .join_from(ContactRow.__table__, ExternalTieRow.__table__, (_T.team_id == _C.team_id) & (_T.contact_id == _C.id))
    .where(_C.team_id == TEAM, _C.introducer_id == bindparam("introducer"))
    .order_by(_C.key, _C.id)
)


class SqlContacts:
    """The port `Contacts` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, introducer: str, contact: Contact) -> int:
        """Keep a contact, in place of the one with its id or else its key; returns its id. Raises NotAllowed."""
        kept = self._id(introducer, contact)
        values = _values(contact)
        if contact.id and kept != contact.id:
            raise NotAllowed("There is already a contact with this name and organisation.")
        if kept:
            self._session.execute(
                update(ContactRow).where(ContactRow.team_id == self._team, ContactRow.id == kept).values(**values)
            )
        else:
            mine = {"team_id": self._team, "introducer_id": introducer}
            insert_missing(self._session, ContactRow, [mine | values])
            kept = self._id(introducer, contact)
        self._put_tie(introducer, kept, contact)
        return kept

    def of(self, introducer: str) -> list[Contact]:
        """An introducer's contacts, ordered by name."""
        return self._own(introducer)

    def own(self, introducer: str, contact: int) -> Contact | None:
        """One contact, if it is this introducer's."""
        return next(iter(self._own(introducer, _C.id == contact)), None)

    def remove(self, introducer: str, contact: int) -> bool:
        """Delete a contact, if it is this introducer's; the introducer's answers about it stand."""
        mine = (ContactRow.introducer_id == introducer, ContactRow.id == contact)
        return bool(delete_contacts(self._session, self._team, mine))

    def erase_of(self, introducers: Collection[str]) -> int:
        """Delete every contact of these introducers, and all that is kept for them; returns the rows."""
        return erase_contacts(self._session, self._team, introducers)

    def about(self, terms: Collection[str]) -> list[ExternalTie]:
        """The ties found by one of these stems, each with those of them that it has."""
        found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        rows = of_some(self._session, _ABOUT, terms, team=self._team)
        for term, *tie in sorted(rows, key=attrgetter("contact_id", "term")):
            found[tuple(tie)].append(term)
        return [_tie(tie, tuple(has)) for tie, has in found.items()]

    def tie(self, contact: int) -> ExternalTie | None:
        """The tie to one contact, without terms."""
        query = select(*_TIE).where(ExternalTieRow.team_id == self._team, ExternalTieRow.contact_id == contact)
        found = self._session.execute(query).first()
        return _tie(found, ()) if found else None

    def put_draft(self, introducer: str, contacts: Sequence[Contact], at: datetime) -> None:
        """Keep contacts that were read until the introducer has looked at them, in place of earlier ones."""
        listed = [[*_facts(contact), contact.refreshed_at.isoformat()] for contact in contacts]
        key = {"team_id": self._team, "introducer_id": introducer}
        upsert(self._session, ContactDraftRow, [key | {"made_at": at, "contacts": listed}])

    def draft(self, introducer: str) -> list[Contact]:
        """The contacts that wait for the introducer's word."""
        query = select(ContactDraftRow.contacts).where(*self._draft(introducer))
        return [
            Contact(Identity(*identity), tuple(topics), HowWell(how_well), datetime.fromisoformat(refreshed_at))
            for *identity, topics, how_well, refreshed_at in self._session.scalar(query) or ()
        ]

    def drop_draft(self, introducer: str) -> None:
        """Forget the contacts that wait."""
        self._session.execute(delete(ContactDraftRow).where(*self._draft(introducer)))

    def drop_drafts_before(self, at: datetime) -> None:
        """Forget all contacts that wait since before then."""
        here = (ContactDraftRow.team_id == self._team, ContactDraftRow.made_at < at)
        self._session.execute(delete(ContactDraftRow).where(*here))

    def offers(self, introducer: str, since: datetime, limit: int) -> list[Person]:
        """People of other organisations with whom somebody wrote in threads of shared channels since then."""
        return offered(self._session, self._team, introducer, since, limit)

    def decline_offer(self, introducer: str, person: str) -> None:
        """Do not offer this person again."""
        row = {"team_id": self._team, "introducer_id": introducer, "person_id": person}
        insert_missing(self._session, DeclinedOfferRow, [row])

    def _id(self, introducer: str, contact: Contact) -> int:
        """The id of the contact kept under this key, or else of the one with this id; 0 where there is none."""
        mine = (ContactRow.team_id == self._team, ContactRow.introducer_id == introducer)
        by_key = self._session.scalar(select(ContactRow.id).where(*mine, ContactRow.key == contact.identity.key))
        return by_key or self._session.scalar(select(ContactRow.id).where(*mine, ContactRow.id == contact.id)) or 0

    def _own(self, introducer: str, *more: Any) -> list[Contact]:
        rows = self._session.execute(_OF.where(*more), {"team": self._team, "introducer": introducer})
        return [
            Contact(Identity(name, organisation, handle, note), tuple(topics), how_well, refreshed_at, id_)
            for id_, name, organisation, handle, note, topics, how_well, refreshed_at in rows
        ]

    def _put_tie(self, introducer: str, contact_id: int, contact: Contact) -> None:
        key = {"team_id": self._team, "contact_id": contact_id}
        strength = {"how_well": contact.how_well, "refreshed_at": contact.refreshed_at}
        upsert(self._session, ExternalTieRow, [key | {"introducer_id": introducer} | strength])
        here = (ExternalTermRow.team_id == self._team, ExternalTermRow.contact_id == contact_id)
        self._session.execute(delete(ExternalTermRow).where(*here))
        insert_missing(self._session, ExternalTermRow, [key | {"term": term.stem} for term in contact.searched])

    def _draft(self, introducer: str) -> tuple[Any, ...]:
        return ContactDraftRow.team_id == self._team, ContactDraftRow.introducer_id == introducer


def _values(contact: Contact) -> dict[str, object]:
    name, organisation, handle, note, topics, _ = _facts(contact)
    told = {"name": name, "organisation": organisation, "handle": handle, "note": note, "topics": topics}
    return told | {"key": contact.identity.key}


def _facts(contact: Contact) -> tuple[object, ...]:
    who = contact.identity
    return who.name, who.organisation, who.handle, who.note, list(contact.topics), contact.how_well


def _tie(row: Sequence[Any], terms: tuple[str, ...]) -> ExternalTie:
    contact, introducer, how_well, refreshed_at = row
    return ExternalTie(contact, introducer, terms, how_well, refreshed_at)
