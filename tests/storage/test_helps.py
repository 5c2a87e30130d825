"""Reading acts of help by what they were about and by who gave them."""

from datetime import UTC, datetime, timedelta

from bot.domain.events import MessagePosted
from bot.domain.messages import moment
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def helped(store: SqlStore, topic: str, days_ago: int, channel: str = "C1") -> str:
    """A question that was answered then; returns the answer's `ts`."""
    asked = (NOW - timedelta(days=days_ago)).timestamp()
    root, reply = f"{asked:.6f}", f"{asked + 60:.6f}"
    question = MessagePosted(channel, root, "U1", f"How do I use {topic}?")
    HelpRecorder(store).record(TEAM, [question, MessagePosted(channel, reply, "U2", "like this", root)])
    return reply


def test_helps_are_found_by_their_stems_newest_first(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "few", ChannelKind.PRIVATE)])
    kafka, vault, _ = (helped(store, topic, days) for topic, days in (("kafka", 3), ("vault", 2), ("nginx", 1)))
    helped(store, "kafka", 40)
    secret = helped(store, "kafka", 4, "G1")
    since = NOW - timedelta(days=30)
    with store.reading(TEAM) as work:
        found = work.helps.about({"kafka", "vault"}, since, {PUBLIC})
        assert [help_.act.ts for help_ in found] == [vault, kafka]
        assert [help_.act.ts for help_ in work.helps.about({"kafka"}, since, {"G1"})] == [secret]
        assert work.helps.about({"terraform"}, since, {PUBLIC}) == []


def test_a_person_s_first_help_is_the_first_that_readers_may_see(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "few", ChannelKind.PRIVATE)])
    secret, public, _ = (helped(store, "kafka", *where) for where in ((9, "G1"), (7, "C1"), (5, "C1")))
    with store.reading(TEAM) as work:
        assert work.helps.first_given({"U1", "U2"}, {PUBLIC}) == {"U2": moment(public)}
        assert work.helps.first_given({"U2"}, {PUBLIC, "G1"}) == {"U2": moment(secret)}
        assert work.helps.first_given((), {PUBLIC}) == {}
