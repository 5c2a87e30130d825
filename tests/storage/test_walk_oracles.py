"""The walk over stored rows beside two oracles: one statement over the helps, and trying every path in Python.

Both ends of a tie helped each other, so strongly that every product is exact: equal paths are really equal, and must be
told apart alike.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import prod
from random import Random

import pytest
from sqlalchemy import bindparam, insert, text

from bot.domain.help import Act, Help, Source
from bot.domain.messages import MessageKey
from bot.domain.people import PUBLIC
from bot.domain.ties import LANDMARK, RETURNED, Tie, weight
from bot.domain.walk import Path, beyond, neighbours, walk
from storage.helps import help_values
from storage.models import HelpRow
from storage.unit_of_work import SqlStore, SqlUnitOfWork

PEOPLE = 14
STRENGTHS = (2.0, 10.0)
"""Given and received alike these make a trust of 3/4 and of 15/16."""

ONE_STATEMENT = text("""
    WITH pair AS (
        SELECT seeker.number AS seeker, helper.number AS helper, sum(helps.weight) AS weight
        FROM helps
        JOIN numbers AS seeker ON seeker.team_id = helps.team_id AND seeker.person_id = helps.seeker_id
        JOIN numbers AS helper ON helper.team_id = helps.team_id AND helper.person_id = helps.helper_id
        WHERE helps.team_id = :team AND helps.scope = :scope GROUP BY seeker.number, helper.number
    ),
    step AS (
        SELECT a, b, sum(weight) / (1 + sum(weight)) AS trust FROM (
            SELECT seeker AS a, helper AS b, weight FROM pair
            UNION ALL SELECT helper, seeker, :returned * weight FROM pair
        ) AS both_ways GROUP BY a, b
    ),
    path AS (
        SELECT b AS target, trust, 1 AS steps, 0 AS last, 0 AS first FROM step WHERE a = :asker
        UNION ALL
        SELECT two.b, one.trust * two.trust, 2, one.b, 0
        FROM step AS one JOIN step AS two ON two.a = one.b
        WHERE one.a = :asker AND two.b <> :asker AND one.b NOT IN :closed
        UNION ALL
        SELECT three.b, one.trust * two.trust * three.trust, 3, two.b, one.b
        FROM step AS one JOIN step AS two ON two.a = one.b JOIN step AS three ON three.a = two.b
        WHERE one.a = :asker AND two.b <> :asker AND three.b <> :asker AND three.b <> one.b
        AND one.b NOT IN :closed AND two.b NOT IN :closed
    )
    SELECT target, trust, steps, last, first FROM (
        SELECT path.*, row_number() OVER (PARTITION BY target ORDER BY trust DESC, steps, last, first) AS place
        FROM path WHERE target IN :targets
    ) AS ranked WHERE place = 1
