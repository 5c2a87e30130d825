"""What the questions of the past teach, once each, and what happens where nothing sound was kept."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.domain.calibration import AT_FIRST, Calibration
from bot.domain.events import Happening, MessagePosted
from bot.domain.features import FEATURES
from bot.domain.learning import Belief
from bot.domain.people import PUBLIC, Channel, ChannelKind
from bot.domain.starting import STARTING
from bot.services.learning import LEARNT_UNTIL, PRECISION_SETTING, SETTLED, Learner, belief_in
from bot.services.ports import Query
from bot.services.ranking import CALIBRATION_SETTING, WEIGHTS_SETTING, LearnedRanker
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore

TEAM = "T1"
START = datetime(2026, 9, 1, 9, tzinfo=UTC)


def ts(hours: float) -> str:
    return f"{START.timestamp() + 3600 * hours:.6f}"


def days_of_help(days: int) -> list[Happening]:
    """Every day ana asks about kafka; cal, who talks most, says nothing to it, and ben answers."""
    happenings: list[Happening] = []
    for day in range(days):
        hour = 24.0 * day
        happenings += [MessagePosted("C1", ts(hour - n / 10), "cal", "Lunch was good.") for n in range(1, 6)]
        happenings += [
            MessagePosted("C1", ts(hour), "ana", "How do I tune the kafka consumer?"),
            MessagePosted("C1", ts(hour + 0.1), "ben", "Like this.", thread_ts=ts(hour)),
        ]
    return happenings


@pytest.fixture
def lived_in(store: SqlStore) -> SqlStore:
    with store.writing(TEAM) as work:
        work.channels.put([Channel("C1", "infra", ChannelKind.PUBLIC)])
    HelpRecorder(store).record(TEAM, days_of_help(20))
    return store


def ranked(store: SqlStore, channel: str = "C1") -> tuple[tuple[str, float], ...]:
    with store.reading(TEAM) as work:
        query = Query("ana", ("kafka", "consum"), channel, frozenset({PUBLIC}), START + timedelta(days=20))
        return LearnedRanker().rank(work, query).people


def test_lessons_raise_the_chance_given_to_those_who_answer(lived_in: SqlStore) -> None:
    before = dict(ranked(lived_in))["ben"]
    Learner(lived_in).learn(TEAM, START + timedelta(days=30))
    assert dict(ranked(lived_in))["ben"] > before
    assert ranked(lived_in)[0][0] == "ben"


def test_each_question_is_learnt_from_once(lived_in: SqlStore) -> None:
    learner, now = Learner(lived_in), START + timedelta(days=30)
    assert learner.learn(TEAM, now) == 20
    learnt = ranked(lived_in)
    assert learner.learn(TEAM, now) == 0
    assert ranked(lived_in) == learnt


def test_a_fresh_question_waits_until_its_answers_are_there(lived_in: SqlStore) -> None:
    now = START + timedelta(days=10) + SETTLED - timedelta(hours=1)
    assert Learner(lived_in).learn(TEAM, now) == 10


def test_one_lesson_is_the_work_of_one_of_two_processes(lived_in: SqlStore) -> None:
    learner, now = Learner(lived_in), START + timedelta(days=30)
    with lived_in.writing(TEAM) as work:
        work.settings.set(LEARNT_UNTIL, ts(24 * 5))
    learner._keep(TEAM, STARTING, AT_FIRST, "", ts(0))
    with lived_in.reading(TEAM) as work:
        assert work.settings.get(LEARNT_UNTIL) == ts(24 * 5)
    assert learner.learn(TEAM, now) == 14


@pytest.mark.parametrize("broken", [[1, 2], {}, "nonsense", None, [[3]], ["x"] * len(FEATURES)])
@pytest.mark.parametrize("part", [WEIGHTS_SETTING, PRECISION_SETTING])
def test_where_what_was_learnt_is_broken_the_starting_weights_hold(
    lived_in: SqlStore, part: str, broken: object
) -> None:
    begun = ranked(lived_in)
    Learner(lived_in).learn(TEAM, START + timedelta(days=30))
    with lived_in.writing(TEAM) as work:
        work.settings.set(part, broken)
    with lived_in.reading(TEAM) as work:
        assert belief_in(work.settings) is STARTING
    assert (ranked(lived_in) == begun) is (part == WEIGHTS_SETTING), "a ranking needs the weights alone"


def test_starting_weights_fit_the_features() -> None:
    assert STARTING.weights.shape == (len(FEATURES),)
    assert (np.linalg.eigvalsh(STARTING.precision) > 0).all()


def test_lessons_teach_how_sure_an_answer_may_sound(lived_in: SqlStore) -> None:
    doubting, chance = Calibration(Belief(np.array([-3.0, 0.5]), 1e6 * np.eye(2))), sureness(lived_in)
    with lived_in.writing(TEAM) as work:
        work.settings.set(CALIBRATION_SETTING, doubting.to_keep())
    assert sureness(lived_in) < chance
    Learner(lived_in).learn(TEAM, START + timedelta(days=30))
    with lived_in.reading(TEAM) as work:
        learnt = Calibration.kept(work.settings.get(CALIBRATION_SETTING)).belief.weights
    assert learnt.tolist() == pytest.approx([-3.0, 0.5], abs=1e-3), "what was believed is learnt from, not begun anew"
    assert learnt.tolist() != [-3.0, 0.5]


@pytest.mark.parametrize("broken", [[1, 2], {}, "nonsense", None])
def test_where_the_calibration_is_broken_the_usual_one_holds(lived_in: SqlStore, broken: object) -> None:
    chance = sureness(lived_in)
    with lived_in.writing(TEAM) as work:
        work.settings.set(CALIBRATION_SETTING, broken)
    assert sureness(lived_in) == chance > 0


def sureness(store: SqlStore) -> float:
    with store.reading(TEAM) as work:
        query = Query("ana", ("kafka", "consum"), "C1", frozenset({PUBLIC}), START + timedelta(days=20))
        return LearnedRanker().rank(work, query).chance
