"""Questions are answered once, for exactly those who will read the answer, and only the asker acts on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.answers import Answer
from bot.domain.asks import LONGEST_QUESTION, Ask, AskState, Audience
from bot.domain.errors import NotAllowed
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.help import Source
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.asking import ANSWER, ANSWER_AGAIN, ASKS_PER_HOUR, TOO_MANY, Asking
from bot.services.finding import Finder
from bot.services.ranking import LearnedRanker
from bot.services.readers import ReaderLookup
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASK = Ask("C1:1795000000.000001", "ana", "who can help with kafka?", "C1", NOW, thread_ts="1795000000.000001")


def thread(ts: str, helper: str, question: str, channel: str) -> list[Happening]:
    answer = f"{float(ts) + 60:.6f}"
    return [
        MessagePosted(channel, ts, "dee", question),
        MessagePosted(channel, answer, helper, "Like this.", thread_ts=ts),
        Reacted(MessageKey(channel, answer), helper, "dee", "pray", answer),
    ]


@pytest.fixture
def asking(store: SqlStore) -> Asking:
    public, private = Channel("C1", "infra", ChannelKind.PUBLIC), Channel("G1", "secret", ChannelKind.PRIVATE)
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, name=id_.title()) for id_ in ("ana", "ben", "cal", "dee"))
        work.channels.put([public, private])
    recorder = HelpRecorder(store)
    recorder.record(TEAM, thread("1794000000.000001", "ben", "How do I rotate the kafka certificates?", "C1"))
    recorder.record(TEAM, thread("1794100000.000001", "cal", "Is the kafka budget approved?", "G1"))
    directory = FakeDirectory(known_channels={"C1": public, "G1": private}, known_members={"G1": {"ana", "cal", "dee"}})
    return Asking(store, ReaderLookup(store, directory), Finder(store, LearnedRanker()), FakeClock(NOW))


def queued(asking: Asking) -> list[str]:
    return [item.kind for _, item in asking.store.take(NOW + timedelta(days=1), 60, 100)]


def asked(asking: Asking, ask: Ask = ASK) -> Ask:
    asking.ask(TEAM, ask)
    with asking.store.writing(TEAM) as work:
        return work.asks.put(ask)[0]


def named(answer: Answer | None) -> list[str]:
    return [candidate.person.id for candidate in answer.candidates] if answer else []


def beyond(asking: Asking, ask: Ask) -> Answer | None:
    """What only the asker may see."""
    opened = asking.opened(TEAM, ask)
    return asking.private_answer(TEAM, opened, asking.answer(TEAM, ask), asking.read_by(TEAM, opened))


def test_a_question_delivered_twice_is_answered_once(asking: Asking) -> None:
    assert asking.ask(TEAM, ASK)
    assert not asking.ask(TEAM, ASK)
    assert queued(asking) == [ANSWER]


def test_an_answer_in_a_public_channel_uses_what_everybody_may_see(asking: Asking) -> None:
    assert named(asking.answer(TEAM, asked(asking))) == ["ben"]


def test_what_only_the_asker_may_see_is_for_the_asker(asking: Asking) -> None:
    ask = asked(asking)
    wider = beyond(asking, ask)
    assert set(named(wider)) == {"ben", "cal"}


def test_who_is_not_in_the_private_channel_gets_nothing_from_it(asking: Asking) -> None:
    ask = asked(asking, replace(ASK, asker="ben"))
    assert beyond(asking, ask) is None
    alone = asked(asking, replace(ASK, key="d", asker="ben", audience=Audience.ASKER))
    assert named(asking.answer(TEAM, alone)) == []


def test_members_of_a_private_channel_see_its_evidence_there(asking: Asking) -> None:
    ask = asked(asking, replace(ASK, channel="G1"))
    assert set(named(asking.answer(TEAM, ask))) == {"ben", "cal"}


def test_a_click_says_who_helped_and_can_be_undone(asking: Asking) -> None:
    ask = asked(asking)
    asking.answered(TEAM, ask, asking.answer(TEAM, ask), "1795000009.000001")
    asking.helped(TEAM, ask.id, "ana", "ben")
    with asking.store.reading(TEAM) as work:
        clicked = [h for h in work.helps.of_person("ana") if h.source is Source.CLICK]
        assert [(h.helper, h.scope) for h in clicked] == [("ben", "public")]
        assert "kafka" in clicked[0].terms
        known = work.asks.get(ask.id)
        assert known is not None
        assert known.state is AskState.HELPED
    assert isinstance(asking.clock, FakeClock)
    asking.clock.advance(seconds=5)
    asking.helped(TEAM, ask.id, "ana", "ben", helped=False)
    with asking.store.reading(TEAM) as work:
        assert work.helps.of_person("ana") == []


def test_help_found_in_private_is_known_to_the_asker_alone(asking: Asking) -> None:
    ask = asked(asking, replace(ASK, key="d", channel="D1", thread_ts="", audience=Audience.ASKER))
    asking.helped(TEAM, ask.id, "ana", "ben")
    with asking.store.reading(TEAM) as work:
        assert [h.scope for h in work.helps.of_person("ana")] == ["@ana"]


@pytest.mark.parametrize("act", ["helped", "not_right", "post_need"])
def test_only_the_asker_acts(asking: Asking, act: str) -> None:
    ask = asked(asking)
    actions = {
        "helped": lambda: asking.helped(TEAM, ask.id, "dee", "ben"),
        "not_right": lambda: asking.not_right(TEAM, ask.id, "dee", "ben", "url"),
        "post_need": lambda: asking.post_need(TEAM, ask.id, "dee"),
    }
    with pytest.raises(NotAllowed):
        actions[act]()


def test_not_the_right_person_is_named_no_more(asking: Asking) -> None:
    ask = asked(asking)
    asking.answered(TEAM, ask, asking.answer(TEAM, ask), "1795000009.000001")
    asking.not_right(TEAM, ask.id, "ana", "ben", "url")
    assert named(asking.answer(TEAM, ask)) == []
    assert queued(asking) == [ANSWER, ANSWER_AGAIN]


def test_a_flood_is_answered_with_one_request_to_wait(asking: Asking) -> None:
    for number in range(ASKS_PER_HOUR + 3):
        asking.ask(TEAM, replace(ASK, key=f"C1:{number}"))
    kinds = queued(asking)
    assert (kinds.count(ANSWER), kinds.count(TOO_MANY)) == (ASKS_PER_HOUR, 1)


def test_how_many_questions_are_answered_in_an_hour_is_a_setting(asking: Asking) -> None:
    patient = replace(asking, asks_per_hour=2)
    for number in range(4):
        patient.ask(TEAM, replace(ASK, key=f"C1:{number}"))
    assert queued(patient).count(ANSWER) == 2


def test_a_question_is_kept_up_to_a_length(asking: Asking) -> None:
    assert len(asked(asking, replace(ASK, text="kafka " * 8000)).text) == LONGEST_QUESTION


def test_a_need_waits_for_the_digest(asking: Asking) -> None:
    ask = asked(asking)
    asking.post_need(TEAM, ask.id, "ana")
    with asking.store.reading(TEAM) as work:
        assert [need.id for need in work.asks.needs(NOW - timedelta(days=1), None)] == [ask.id]
