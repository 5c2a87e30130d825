"""A digest comes once, with its chart, and its buttons work."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import digest as shown
from bot.domain.subscriptions import Subscription
from bot.jobs.digests import digests
from tests.scenarios.conftest import Kith, let_a_topic_emerge


@pytest.fixture
def due(kith: Kith) -> Kith:
    """A workspace in which a topic emerged and #general's digest is due since the full hour."""
    kith.wait_for_picture()
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    with kith.store.writing(kith.team) as work:
        since = hour - timedelta(days=3)
        work.digests.subscribe(Subscription("C0GENERAL", since, hour.weekday(), hour.hour))
    let_a_topic_emerge(kith, hour)
    return kith


def test_a_due_digest_is_posted_once_with_its_chart_in_the_thread(due: Kith) -> None:
    for _ in range(2):
        digests(due.app.services, lambda: [due.team])
    due.wait_until_said()
    posted = [m for m in due.playground.messages("general") if "Your week" in m.text]
    assert len(posted) == 1
    assert "flamegraph" in str(posted[0].json["blocks"])
    charts = [m for m in due.playground.messages("general") if m.json.get("files")]
    assert [(m.json["thread_ts"], m.json["files"][0]["mimetype"]) for m in charts] == [(posted[0].ts, "image/png")]


def test_who_is_interested_hears_of_the_others(due: Kith) -> None:
    digests(due.app.services, lambda: [due.team])
    due.wait_until_said()
    (posted,) = [m for m in due.playground.messages("general") if "Your week" in m.text]
    maya, jonas = due.playground.person("maya"), due.playground.person("jonas")
    maya.presses(posted, shown.INTERESTED)
    due.playground.wait_for_ephemeral("maya", "general", "You are the first")
    jonas.presses(posted, shown.INTERESTED)
    due.playground.wait_for_ephemeral("jonas", "general", f"<@{maya.id}>")


def test_the_digest_is_subscribed_to_and_ended_by_the_command(kith: Kith) -> None:
    kith.wait_for_picture()
    maya = kith.playground.person("maya")
    maya.runs("/kith", "digest")
    offer = kith.playground.wait_for_ephemeral("maya", "general", "Each week I can tell")
    maya.presses(offer, shown.SUBSCRIBE)
    assert kith.playground.wait_for(lambda: kith.app.services.digesting.subscription(kith.team, "C0GENERAL"))
    maya.presses(kith.playground.wait_for_ephemeral("maya", "general", "The digest comes"), shown.UNSUBSCRIBE)
    assert kith.playground.wait_for(lambda: not kith.app.services.digesting.subscription(kith.team, "C0GENERAL"))
