"""What people do becomes help; what takes it back takes it back; the order of deliveries does not matter."""

from itertools import cycle, islice, permutations
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, Told
from bot.domain.help import Act, Claim, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.domain.ties import weight
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
QUESTION = MessagePosted("C1", "100.000001", "ana", "How do I unlock the terraform state?")
ANSWER = MessagePosted("C1", "101.000001", "ben", "run force-unlock", thread_ts="100.000001")
THANKS = MessagePosted("C1", "102.000001", "ana", "That worked, thanks!", thread_ts="100.000001")
PRAY = Reacted(MessageKey("C1", "101.000001"), "ben", "ana", "pray", "103.000001")


def standing(store: SqlStore, team: str = TEAM) -> dict[tuple[str, str, str], Help]:
    with store.reading(team) as work:
        return {
            (h.act.ts, h.helper, h.seeker): h for person in ("ana", "ben", "cal") for h in work.helps.of_person(person)
        }


def record(store: SqlStore, *happenings: Happening, team: str = TEAM) -> dict[tuple[str, str, str], Help]:
    for happening in happenings:
        HelpRecorder(store).record(team, [happening])
    return standing(store, team)


def test_a_reply_to_a_question_is_an_answer(store: SqlStore) -> None:
    helps = record(store, QUESTION, ANSWER)
    assert [(h.helper, h.seeker, h.source) for h in helps.values()] == [("ben", "ana", Source.ANSWER)]


def test_three_thanks_on_one_message_are_one_act_with_the_strongest_evidence(store: SqlStore) -> None:
    helps = record(store, QUESTION, ANSWER, THANKS, PRAY)
    assert [(h.source, h.strength) for h in helps.values()] == [(Source.THANKS, 1.0)]


def test_the_topic_is_the_question_of_the_thread(store: SqlStore) -> None:
    (help_,) = record(store, QUESTION, ANSWER, PRAY).values()
    assert "terraform" in help_.terms
    assert help_.question == MessageKey("C1", "100.000001")


def test_a_reaction_taken_off_takes_the_help_back(store: SqlStore) -> None:
    off = Reacted(PRAY.message, "ben", "ana", "pray", "104.000001", given=False)
    assert record(store, PRAY, off) == {}


def test_a_removal_that_comes_before_its_reaction_still_counts(store: SqlStore) -> None:
    off = Reacted(PRAY.message, "ben", "ana", "pray", "104.000001", given=False)
    assert record(store, off, PRAY, PRAY) == {}


def test_a_redelivered_event_is_recorded_once(store: SqlStore) -> None:
    assert record(store, QUESTION, ANSWER, THANKS, PRAY) == record(store, THANKS, PRAY, PRAY, ANSWER, QUESTION)


def test_a_reaction_to_ones_own_message_counts_nothing(store: SqlStore) -> None:
    assert record(store, Reacted(MessageKey("C1", "101.000001"), "ana", "ana", "pray", "102.000001")) == {}


def test_other_reactions_count_nothing(store: SqlStore) -> None:
    assert record(store, Reacted(MessageKey("C1", "101.000001"), "ben", "ana", "joy", "102.000001")) == {}


