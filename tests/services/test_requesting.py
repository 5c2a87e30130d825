"""Asking people on somebody's behalf: within their choices, hours and load; the asker hears of a yes alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.asks import Ask, AskState, Audience
from bot.domain.consent import Choice, Openness
from bot.domain.errors import NotAllowed
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.requests import OutreachState, Reply, RequestState, Wish
from bot.services.erasing import Eraser
from bot.services.recording import HelpRecorder
from bot.services.requesting import SEND_REQUEST, TELL_ACCEPTED, TELL_EXHAUSTED
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory
from tests.services.test_finding import TEAM, thread

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
KAFKA = Wish("Who can help me with kafka?")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(TUESDAY)


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory()


@pytest.fixture
def services(store: SqlStore, clock: FakeClock, directory: FakeDirectory) -> Services:
    """Ben, Cal and Dee have helped with kafka; Ana asks."""
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in ("ana", "ben", "cal", "dee", "eve"))
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    recorder = HelpRecorder(store)
    for minutes, helper in enumerate(("ben", "cal", "dee")):
        recorder.record(TEAM, thread(10 * minutes, "eve", helper, "How do I tune kafka?"))
    return services_on(store, directory, clock)


def asks(services: Services, text: str = "who can help with kafka?", channel: str = "") -> int:
    """Ana asks; her answer is noted. Returns the ask's id."""
    audience = Audience.CHANNEL if channel else Audience.ASKER
    ask = Ask(f"{text}{channel}", "ana", text, channel or "D1", services.clock(), audience, thread_ts="9.000009")
    with services.asking.store.writing(TEAM) as work:
        kept, _ = work.asks.put(ask)
    services.asking.answered(TEAM, kept, services.asking.answer(TEAM, kept), "9.000010")
    return kept.id


def queued(services: Services, kind: str) -> list[str]:
    """The people whom queued items of a kind are about."""
    taken = services.asking.store.take(services.clock(), 0, 100)
    return [item.payload["person"] for _, item in taken if item.kind == kind]


def states(services: Services, ask_id: int) -> dict[str, RequestState]:
    with services.asking.store.reading(TEAM) as work:
        outreach = work.requests.get(ask_id)
    assert outreach
    return {request.person: request.state for request in outreach.requests}


def choose(services: Services, person: str, choice: Choice) -> None:
    with services.asking.store.writing(TEAM) as work:
        work.choices.put(person, choice)


def test_the_person_pressed_is_asked_in_private(services: Services) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    assert queued(services, SEND_REQUEST) == ["cal"]
    told = services.invitations.to(TEAM, ask, "cal")
    assert told
    assert (told.asker, told.question, told.channel) == ("ana", KAFKA.question, "")
    assert told.evidence
    assert "kafka" in told.evidence.words


def test_the_asker_may_stay_unnamed_until_a_yes(services: Services) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", Wish("Kafka?", is_anonymous=True))
    told = services.invitations.to(TEAM, ask, "cal")
    assert told
    assert told.asker == ""


