"""Finding: who can help with a question, why them, and through whom the asker reaches them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import chain, pairwise

from bot.domain.answers import NAMED, Answer, Candidate, Route, evidence_of, habit_of, local_time, step
from bot.domain.asks import Verdict
from bot.domain.consent import Naming
from bot.domain.exposures import named_in
from bot.domain.help import Help, counted
from bot.domain.load import WEEK, has_room
from bot.domain.outside import Outside
from bot.domain.people import Person
from bot.domain.questions import seeks_somebody, topic_of
from bot.domain.rarity import Rarity, about
from bot.domain.terms import topic_words
from bot.domain.ties import Adjacency
from bot.domain.walk import Path, neighbours, walk
from bot.services.outside import known_outside, told
from bot.services.ports import Query, Ranker, Store, UnitOfWork

CONSIDERED = (7, 20)
"""So many of the best ranked who may be named are looked at for evidence: more where these do not fill an answer."""

CLOSEST_SINCE = timedelta(days=365)
CLOSEST_AMONG = 5_000
"""So many of the latest helps are looked through for topics that have helpers."""


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
        ask: int = 0,
        within: Collection[str] | None = None,
    ) -> Answer:
        """The answer for readers who may see `scopes`; `channel` is where it was asked, "" for nowhere.

        Nobody is named of whom the asker said that they are not the right one for this `ask`, by its id. Readers who
        may not see all that is public get evidence `within` some channels only.
        """
        terms = topic_words(topic_of(question))
        channels = None if within is None else frozenset(within)
        stems = tuple(term.stem for term in terms)
        query = Query(asker, stems, channel, frozenset(scopes), at, channels, seeks_somebody(question))
        with self.store.reading(team) as work:
            ranked = self.ranker.rank(work, query)
            unnamed, hidden = {asker, *work.asks.judged(ask, Verdict.NOT_RIGHT)}, work.choices.hidden()
            willing = _willing(work, query, [id_ for id_, _ in ranked.people if id_ not in unnamed])
            candidates, discreet = willing.named, willing.discreet
            beyond = known_outside(work, query, unnamed)
            wanted = [*(candidate.person.id for candidate in candidates), *beyond.nameable]
            routes, met = _routes(work, query, hidden, wanted, willing.known)
            outside = told(query, terms, willing.rarity, beyond, candidates, routes)
            named = [_placed(candidate, routes) for candidate in candidates[: NAMED - len(outside)]]
            shown: list[Candidate | Outside] = [*named, *outside]
            on_paths = {person for one in shown for step_ in one.path for person in step_.people}
            answer = Answer(
                question=question,
                candidates=tuple(named),
                sure=ranked.sure and bool(named),
                names={id_: met[id_].name for id_ in on_paths & met.keys()},
                closest=() if shown or discreet else _closest(work, query, hidden, [term.surface for term in terms]),
                discreet=tuple(discreet),
                outside=outside,
            )
            people = named_in(answer, asker)
            return replace(answer, unaware=work.choices.of(people).unaware(people))


@dataclass(frozen=True, slots=True)
class Willing:
    """Those who may be named, the overburdened last; those near the top who want to be asked first.

    And who was looked at, how much the question's terms tell among them, and whether the others fill an answer without
    the overburdened.
    """

    named: Sequence[Candidate]
    discreet: Sequence[Candidate]
    known: Collection[Person]
    rarity: Rarity
    fills: bool


def _willing(work: UnitOfWork, query: Query, ranked: Sequence[str]) -> Willing:
    """The best ranked who are willing and have time: looked for among a few, and then among more."""
    few, more = CONSIDERED
    found = _among(work, query, ranked, few)
    return found if found.fills or len(ranked) <= few else _among(work, query, ranked, more)


def _among(work: UnitOfWork, query: Query, ranked: Sequence[str], most: int) -> Willing:
    looked_at = ranked[: 3 * most]
    known, consents = work.people.get(looked_at), work.choices.of(looked_at)
    naming = {id_: consents.naming(known.get(id_), query.terms, query.at) for id_ in looked_at}
    people = [known[id_] for id_ in looked_at if naming[id_] is not Naming.UNSEEN][:most]
    candidates, rarity = _with_evidence(work, query, people, known.values())
    asked = work.requests.asked([candidate.person.id for candidate in candidates], query.at - WEEK)

    def is_overburdened(candidate: Candidate) -> bool:
        id_ = candidate.person.id
        return not has_room(asked.get(id_, ()), consents.of(id_).weekly_limit, query.at)

    open_ones = [candidate for candidate in candidates if naming[candidate.person.id] is Naming.NAMED]
    named = sorted(open_ones, key=is_overburdened)[:NAMED]
    discreet = [candidate for candidate in candidates[:NAMED] if naming[candidate.person.id] is Naming.DISCREET]
    return Willing(named, discreet, known.values(), rarity, len(named) == NAMED and not is_overburdened(named[-1]))


def _with_evidence(
    work: UnitOfWork, query: Query, people: Sequence[Person], known: Collection[Person]
) -> tuple[list[Candidate], Rarity]:
    """Each person with what speaks for them; whom nothing speaks for is not named. The `known` are no topic."""
    ids = [person.id for person in people]
    sharing, questions = work.evidence.about(ids, query.terms, query.sight)
    rarity = Rarity.among(sharing, known, questions)
    fitting = _by_helper(about(sharing, query.terms, rarity))
    others = [id_ for id_ in ids if id_ not in fitting]
    here = _by_helper(work.evidence.in_channel(others, query.channel, query.sight)) if query.channel else {}
    found: list[Candidate] = []
    for person in people:
        fits, habit = fitting.get(person.id, []), here.get(person.id, [])
        evidence = evidence_of(fits, query.terms, rarity) or habit_of(habit, query.channel, rarity)
        if evidence:
            found.append(Candidate(person, evidence, local_time=local_time(person, query.at)))
    return found, rarity


def _by_helper(helps: Iterable[Help]) -> dict[str, list[Help]]:
    found: dict[str, list[Help]] = defaultdict(list)
    for help_ in helps:
        found[help_.helper].append(help_)
    return found


def _counted(query: Query, hidden: Set[str], helps: Iterable[Help]) -> list[Help]:
    """The helps given before the question (perhaps in the past), where its readers are, and by nobody hidden."""
    visible = (help_ for help_ in helps if query.sight.reaches(help_.act.channel))
    return counted(visible, query.at, hidden)


def _routes(
    work: UnitOfWork, query: Query, hidden: Set[str], people: Sequence[str], known: Collection[Person]
) -> tuple[Mapping[str, Route], Mapping[str, Person]]:
    """The best way to each person whom the asker reaches in at most three steps, and who is met on these ways."""
    numbers = work.people.known_numbers({query.asker, *people})
    if query.asker not in numbers:
        return {}, {}
    asker = numbers[query.asker]
    targets = {numbers[person] for person in people if person in numbers}
    around = neighbours(asker, work.ties.rows([asker], query.scopes)).tolist()
    rows = work.ties.rows([asker, *around, *targets], query.scopes)
    walked = _walked(work, query, asker, targets, rows)
    found = work.people.by_number({number for path in walked.values() for number in path.people})
    routes = {tuple(found[number][0] for number in path.people): path for path in walked.values()}
    met = {id_: person for id_, person in found.values() if person}
    return _told(work, query, hidden, routes, [*known, *met.values()]), met


def _walked(work: UnitOfWork, query: Query, asker: int, targets: Collection[int], rows: Adjacency) -> dict[int, Path]:
    """The best ways that name only people whom a path may name; all others around are asked after once one was met."""
    walked = walk(asker, targets, rows, query.at)
    through = {number for path in walked.values() for number in path.people[1:-1]}
    if not work.choices.unwalkable(through.difference(targets), query.at):
        return walked
    around = set(rows.people.tolist())
    return walk(asker, targets, rows, query.at, work.choices.unwalkable(around.difference(targets), query.at))


def _told(
    work: UnitOfWork,
    query: Query,
    hidden: Set[str],
    routes: Mapping[tuple[str, ...], Path],
    known: Collection[Person],
) -> Mapping[str, Route]:
    """Ways as steps that say what happened between each two, help received, else help given.

    The `known` are no topic.
    """
    taken = {pair for route in routes for pair in pairwise(route)}
    helps = _between(work, query, hidden, {*taken, *(pair[::-1] for pair in taken)})
    happened = {pair: helps.get(pair[::-1]) or helps.get(pair, []) for pair in taken}
    rarity = Rarity.among(chain(*happened.values()), known)
    told = {pair: step(*pair, between, rarity) for pair, between in happened.items() if between}
    return {
        route[-1]: Route(tuple(told[pair] for pair in pairwise(route)), path)
        for route, path in routes.items()
        if all(pair in told for pair in pairwise(route))
    }


def _between(
    work: UnitOfWork, query: Query, hidden: Set[str], pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[Help]]:
    """What these helpers did for these seekers, newest first; pairs of whom nothing can be told are left out."""
    found: dict[tuple[str, str], list[Help]] = defaultdict(list)
    for help_ in _counted(query, hidden, work.helps.between(pairs, query.scopes)):
        found[help_.act.people].append(help_)
    return found


def _placed(candidate: Candidate, routes: Mapping[str, Route]) -> Candidate:
    route = routes.get(candidate.person.id)
    return replace(candidate, path=route.steps if route else ())


def _closest(work: UnitOfWork, query: Query, hidden: Set[str], words: Sequence[str]) -> tuple[str, ...]:
    """Up to three topics that have helpers: those written alike, then what is most helped with where it was asked."""
    helps = _counted(query, hidden, work.helps.given_since(query.at - CLOSEST_SINCE, query.scopes, CLOSEST_AMONG))
    counts: Counter[str] = Counter()
    for help_ in helps:
        weight = 3 if help_.act.channel == query.channel else 1
        counts.update({word.lower(): weight for word in help_.words[:4]})
    alike = [near for word in words for near in get_close_matches(word.lower(), counts, n=1, cutoff=0.8)]
    usual = [word for word, count in counts.most_common(10) if count > 1]
    return tuple(dict.fromkeys([*alike, *usual]))[:3]
