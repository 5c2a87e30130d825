"""Finding: who can help with a question, why them, and through whom the asker reaches them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import pairwise

from bot.domain.answers import NAMED, Answer, Candidate, Step, evidence_of, habit_of, local_time, step
from bot.domain.help import Help
from bot.domain.people import Person
from bot.domain.questions import topic_of
from bot.domain.rarity import Rarity, about
from bot.domain.terms import topic_words
from bot.domain.walk import neighbours, walk
from bot.services.ports import Query, Ranker, Store, UnitOfWork

CONSIDERED = 20
"""So many of the best ranked are looked at for evidence, paths and consent."""

CLOSEST_SINCE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Finder:
    """Answers "who can help with X" from what the readers of the answer may see."""

    store: Store
    ranker: Ranker

    def find(
        self,
        team: str,
        asker: str,
        question: str,
        scopes: Collection[str],
        channel: str,
        at: datetime,
        without: Collection[str] = (),
    ) -> Answer:
        """The answer for readers who may see `scopes`; `channel` is where it was asked, "" for nowhere.

        Nobody in `without` is named: those of whom the asker said that they are not the right ones.
        """
        terms = topic_words(topic_of(question))
        query = Query(asker, tuple(term.stem for term in terms), channel, frozenset(scopes), at)
        with self.store.reading(team) as work:
            ranked = self.ranker.rank(work, query)
            unnamed = {asker, *without}
            people = _nameable(work, [id_ for id_, _ in ranked.people[: 3 * CONSIDERED] if id_ not in unnamed])
            candidates = _with_evidence(work, query, list(people.values())[:CONSIDERED])[:NAMED]
            paths = _paths(work, query, [candidate.person.id for candidate in candidates])
            named = {person for path in paths.values() for step_ in path for person in (step_.person, step_.other)}
            return Answer(
                question=question,
                candidates=tuple(_placed(candidate, paths) for candidate in candidates),
                sure=ranked.sure and bool(candidates),
                names={id_: person.name for id_, person in work.people.get(named).items()},
                closest=() if candidates else _closest(work, query, [term.surface for term in terms]),
            )


def _nameable(work: UnitOfWork, ranked: Sequence[str]) -> dict[str, Person]:
    """Those of the ranked who may be named, in order: known, still here, human and not hidden."""
    hidden, known = work.people.hidden(), work.people.get(ranked)
    return {
        id_: known[id_]
        for id_ in ranked
        if id_ in known and id_ not in hidden and not (known[id_].is_deleted or known[id_].is_bot)
    }


def _with_evidence(work: UnitOfWork, query: Query, people: Sequence[Person]) -> list[Candidate]:
    """Each person with what speaks for them; whom nothing speaks for is not named."""
    given = _before(query, work.helps.given_by([person.id for person in people], query.scopes))
    rarity = Rarity.among(given)
    helps, fitting = _by_helper(given), _by_helper(about(given, query.terms, rarity))
    found: list[Candidate] = []
    for person in people:
        own, fits = helps.get(person.id, []), fitting.get(person.id, [])
        evidence = evidence_of(fits, query.terms, rarity) or habit_of(own, query.channel, rarity)
        if evidence:
            found.append(Candidate(person, evidence, local_time=local_time(person, query.at)))
    return found


def _before(query: Query, helps: Iterable[Help]) -> list[Help]:
    """The helps that had been given when the question was asked: all, unless it is asked of the past."""
    return [help_ for help_ in helps if help_.given_at < query.at]


def _by_helper(helps: Iterable[Help]) -> dict[str, list[Help]]:
    found: dict[str, list[Help]] = defaultdict(list)
    for help_ in helps:
        found[help_.helper].append(help_)
    return found


def _paths(work: UnitOfWork, query: Query, people: Sequence[str]) -> Mapping[str, tuple[Step, ...]]:
    """The best path to each person whom the asker reaches in at most three steps."""
    hidden = work.people.hidden()
    numbers = work.people.known_numbers({query.asker, *people, *hidden})
    if query.asker not in numbers:
        return {}
    asker = numbers[query.asker]
    targets = {numbers[person] for person in people if person in numbers}
    around = neighbours(asker, work.ties.rows([asker], query.scopes))
    rows = work.ties.rows([asker, *map(int, around), *targets], query.scopes)
    walked = walk(asker, targets, rows, query.at, {numbers[person] for person in hidden if person in numbers})
    ids = work.people.by_number({number for path in walked.values() for number in path.people})
    routes = [tuple(ids[number] for number in path.people) for path in walked.values()]
    return _told(work, query, routes)


def _told(work: UnitOfWork, query: Query, routes: Sequence[tuple[str, ...]]) -> Mapping[str, tuple[Step, ...]]:
    """Routes as steps that say what happened between each two."""
    pairs = {
        pair for route in routes for first, second in pairwise(route) for pair in ((first, second), (second, first))
    }
    between: dict[frozenset[str], list[Help]] = defaultdict(list)
    helps = _before(query, work.helps.between(pairs, query.scopes))
    rarity = Rarity.among(helps)
    for help_ in helps:
        between[frozenset((help_.helper, help_.seeker))].append(help_)
    return {
        route[-1]: tuple(step(one, other, between[frozenset((one, other))], rarity) for one, other in pairwise(route))
        for route in routes
    }


def _placed(candidate: Candidate, paths: Mapping[str, tuple[Step, ...]]) -> Candidate:
    path = paths.get(candidate.person.id, ())
    return Candidate(candidate.person, candidate.evidence, path, candidate.local_time)


def _closest(work: UnitOfWork, query: Query, words: Sequence[str]) -> tuple[str, ...]:
    """Up to three topics that have helpers: those written alike, then what is most helped with where it was asked."""
    helps = work.helps.given_since(query.at - CLOSEST_SINCE, query.scopes)
    counts: Counter[str] = Counter()
    for help_ in helps:
        weight = 3 if help_.act.channel == query.channel else 1
        counts.update({word.lower(): weight for word in help_.words[:4]})
    alike = [near for word in words for near in get_close_matches(word.lower(), counts, n=1, cutoff=0.8)]
    usual = [word for word, count in counts.most_common(10) if count > 1]
    return tuple(dict.fromkeys([*alike, *usual]))[:3]