def test_only_the_asker_has_people_asked(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.requester.request(TEAM, asks(services), "eve", "cal", KAFKA)


def test_only_people_whom_the_answer_named_are_asked(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.requester.request(TEAM, asks(services), "ana", "eve", KAFKA)


def test_after_silence_the_next_is_asked_and_in_the_end_the_asker_is_told(services: Services, clock: FakeClock) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    for _ in range(3):
        clock.advance(hours=2)
        services.requester.advance(TEAM)
    assert set(states(services, ask)) == {"ben", "cal", "dee"}
    assert queued(services, TELL_EXHAUSTED) == ["ana"]


def test_a_decline_changes_nothing_that_the_asker_is_told(services: Services) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.requester.reply(TEAM, ask, "cal", Reply.NOT_NOW)
    services.requester.advance(TEAM)
    assert states(services, ask) == {"cal": RequestState.DECLINED}
    assert queued(services, TELL_ACCEPTED) == queued(services, TELL_EXHAUSTED) == []


def test_a_yes_is_told_and_ends_the_search(services: Services, clock: FakeClock) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.requester.reply(TEAM, ask, "cal", Reply.HAPPY)
    assert queued(services, TELL_ACCEPTED) == ["cal"]
    clock.advance(days=2)
    services.requester.advance(TEAM)
    assert states(services, ask) == {"cal": RequestState.ACCEPTED}


def test_a_yes_is_no_help_yet(services: Services, store: SqlStore) -> None:
    with store.reading(TEAM) as work:
        before = work.helps.of_person("cal")
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.requester.reply(TEAM, ask, "cal", Reply.HAPPY)
    with store.reading(TEAM) as work:
        assert work.helps.of_person("cal") == before


@pytest.mark.parametrize("reply", [Reply.NEVER_THIS, Reply.NOT_MY_TOPIC])
def test_whoever_declines_the_topic_is_neither_named_nor_asked_for_it_again(services: Services, reply: Reply) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.requester.reply(TEAM, ask, "cal", reply)
    again = asks(services, "kafka is slow, who can help?")
    with services.asking.store.reading(TEAM) as work:
        assert "cal" not in work.asks.shown(again)


def test_somebody_not_named_is_asked_without_their_name_reaching_the_asker(services: Services) -> None:
    choose(services, "cal", Choice(Openness.ASK_FIRST))
    ask = asks(services)
    with services.asking.store.reading(TEAM) as work:
        assert "cal" not in work.asks.shown(ask)
    told = services.requester.request(TEAM, ask, "ana", "", KAFKA)
    assert told.accepted == ()
    assert queued(services, SEND_REQUEST) == ["cal"]
    services.requester.reply(TEAM, ask, "cal", Reply.HAPPY)
    met = services.invitations.meeting(TEAM, ask, "cal")
    assert met
    assert met.helper.id == "cal"


def test_where_nobody_wants_to_be_asked_first_there_is_nobody_to_ask(services: Services) -> None:
    with pytest.raises(NotAllowed):
        services.requester.request(TEAM, asks(services), "ana", "", KAFKA)


def test_nobody_is_disturbed_who_asked_not_to_be(
    services: Services, clock: FakeClock, directory: FakeDirectory
) -> None:
    directory.quiet_until["cal"] = TUESDAY + timedelta(hours=1)
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    assert states(services, ask) == {"cal": RequestState.WAITING}
    clock.advance(hours=1)
    services.requester.advance(TEAM)
    assert states(services, ask) == {"cal": RequestState.ASKED}


def test_the_workspace_sets_the_working_hours(services: Services, store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.settings.set("working_hours", {"opens": "12:00", "closes": "16:00", "days": [0, 1, 2, 3]})
    ask = asks(services)
    told = services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    assert told.until == TUESDAY.replace(hour=14)
    assert states(services, ask) == {"cal": RequestState.WAITING}


def test_whoever_hides_before_the_message_is_sent_does_not_get_it(services: Services) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    choose(services, "cal", Choice(Openness.HIDDEN))
    assert services.invitations.to(TEAM, ask, "cal") is None


def test_once_helped_nobody_else_is_asked(services: Services, clock: FakeClock) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.asking.helped(TEAM, ask, "ana", "ben")
    clock.advance(hours=3)
    services.requester.advance(TEAM)
    assert states(services, ask) == {"cal": RequestState.WITHDRAWN}


def test_forgetting_a_person_forgets_their_requests_in_both_directions(services: Services) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    Eraser(services.asking.store).erase(TEAM, "ben")
    with services.asking.store.reading(TEAM) as work:
        outreach = work.requests.get(ask)
        assert outreach
        assert "ben" not in outreach.queue
    Eraser(services.asking.store).erase(TEAM, "cal")
    with pytest.raises(NotAllowed):
        services.requester.reply(TEAM, ask, "cal", Reply.HAPPY)
    Eraser(services.asking.store).erase(TEAM, "ana")
    with services.asking.store.reading(TEAM) as work:
        assert work.requests.get(ask) is None
    services.requester.advance(TEAM)


def test_a_closed_ask_ends_a_running_search(services: Services, store: SqlStore) -> None:
    ask = asks(services)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    with store.writing(TEAM) as work:
        work.asks.set_state(ask, AskState.CLOSED)
    services.requester.advance(TEAM)
    with store.reading(TEAM) as work:
        outreach = work.requests.get(ask)
    assert outreach
    assert outreach.state is OutreachState.CLOSED
