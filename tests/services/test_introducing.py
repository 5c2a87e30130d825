"""From a tie outside to an introduction: the introducer alone says who, to this request, in their own words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.deliveries.introductions import IntroductionPoster
from bot.domain.asks import Ask, Audience
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.errors import NotAllowed
from bot.domain.introductions import IntroductionState, Seen, seen
from bot.domain.outbox import OutboxItem
from bot.domain.people import Person
from bot.services.contacts import ContactBook
from bot.services.erasing import Eraser
from bot.services.introducing import ASK_INTRODUCER, TELL_ASKER, Introducing
from bot.services.posting import Poster
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

TEAM = "T1"
SUNITA = Identity("Sunita Bose", "Metro Freight", "sunita@metro.example", "A secret note")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Story:
    """Sanne asks, Ravi knows somebody outside, Eve looks on."""

    store: SqlStore
    clock: FakeClock
    messenger: FakeMessenger
    introducing: Introducing
    ask: int
    contact: int

    def deliver(self) -> None:
        """Deliver what is due, as the sender does."""
        poster = IntroductionPoster(self.introducing, Poster(self.messenger))
        for team, item in self.store.take(self.clock(), 60, 100):
            {ASK_INTRODUCER: poster.ask, TELL_ASKER: poster.tell}[item.kind](team, item)
            with self.store.writing(team) as work:
                work.outbox.done(item.id, self.clock())

    def request(self, anonymous: bool = False) -> None:
        self.introducing.ask(TEAM, self.ask, self.contact, "sanne", "Who runs <kafka>?", anonymous=anonymous)
        self.deliver()

    def said_to(self, person: str) -> str:
        return "\n".join(str(post.blocks) for post in self.messenger.posts if post.channel == person)


@pytest.fixture
def story(store: SqlStore) -> Story:
    clock = FakeClock(MONDAY)
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title(), tz="UTC") for id_ in ("sanne", "ravi", "eve"))
        contact = work.contacts.put("ravi", Contact(SUNITA, ("kafka",), HowWell.WELL, clock()))
        ask, _ = work.asks.put(Ask("k", "sanne", "who knows kafka?", "C1", clock(), Audience.CHANNEL))
    return Story(store, clock, FakeMessenger(), Introducing(store, clock), ask.id, contact)


def test_the_introducer_is_asked_in_private_and_sees_about_whom(story: Story) -> None:
    story.request()
    said = story.said_to("ravi")
    assert "*Sanne* asks" in said
    assert "Sunita Bose" in said
    assert "&lt;kafka&gt;" in said
    assert [post.channel for post in story.messenger.posts] == ["ravi"]


def test_the_asker_may_stay_unnamed_until_there_is_a_yes(story: Story) -> None:
    story.request(anonymous=True)
    assert "Somebody here asks" in story.said_to("ravi")
    assert "anne" not in story.said_to("ravi")


def test_a_yes_tells_the_asker_exactly_the_introducers_words(story: Story) -> None:
    story.request()
    story.introducing.name(TEAM, story.ask, story.contact, "ravi", "Write to Sunita, say hello from me")
    story.deliver()
    said = story.said_to("sanne")
    assert "Write to Sunita, say hello from me" in said
    for part in ("Bose", SUNITA.organisation, SUNITA.handle, SUNITA.note):
        assert part not in said
    assert story.said_to("eve") == ""
    with story.store.reading(TEAM) as work:
        (exposure,) = work.exposures.of("ravi", 5)
    assert (exposure.seen_by, exposure.about) == ("sanne", ("kafka",))


def test_passing_on_names_nobody(story: Story) -> None:
    story.request()
    story.introducing.pass_on(TEAM, story.ask, story.contact, "ravi")
    story.deliver()
    assert "*Ravi* passes your question on" in story.said_to("sanne")
    assert "Sunita" not in story.said_to("sanne")


def test_a_decline_is_told_to_nobody(story: Story) -> None:
    story.request()
    declined = story.introducing.decline(TEAM, story.ask, story.contact, "ravi")
    story.clock.advance(days=5)
    story.deliver()
    assert story.said_to("sanne") == ""
    assert seen(declined, story.clock()) is Seen.NO_ANSWER


def test_one_answer_stands_and_nobody_else_can_give_it(story: Story) -> None:
    story.request()
    for by in ("sanne", "eve"):
        with pytest.raises(NotAllowed):
            story.introducing.name(TEAM, story.ask, story.contact, by, "Sunita Bose")
        with pytest.raises(NotAllowed):
            story.introducing.choice_for(TEAM, story.ask, story.contact, by)
    story.introducing.decline(TEAM, story.ask, story.contact, "ravi")
    with pytest.raises(NotAllowed, match="already"):
        story.introducing.name(TEAM, story.ask, story.contact, "ravi", "Sunita Bose")


def test_only_the_asker_can_have_the_introducer_asked_and_only_once(story: Story) -> None:
    with pytest.raises(NotAllowed, match="Only the person who asked"):
        story.introducing.ask(TEAM, story.ask, story.contact, "eve", "?", anonymous=False)
    story.request()
    story.request()
    assert len(story.messenger.posts) == 1


def test_a_yes_to_one_request_is_none_to_the_next(story: Story) -> None:
    story.request()
    story.introducing.name(TEAM, story.ask, story.contact, "ravi", "Sunita Bose")
    with story.store.writing(TEAM) as work:
        again, _ = work.asks.put(Ask("k2", "sanne", "kafka again?", "C1", story.clock()))
    asked = story.introducing.ask(TEAM, again.id, story.contact, "sanne", "", anonymous=False)
    assert (asked.state, asked.words, asked.question) == (IntroductionState.ASKED, "", "kafka again?")


def test_the_introducer_is_asked_within_their_working_hours(story: Story) -> None:
    story.clock.now = MONDAY - timedelta(days=2)
    story.request()
    assert story.messenger.posts == []
    story.clock.now = MONDAY
    story.deliver()
    assert len(story.messenger.posts) == 1


def test_nobody_is_asked_more_often_than_three_times_a_week(story: Story) -> None:
    for number in range(4):
        with story.store.writing(TEAM) as work:
            ask, _ = work.asks.put(Ask(f"more{number}", "sanne", "kafka?", "C1", story.clock()))
        if number < 3:
            story.introducing.ask(TEAM, ask.id, story.contact, "sanne", "", anonymous=False)
            continue
        with pytest.raises(NotAllowed, match="closed by now"):
            story.introducing.ask(TEAM, ask.id, story.contact, "sanne", "", anonymous=False)


def test_a_removed_contact_settles_what_was_asked_about_it(story: Story) -> None:
    story.introducing.ask(TEAM, story.ask, story.contact, "sanne", "", anonymous=False)
    ContactBook(story.store, FakeDirectory(), story.clock).remove(TEAM, "ravi", story.contact)
    story.deliver()
    assert story.messenger.posts == []


def test_an_erased_introducer_takes_contacts_requests_and_words_along(story: Story) -> None:
    story.request()
    story.introducing.name(TEAM, story.ask, story.contact, "ravi", "Sunita Bose")
    Eraser(story.store).erase(TEAM, "ravi")
    story.deliver()
    assert story.said_to("sanne") == ""
    with story.store.reading(TEAM) as work:
        assert work.contacts.of("ravi") == []
        assert work.introductions.of_asker("sanne") == []


def test_what_waits_to_be_said_holds_no_word_about_a_contact(story: Story) -> None:
    story.introducing.ask(TEAM, story.ask, story.contact, "sanne", "", anonymous=False)
    story.introducing.name(TEAM, story.ask, story.contact, "ravi", "Sunita Bose")
    waiting: list[OutboxItem] = [item for _, item in story.store.take(story.clock(), 60, 100)]
    assert len(waiting) == 2
    assert "Sunita" not in str(waiting)
    assert "Bose" not in str(waiting)
