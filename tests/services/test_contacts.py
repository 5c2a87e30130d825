"""A member's own contacts: nobody else's business, in whatever way they come in."""

from datetime import UTC, datetime

import pytest

from bot.domain.contacts import FADES_AFTER, MOST_CONTACTS, Contact, HowWell, Identity
from bot.domain.errors import ImportFailed, NotAllowed
from bot.domain.events import MessagePosted
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.contacts import DRAFTS_KEPT, ContactBook, about_question
from bot.services.erasing import Eraser
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

TEAM = "T1"
CSV = "name,organisation,topics,how_well,note\n"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory()


@pytest.fixture
def book(store: SqlStore, directory: FakeDirectory, clock: FakeClock) -> ContactBook:
    with store.writing(TEAM) as work:
        work.people.put([Person("URAVI", "Ravi Menon", home_team="T1"), Person("UANA", "Ana", home_team="T1")])
        work.people.put([Person("UDIRK", "Dirk", home_team="T9"), Person("UBOT", "Bot", is_bot=True, home_team="T9")])
    return ContactBook(store, directory, clock)


def contact(name: str = "Sunita Bose", *topics: str, contact_id: int = 0) -> Contact:
    never = datetime(2000, 1, 1, tzinfo=UTC)
    return Contact(Identity(name, "Metro"), topics or ("kafka",), HowWell.WELL, never, contact_id)


def names(book: ContactBook, introducer: str = "URAVI") -> list[str]:
    return [one.identity.name for one in book.circle(TEAM, introducer).contacts]


def test_a_contact_is_kept_changed_and_removed_by_its_introducer_alone(book: ContactBook, clock: FakeClock) -> None:
    kept = book.keep(TEAM, "URAVI", contact())
    assert book.keep(TEAM, "URAVI", contact("Sunita B.", contact_id=kept)) == kept
    assert names(book) == ["Sunita B."]
    assert names(book, "UANA") == []
    assert book.own(TEAM, "UANA", kept) is None
    book.remove(TEAM, "UANA", kept)
    own = book.own(TEAM, "URAVI", kept)
    assert own
    assert own.refreshed_at == clock()
    book.remove(TEAM, "URAVI", kept)
    assert names(book) == []


def test_an_id_of_somebody_elses_contact_changes_nothing_of_theirs(book: ContactBook) -> None:
    kept = book.keep(TEAM, "URAVI", contact())
    with pytest.raises(NotAllowed):
        book.keep(TEAM, "UANA", contact("Stolen", contact_id=kept))
    assert names(book) == ["Sunita Bose"]


def test_two_contacts_cannot_become_one(book: ContactBook) -> None:
    book.keep(TEAM, "URAVI", contact("Sunita"))
    other = book.keep(TEAM, "URAVI", contact("Gareth"))
    with pytest.raises(NotAllowed, match="already"):
        book.keep(TEAM, "URAVI", contact("Sunita", contact_id=other))


def test_a_submission_that_is_sent_again_keeps_one_contact(book: ContactBook) -> None:
    assert book.keep(TEAM, "URAVI", contact()) == book.keep(TEAM, "URAVI", contact())
    assert names(book) == ["Sunita Bose"]


def test_a_contact_fades_until_its_introducer_says_that_it_holds(book: ContactBook, clock: FakeClock) -> None:
    kept = book.keep(TEAM, "URAVI", contact())
    assert book.circle(TEAM, "URAVI").faded == []
    clock.now += FADES_AFTER
    assert [one.id for one in book.circle(TEAM, "URAVI").faded] == [kept]
    book.still_holds(TEAM, "UANA", kept)
    assert book.circle(TEAM, "URAVI").faded
    book.still_holds(TEAM, "URAVI", kept)
    assert book.circle(TEAM, "URAVI").faded == []


def test_answers_lead_to_contacts_only_as_long_as_their_introducer_lets_them(
    book: ContactBook, store: SqlStore, clock: FakeClock
) -> None:
    book.keep(TEAM, "URAVI", contact())
    for lends in (True, False, True):
        book.lend(TEAM, "URAVI", lends=lends)
        assert book.circle(TEAM, "URAVI").lends is lends
        found = Finder(store, LearnedRanker()).find(TEAM, "UANA", "kafka", {PUBLIC}, "", clock())
        assert bool(found.outside) is lends


