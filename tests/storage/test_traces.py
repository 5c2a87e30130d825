from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

import pytest
from sqlalchemy import select

from bot.domain.events import Happening, MessageDeleted, MessagePosted
from bot.domain.messages import MessageKey, moment
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.domain.traces import Sightings
from bot.services.recording import HelpRecorder
from storage.likeness import FEW
from storage.models import PostingRow
from storage.unit_of_work import SqlStore

TEAM = "T1"


class Part(NamedTuple):
    """A part that somebody took in a thread: when they wrote first and last, and how often."""

    person: str
    channel: str
    root_ts: str
    first: str
    last: str
    messages: int
    likeness: float = 0.0


NOW = "1700009999.000000"


def ts(second: int) -> str:
    return f"{1700000000 + second}.000000"


def posted(second: int, author: str, text: str, thread: int | None = None, channel: str = "C1") -> MessagePosted:
    return MessagePosted(channel, ts(second), author, text, thread_ts="" if thread is None else ts(thread))


@pytest.fixture
def workspace(store: SqlStore) -> SqlStore:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "secret", ChannelKind.PRIVATE)])
    return store


def record(store: SqlStore, *happenings: Happening) -> None:
    HelpRecorder(store).record(TEAM, happenings)


def parts(seen: Sightings) -> list[Part]:
    found = []
    for n, (person, thread) in enumerate(zip(seen.person, seen.thread, strict=True)):
        channel, root = seen.threads[thread]
        first, last = (f"{at[n]:.6f}" for at in (seen.first, seen.last))
        messages, likeness = int(seen.messages[n]), float(seen.likeness[thread])
        found.append(Part(seen.people[person], channel, root, first, last, messages, likeness))
    return sorted(found)


def alike(store: SqlStore, *terms: str, scopes: Sequence[str] = (PUBLIC,), before: str = NOW) -> list[Part]:
    with store.reading(TEAM) as work:
        return parts(work.traces.alike(terms, before, scopes, 10).seen)


def latest(
    store: SqlStore, channel: str, scopes: Sequence[str] = (PUBLIC,), limit: int = 10, before: str = NOW
) -> list[Part]:
    with store.reading(TEAM) as work:
        if channel:
            return parts(work.traces.latest(before, channel, limit))
        return parts(work.traces.elsewhere(before, scopes, "", limit))


def postings(store: SqlStore) -> list[tuple[str, str, str, int]]:
    with store.reading(TEAM) as work:
        query = select(PostingRow.term, PostingRow.scope, PostingRow.root_ts, PostingRow.messages)
        rows = work.session.execute(query.where(PostingRow.team_id == work.team))
        return sorted((term, scope, root, messages) for term, scope, root, messages in rows)


def test_a_window_tells_who_wrote_in_what(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka?"), posted(1, "ben", "yes", 0), posted(3, "ben", "so", 0))
    assert latest(workspace, "C1") == [
        Part("ana", "C1", ts(0), ts(0), ts(0), 1),
        Part("ben", "C1", ts(0), ts(1), ts(3), 2),
    ]


@pytest.mark.parametrize("channel", ["C1", ""])
def test_a_window_holds_the_latest_threads_alone(workspace: SqlStore, channel: str) -> None:
    record(workspace, *(posted(second, f"p{second}", "kafka") for second in range(5)))
    assert [part.person for part in latest(workspace, channel, limit=2)] == ["p3", "p4"]


@pytest.mark.parametrize("channel", ["C1", ""])
def test_a_thread_that_goes_on_is_told_of_as_it_was_then(workspace: SqlStore, channel: str) -> None:
    record(workspace, posted(0, "ana", "kafka?"), posted(2, "ben", "yes", 0), posted(3, "ana", "thanks", 0))
    record(workspace, posted(8, "ben", "so", 0), posted(9, "cal", "no", 0))
    assert latest(workspace, channel, before=ts(8)) == [
        Part("ana", "C1", ts(0), ts(0), ts(3), 2),
        Part("ben", "C1", ts(0), ts(2), ts(2), 1),
    ]
    assert [part.person for part in latest(workspace, channel, before=ts(2))] == ["ana"]
    assert latest(workspace, channel, before=ts(0)) == []


def test_deleted_messages_leave_no_trace(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), MessageDeleted("C1", ts(0), ts(9)))
    assert latest(workspace, "C1") == alike(workspace, "kafka") == []
    assert postings(workspace) == []


def test_all_that_shows_is_what_the_scopes_show(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), posted(1, "eve", "kafka", channel="G1"))
    assert [part.person for part in latest(workspace, "")] == ["ana"]
    assert [part.person for part in latest(workspace, "", (PUBLIC, "G1"))] == ["ana", "eve"]
    assert [part.person for part in alike(workspace, "kafka")] == ["ana"]
    assert {part.person for part in alike(workspace, "kafka", scopes=(PUBLIC, "G1"))} == {"ana", "eve"}
    assert [part.person for part in alike(workspace, "kafka", scopes=("G1",))] == ["eve"]


