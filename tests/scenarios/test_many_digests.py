"""Three hundred channels are due at one hour: paced, the urgent first, each told once, whatever is restarted."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.deliveries import deliveries
from bot.domain.consent import Choice, Openness
from bot.domain.digest import Digest, Need
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.subscriptions import Subscription
from bot.services.digesting import TELL
from bot.services.digests import DigestMaker
from bot.slack.sender import Sender
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger

TEAM = "T1"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHANNELS = [f"C{number:03}" for number in range(300)]
MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE = 25


class SameForAll(DigestMaker):
    """Tells every channel of the same need: what is in a digest is another story."""

    def make(self, team: str, subscription: Subscription, until: datetime) -> Digest:
        """A digest."""
        assert team == TEAM
        need = Need(MessageKey("C000", "1.000001"), ("MQTT",), "U1", until - timedelta(days=1))
        return Digest(subscription.target, until, needs=(need,), names={"U1": "Ana"})


@dataclass
class Workspace:
    """Three hundred subscribed channels and what is said in them, with the time."""

    store: SqlStore
    clock: FakeClock = field(default_factory=lambda: FakeClock(MONDAY))
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    said: list[tuple[datetime, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        services = services_on(self.store, FakeDirectory(), self.clock)
        maker = SameForAll(self.store)
        self.services = replace(services, digesting=replace(services.digesting, maker=maker))
        self.sender = self.start()

    def start(self) -> Sender:
        """A sender that knows nothing but what is stored."""
        return Sender(self.store, deliveries(self.services, self.messenger), self.clock)

    def work(self, until: datetime) -> None:
        """Let the sender run, and note when each post was made."""
        while self.clock() < until:
            rest = self.sender.step()
            self.said += [(self.clock(), post.channel) for post in self.messenger.posts[len(self.said) :]]
            self.clock.now += rest

    def most_in_a_minute(self) -> int:
        """The most posts of any sixty seconds."""
        times = [at for at, _ in self.said]
        return max(sum(start <= at < start + MINUTE for at in times) for start in times)


@pytest.fixture
def workspace(sqlite_store: SqlStore) -> Workspace:
    with sqlite_store.writing(TEAM) as work:
        work.people.put(Person(f"U{n}", f"name{n}", tz="UTC") for n in range(6))
        work.channels.put(Channel(id_, id_.lower(), ChannelKind.PUBLIC) for id_ in CHANNELS)
        work.choices.put("U1", Choice(Openness.OPEN))
        for channel in CHANNELS:
            work.digests.subscribe(Subscription(channel, MONDAY - timedelta(days=1)))
    return Workspace(sqlite_store)


def test_each_digest_is_told_once_and_never_many_in_a_minute(workspace: Workspace) -> None:
    assert workspace.services.digesting.queue_due(TEAM) == len(CHANNELS)
    workspace.work(MONDAY + timedelta(minutes=7))
    workspace.sender = workspace.start()
    assert workspace.services.digesting.queue_due(TEAM) == 0
    workspace.work(MONDAY + timedelta(minutes=25))
    told = Counter(channel for _, channel in workspace.said)
    assert told == dict.fromkeys(CHANNELS, 1)
    assert workspace.most_in_a_minute() <= MOST_IN_A_MINUTE
    with workspace.store.reading(TEAM) as work:
        assert all(work.digests.was_posted(channel) for channel in CHANNELS)


def test_who_waits_for_an_answer_does_not_wait_for_the_digests(workspace: Workspace) -> None:
    workspace.services.digesting.queue_due(TEAM)
    workspace.work(MONDAY + timedelta(minutes=2))
    asked_at = workspace.clock()
    told = {"channel": "U1", "person": "U1", "who": "U2", "topic": "mqtt"}
    with workspace.store.writing(TEAM) as work:
        work.outbox.put(OutboxItem("urgent", TELL, told, asked_at, urgency=0))
    workspace.work(asked_at + timedelta(seconds=30))
    (answered,) = (at for at, channel in workspace.said if channel == "U1")
    assert answered - asked_at < timedelta(seconds=5)
