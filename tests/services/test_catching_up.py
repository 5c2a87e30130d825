"""After a silence Kith reads what it missed, and ends as if it had heard it; nobody gets a belated answer."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.asks import ANSWERED_WITHIN
from bot.domain.errors import SlackBusy
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.help import Source
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind
from bot.services.asking import ANSWER
from bot.services.boundaries import EXCLUDED_CHANNELS
from bot.services.catching_up import OVERLAP, REDELIVERED, SETTLED
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

TEAM = "T1"
CLOCK = FakeClock()


def ts(seconds: float) -> str:
    """Seconds after the moment at which Kith fell silent, as Slack writes them."""
    return f"{CLOCK.now.timestamp() + seconds:.6f}"


TIP = ts(-3600)
QUESTION = ts(-1800)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory(pages={"C1": [[]]})


@pytest.fixture
def services(store: SqlStore, directory: FakeDirectory, clock: FakeClock) -> Services:
    """Kith heard a tip, a question and a reaction in the channel where it is; then it fell silent."""
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", kind=ChannelKind.PUBLIC, is_member=True), Channel("C2")])
    services = services_on(store, directory, clock)
    hear(services, MessagePosted("C1", TIP, "U3", "pin the base image"))
    hear(services, Reacted(MessageKey("C1", TIP), "U3", "U1", "pray", ts(-3000)))
    hear(services, MessagePosted("C1", QUESTION, "U1", "How do I reset kafka offsets?"))
    services.catching_up.hear(TEAM)
    return services


def hear(services: Services, *happenings: Happening) -> None:
    services.overhearer.overhear(TEAM, happenings)


def message(at: str, user: str, text: str, **more: Any) -> dict[str, Any]:
    """A message as Slack's history gives it."""
    return {"type": "message", "ts": at, "user": user, "text": text, **more}


def tip(*reactions: tuple[str, list[str]], **more: Any) -> dict[str, Any]:
    """The tip as it stands now."""
    given = [{"name": name, "users": users, "count": len(users)} for name, users in reactions]
    return message(TIP, "U3", "pin the base image", **({"reactions": given} if given else {}), **more)


def question(**more: Any) -> dict[str, Any]:
    """The question as it stands now."""
    return message(QUESTION, "U1", "How do I reset kafka offsets?", **more)


def returns(services: Services, clock: FakeClock, after: timedelta = timedelta(hours=1)) -> None:
    """Kith hears again, and reads all that it missed."""
    clock.now += after
    services.catching_up.hear(TEAM)
    while services.backfiller.step(TEAM):
        pass


def sources(services: Services, person: str) -> list[Source]:
    """How the helps of a person are known."""
    with services.overhearer.store.reading(TEAM) as work:
        return [help_.source for help_ in work.helps.of_person(person)]


def answers(services: Services, clock: FakeClock) -> list[str]:
    """The questions whose answers are queued."""
    clock.now += timedelta(minutes=5)
    taken = services.overhearer.store.take(clock(), 1, 100)
    return [item.key for _, item in taken if item.kind == ANSWER]