def test_nothing_is_kept_of_an_import_before_it_was_looked_at(book: ContactBook) -> None:
    book.keep(TEAM, "URAVI", contact("Ana Silva"))
    found = book.preview(TEAM, "URAVI", CSV + "Ana Silva,Metro,terraform,met,\nBen,Metro,scim,well,\n,,x,,\n")
    assert [[one.identity.name for one in part] for part in (found.new, found.known)] == [["Ben"], ["Ana Silva"]]
    assert [bad.line for bad in found.bad] == [4]
    assert names(book) == ["Ana Silva"]
    assert book.take_over(TEAM, "UANA") == 0
    assert book.take_over(TEAM, "URAVI") == 2
    assert book.take_over(TEAM, "URAVI") == 0
    assert names(book) == ["Ana Silva", "Ben"]


def test_a_preview_that_was_closed_or_left_lying_is_forgotten(book: ContactBook, clock: FakeClock) -> None:
    book.preview(TEAM, "URAVI", CSV + "Ben,Metro,scim,well,\n")
    book.drop_preview(TEAM, "URAVI")
    assert book.take_over(TEAM, "URAVI") == 0
    book.preview(TEAM, "URAVI", CSV + "Ben,Metro,scim,well,\n")
    clock.now += DRAFTS_KEPT + DRAFTS_KEPT / 2
    book.drop_old_previews(TEAM)
    assert book.take_over(TEAM, "URAVI") == 0


def test_a_file_of_slacks_is_read_and_one_that_cannot_be_read_changes_nothing(
    book: ContactBook, directory: FakeDirectory
) -> None:
    directory.files["F1"] = (CSV + "Ben,Metro,scim,well,\n").encode("utf-8-sig")
    assert [one.identity.name for one in book.preview(TEAM, "URAVI", "", "F1").new] == ["Ben"]
    with pytest.raises(ImportFailed):
        book.preview(TEAM, "URAVI", "", "F2")
    assert book.take_over(TEAM, "URAVI") == 1


def test_lines_that_are_somebody_elses_are_told_and_not_taken(book: ContactBook) -> None:
    lines = "introducer,name,organisation,topics\n" + "".join(
        f"{who},{name},Metro,kafka\n"
        for who, name in (("ravi@kelvik.example", "Ben"), ("ana@kelvik.example", "Cal"), ("", "Dee"))
    )
    found = book.preview(TEAM, "URAVI", lines)
    assert [one.identity.name for one in found.new] == ["Ben", "Dee"]
    assert [(bad.line, "somebody else" in bad.why) for bad in found.bad] == [(3, True)]


def test_people_of_other_organisations_in_shared_threads_are_offered_until_declined_or_kept(
    book: ContactBook, store: SqlStore, clock: FakeClock
) -> None:
    at = clock().timestamp() - 86400
    with store.writing(TEAM) as work:
        work.channels.put(
            [
                Channel("CEXT", "ext-arcadia", ChannelKind.PUBLIC, is_shared=True),
                Channel("CIN", "inside", ChannelKind.PUBLIC),
            ]
        )
    for channel in ("CEXT", "CIN"):
        thread = f"{at:.6f}"
        posted = [
            MessagePosted(channel, thread, "URAVI", "Is the webhook down?"),
            MessagePosted(channel, f"{at + 1:.6f}", "UDIRK" if channel == "CEXT" else "UANA", "Yes.", thread),
            MessagePosted(channel, f"{at + 2:.6f}", "UANA", "I see it too.", thread),
        ]
        HelpRecorder(store).record(TEAM, posted)
    assert [person.id for person in book.circle(TEAM, "URAVI").offers] == ["UDIRK"]
    book.decline_offer(TEAM, "URAVI", "UDIRK")
    assert book.circle(TEAM, "URAVI").offers == []
    assert [person.id for person in book.circle(TEAM, "UANA").offers] == ["UDIRK"]
    book.keep(TEAM, "UANA", Contact(Identity("Dirk", handle="UDIRK"), ("webhooks",), HowWell.KNOWN, clock()))
    assert book.circle(TEAM, "UANA").offers == []


