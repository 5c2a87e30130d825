"""Each kind of outbox item, delivered."""

import json
from typing import Any

import pytest

from bot.deliveries import deliveries
from bot.domain.help import Act
from bot.domain.outbox import OutboxItem
from bot.services.suite import Services
from bot.services.telling import LoggedHelp
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger


@pytest.fixture
def messenger() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def services(sqlite_store: SqlStore) -> Services:
    return services_on(sqlite_store, FakeDirectory(), FakeClock())


def deliver(services: Services, messenger: FakeMessenger, kind: str, attempts: int = 1, **payload: Any) -> None:
    """Deliver one item."""
    item = OutboxItem(f"{kind}:key", kind, payload, services.clock(), attempts=attempts)
    deliveries(services, messenger)[kind]("T1", item)


def test_whatever_the_services_queue_can_be_delivered(services: Services, messenger: FakeMessenger) -> None:
    services.workspace.joined("T1", "C1", "1.000001")
    services.own_help.show_home("T1", "U1", "now")
    services.teller.log("T1", LoggedHelp(Act("C1", "1700000000.000001", "U2", "U1"), "kafka", by="U1"))
    services.backfiller.begin("T1", "C1", "1.000001", "U1")
    queued = {item.kind for _, item in services.workspace.store.take(services.clock(), 1, 100)}
    assert queued <= set(deliveries(services, messenger))


def test_the_introduction_is_said_in_its_channel_under_its_key(services: Services, messenger: FakeMessenger) -> None:
    deliver(services, messenger, "introduce", channel="C1")
    (post,) = messenger.posts
    assert (post.channel, post.key) == ("C1", "introduce:key")
    assert "Hello, I am" in json.dumps(post.blocks)


def test_what_an_earlier_attempt_has_said_is_not_said_again(services: Services, messenger: FakeMessenger) -> None:
    messenger.standing["introduce:key"] = "5.000000"
    deliver(services, messenger, "introduce", attempts=2, channel="C1")
    assert messenger.posts == []


def test_what_an_earlier_attempt_has_not_said_is_said(services: Services, messenger: FakeMessenger) -> None:
    deliver(services, messenger, "introduce", attempts=2, channel="C1")
    assert len(messenger.posts) == 1


def test_a_first_attempt_does_not_search_the_channel(services: Services, messenger: FakeMessenger) -> None:
    messenger.standing["introduce:key"] = "5.000000"
    deliver(services, messenger, "introduce", attempts=1, channel="C1")
    assert len(messenger.posts) == 1


def test_the_guide_is_posted_where_it_was_asked_for(services: Services, messenger: FakeMessenger) -> None:
    deliver(services, messenger, "explain", channel="C1", thread_ts="1.000001")
    (post,) = messenger.posts
    assert (post.channel, post.thread_ts, post.only_for) == ("C1", "1.000001", "")


def test_a_confirmation_is_for_whoever_logged_the_help_alone(services: Services, messenger: FakeMessenger) -> None:
    act = ["C1", "1700000000.000001", "U2", "U1"]
    told: dict[str, Any] = {
        "act": act,
        "about": "kafka",
        "by": "U1",
        "thread_ts": "",
        "response_url": "https://hooks.slack.com/1",
    }
    deliver(services, messenger, "confirm_logged", **told)
    (post,) = messenger.posts
    assert (post.only_for, post.response_url) == ("U1", "https://hooks.slack.com/1")


def test_the_offer_is_replaced_by_what_became_of_it(services: Services, messenger: FakeMessenger) -> None:
    deliver(services, messenger, "show_past", channel="C1", ts="9.000001", by="U1", past="read")
    ((channel, ts, blocks),) = messenger.updates
    assert (channel, ts) == ("C1", "9.000001")
    assert "I have read the last 90 days" in blocks


def test_the_home_tab_shows_a_person_their_own_help(services: Services, messenger: FakeMessenger) -> None:
    services.teller.log("T1", LoggedHelp(Act("C1", "1700000000.000001", "U2", "U1"), "kafka offsets", by="U1"))
    deliver(services, messenger, "show_home", person="U2")
    assert "kafka" in json.dumps(messenger.homes["U2"])