def test_a_silence_that_slack_bridges_needs_no_catching_up(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    returns(services, clock, REDELIVERED)
    assert directory.asked == []


def test_only_channels_that_kith_is_in_are_read_and_not_long_before_the_silence(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    returns(services, clock)
    ((_, _, channel, oldest, _),) = directory.asked
    assert (channel, oldest) == ("C1", ts(-(REDELIVERED + OVERLAP).total_seconds()))
    assert not services.backfiller.step(TEAM)


def test_a_channel_that_kith_is_to_stay_out_of_is_not_read(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    with services.overhearer.store.writing(TEAM) as work:
        work.settings.set(EXCLUDED_CHANNELS, ["C1"])
    returns(services, clock)
    assert directory.asked == []


def test_what_was_said_in_the_silence_becomes_help(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    thanks = message(ts(60), "U1", "thanks <@U4> for the kafka hint")
    directory.pages["C1"] = [[thanks, question(), tip(("pray", ["U1"]))]]
    returns(services, clock)
    assert sources(services, "U4") == [Source.THANKS]
    assert sources(services, "U3") == [Source.REACTION]


def test_replies_to_an_older_question_are_read(services: Services, directory: FakeDirectory, clock: FakeClock) -> None:
    begun = question(thread_ts=QUESTION, reply_count=1, latest_reply=ts(120))
    directory.pages["C1"] = [[begun, tip(("pray", ["U1"]))]]
    reply = message(ts(120), "U2", "with the consumer groups tool", thread_ts=QUESTION)
    directory.threads[MessageKey("C1", QUESTION)] = [[begun, reply]]
    returns(services, clock)
    assert sources(services, "U2") == [Source.ANSWER]


def test_a_thread_in_which_nothing_was_said_since_is_not_read(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    quiet = question(thread_ts=QUESTION, reply_count=1, latest_reply=ts(-1700))
    directory.pages["C1"] = [[quiet, tip(("pray", ["U1"]))]]
    returns(services, clock)
    assert [what[0] for what in directory.asked] == ["history"]


def test_reactions_given_and_taken_back_in_the_silence_are_seen(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    directory.pages["C1"] = [[question(), tip(("bulb", ["U2"]))]]
    returns(services, clock)
    with services.overhearer.store.reading(TEAM) as work:
        assert [help_.seeker for help_ in work.helps.of_person("U3")] == ["U2"]


def test_a_reaction_taken_back_before_and_given_again_in_the_silence_counts(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    hear(services, Reacted(MessageKey("C1", TIP), "U3", "U1", "pray", ts(-10), given=False))
    directory.pages["C1"] = [[question(), tip(("pray", ["U1"]))]]
    returns(services, clock)
    assert sources(services, "U3") == [Source.REACTION]


def test_what_is_heard_later_than_it_was_seen_decides(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    hear(services, Reacted(MessageKey("C1", TIP), "U3", "U1", "pray", ts(3600), given=False))
    directory.pages["C1"] = [[question(), tip(("pray", ["U1"]))]]
    returns(services, clock)
    assert sources(services, "U3") == []


def test_where_slack_lists_only_some_who_reacted_nobody_is_taken_to_have_taken_back(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    many = [{"name": "pray", "users": ["U2"], "count": 60}]
    directory.pages["C1"] = [[question(), message(TIP, "U3", "pin the base image", reactions=many)]]
    returns(services, clock)
    with services.overhearer.store.reading(TEAM) as work:
        assert {help_.seeker for help_ in work.helps.of_person("U3")} == {"U1", "U2"}


def test_what_was_edited_or_deleted_in_the_silence_is_so(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    edited = message(TIP, "U3", "never mind", edited={"user": "U3", "ts": ts(30)})
    directory.pages["C1"] = [[edited]]
    returns(services, clock)
    with services.overhearer.store.reading(TEAM) as work:
        refs = work.messages.get([MessageKey("C1", TIP), MessageKey("C1", QUESTION)])
    assert refs[MessageKey("C1", TIP)].version == ts(30)
    assert refs[MessageKey("C1", QUESTION)].is_deleted
    assert sources(services, "U3") == []


def test_a_reply_deleted_in_the_silence_is_deleted(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    hear(services, MessagePosted("C1", ts(-60), "U2", "with the consumer groups tool", thread_ts=QUESTION))
    begun = question(thread_ts=QUESTION, reply_count=1, latest_reply=ts(120))
    directory.pages["C1"] = [[begun, tip()]]
    directory.threads[MessageKey("C1", QUESTION)] = [[begun, message(ts(120), "U4", "ask ops", thread_ts=QUESTION)]]
    returns(services, clock)
    assert (sources(services, "U2"), sources(services, "U4")) == ([], [Source.ANSWER])


def test_what_is_said_while_it_is_read_is_not_taken_for_deleted(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    hear(services, MessagePosted("C1", ts(3599), "U2", "just now"))
    directory.pages["C1"] = [[question(), tip()]]
    returns(services, clock)
    with services.overhearer.store.reading(TEAM) as work:
        assert not work.messages.get([MessageKey("C1", ts(3599))])[MessageKey("C1", ts(3599))].is_deleted


def test_an_interrupted_catching_up_goes_on_where_it_was(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    thanks = message(ts(60), "U1", "thanks <@U4> for the kafka hint")
    directory.pages["C1"] = [[thanks], [question()], [tip(("pray", ["U1"]))]]
    clock.now += timedelta(hours=1)
    services.catching_up.hear(TEAM)
    services.backfiller.step(TEAM)
    directory.failing = [SlackBusy("ratelimited", 60)]
    with pytest.raises(SlackBusy):
        services.backfiller.step(TEAM)
    returns(services_on(services.overhearer.store, directory, clock), clock, timedelta(minutes=1))
    assert [cursor for what, *_, cursor in directory.asked if what == "history"] == ["", "1", "1", "2"]
    assert sources(services, "U4") == [Source.THANKS]


def test_a_question_missed_lately_is_answered_once(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    asked = message(ts(60), "U1", "<@UKITH> who knows kafka?")
    directory.pages["C1"] = [[asked, question(), tip()]]
    returns(services, clock)
    returns(services, clock)
    assert answers(services, clock) == [f"answer:C1:{ts(60)}"]


def test_questions_to_others_greetings_and_old_ones_get_no_answer(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    missed = [
        message(ts(240), "U1", "<@UKITH> hello"),
        message(ts(180), "U1", "<@U2> who knows kafka?"),
        message(ts(120), "UBOT", "<@UKITH> who knows kafka?", bot_id="B1"),
        message(ts(60), "U1", "<@UKITH> who knows terraform?"),
    ]
    directory.pages["C1"] = [[*missed, question(), tip()]]
    returns(services, clock, ANSWERED_WITHIN + timedelta(minutes=10))
    assert answers(services, clock) == []


def test_a_catching_up_begun_before_is_widened_not_forgotten(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    for _ in range(2):
        clock.now += timedelta(hours=1)
        services.catching_up.hear(TEAM)
    services.backfiller.step(TEAM)
    assert directory.asked[0][3] == ts(-(REDELIVERED + OVERLAP).total_seconds())


def test_what_slack_kept_back_is_read_once_it_is_over(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    since = clock()
    for _ in range(3):
        clock.now += timedelta(minutes=1)
        services.catching_up.missed(TEAM, clock())
        services.catching_up.missed(TEAM, since)
        services.catching_up.hear(TEAM)
    assert not services.backfiller.step(TEAM)
    returns(services, clock, SETTLED)
    assert [what[3] for what in directory.asked] == [ts(-OVERLAP.total_seconds())]
    returns(services, clock, SETTLED)
    assert len(directory.asked) == 1


def test_the_past_is_read_on_after_what_was_missed(
    services: Services, directory: FakeDirectory, clock: FakeClock
) -> None:
    services.backfiller.begin(TEAM, "C1", "9.000001", "U1")
    returns(services, clock)
    assert [what[3] for what in directory.asked] == [ts(-(REDELIVERED + OVERLAP).total_seconds()), ts(-90 * 86400)]