def test_an_admin_may_choose_the_reactions(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.settings.set("help_reactions", ["joy"])
    assert len(record(store, Reacted(MessageKey("C1", "101.000001"), "ben", "ana", "joy", "102.000001"))) == 1


def test_skin_tones_do_not_matter(store: SqlStore) -> None:
    assert (
        len(record(store, Reacted(MessageKey("C1", "101.000001"), "ben", "ana", "pray::skin-tone-3", "102.000001")))
        == 1
    )


@pytest.mark.parametrize("gone", [ANSWER, QUESTION])
def test_a_deleted_message_takes_its_help_back_and_nothing_revives_it(store: SqlStore, gone: MessagePosted) -> None:
    deleted = MessageDeleted("C1", gone.ts, "200.000001")
    helps = record(store, QUESTION, ANSWER, deleted, gone, gone)
    assert helps == {}


def test_thanks_edited_away_are_taken_back(store: SqlStore) -> None:
    edited = MessagePosted("C1", THANKS.ts, "ana", "Hm, no.", thread_ts="100.000001", edited_ts="150.000001")
    (help_,) = record(store, QUESTION, ANSWER, THANKS, edited, THANKS).values()
    assert help_.source is Source.ANSWER


def test_thanks_edited_away_and_back_count_again(store: SqlStore) -> None:
    away = MessagePosted("C1", THANKS.ts, "ana", "Hm, no.", thread_ts="100.000001", edited_ts="150.000001")
    back = MessagePosted("C1", THANKS.ts, "ana", "thanks after all", thread_ts="100.000001", edited_ts="160.000001")
    (help_,) = record(store, QUESTION, ANSWER, THANKS, away, back).values()
    assert help_.source is Source.THANKS


def test_a_mention_with_thanks_outside_of_threads_is_help(store: SqlStore) -> None:
    (help_,) = record(store, MessagePosted("C1", "105.000001", "ana", "thanks <@U2> for the kafka fix")).values()
    assert (help_.helper, help_.seeker) == ("U2", "ana")
    assert "kafka" in help_.terms


def test_bots_neither_help_nor_are_helped(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put([Person("ben", is_bot=True)])
    assert record(store, QUESTION, ANSWER, PRAY) == {}


def test_told_help_can_be_undone(store: SqlStore) -> None:
    claim = Claim(Act("C1", "109.000001", "cal", "ana"), Source.LOGGED, "V1", about=("kafka",))
    assert len(record(store, Told(claim, "110.000001"))) == 1
    assert record(store, Told(claim, "111.000001", given=False), Told(claim, "110.000001")) == {}


def test_help_is_seen_as_far_as_its_channel_is(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", kind=ChannelKind.PUBLIC), Channel("G1", kind=ChannelKind.PRIVATE)])
    private = Reacted(MessageKey("G1", "101.000001"), "ben", "ana", "pray", "103.000001")
    unknown = Reacted(MessageKey("X1", "101.000002"), "ben", "ana", "pray", "103.000001")
    record(store, PRAY, private, unknown)
    with store.reading(TEAM) as work:
        scopes = {h.act.channel: h.scope for h in work.helps.of_person("ben")}
    assert scopes == {"C1": "public", "G1": "G1", "X1": "X1"}


def test_nothing_is_recorded_where_something_fails(store: SqlStore) -> None:
    bad = MessagePosted("C1", "not a time", "ben", "thanks <@U9>")
    with pytest.raises(ValueError):
        HelpRecorder(store).record(TEAM, [QUESTION, bad])
    with store.reading(TEAM) as work:
        assert not work.messages.get([MessageKey("C1", QUESTION.ts)])


def test_ties_follow_the_ledger(store: SqlStore) -> None:
    record(store, QUESTION, ANSWER, THANKS)
    with store.reading(TEAM) as work:
        numbers = work.people.known_numbers(["ana", "ben"])
        rows = work.ties.rows(list(numbers.values()), ["C1"])
        (help_,) = work.helps.of_person("ben")
    row = rows[numbers["ana"]]
    assert list(row.people) == [numbers["ben"]]
    assert row.received[0] == pytest.approx(weight([help_]))
    assert rows[numbers["ben"]].given[0] == row.received[0]
    record(store, MessageDeleted("C1", ANSWER.ts, "300.000001"))
    with store.reading(TEAM) as work:
        assert numbers["ana"] not in work.ties.rows([numbers["ana"]], ["C1"])


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_every_order_of_deliveries_ends_alike(sqlite_store: SqlStore, order: tuple[int, ...]) -> None:
    deliveries = (QUESTION, ANSWER, THANKS, PRAY)
    helps = record(sqlite_store, *(deliveries[place] for place in order))
    assert [(h.source, h.terms[:1]) for h in helps.values()] == [(Source.THANKS, helps[next(iter(helps))].terms[:1])]
    assert len(helps) == 1


EDITED = MessagePosted("C1", ANSWER.ts, "ben", "run it as root", thread_ts="100.000001", edited_ts="130.000001")
HISTORY: tuple[Happening, ...] = (
    QUESTION,
    ANSWER,
    EDITED,
    THANKS,
    PRAY,
    Reacted(PRAY.message, "ben", "ana", "pray", "104.000001", given=False),
    Reacted(PRAY.message, "ben", "cal", "bulb", "105.000001"),
    MessagePosted("C1", "106.000001", "cal", "thanks <@ben>, same here", thread_ts="100.000001"),
    MessagePosted("C1", "107.000001", "cal", "or use a lock table", thread_ts="100.000001"),
    MessageDeleted("C1", "102.000001", "110.000001"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(HISTORY), st.lists(st.sampled_from(HISTORY), max_size=5))
def test_repeated_and_reordered_histories_end_like_the_plain_one(
    sqlite_store: SqlStore, shuffled: list[Happening], repeated: list[Happening]
) -> None:
    plain = record(sqlite_store, *HISTORY, team="plain")
    assert record(sqlite_store, *shuffled, *repeated, team=str(uuid4())) == plain


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(HISTORY), st.lists(st.integers(1, 6), min_size=1))
def test_histories_recorded_many_at_once_end_like_those_recorded_one_by_one(
    sqlite_store: SqlStore, shuffled: list[Happening], sizes: list[int]
) -> None:
    plain, team, recorder = record(sqlite_store, *HISTORY, team="plain"), str(uuid4()), HelpRecorder(sqlite_store)
    left = iter(shuffled)
    for size in cycle(sizes):
        if not (some := list(islice(left, size))):
            break
        recorder.record(team, some)
    assert standing(sqlite_store, team) == plain


def test_a_message_deleted_as_soon_as_it_came_stays_in_its_thread(store: SqlStore) -> None:
    HelpRecorder(store).record(TEAM, [MessageDeleted("C1", ANSWER.ts, "200.000001"), ANSWER])
    with store.reading(TEAM) as work:
        (ref,) = work.messages.get([MessageKey("C1", ANSWER.ts)]).values()
    assert ref.is_deleted
    assert (ref.author, ref.thread_ts) == ("ben", QUESTION.ts)
