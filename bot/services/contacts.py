"""A member's own contacts: kept, changed, imported, refreshed and removed by nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.contacts import MOST_CONTACTS, Contact, faults
from bot.domain.errors import NotAllowed
from bot.domain.outside import about
from bot.domain.people import Person
from bot.domain.questions import topic_of
from bot.domain.terms import topic_words
from bot.domain.vocabulary import specificity
from bot.services.contact_files import LARGEST, BadLine, ContactFile, decoded, read_contacts
from bot.services.introducing import close_about
from bot.services.ports import Clock, Directory, Store, UnitOfWork

OFFERED_SINCE = timedelta(days=90)
OFFERED = 2
ABOUT_SHOWN = 3
DRAFTS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Circle:
    """A member's contacts, ordered by name; those of them that have faded; people of other organisations to offer;
    and whether answers may lead to the contacts."""

    contacts: Sequence[Contact] = ()
    faded: Sequence[Contact] = ()
    offers: Sequence[Person] = ()
    lends: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: contacts `new` and already kept, which are changed, and lines that are no contacts."""

    new: Sequence[Contact]
    known: Sequence[Contact]
    bad: Sequence[BadLine]


def about_question(contacts: Sequence[Contact], question: str, now: datetime) -> Sequence[Contact]:
    """Those of an asker's own contacts who have done what their question is about, for their eyes alone."""
    if not contacts:
        return ()
    weights = {word.stem: specificity(word.surface) for word in topic_words(topic_of(question))}
    return about(contacts, weights, now)[:ABOUT_SHOWN]


@dataclass(frozen=True, slots=True)
class ContactBook:
    """Looks after contacts; every call is by, and about, one introducer."""

    store: Store
    directory: Directory
    clock: Clock

    def circle(self, team: str, introducer: str) -> Circle:
        """All that the introducer sees of their ties to the outside."""
        now = self.clock()
        with self.store.reading(team) as work:
            contacts = work.contacts.of(introducer)
            offers = work.contacts.offers(introducer, now - OFFERED_SINCE, OFFERED)
            lends = work.choices.of([introducer]).of(introducer).lends_contacts
        return Circle(contacts, [contact for contact in contacts if contact.has_faded(now)], offers, lends)

    def lend(self, team: str, introducer: str, *, lends: bool) -> None:
        """Let answers lead to the introducer's contacts, or let them not. Raises NotAllowed for somebody erased."""
        with self.store.writing(team) as work:
            _may_keep(work, introducer)
            choice = work.choices.of([introducer]).of(introducer)
            work.choices.put(introducer, replace(choice, lends_contacts=lends))

    def own(self, team: str, introducer: str, contact: int) -> Contact | None:
        """One of the introducer's contacts."""
        with self.store.reading(team) as work:
            return work.contacts.own(introducer, contact)

    def keep(self, team: str, introducer: str, contact: Contact) -> int:
        """Keep a contact as of now; returns its id. Raises NotAllowed for what cannot be kept."""
        if wrong := faults(contact.identity, contact.topics):
            raise NotAllowed(next(iter(wrong.values())))
        with self.store.writing(team) as work:
            _may_keep(work, introducer)
            _check_room(work, introducer, [contact])
            return work.contacts.put(introducer, replace(contact, refreshed_at=self.clock()))

    def still_holds(self, team: str, introducer: str, contact: int) -> None:
        """Take down that a tie holds."""
        with self.store.writing(team) as work:
            if known := work.contacts.own(introducer, contact):
                work.contacts.put(introducer, replace(known, refreshed_at=self.clock()))

    def remove(self, team: str, introducer: str, contact: int) -> None:
        """Delete a contact, and settle what is asked about it."""
        with self.store.writing(team) as work:
            if work.contacts.remove(introducer, contact):
                close_about(work, introducer, contact)

    def decline_offer(self, team: str, introducer: str, person: str) -> None:
        """Offer this person no more."""
        with self.store.writing(team) as work:
            work.contacts.decline_offer(introducer, person)

    def outside_person(self, team: str, introducer: str, person: str) -> Person | None:
        """The person, if they are of another organisation than the introducer."""
        with self.store.reading(team) as work:
            known = work.people.get([introducer, person])
        me, other = known.get(introducer), known.get(person)
        if me is None or other is None or other.is_bot or not other.home_team or other.shares_home(me):
            return None
        return other

    def preview(self, team: str, introducer: str, text: str, file: str = "") -> Preview:
        """Read a file of Slack's, or else text, and hold what is in it until `take_over`.

        Raises ImportFailed where it cannot be read, NotAllowed where it is too much; nothing is changed then.
        """
        now = self.clock()
        content = self.directory.file(team, file, LARGEST) if file else text.encode()
        read = self._own_lines(team, introducer, read_contacts(decoded(content), now))
        with self.store.writing(team) as work:
            _may_keep(work, introducer)
            _check_room(work, introducer, read.contacts)
            kept = {contact.identity.key for contact in work.contacts.of(introducer)}
            work.contacts.put_draft(introducer, read.contacts, now)
        known = [contact for contact in read.contacts if contact.identity.key in kept]
        return Preview([contact for contact in read.contacts if contact.identity.key not in kept], known, read.bad)

    def _own_lines(self, team: str, introducer: str, read: ContactFile) -> ContactFile:
        """A file's contacts without those that it says are somebody else's."""
        with self.store.reading(team) as work:
            me = work.people.get([introducer]).get(introducer)
        mine = {
            "",
            introducer.casefold(),
            *(me.name.casefold().split() if me else ()),
            me.name.casefold() if me else "",
        }
        others = [one for one in read.entries if one.introducer.casefold().partition("@")[0] not in mine]
        bad = [*read.bad, *(BadLine(one.line, "This line says that somebody else knows them.") for one in others)]
        kept = tuple(one for one in read.entries if one not in others)
        return ContactFile(kept, tuple(sorted(bad, key=lambda line: line.line)))

    def take_over(self, team: str, introducer: str) -> int:
        """Keep what the last preview held; returns how many contacts. A second call finds nothing left.

        Raises NotAllowed where that would be too many by now.
        """
        with self.store.writing(team) as work:
            draft = work.contacts.draft(introducer)
            _check_room(work, introducer, draft)
            for contact in draft:
                work.contacts.put(introducer, contact)
            work.contacts.drop_draft(introducer)
            return len(draft)

    def drop_preview(self, team: str, introducer: str) -> None:
        """Forget what the last preview held."""
        with self.store.writing(team) as work:
            work.contacts.drop_draft(introducer)

    def drop_old_previews(self, team: str) -> None:
        """Forget previews that nobody came back to."""
        with self.store.writing(team) as work:
            work.contacts.drop_drafts_before(self.clock() - DRAFTS_KEPT)


def has_room(work: UnitOfWork, introducer: str, contacts: Sequence[Contact]) -> bool:
    """Whether an introducer may keep these beside, or in place of, what they keep already."""
    kept, changed = work.contacts.of(introducer), {contact.id for contact in contacts}
    keys = {contact.identity.key for contact in kept if contact.id not in changed}
    return len(keys.union(contact.identity.key for contact in contacts)) <= max(MOST_CONTACTS, len(kept))


def _may_keep(work: UnitOfWork, introducer: str) -> None:
    if work.people.erased([introducer]):
        raise NotAllowed("You had yourself erased; I keep nothing for you.")


def _check_room(work: UnitOfWork, introducer: str, contacts: Sequence[Contact]) -> None:
    if not has_room(work, introducer, contacts):
        raise NotAllowed(f"You can keep at most {MOST_CONTACTS:,} contacts.")