def test_which_thread_has_which_term_is_told_by_how_rare_the_term_is(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka terraform"), posted(1, "ben", "kafka"), posted(2, "ben", "vault"))
    with workspace.reading(TEAM) as work:
        found = work.traces.alike(("kafka", "terraform", "helm"), NOW, (PUBLIC,), 10)
    assert [root for _, root in found.seen.threads] == [ts(0), ts(1)]
    assert found.rareness[0] > found.rareness[1] > found.rareness[2], "helm, terraform, kafka: the rarest first"
    assert found.mentions.tolist() == [[False, True, True], [False, False, True]]


def test_how_rare_a_term_is_does_not_show_what_is_private(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"))
    before = alike(workspace, "kafka")
    record(workspace, *(posted(second, "eve", "kafka", channel="G1") for second in range(1, 9)))
    assert alike(workspace, "kafka") == before


def test_a_channel_made_public_shows_its_threads_and_one_made_private_hides_them(workspace: SqlStore) -> None:
    record(workspace, posted(1, "eve", "kafka", channel="G1"))
    for kind, shown in ((ChannelKind.PUBLIC, ["eve"]), (ChannelKind.PRIVATE, [])):
        with workspace.writing(TEAM) as work:
            work.channels.put([Channel("G1", "secret", kind)])
        assert [part.person for part in alike(workspace, "kafka")] == shown


def test_the_thread_with_the_rarer_words_is_more_alike(workspace: SqlStore) -> None:
    record(workspace, *(posted(second, "ana", "kafka") for second in range(5)), posted(9, "ben", "zookeeper"))
    found = alike(workspace, "kafka", "zookeep")
    assert max(found, key=lambda part: part.likeness).person == "ben"


def test_a_word_that_nearly_everybody_uses_tells_nothing(workspace: SqlStore) -> None:
    record(workspace, *(posted(second, "ana", "kafka") for second in range(FEW)), posted(90, "ben", "zookeeper"))
    assert {part.person for part in alike(workspace, "kafka", "zookeep")} == {"ana", "ben"}
    record(workspace, posted(91, "ana", "kafka"))
    assert {part.person for part in alike(workspace, "kafka", "zookeep")} == {"ben"}


def test_a_thread_is_alike_by_its_answers_too(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "it hangs"), posted(1, "ben", "restart the zookeeper", 0))
    assert {part.person for part in alike(workspace, "zookeep")} == {"ana", "ben"}


def test_nothing_of_the_time_after_is_read(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), posted(5, "ben", "kafka", 0), posted(6, "cal", "kafka"))
    assert [(part.person, part.last) for part in alike(workspace, "kafka", before=ts(5))] == [("ana", ts(0))]


def test_terms_that_nobody_used_find_nothing(workspace: SqlStore) -> None:
    assert alike(workspace, "kafka") == alike(workspace) == []


def test_any_order_of_deliveries_ends_in_the_same_index(workspace: SqlStore) -> None:
    happenings: list[Happening] = [
        posted(0, "ana", "kafka lag"),
        MessagePosted("C1", ts(0), "ana", "rabbit lag", edited_ts=ts(3)),
        posted(1, "ben", "lag", 0),
        MessageDeleted("C1", ts(1), ts(4)),
    ]
    for number, order in enumerate(permutations(happenings)):
        team = f"T{number + 10}"
        with workspace.writing(team) as work:
            work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
        for happening in (*order, order[0]):
            HelpRecorder(workspace).record(team, [happening])
        with workspace.reading(team) as work:
            query = select(PostingRow.term, PostingRow.messages).where(PostingRow.team_id == team)
            assert sorted(map(tuple, work.session.execute(query))) == [("lag", 1), ("rabbit", 1)]
            assert parts(work.traces.latest(NOW, "C1", 10)) == [Part("ana", "C1", ts(0), ts(0), ts(0), 1)]


def test_what_an_erased_person_wrote_is_no_longer_found(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), posted(1, "ben", "kafka zookeeper", 0))
    with workspace.writing(TEAM) as work:
        work.people.erase("ben")
    assert postings(workspace) == [("kafka", PUBLIC, ts(0), 1)]
    assert [part.person for part in latest(workspace, "C1")] == ["ana"]
    assert [part.person for part in alike(workspace, "kafka")] == ["ana"]


def test_of_two_threads_that_say_the_same_the_shorter_is_more_alike(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), posted(20, "ben", "kafka"))
    record(workspace, *(posted(second, "cal", "chatter", 20) for second in range(21, 30)))
    likeness = {part.person: part.likeness for part in alike(workspace, "kafka")}
    assert likeness["ana"] > likeness["ben"] == likeness["cal"] > 0


def test_the_latest_helps_between_two_people_are_read(workspace: SqlStore) -> None:
    for second in (0, 10):
        record(workspace, posted(second, "ana", "kafka?"), posted(second + 1, "ben", "so", second))
    with workspace.reading(TEAM) as work:
        found = work.traces.helps("ana", moment(ts(11)), (PUBLIC,), 5)
        assert [(help_.helper, help_.seeker, help_.given_at) for help_ in found] == [("ben", "ana", moment(ts(1)))]
        assert work.traces.helps("ben", moment(NOW), (PUBLIC,), 1)[0].given_at == moment(ts(11))
        assert work.traces.helps("ana", moment(NOW), (), 5) == []


def test_what_is_kept_no_longer_is_no_longer_found(workspace: SqlStore) -> None:
    record(workspace, posted(0, "ana", "kafka"), posted(1, "ben", "kafka zookeeper", 0))
    with workspace.writing(TEAM) as work:
        work.retention.drop_messages([MessageKey("C1", ts(0))])
    assert postings(workspace) == [
        ("kafka", PUBLIC, ts(0), 1),
        ("zookeep", PUBLIC, ts(0), 1),
    ]
    assert latest(workspace, "C1") == [Part("ben", "C1", ts(0), ts(1), ts(1), 1)]
