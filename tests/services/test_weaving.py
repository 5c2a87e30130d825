"""Offers to meet: rarely, to both, in private, and only where both allow it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.deliveries.weaving import WeavingPoster
from bot.domain.consent import Choice, Openness
from bot.domain.errors import NotAllowed
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.subscriptions import TopicVerdict
from bot.domain.weaving import REST, Says, Weave
from bot.services.erasing import Eraser
from bot.services.posting import Poster
from bot.services.recording import HelpRecorder
from bot.services.weaving import EVERY, OFFER_MEETING, TELL_MEETING, Weaver
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeMessenger

TEAM = "T1"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAIR = ("kofi", "magda")
PEOPLE = (*PAIR, "ana", "ben", *(f"h{n}" for n in range(12)), *(f"s{n}" for n in range(12)))


@dataclass
class Story:
    """Kofi and Magda both helped with hysteresis and never met."""

    store: SqlStore
    clock: FakeClock
    messenger: FakeMessenger
    weaver: Weaver

    def deliver(self) -> None:
        """Deliver what is due."""
        poster = WeavingPoster(self.weaver, Poster(self.messenger))
        for team, item in self.store.take(self.clock(), 60, 100):
            {OFFER_MEETING: poster.offer, TELL_MEETING: poster.tell}[item.kind](team, item)
            with self.store.writing(team) as work:
                work.outbox.done(item.id, self.clock())

    def offer(self) -> list[Weave]:
        offered = self.weaver.offer(TEAM)
        self.deliver()
        return offered

    def choose(self, person: str, choice: Choice) -> None:
        with self.store.writing(TEAM) as work:
            work.choices.put(person, choice)

    def said_to(self, person: str) -> str:
        return "\n".join(str(post.blocks) for post in self.messenger.posts if post.channel == person)


def helped(number: int, asker: str, helper: str, question: str, channel: str = "C1") -> list[Happening]:
    at = MONDAY.timestamp() - 5 * 86400 + 100 * number
    first, second = f"{at:.6f}", f"{at + 10:.6f}"
    return [
        MessagePosted(channel, first, asker, question),
        MessagePosted(channel, second, helper, "Like this.", thread_ts=first),
        Reacted(MessageKey(channel, second), helper, asker, "pray", f"{at + 20:.6f}"),
    ]


@pytest.fixture
def peopled(store: SqlStore) -> SqlStore:
    """A workspace in which everybody may be named."""
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, id_.title(), tz="UTC") for id_ in PEOPLE)
        work.channels.put([Channel(id_, id_, ChannelKind.PUBLIC) for id_ in ("C1", "C2")])
        work.channels.put([Channel("G1", "secret", ChannelKind.PRIVATE)])
        for person in PEOPLE:
            work.choices.put(person, Choice(Openness.OPEN))
    return store


def told_on(store: SqlStore) -> Story:
    clock = FakeClock(MONDAY)
    return Story(store, clock, FakeMessenger(), Weaver(store, clock))


@pytest.fixture
def story(peopled: SqlStore) -> Story:
    recorder = HelpRecorder(peopled)
    recorder.record(TEAM, helped(0, "ana", "kofi", "Where does the hysteresis come from?"))
    recorder.record(TEAM, helped(1, "ben", "magda", "How much hysteresis is usual?", channel="C2"))
    for n in range(12):
        recorder.record(TEAM, helped(9 + n, f"s{n}", f"h{n}", "Is the server up?"))
    return told_on(peopled)


def test_both_are_asked_in_private_why_and_where(story: Story) -> None:
    assert [weave.people for weave in story.offer()] == [PAIR]
    assert {post.channel for post in story.messenger.posts} == set(PAIR)
    said = story.said_to("kofi")
    assert "You and *Magda* have both helped with *hysteresis* this month" in said
    assert "one in <#C1> and one in <#C2>" in said
    assert "<@" not in said


def test_only_two_yes_are_told_and_then_to_both(story: Story) -> None:
    story.offer()
    before = len(story.messenger.posts)
    story.weaver.answer(TEAM, PAIR, "kofi", Says.YES)
    story.deliver()
    assert len(story.messenger.posts) == before
    story.weaver.answer(TEAM, PAIR, "magda", Says.YES)
    story.weaver.answer(TEAM, PAIR, "magda", Says.YES)
    story.deliver()
    assert "<@magda> would like to meet you, too" in story.said_to("kofi")
    assert "<@kofi> would like to meet you, too" in story.said_to("magda")
    assert len(story.messenger.posts) == before + 2


@pytest.mark.parametrize("says", [Says.NO, Says.NEVER])
def test_a_no_is_heard_by_nobody(story: Story, says: Says) -> None:
    story.offer()
    before = len(story.messenger.posts)
    story.weaver.answer(TEAM, PAIR, "magda", says)
    story.weaver.answer(TEAM, PAIR, "kofi", Says.YES)
    story.deliver()
    assert len(story.messenger.posts) == before


def test_nobody_else_answers_for_them(story: Story) -> None:
    story.offer()
    with pytest.raises(NotAllowed):
        story.weaver.answer(TEAM, PAIR, "ana", Says.YES)
    with pytest.raises(NotAllowed):
        story.weaver.answer(TEAM, ("ana", "ben"), "ana", Says.YES)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Openness.HIDDEN),
        Choice(Openness.ASK_FIRST),
        Choice(),
        Choice(Openness.OPEN, paused_until=MONDAY + timedelta(days=1)),
        Choice(Openness.OPEN, never=("hysteresis",)),
        Choice(Openness.OPEN, meets_people=False),
    ],
    ids=["hidden", "asked first", "not told yet", "paused", "not about this", "no suggestions"],
)
def test_nobody_is_offered_or_named_who_does_not_allow_it(story: Story, choice: Choice) -> None:
    story.choose("magda", choice)
    assert story.offer() == []
    assert story.messenger.posts == []


@pytest.mark.parametrize(
    "outsider", [Person("magda", "Magda", is_guest=True), Person("magda", "Magda", home_team="T9")]
)
def test_guests_and_people_from_outside_are_offered_nobody(story: Story, outsider: Person) -> None:
    with story.store.writing(TEAM) as work:
        work.people.put([outsider])
    assert story.offer() == []
    assert story.messenger.posts == []


def test_who_hides_before_it_is_said_is_not_named(story: Story) -> None:
    story.weaver.offer(TEAM)
    story.choose("magda", Choice(Openness.HIDDEN))
    story.deliver()
    assert story.messenger.posts == []


def test_who_wrote_in_one_thread_has_met(story: Story) -> None:
    thread = f"{MONDAY.timestamp() - 90 * 86400:.6f}"
    later = f"{MONDAY.timestamp() - 90 * 86400 + 5:.6f}"
    said = [MessagePosted("C1", thread, "kofi", "Lunch?"), MessagePosted("C1", later, "magda", "Yes.", thread)]
    HelpRecorder(story.store).record(TEAM, said)
    assert story.offer() == []


def test_what_was_said_in_private_channels_is_no_reason(story: Story) -> None:
    with story.store.writing(TEAM) as work:
        work.channels.put([Channel("C2", "closed", ChannelKind.PRIVATE)])
        acts = work.ledger.acts_in("C2")
        work.ledger.rebuild(acts)
    assert story.offer() == []


def test_a_pair_is_asked_once_and_a_person_rarely(story: Story) -> None:
    assert story.offer()
    story.clock.now += timedelta(days=1)
    assert story.offer() == []
    story.clock.now += EVERY
    assert story.offer() == []
    with story.store.reading(TEAM) as work:
        assert work.weavings.resting(story.clock() - REST) == set(PAIR)
        assert work.weavings.resting(story.clock()) == set()


def test_who_wants_no_more_of_these_gets_no_more(story: Story) -> None:
    story.offer()
    story.weaver.answer(TEAM, PAIR, "magda", Says.NEVER)
    with story.store.reading(TEAM) as work:
        assert [work.choices.of(PAIR).of(person).meets_people for person in PAIR] == [True, False]


def test_each_sees_in_their_log_who_was_shown_their_name(story: Story) -> None:
    story.offer()
    with story.store.reading(TEAM) as work:
        (exposure,) = work.exposures.of("magda", 5)
    assert (exposure.seen_by, exposure.about) == ("kofi", ("hysteresis",))


def test_an_erased_person_leaves_no_offer(story: Story) -> None:
    story.weaver.offer(TEAM)
    Eraser(story.store).erase(TEAM, "magda")
    story.deliver()
    assert story.messenger.posts == []
    with story.store.reading(TEAM) as work:
        assert work.weavings.get(PAIR) is None


GROUPS = {"C1": ("kofi", "ana", "ben"), "C2": ("magda", "h0", "h1")}


def work_apart(store: SqlStore, word: str = "flamegraph") -> None:
    """Two groups take a word up, each in a channel of its own; people have been here for long."""
    HelpRecorder(store).record(TEAM, [MessagePosted("C1", f"{MONDAY.timestamp() - 40 * 86400:.6f}", "ana", "hello")])
    for channel, people in GROUPS.items():
        for thread in range(2):
            root = f"{MONDAY.timestamp() - 86400 + 1000 * thread:.6f}"
            for turn, person in enumerate(people):
                ts = f"{MONDAY.timestamp() - 86400 + 1000 * thread + 10 * turn:.6f}"
                said = MessagePosted(channel, ts, person, f"our {word} works", thread_ts="" if turn == 0 else root)
                HelpRecorder(store).record(TEAM, [said])


@pytest.fixture
def groups(peopled: SqlStore) -> Story:
    """Two groups work on flamegraphs, each without the other."""
    work_apart(peopled)
    return told_on(peopled)


def test_one_of_each_of_two_groups_is_asked_whether_they_should_meet(groups: Story) -> None:
    (weave,) = groups.offer()
    one, other = weave.people
    assert {one in GROUPS["C1"], other in GROUPS["C1"]} == {True, False}
    said = groups.said_to(one)
    assert "Two groups work on *flamegraph* of late: you, with 2 others in <#" in said
    assert f"*{other.title()}*, with 2 others in <#" in said
    assert {post.channel for post in groups.messenger.posts} == set(weave.people)
    with groups.store.reading(TEAM) as work:
        assert work.weavings.get(weave.people) == weave


def test_in_place_of_who_does_not_want_to_another_of_the_group_is_asked(groups: Story) -> None:
    for person in ("ana", "ben"):
        groups.choose(person, Choice(Openness.OPEN, meets_people=False))
    (weave,) = groups.offer()
    assert "kofi" in weave.people


def test_groups_of_which_nobody_wants_to_are_left_alone(groups: Story) -> None:
    for person in GROUPS["C2"]:
        groups.choose(person, Choice(Openness.ASK_FIRST))
    assert groups.offer() == []
    assert groups.messenger.posts == []


def test_groups_that_talk_with_each_other_are_one(groups: Story) -> None:
    root = f"{MONDAY.timestamp() - 86400:.6f}"
    said = MessagePosted("C1", f"{MONDAY.timestamp() - 60:.6f}", "magda", "your flamegraph is ours", thread_ts=root)
    HelpRecorder(groups.store).record(TEAM, [said])
    assert groups.offer() == []


def test_who_hides_makes_no_group(groups: Story) -> None:
    for person in GROUPS["C1"][1:]:
        groups.choose(person, Choice(Openness.HIDDEN))
    assert groups.offer() == []


def test_a_word_said_to_be_no_topic_brings_nobody_together(groups: Story) -> None:
    with groups.store.writing(TEAM) as work:
        work.digests.judge("flamegraph", "h5", TopicVerdict.NO_TOPIC, MONDAY)
    assert groups.offer() == []


def test_what_was_suggested_and_said_is_exported_without_what_the_other_said(story: Story) -> None:
    story.offer()
    story.weaver.answer(TEAM, PAIR, "magda", Says.NO)
    with story.store.reading(TEAM) as work:
        ((mine,), (theirs,)) = (work.people.rows_about(person)["weavings"] for person in ("kofi", "magda"))
    assert (mine["person_id"], mine["says"]) == ("magda", "")
    assert (theirs["person_id"], theirs["says"]) == ("kofi", "no")
