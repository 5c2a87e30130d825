"""A digest comes once, with its chart, and its buttons work."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import digest as shown
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey
from bot.domain.subscriptions import Subscription
from bot.jobs.digests import digests
from bot.services.recording import HelpRecorder
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


def test_a_due_digest_is_posted_once_with_its_chart_and_its_metadata(due: Kith) -> None:
    for _ in range(2):
        digests(due.app.services, due.team)
    due.wait_until_said()
    posted = [m for m in due.playground.messages("general") if "Your week" in m.text]
    assert len(posted) == 1
    assert "flamegraph" in str(posted[0].json["blocks"])
    charts = [m for m in due.playground.messages("general") if m.json.get("files")]
    assert [(m.json["thread_ts"], m.json["files"][0]["mimetype"]) for m in charts] == [(posted[0].ts, "image/png")]
    pictures = [block["slack_file"]["id"] for block in posted[0].json["blocks"] if block["type"] == "image"]
    assert pictures == [charts[0].json["files"][0]["id"]]
    assert posted[0].json["metadata"]["event_payload"]["key"].startswith("digest:C0GENERAL:")


def test_who_is_interested_hears_of_the_others(due: Kith) -> None:
    digests(due.app.services, due.team)
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


def test_who_is_named_in_a_digest_can_read_so(due: Kith) -> None:
    playground = due.playground
    maya, jonas = playground.person("maya"), playground.person("jonas")
    before = datetime.now(UTC).replace(minute=0, second=0, microsecond=0).timestamp()
    asked, answer = f"{before - 900:.6f}", f"{before - 800:.6f}"
    said: list[Happening] = [
        MessagePosted("C0GENERAL", asked, maya.id, "Who knows Terraform locks?"),
        MessagePosted("C0GENERAL", answer, jonas.id, "force-unlock it", thread_ts=asked),
        Reacted(MessageKey("C0GENERAL", answer), jonas.id, maya.id, "pray", f"{before - 700:.6f}"),
    ]
    HelpRecorder(due.store).record(due.team, said)
    digests(due.app.services, due.team)
    due.wait_until_said()
    jonas.runs("/kith", "privacy")
    told = playground.wait_for_ephemeral("jonas", "general", "Who was shown your name")
    assert "readers of a digest, in <#C0GENERAL>, about" in told.shown_text
    assert "Terraform" in told.shown_text


def test_somebody_who_can_help_is_told_of_to_the_asker_and_sent_to_the_thread(due: Kith) -> None:
    playground = due.playground
    maya, jonas = playground.person("maya"), playground.person("jonas")
    asked = f"{datetime.now(UTC).timestamp() - 20 * 3600:.6f}"
    question = MessagePosted("C0GENERAL", asked, maya.id, "Who knows MQTT failover?")
    HelpRecorder(due.store).record(due.team, [question])
    digests(due.app.services, due.team)
    due.wait_until_said()
    (posted,) = [m for m in playground.messages("general") if "Your week" in m.text]
    assert "asked about" in posted.shown_text
    assert "MQTT" in posted.shown_text
    for _ in range(2):
        jonas.presses(posted, shown.CAN_HELP)
    playground.wait_for_direct_message("maya", f"{jonas.mention} can help")
    due.wait_until_said()
    assert len([m for m in playground.direct_messages("maya") if "can help with" in m.text]) == 1


def test_a_preview_is_announced_where_it_was_asked_for_and_comes_in_private(due: Kith) -> None:
    maya = due.playground.person("maya")
    maya.runs("/kith", "digest")
    maya.presses(due.playground.wait_for_ephemeral("maya", "general", "The digest comes"), shown.PREVIEW)
    due.playground.wait_for_ephemeral("maya", "general", shown.PREVIEW_COMES)
    due.playground.wait_for_direct_message("maya", "Your week")
