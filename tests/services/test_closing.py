"""The loop is closed once: by the asker's word, which is a help with its source."""

from datetime import timedelta

import pytest

from bot.domain.asks import AskState
from bot.domain.errors import NotAllowed
from bot.domain.events import MessagePosted
from bot.domain.help import Source
from bot.domain.requests import Reply
from bot.services.closing import FOLLOW_UP
from bot.services.recording import HelpRecorder
from bot.services.suite import Services
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock
from tests.services.test_finding import TEAM
from tests.services.test_requesting import KAFKA, asks, clock, directory, queued, services

__all__ = ["clock", "directory", "services"]


def write(store: SqlStore, author: str, at: FakeClock, text: str = "Try this.") -> None:
    """Somebody writes in the thread of Ana's question."""
    ts = f"{at().timestamp():.6f}"
    HelpRecorder(store).record(TEAM, [MessagePosted("C1", ts, author, text, thread_ts="9.000009")])


def names(services: Services, ask: int) -> list[str]:
    found = services.closer.helpers(TEAM, ask)
    assert found
    return [person.id for person in found[1]]


def test_an_asker_is_asked_once_when_it_has_been_quiet(services: Services, clock: FakeClock) -> None:
    asks(services)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []
    clock.advance(days=1, seconds=1)
    services.closer.follow_up(TEAM)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == ["ana"]


def test_while_people_write_or_are_asked_nobody_asks(services: Services, clock: FakeClock, store: SqlStore) -> None:
    ask = asks(services, channel="C1")
    clock.advance(hours=20)
    write(store, "ben", clock)
    clock.advance(hours=5)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []
    clock.advance(hours=20)
    services.requester.request(TEAM, ask, "ana", "cal", KAFKA)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []


def test_it_is_asked_within_the_askers_hours(services: Services, clock: FakeClock) -> None:
    asks(services)
    clock.advance(days=1, hours=9)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []
    clock.advance(hours=14)
    assert queued(services, FOLLOW_UP) == ["ana"]


@pytest.mark.parametrize("state", [AskState.HELPED, AskState.NEED, AskState.CLOSED])
def test_what_is_settled_is_not_asked_about(
    services: Services, clock: FakeClock, store: SqlStore, state: AskState
) -> None:
    ask = asks(services)
    with store.writing(TEAM) as work:
        work.asks.set_state(ask, state)
    clock.advance(days=2)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []
    assert services.closer.helpers(TEAM, ask) is None


def test_an_old_question_and_one_without_any_helper_are_left_alone(services: Services, clock: FakeClock) -> None:
    asks(services)
    asks(services, "quantum chromodynamics")
    clock.advance(days=15)
    services.closer.follow_up(TEAM)
    assert queued(services, FOLLOW_UP) == []


def test_who_said_yes_comes_first_then_who_wrote_then_who_was_named(
    services: Services, clock: FakeClock, store: SqlStore
) -> None:
    ask = asks(services, channel="C1")
    services.requester.request(TEAM, ask, "ana", "dee", KAFKA)
    services.requester.reply(TEAM, ask, "dee", Reply.HAPPY)
    write(store, "eve", clock)
    write(store, "ana", FakeClock(clock() + timedelta(minutes=1)))
    assert names(services, ask)[:2] == ["dee", "eve"]
    assert sorted(names(services, ask)[2:]) == ["ben", "cal"]


def test_the_askers_word_is_a_help_with_its_source_and_can_be_undone(
    services: Services, clock: FakeClock, store: SqlStore
) -> None:
    ask = asks(services, channel="C1")
    services.closer.confirm(TEAM, ask, "ana", "eve")
    with store.reading(TEAM) as work:
        (help_,) = [help_ for help_ in work.helps.of_person("eve") if help_.helper == "eve"]
        assert (help_.seeker, help_.source, "kafka" in help_.words) == ("ana", Source.CONFIRMED, True)
        closed = work.asks.get(ask)
        assert closed
        assert closed.state is AskState.HELPED
    clock.advance(seconds=1)
    services.closer.confirm(TEAM, ask, "ana", "eve", helped=False)
    with store.reading(TEAM) as work:
        assert [help_ for help_ in work.helps.of_person("eve") if help_.helper == "eve"] == []


@pytest.mark.parametrize(("by", "helper"), [("eve", "ben"), ("ana", "ana")])
def test_only_the_asker_says_who_helped_and_not_themselves(services: Services, by: str, helper: str) -> None:
    ask = asks(services)
    with pytest.raises(NotAllowed):
        services.closer.confirm(TEAM, ask, by, helper)
    with pytest.raises(NotAllowed):
        services.closer.close(TEAM, ask, "eve")


def test_a_question_that_is_needed_no_longer_is_closed(services: Services, store: SqlStore) -> None:
    ask = asks(services)
    services.closer.close(TEAM, ask, "ana")
    with store.reading(TEAM) as work:
        kept = work.asks.get(ask)
    assert kept
    assert kept.state is AskState.CLOSED


def test_who_helped_with_a_question_was_not_named_in_vain(
    services: Services, clock: FakeClock, store: SqlStore
) -> None:
    asks(services, channel="C1")
    assert "ben" in in_vain(store, clock)
    told = [
        MessagePosted("C1", "9.000009", "ana", "who can help with kafka?"),
        MessagePosted("C1", "9.600000", "ben", "Like this.", thread_ts="9.000009"),
    ]
    HelpRecorder(store).record(TEAM, told)
    services.closer.follow_up(TEAM)
    assert "ben" not in in_vain(store, clock)


def in_vain(store: SqlStore, clock: FakeClock) -> dict[str, int]:
    with store.reading(TEAM) as work:
        return work.asks.in_vain(["ben"], clock() - timedelta(days=1), clock() + timedelta(days=1))


def test_the_askers_word_in_a_channel_stays_what_came_of_it(
    services: Services, clock: FakeClock, store: SqlStore
) -> None:
    ask = asks(services, channel="C1")
    services.closer.confirm(TEAM, ask, "ana", "ben")
    services.closer.follow_up(TEAM)
    assert "ben" not in in_vain(store, clock)
    services.closer.confirm(TEAM, ask, "ana", "ben", helped=False)
    services.closer.follow_up(TEAM)
    assert "ben" in in_vain(store, clock)
