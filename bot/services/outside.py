"""What an answer may tell of ties to the outside: from stems, numbers and introducers, never from who a contact is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.answers import NAMED, Candidate, Route
from bot.domain.contacts import ExternalTie
from bot.domain.outside import OUTSIDE_SHOWN, Outside, coverage, places, promise_of_helps, reached
from bot.domain.rarity import Rarity
from bot.domain.terms import Term, topic_terms
from bot.services.lending import Lender, lenders
from bot.services.ports import Query, UnitOfWork


@dataclass(frozen=True, slots=True)
class KnownOutside:
    """Ties that may be told of, and their introducers."""

    ties: Sequence[ExternalTie]
    lenders: Mapping[str, Lender]

    @property
    def nameable(self) -> list[str]:
        """The introducers whom an answer may name: paths lead to no others."""
        return [id_ for id_, lender in self.lenders.items() if lender.may_be_named]


def known_outside(work: UnitOfWork, query: Query, without: Collection[str]) -> KnownOutside:
    """The ties found by a question's terms whose introducers lend them; none of the asker's own or of `without`.

    Where some readers are guests or from outside, nothing is told.
    """
    if query.within is not None:
        return KnownOutside((), {})
    found = [tie for tie in work.contacts.about(query.terms) if tie.introducer not in without]
    lending = lenders(work, {tie.introducer for tie in found}, query.terms, query.at)
    return KnownOutside([tie for tie in found if tie.introducer in lending], lending)


def told(
    query: Query,
    words: Sequence[Term],
    rarity: Rarity,
    known: KnownOutside,
    candidates: Sequence[Candidate],
    routes: Mapping[str, Route],
) -> tuple[Outside, ...]:
    """Those worth telling of, each at its place among the candidates, and told of in the question's own words.

    `rarity` says how much each of these tells among the colleagues who were looked at.
    """
    if not known.ties:
        return ()
    weights = {word.stem: rarity.of(word.stem, word.surface) for word in words}
    paths = {id_: route.path for id_, route in routes.items()}
    best = reached(known.ties, weights, paths, query.at)[:OUTSIDE_SHOWN]
    colleagues = [_promise(candidate, weights) for candidate in candidates]
    return tuple(
        Outside(
            contact=one.tie.contact,
            introducer=known.lenders[one.tie.introducer].person if _may_name(known, one.tie) else None,
            words=tuple(word.surface for word in words if word.stem in one.tie.terms),
            how_well=one.tie.how_well,
            place=place,
            path=routes[one.tie.introducer].steps if one.tie.introducer in routes and _may_name(known, one.tie) else (),
        )
        for one, place in zip(best, places([one.promise for one in best], colleagues), strict=True)
        if place < NAMED
    )


def _may_name(known: KnownOutside, tie: ExternalTie) -> bool:
    return known.lenders[tie.introducer].may_be_named


def _promise(candidate: Candidate, weights: Mapping[str, float]) -> float:
    words = topic_terms(" ".join(candidate.evidence.words))
    return promise_of_helps(coverage(words, weights), candidate.evidence.times)
