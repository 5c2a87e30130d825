"""People are told before they are named for the first time, and see afterwards who saw their name."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.deliveries import deliveries
from bot.domain.asks import Ask, Audience
from bot.domain.consent import CONSENT_DEFAULT, Openness
from bot.domain.digest import Digest, Story
from bot.domain.errors import SlackBusy, SlackRefused
from bot.domain.exposures import Exposure
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.asking import ANSWER
from bot.services.ports import Post
from bot.services.recording import HelpRecorder
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory, FakeMessenger
from tests.services.test_finding import NOW, TEAM, thread


class DeafMessenger(FakeMessenger):
    """Does not reach some people."""

    deaf: tuple[str, ...] = ()
    error: Exception = SlackRefused("cannot_dm_bot")

    def post(self, post: Post) -> str:
        """Keep a post, or refuse it."""
        if post.channel in self.deaf:
            raise self.error
        return super().post(post)


@pytest.fixture
def messenger() -> DeafMessenger:
    return DeafMessenger()


@pytest.fixture
def services(store: SqlStore) -> Services:
    """Ben and Dee have helped with kafka."""
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in ("ana", "ben", "cal", "dee", "eve"))
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    recorder = HelpRecorder(store)
    recorder.record(TEAM, thread(0, "ana", "ben", "How do I tune kafka?"))
    recorder.record(TEAM, thread(10, "cal", "dee", "How do I tune kafka?"))
    return services_on(store, FakeDirectory(), FakeClock(NOW))


def answer(services: Services, messenger: FakeMessenger, asker: str = "eve", channel: str = "C1") -> str:
    """Have a question about kafka answered; returns what was posted where it was asked."""
    ask = Ask(f"{asker}{services.clock()}", asker, "kafka?", channel, services.clock(), Audience.CHANNEL, "9.000009")
    with services.asking.store.writing(TEAM) as work:
        kept, _ = work.asks.put(ask)
    deliver(services, messenger, ANSWER, ask=kept.id)
    return json.dumps([post.blocks for post in messenger.posts if post.channel == channel])


def deliver(services: Services, messenger: FakeMessenger, kind: str, **payload: Any) -> None:
    """Deliver one item, and note what came of it."""
    note = deliveries(services, messenger)[kind](TEAM, OutboxItem(f"{kind}:1", kind, payload, services.clock()))
    if note:
        with services.asking.store.writing(TEAM) as work:
            note(work)


def test_people_are_told_once_before_they_are_named(services: Services, messenger: DeafMessenger) -> None:
    answer(services, messenger)
    assert sorted(post.channel for post in messenger.posts[:-1]) == ["ben", "dee"]
    assert messenger.posts[-1].channel == "C1"
    services.clock.advance(hours=1)  # type: ignore[attr-defined]
    answer(services, messenger)
    assert [post.channel for post in messenger.posts[3:]] == ["C1"]


def test_whoever_chose_already_is_not_told(services: Services, messenger: DeafMessenger) -> None:
    for person in ("ben", "dee"):
        services.privacy.be(TEAM, person, Openness.OPEN)
    answer(services, messenger)
    assert [post.channel for post in messenger.posts] == ["C1"]


def test_whoever_cannot_be_told_is_not_named(services: Services, messenger: DeafMessenger) -> None:
    messenger.deaf = ("ben",)
    said = answer(services, messenger)
    assert "Ben" not in said
    assert "Dee" in said


def test_while_people_cannot_be_told_just_now_nobody_is_named(services: Services, messenger: DeafMessenger) -> None:
    messenger.deaf, messenger.error = ("ben",), SlackBusy("ratelimited")
    with pytest.raises(SlackBusy):
        answer(services, messenger)
    assert all(post.channel != "C1" for post in messenger.posts)


def test_a_workspace_that_asks_first_names_nobody_and_tells_nobody(
    services: Services, messenger: DeafMessenger, store: SqlStore
) -> None:
    with store.writing(TEAM) as work:
        work.settings.set(CONSENT_DEFAULT, Openness.ASK_FIRST)
    said = answer(services, messenger)
    assert "Ben" not in said
    assert "prefers to be asked first" in said
    assert len(messenger.posts) == 1


def test_everybody_named_sees_who_saw_it_about_what_and_when(services: Services, messenger: DeafMessenger) -> None:
    answer(services, messenger)
    (shown,) = services.privacy.of(TEAM, "ben").exposures
    assert (shown.seen_by, shown.channel, shown.about, shown.shown_at) == ("eve", "C1", ("kafka",), NOW)
    assert services.privacy.of(TEAM, "eve").exposures == []


def test_people_on_a_path_see_that_they_were_named(services: Services, messenger: DeafMessenger) -> None:
    HelpRecorder(services.asking.store).record(TEAM, thread(20, "eve", "cal", "Who knows grafana?"))
    assert "Cal" in answer(services, messenger)
    assert [shown.seen_by for shown in services.privacy.of(TEAM, "cal").exposures] == ["eve"]


def test_whom_a_digest_names_is_in_their_log(services: Services) -> None:
    story = Story("ben", "ana", ("kafka", "consumer"), MessageKey("C1", "1.000001"))
    services.digesting.posted(TEAM, Digest("C1", NOW, stories=(story,), names={"cal": "Cal"}), "2026-11-16", "2.000001")
    for person in ("ben", "ana"):
        (shown,) = services.privacy.of(TEAM, person).exposures
        assert (shown.seen_by, shown.channel, shown.about) == ("", "C1", ("kafka", "consumer"))
    assert services.privacy.of(TEAM, "cal").exposures == []


def test_the_log_keeps_each_showing_once(store: SqlStore) -> None:
    shown = Exposure("ben", "answer:1:C1", "eve", "C1", ("kafka",), NOW)
    for _ in range(2):
        with store.writing(TEAM) as work:
            work.exposures.put([shown, Exposure("ben", "answer:2:", "ana", "", (), NOW + timedelta(days=1))])
    with store.reading(TEAM) as work:
        assert [one.seen_by for one in work.exposures.of("ben", 10)] == ["ana", "eve"]
        assert len(work.exposures.of("ben", 1)) == 1
