"""What a digest holds, for whom, and that it is told once."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import digest as shown
from bot.blocks.digest import question_of
from bot.deliveries import deliveries
from bot.deliveries.digest import chart
from bot.deliveries.illustrating import TRIES
from bot.domain import digest_words as words
from bot.domain.asks import Ask, AskState, Audience
from bot.domain.consent import Choice, Openness
from bot.domain.digest import Digest
from bot.domain.errors import NotAllowed, SlackBusy, SlackRefused
from bot.domain.events import MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.subscriptions import Subscription, TopicVerdict
from bot.services.digesting import CHART, NO_READER, Digesting, linked
from bot.services.digests import DigestMaker
from bot.services.emerging import LEAST_PEOPLE_SETTING
from bot.services.recording import HelpRecorder
from bot.services.weaving import Weaver
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

TEAM = "T1"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PEOPLE = [Person(f"U{n}", f"name{n}", tz="Europe/Berlin") for n in range(12)]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    public = [Channel(f"C{n}", f"public{n}", ChannelKind.PUBLIC) for n in range(4)]
    with sqlite_store.writing(TEAM) as work:
        work.people.put(PEOPLE)
        work.channels.put([*public, Channel("G1", "secret", ChannelKind.PRIVATE)])
        work.channels.set_members("C1", [person.id for person in PEOPLE])
    return sqlite_store


@pytest.fixture
def digesting(store: SqlStore, clock: FakeClock) -> Digesting:
    return Digesting(store, DigestMaker(store, FakeDirectory(known_members={"G1": {"U1"}})), clock)


def post(store: SqlStore, text: str, person: int, channel: str = "C1", hours: float = 48, thread: str = "") -> str:
    """Somebody says something so many hours before the digest; returns its `ts`."""
    ts = f"{(MONDAY - timedelta(hours=hours)).timestamp():.6f}"
    HelpRecorder(store).record(TEAM, [MessagePosted(channel, ts, f"U{person}", text, thread_ts=thread)])
    return ts


def talk(store: SqlStore, word: str, people: int = 5, channels: tuple[str, ...] = ("C1", "C2", "C3")) -> None:
    """People who have been here for long take a word up from each other, in one thread a channel."""
    post(store, "hello", 0, hours=24 * 40)
    roots = {c: post(store, f"trying {word}", 0, c, 60 + place) for place, c in enumerate(channels)}
    for person in range(people):
        channel = channels[person % len(channels)]
        for turn in range(2):
            post(store, f"our {word} works", person, channel, 50 - person - turn / 4, roots[channel])


def made(digesting: Digesting, target: str = "C1") -> Digest:
    return digesting.maker.make(TEAM, Subscription(target, MONDAY - timedelta(days=30)), MONDAY)


def labels(digest: Digest) -> list[str]:
    return [emerging.topic.label for emerging in digest.emerging]


def test_a_topic_of_several_people_is_told(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph")
    assert labels(made(digesting)) == ["flamegraph"]


def test_a_workspace_may_ask_for_more_people_behind_a_topic(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph", people=5)
    with store.writing(TEAM) as work:
        work.settings.set(LEAST_PEOPLE_SETTING, 6)
    assert labels(made(digesting)) == []


def test_nobody_hidden_is_counted_behind_a_topic(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph", people=4)
    assert labels(made(digesting)) == ["flamegraph"]
    with store.writing(TEAM) as work:
        for person in ("U0", "U1"):
            work.choices.put(person, Choice(Openness.HIDDEN))
    assert labels(made(digesting)) == []


def test_a_personal_digest_begins_with_what_the_person_talks_about(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph", people=6)
    for hours, person in ((47.0, 7), (46.5, 8), (46.2, 9), (46.1, 10)):
        root = post(store, "our hysteresis is odd", person, "C1", hours)
        post(store, "that hysteresis again", 11, "C2" if person % 2 else "C1", hours - 3)
        post(store, "hysteresis, yes", 11, "C1", hours - 2, root)
    first, second = labels(made(digesting, "U5"))
    assert labels(made(digesting, "U11")) == [second, first] == ["hysteresis", "flamegraph"]


def test_nothing_is_new_where_kith_has_not_listened_for_long(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph")
    with store.writing(TEAM) as work:
        work.retention.drop_messages(work.retention.messages(MONDAY - timedelta(days=30), 10))
    assert labels(made(digesting)) == []
    assert "name no topics" in json.dumps(shown.blocks(made(digesting)))


def test_a_topic_of_two_people_is_never_told(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph", people=2)
    assert labels(made(digesting)) == []


def test_what_is_said_in_private_is_not_told_in_public(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "merger", channels=("G1",))
    post(store, "who knows the merger timeline?", 1, "G1")
    assert made(digesting).is_empty
    assert made(digesting, "U2").is_empty


def test_a_personal_digest_tells_of_the_person_s_private_channels(store: SqlStore, digesting: Digesting) -> None:
    post(store, "who knows the merger timeline?", 3, "G1")
    assert [need.asker for need in made(digesting, "U1").needs] == ["U3"]


def test_only_questions_that_nobody_else_answered_wait(store: SqlStore, digesting: Digesting) -> None:
    open_ = post(store, "who knows MQTT failover?", 1)
    post(store, "still stuck on MQTT", 1, hours=40, thread=open_)
    answered = post(store, "who knows Terraform locks?", 2, hours=30)
    post(store, "force-unlock it", 3, hours=29, thread=answered)
    post(store, "who knows Kafka lags?", 4, hours=2)
    assert [need.question.ts for need in made(digesting).needs] == [open_]


def ask_need(store: SqlStore, asker: str, text: str, audience: Audience, channel: str = "C1") -> None:
    """Somebody asks Kith and posts the question as a need."""
    at = MONDAY - timedelta(hours=6)
    with store.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask(text, asker, text, channel, at, audience, f"{at.timestamp():.6f}"))
        work.asks.set_state(ask.id, AskState.NEED)


def test_a_posted_need_comes_first_wherever_its_readers_may_see_it(store: SqlStore, digesting: Digesting) -> None:
    post(store, "who knows MQTT failover?", 1)
    ask_need(store, "U2", "who can help with Kafka lags?", Audience.CHANNEL)
    ask_need(store, "U3", "who can help with Terraform drift?", Audience.CHANNEL, "G1")
    assert [need.asker for need in made(digesting).needs] == ["U2", "U1"]
    assert "Kafka" in made(digesting).needs[0].words


def test_a_need_asked_in_private_is_told_without_a_message(store: SqlStore, digesting: Digesting) -> None:
    ask_need(store, "U2", "who can help with Kafka lags?", Audience.ASKER, "D1")
    told = linked(made(digesting), lambda all_: {one: f"https://example.slack.com/{one.channel}" for one in all_})
    (need,) = told.needs
    assert (need.asker, need.link) == ("U2", "")
    question, asker = question_of(f"{need.question.channel}/{need.question.ts}/U2")
    digesting.offer_help(TEAM, question, asker, "U5")
    with pytest.raises(NotAllowed):
        digesting.offer_help(TEAM, question, "U3", "U5")
    with store.writing(TEAM) as work:
        work.choices.put("U2", Choice(Openness.HIDDEN))
    assert made(digesting).needs == ()


def test_a_thank_you_becomes_a_story_and_a_first_help_is_welcomed(store: SqlStore, digesting: Digesting) -> None:
    asked = post(store, "who knows Terraform locks?", 2, hours=30)
    answer = post(store, "force-unlock it", 3, hours=29, thread=asked)
    thanked = Reacted(MessageKey("C1", answer), "U3", "U2", "pray", f"{MONDAY.timestamp() - 60:.6f}")
    HelpRecorder(store).record(TEAM, [thanked])
    (story,) = made(digesting).stories
    assert (story.helper, story.seeker, story.is_first) == ("U3", "U2", False)
    post(store, "hello", 2, hours=24 * 40)
    assert made(digesting).stories[0].is_first
    assert "Terraform" in story.words


def test_who_hides_is_neither_named_nor_told_of(store: SqlStore, digesting: Digesting) -> None:
    post(store, "who knows MQTT failover?", 1)
    with store.writing(TEAM) as work:
        work.choices.put("U1", Choice(Openness.HIDDEN))
    assert made(digesting).needs == ()
    assert "U1" not in made(digesting).names


def test_a_topic_said_to_be_none_is_told_to_nobody_again(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph")
    stem = made(digesting).emerging[0].topic.stems[0]
    digesting.judge(TEAM, stem, "U5", TopicVerdict.NO_TOPIC)
    assert labels(made(digesting)) == labels(made(digesting, "C2")) == []


def test_a_muted_topic_is_left_out_for_that_person_alone(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph")
    digesting.judge(TEAM, made(digesting).emerging[0].topic.stems[0], "U5", TopicVerdict.MUTED)
    assert labels(made(digesting, "U5")) == []
    assert labels(made(digesting, "U6")) == labels(made(digesting)) == ["flamegraph"]


def test_those_interested_hear_of_each_other(store: SqlStore, digesting: Digesting) -> None:
    assert digesting.share_interest(TEAM, "kafka", "Kafka", "U1") == []
    assert digesting.share_interest(TEAM, "kafka", "Kafka", "U2") == ["U1"]
    ((_, told),) = store.take(MONDAY, 60, 10)
    assert (told.payload["person"], told.payload["who"], told.payload["topic"]) == ("U1", "U2", "Kafka")
    with store.writing(TEAM) as work:
        work.choices.put("U1", Choice(Openness.HIDDEN))
    assert digesting.share_interest(TEAM, "kafka", "Kafka", "U3") == ["U2"]


def test_how_many_are_interested_is_said_where_the_topic_is_told_anew(store: SqlStore, digesting: Digesting) -> None:
    talk(store, "flamegraph")
    stem = made(digesting).emerging[0].topic.stems[0]
    digesting.share_interest(TEAM, stem, "flamegraph", "U5")
    assert "1 person is interested." in json.dumps(shown.blocks(made(digesting, "C2")))


def test_a_channel_with_outsiders_gets_no_digest_of_what_they_may_not_see(
    store: SqlStore, digesting: Digesting
) -> None:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C9", "partners", ChannelKind.PUBLIC, is_shared=True)])
    with pytest.raises(NotAllowed):
        digesting.subscribe(TEAM, "C9", by="U1")


def test_guests_keep_the_other_public_channels_out_of_a_channel_s_digest(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("U99", "visitor", is_guest=True)])
    directory = FakeDirectory(known_members={"C1": {"U1", "U99"}, "G1": {"U1", "U99"}})
    maker = DigestMaker(store, directory)
    with pytest.raises(NotAllowed):
        maker.scopes(TEAM, Subscription("C1", MONDAY))
    assert maker.scopes(TEAM, Subscription("G1", MONDAY)) == {"G1"}


def test_guests_and_people_from_outside_get_no_digest_of_their_own(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("U98", "visitor", is_guest=True), Person("U99", "partner", home_team="T9")])
    maker = DigestMaker(store, FakeDirectory())
    for outsider in ("U98", "U99", "UNKNOWN"):
        with pytest.raises(NotAllowed, match="people from outside"):
            maker.scopes(TEAM, Subscription(outsider, MONDAY))


def test_a_digest_comes_by_the_clocks_of_whoever_wished_it(digesting: Digesting) -> None:
    assert digesting.subscribe(TEAM, "C1", by="U1").tz == "Europe/Berlin"


def test_a_due_digest_is_queued_once_however_often_the_clock_ticks(digesting: Digesting, clock: FakeClock) -> None:
    digesting.subscribe(TEAM, "C1", by="U1")
    assert digesting.queue_due(TEAM) == 0
    clock.advance(days=7, hours=1)
    assert [digesting.queue_due(TEAM) for _ in range(3)] == [1, 0, 0]


def test_a_digest_that_is_days_late_is_skipped(digesting: Digesting, clock: FakeClock) -> None:
    digesting.subscribe(TEAM, "C1", by="U1")
    clock.advance(days=11)
    assert digesting.queue_due(TEAM) == 0


def deliver(store: SqlStore, clock: FakeClock, messenger: FakeMessenger) -> None:
    """Deliver what is queued."""
    services = services_on(store, FakeDirectory(), clock)
    for team, item in store.take(clock() + timedelta(hours=1), 60, 10):
        deliveries(services, messenger)[item.kind](team, item)


@pytest.fixture
def queued(store: SqlStore, digesting: Digesting, clock: FakeClock) -> SqlStore:
    """A store in which a digest is about to be delivered."""
    clock.now = MONDAY - timedelta(days=6)
    digesting.subscribe(TEAM, "C1", by="U1")
    clock.now = MONDAY
    return store


def test_a_digest_is_posted_with_its_chart_and_not_told_again(
    queued: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    messenger = FakeMessenger()
    talk(queued, "flamegraph")
    digesting.queue_due(TEAM)
    deliver(queued, clock, messenger)
    deliver(queued, clock, messenger)
    (post_,) = messenger.posts
    assert "flamegraph" in json.dumps(post_.blocks)
    assert post_.key == "digest:C1:2026-03-02"
    ((channel, thread, image),) = messenger.files
    assert (channel, thread, image.content[:4]) == ("C1", "1.000000", b"\x89PNG")
    assert "flamegraph" in image.alt
    ((_, ts, after, block),) = messenger.amended
    assert (ts, after, block["slack_file"]) == ("1.000000", shown.CHART_PLACE, {"id": "F1"})
    assert labels(made(digesting)) == []


LINES = {"flamegraph": [0, 1, 5]}
DRAWING = OutboxItem("k", CHART, {"channel": "C1", "ts": "1.000000", "lines": LINES}, MONDAY, attempts=1)


def test_a_chart_that_was_lost_in_a_crash_is_drawn_again_and_one_that_was_not_is_not() -> None:
    messenger = FakeMessenger()
    chart(messenger)(TEAM, replace(DRAWING, attempts=2))
    assert len(messenger.files) == len(messenger.amended) == 1
    chart(messenger)(TEAM, replace(DRAWING, attempts=3))
    assert len(messenger.files) == 1
    assert [block["slack_file"] for *_, block in messenger.amended] == [{"id": "F1"}] * 2


def test_a_chart_that_slack_does_not_show_yet_is_tried_again_and_then_stays_in_the_thread() -> None:
    messenger = FakeMessenger(refusing=[SlackRefused("invalid_blocks")] * TRIES)
    for attempt in range(1, TRIES):
        with pytest.raises(SlackBusy):
            chart(messenger)(TEAM, replace(DRAWING, attempts=attempt))
    chart(messenger)(TEAM, replace(DRAWING, attempts=TRIES))
    assert (len(messenger.files), messenger.amended) == (1, [])


def test_an_empty_week_posts_nothing_but_the_first_which_says_so(
    queued: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    messenger = FakeMessenger()
    for _ in range(2):
        digesting.queue_due(TEAM)
        deliver(queued, clock, messenger)
        clock.advance(days=7)
    (post_,) = messenger.posts
    said = json.dumps(post_.blocks)
    assert "This is the first digest here" in said
    assert "I have not listened here for long" in said


def test_text_from_people_is_escaped_and_the_blocks_keep_slack_s_limits(store: SqlStore, digesting: Digesting) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("U1", "<!channel> & co")])
    talk(store, "flamegraph")
    post(store, "who knows MQTT failover?", 1)
    blocks = shown.blocks(made(digesting))
    assert "<!channel>" not in json.dumps(blocks)
    assert len(blocks) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks if block["type"] == "section")


def test_a_preview_is_shown_to_whoever_asks_and_leaves_the_digest_as_it_was(
    queued: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    messenger = FakeMessenger()
    talk(queued, "flamegraph")
    digesting.queue_preview(TEAM, "C1", "U7", "trigger")
    deliver(queued, clock, messenger)
    (post_,) = messenger.posts
    assert (post_.channel, "flamegraph" in json.dumps(post_.blocks)) == ("U7", True)
    assert labels(made(digesting)) == ["flamegraph"]


def test_only_readers_preview_begin_or_end_a_digest(queued: SqlStore, digesting: Digesting, clock: FakeClock) -> None:
    messenger = FakeMessenger()
    post(queued, "who knows the merger timeline?", 3, "G1")
    for target in ("G1", "U1"):
        digesting.queue_preview(TEAM, target, "U7", f"trigger {target}")
        with pytest.raises(NotAllowed):
            digesting.subscribe(TEAM, target, by="U7")
        with pytest.raises(NotAllowed):
            digesting.unsubscribe(TEAM, target, by="U7")
    deliver(queued, clock, messenger)
    assert {(post_.channel, post_.text, len(post_.blocks)) for post_ in messenger.posts} == {("U7", NO_READER, 0)}


def test_who_was_named_in_a_preview_or_a_digest_can_read_to_whom_and_why(
    queued: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    with queued.writing(TEAM) as work:
        work.choices.put("U3", Choice(Openness.OPEN))
    post(queued, "who knows MQTT failover?", 3)
    thanks_for(queued, 4, 3, "who knows Terraform locks?", "C1", 40)
    digesting.queue_preview(TEAM, "C1", "U7", "trigger")
    digesting.queue_due(TEAM)
    deliver(queued, clock, FakeMessenger())
    with queued.reading(TEAM) as work:
        shown_to = {(one.seen_by, one.channel): one.about for one in work.exposures.of("U3", 5)}
    assert shown_to.keys() == {("U7", ""), ("", "C1")}
    assert all({"MQTT", "Terraform"} <= set(about) for about in shown_to.values())


def thanks_for(store: SqlStore, asker: int, helper: int, question: str, channel: str, hours: float) -> None:
    """Somebody asks, somebody answers and is thanked."""
    asked = post(store, question, asker, channel, hours)
    answer = post(store, "like this", helper, channel, hours - 0.5, asked)
    when = f"{(MONDAY - timedelta(hours=hours - 1)).timestamp():.6f}"
    thanked = Reacted(MessageKey(channel, answer), f"U{helper}", f"U{asker}", "pray", when)
    HelpRecorder(store).record(TEAM, [thanked])


@pytest.fixture
def strangers(store: SqlStore) -> SqlStore:
    """U1 and U2 both helped with hysteresis, apart; U3 knows both, and everybody is open."""
    with store.writing(TEAM) as work:
        for person in PEOPLE:
            work.choices.put(person.id, Choice(Openness.OPEN))
    thanks_for(store, 3, 1, "who knows where hysteresis comes from?", "C1", 90)
    thanks_for(store, 3, 2, "who knows how much hysteresis is usual?", "C2", 80)
    for number in range(6):
        thanks_for(store, 4 + number, 5 + number, "is the server up?", "C3", 70 - number)
    return store


@pytest.mark.usefixtures("strangers")
def test_strangers_who_know_the_same_and_let_digests_name_them_should_meet(digesting: Digesting) -> None:
    told = made(digesting)
    (meeting,) = told.meetings
    assert (meeting.strand.people, meeting.strand.word, meeting.through) == (("U1", "U2"), "hysteresis", "U3")
    assert "name1 and name2 have both helped with hysteresis this month" in json.dumps(shown.blocks(told))
    assert "You know both" in json.dumps(shown.blocks(made(digesting, "U3")))
    assert made(digesting, "U1").meetings == ()


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Openness.OPEN, in_digests=False),
        Choice(Openness.OPEN, meets_people=False),
        Choice(Openness.HIDDEN),
        Choice(Openness.ASK_FIRST),
    ],
    ids=["not in digests", "no suggestions", "hidden", "asked first"],
)
@pytest.mark.parametrize("person", ["U1", "U2"])
def test_nobody_is_told_to_meet_without_the_word_of_both(
    strangers: SqlStore, digesting: Digesting, person: str, choice: Choice
) -> None:
    with strangers.writing(TEAM) as work:
        work.choices.put(person, choice)
    assert made(digesting).meetings == ()


def test_who_was_asked_in_private_is_not_told_of_in_public(
    strangers: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    assert Weaver(strangers, clock).offer(TEAM)
    assert made(digesting).meetings == ()


def test_who_was_told_of_in_a_digest_is_not_suggested_again(
    strangers: SqlStore, digesting: Digesting, clock: FakeClock
) -> None:
    digesting.posted(TEAM, made(digesting), "2026-03-02", "1.000001")
    assert made(digesting).meetings == made(digesting, "C2").meetings == ()
    assert Weaver(strangers, clock).offer(TEAM) == []
    with strangers.reading(TEAM) as work:
        (exposure,) = work.exposures.of("U1", 5)
    assert (exposure.channel, exposure.seen_by) == ("C1", "")
    assert "hysteresis" in exposure.about


def test_two_groups_that_work_apart_are_told_of_in_one_line(store: SqlStore, digesting: Digesting) -> None:
    with store.writing(TEAM) as work:
        for known in PEOPLE:
            work.choices.put(known.id, Choice(Openness.OPEN))
    post(store, "hello", 1, hours=24 * 40)
    for channel, people in (("C1", (1, 2, 3)), ("C2", (5, 6, 7))):
        roots = [post(store, "our flamegraph works", people[0], channel, 60 - turn) for turn in range(2)]
        for turn, root in enumerate(roots):
            for person in people[1:]:
                post(store, "our flamegraph works", person, channel, 50 - turn - person / 10, root)
    for helper in (1, 5):
        thanks_for(store, 9, helper, f"who knows errand number{helper}?", "C3", 100 + helper)
    told = made(digesting)
    assert "Two groups talk about it apart." in words.why(told.emerging[0].topic)
    (meeting,) = told.meetings
    assert words.meeting(meeting, told) == (
        "name1 with 2 others, and name5 with 2 others, work on flamegraph apart. name9 knows both."
    )