@pytest.fixture
def full_book(book: ContactBook) -> ContactBook:
    """Ravi's, with as many contacts as one may keep."""
    with book.store.writing(TEAM) as work:
        for number in range(MOST_CONTACTS):
            work.contacts.put("URAVI", contact(f"Contact {number}"))
    return book


def test_one_contact_too_many_is_refused_and_those_there_can_be_changed(full_book: ContactBook) -> None:
    with pytest.raises(NotAllowed, match="at most 1,000"):
        full_book.keep(TEAM, "URAVI", contact("One More"))
    with pytest.raises(NotAllowed, match="at most 1,000"):
        full_book.preview(TEAM, "URAVI", CSV + "One More,Metro,scim,well,\n")
    own = full_book.circle(TEAM, "URAVI").contacts[0]
    full_book.keep(TEAM, "URAVI", contact("Renamed", contact_id=own.id))
    full_book.keep(TEAM, "URAVI", contact("Contact 7", "scim"))
    assert full_book.preview(TEAM, "URAVI", CSV + "Contact 7,Metro,scim,well,\n").known
    assert len(names(full_book)) == MOST_CONTACTS


def test_contacts_that_were_added_between_preview_and_import_count(book: ContactBook) -> None:
    book.preview(TEAM, "URAVI", CSV + "One More,Metro,scim,well,\n")
    with book.store.writing(TEAM) as work:
        for number in range(MOST_CONTACTS):
            work.contacts.put("URAVI", contact(f"Contact {number}"))
    with pytest.raises(NotAllowed, match="at most 1,000"):
        book.take_over(TEAM, "URAVI")
    assert len(names(book)) == MOST_CONTACTS


def test_only_people_of_other_organisations_are_outside(book: ContactBook) -> None:
    dirk = book.outside_person(TEAM, "URAVI", "UDIRK")
    assert dirk
    assert dirk.name == "Dirk"
    for other in ("UANA", "UBOT", "UNOBODY"):
        assert book.outside_person(TEAM, "URAVI", other) is None


def test_who_is_erased_leaves_no_contact_behind_as_introducer_or_as_contact(
    book: ContactBook, store: SqlStore, clock: FakeClock
) -> None:
    book.keep(TEAM, "URAVI", contact())
    book.keep(TEAM, "UANA", Contact(Identity("Dirk", handle="UDIRK"), ("webhooks",), HowWell.KNOWN, clock()))
    book.preview(TEAM, "URAVI", CSV + "Ben,Metro,scim,well,\n")
    for person in ("URAVI", "UDIRK"):
        Eraser(store).erase(TEAM, person)
    assert names(book) == names(book, "UANA") == []
    assert book.take_over(TEAM, "URAVI") == 0
    with store.reading(TEAM) as work:
        assert work.contacts.about(["kafka", "webhook"]) == []
    with pytest.raises(NotAllowed, match="erased"):
        book.keep(TEAM, "URAVI", contact())


def test_an_introducer_is_told_which_of_their_own_contacts_have_done_something(
    book: ContactBook, clock: FakeClock
) -> None:
    book.keep(TEAM, "URAVI", contact("Gareth Pugh", "LTE-M modems"))
    book.keep(TEAM, "URAVI", contact("Sunita Bose", "kafka", "tiered storage"))
    clock.advance(days=400)
    book.keep(TEAM, "URAVI", contact("Kofi Mensah", "kafka tiered storage"))
    book.keep(TEAM, "UANA", contact("Somebody Else", "kafka tiered storage"))
    own = book.circle(TEAM, "URAVI").contacts
    found = about_question(own, "who can help with kafka tiered storage?", clock())
    assert [one.identity.name for one in found] == ["Kofi Mensah", "Sunita Bose"]
    assert about_question(own, "who knows terraform?", clock()) == []
    assert about_question(own, "who knows Sunita Bose?", clock()) == []
