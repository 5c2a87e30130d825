"""What speaks for people is read as if every help of the workspace were looked at."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.domain.consent import Choice, Openness
from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC, Person
from bot.domain.sight import Sight
from storage.evidence import LATEST, LOOKED_FOR
from storage.helps import help_values
from storage.models import HelpRow
from storage.unit_of_work import SqlStore
from storage.upsert import upsert

TEAM = "T1"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = ("ana", "ben", "cal", "dee", "eve")
TERMS = ("kafka", "kaf", "kafkas", "100%", "snake_case", "snakeXcase", "c:\\temp", "größe")
SIGHTS = [
    Sight(frozenset({PUBLIC}), NOW),
    Sight(frozenset({PUBLIC, "G1"}), NOW - timedelta(days=30)),
    Sight(frozenset({PUBLIC, "G1"}), NOW, within=frozenset({"C1", "G1"})),
]


def kept(store: SqlStore, helps: Collection[Help], team: str = TEAM) -> None:
    with store.writing(team) as work:
        work.people.put([Person(id_, id_.title()) for id_ in PEOPLE])
        upsert(work.session, HelpRow, [help_values(team, help_, 1.0) for help_ in helps])


def help_(number: int, helper: str, seeker: str, terms: tuple[str, ...], channel: str = "C1") -> Help:
    """The last but so many."""
    act = Act(channel, f"{1_700_000_000 - number}.000001", helper, seeker)
    scope = PUBLIC if channel.startswith("C") else channel
    question = MessageKey(channel, f"{1_600_000_000 - number // 3}.000001")
    return Help(act, Source.THANKS, 1.0, NOW - timedelta(hours=number + 1), scope, question, terms, terms)


@pytest.fixture(scope="module")
def helps() -> list[Help]:
    """Of five people, in two public channels and a private one, with terms that databases might take for patterns."""
    chance = Random(8)
    pairs = [chance.sample(PEOPLE, 2) for _ in range(400)]
    return [
        help_(n, helper, seeker, tuple(chance.sample(TERMS, chance.randint(0, 3))), chance.choice(["C1", "C2", "G1"]))
        for n, (helper, seeker) in enumerate(pairs)
    ]


def seen(helps: Collection[Help], helpers: Collection[str], sight: Sight) -> list[Help]:
    """What is in sight of what these people gave; Eve is hidden."""
    return [
        one
        for one in helps
        if one.helper in helpers and one.seeker != "eve" and one.scope in sight.scopes
        if one.given_at < sight.before and sight.reaches(one.act.channel)
    ]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("terms", [*([term] for term in TERMS), TERMS, [], [*TERMS, *map(str, range(LOOKED_FOR))]])
def test_helps_about_a_question_are_those_that_share_a_term(
    store: SqlStore, helps: list[Help], sight: Sight, terms: Collection[str]
) -> None:
    kept(store, helps)
    with store.writing(TEAM) as work:
        work.choices.put("eve", Choice(Openness.HIDDEN))
        helpers = ["ana", "ben", "nobody"]
        in_sight = seen(helps, helpers, sight)
        found, questions = work.evidence.about(helpers, terms, sight)
        assert found == [one for one in in_sight if set(terms) & set(one.terms)]
        assert questions == len({one.question for one in in_sight})
        assert work.evidence.in_channel(helpers, "C1", sight) == [one for one in in_sight if one.act.channel == "C1"]


def test_of_somebody_who_gave_a_lot_the_latest_are_looked_at(store: SqlStore) -> None:
    many = [help_(number, "ana", "ben", ("kafka",)) for number in range(LATEST + 50)]
    kept(store, [*many, help_(LATEST + 100, "cal", "dee", ("kafka",))])
    with store.reading(TEAM) as work:
        found, _ = work.evidence.about(["ana", "cal"], ["kafka"], SIGHTS[0])
        assert [one.helper for one in found].count("ana") == LATEST
        assert found[:LATEST] == many[:LATEST]
        assert found[-1].helper == "cal"
        earlier, _ = work.evidence.about(["ana"], ["kafka"], Sight(frozenset({PUBLIC}), many[30].given_at))
        assert earlier == many[31 : LATEST + 31]


def test_nobody_is_spoken_for_by_another_workspace(store: SqlStore) -> None:
    kept(store, [help_(1, "ana", "ben", ("kafka",))], team="T2")
    kept(store, [])
    with store.reading(TEAM) as work:
        assert work.evidence.about(["ana"], ["kafka"], SIGHTS[0]) == ([], 0)