""").bindparams(bindparam("targets", expanding=True), bindparam("closed", expanding=True))


@dataclass(frozen=True)
class Case:
    """Who helped whom how much, by number; who asks, who may help and how well, whom no path may name.

    `contacts` are people outside, each with its introducer and how far that tie is trusted.
    """

    helped: Mapping[tuple[int, int], float]
    asker: int
    expertise: Mapping[int, float]
    closed: Collection[int]
    contacts: Sequence[tuple[int, float]]

    @property
    def targets(self) -> set[int]:
        """To whom paths are wanted: those who may help, and introducers."""
        return {*self.expertise, *(introducer for introducer, _ in self.contacts)}

    def top_ten(self, paths: Mapping[int, Path]) -> list[tuple[float, int, tuple[int, ...]]]:
        """The best by expertise times trust, with their paths; of equals the smaller number first."""
        reached = (
            (-know * paths[who].trust, who, paths[who].people) for who, know in self.expertise.items() if who in paths
        )
        return sorted(reached)[:10]

    def outside(self, paths: Mapping[int, Path]) -> list[tuple[float, int]]:
        """The contacts by the trust of the path that goes on to them."""
        known = enumerate(self.contacts)
        return sorted((-beyond(paths[who], step), contact) for contact, (who, step) in known if who in paths)


def case(seed: int) -> Case:
    chance = Random(seed)
    people = range(1, PEOPLE + 1)
    pairs = chance.sample(list(combinations(people, 2)), chance.randint(8, 30))
    strengths = {pair: chance.choice(STRENGTHS) for pair in pairs}
    asker, *others = chance.sample(people, PEOPLE)
    return Case(
        helped={end: strength for pair, strength in strengths.items() for end in (pair, pair[::-1])},
        asker=asker,
        expertise={who: chance.choice((1.0, 0.5)) for who in others[:11]},
        closed=others[11:12],
        contacts=[(chance.choice(others[:11]), chance.choice((0.5, 0.25))) for _ in range(3)],
    )


def person(number: int) -> str:
    return f"U{number:02}"


def store_helps(work: SqlUnitOfWork, team: str, helped: Mapping[tuple[int, int], float]) -> None:
    """Keep one help for each pair and let the ties follow; numbers are given in the order of the ids."""
    numbers = work.people.numbers([person(number) for number in range(1, PEOPLE + 1)])
    assert numbers == {person(number): number for number in range(1, PEOPLE + 1)}
    for stamp, ((helper, seeker), strength) in enumerate(helped.items(), 1):
        key = MessageKey("C1", f"{stamp}.000000")
        act = Act(*key, person(helper), person(seeker))
        help_ = Help(act, Source.THANKS, strength, LANDMARK, PUBLIC, question=key)
        work.session.execute(insert(HelpRow), help_values(team, help_, weight([help_])))
    work.ties.rebuild({Tie(PUBLIC, person(helper), person(seeker)) for helper, seeker in helped})


def walked(work: SqlUnitOfWork, case: Case) -> dict[int, Path]:
    around = neighbours(case.asker, work.ties.rows([case.asker], [PUBLIC]))
    rows = work.ties.rows([case.asker, *around.tolist(), *case.targets], [PUBLIC])
    return walk(case.asker, case.targets, rows, LANDMARK, case.closed)


def by_one_statement(work: SqlUnitOfWork, team: str, case: Case) -> dict[int, Path]:
    values = {"team": team, "scope": PUBLIC, "returned": RETURNED, "asker": case.asker}
    rows = work.session.execute(ONE_STATEMENT, {**values, "targets": sorted(case.targets), "closed": list(case.closed)})
    return {
        target: Path((case.asker, *(first, last)[3 - steps :], target), trust)
        for target, trust, steps, last, first in rows
    }


def by_trying(case: Case) -> dict[int, Path]:
    def trust(one: int, other: int) -> float:
        faded = case.helped.get((other, one), 0) + RETURNED * case.helped.get((one, other), 0)
        return faded / (1 + faded)

    def tried(target: int) -> Iterable[tuple[float, int, tuple[int, ...], tuple[int, ...]]]:
        between = [who for who in range(1, PEOPLE + 1) if who not in (case.asker, target, *case.closed)]
        for steps in range(3):
            for middle in permutations(between, steps):
                people = (case.asker, *middle, target)
                yield -prod(map(trust, people, people[1:])), steps, middle[::-1], people

    best = {target: min(tried(target)) for target in case.targets}
    return {target: Path(people, -against) for target, (against, _, _, people) in best.items() if against}


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_the_walk_finds_what_one_statement_and_trying_every_path_find(store: SqlStore, first: int) -> None:
    for seed in range(first, first + 20):
        asked, team = case(seed), f"T{seed}"
        with store.writing(team) as work:
            store_helps(work, team, asked.helped)
            found, stated = walked(work, asked), by_one_statement(work, team, asked)
        tried = by_trying(asked)
        assert asked.top_ten(found) == asked.top_ten(stated) == asked.top_ten(tried)
        assert asked.outside(found) == asked.outside(stated) == asked.outside(tried)
