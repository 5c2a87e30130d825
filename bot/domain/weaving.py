"""Weaving: two people who helped with the same thing lately, apart from each other, and might like to meet.

Both are asked, each in private and without the other's knowing; only when both say yes are they told so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from math import log

from bot.domain.errors import NotAllowed
from bot.domain.help import Help
from bot.domain.rarity import Rarity

LATELY = timedelta(days=30)
REST = timedelta(days=60)
"""Nobody is asked again so soon."""

WORTH = 0.6
"""A word is a reason to meet if it tells at least this share of what a word tells that just two helps are about."""

CROWD = 8
"""A word with which more people helped is common ground, and no reason for just two of them to meet."""


class Says(StrEnum):
    """What one of the two says."""

    NOTHING = ""
    YES = "yes"
    NO = "no"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Strand:
    """Two people and what both helped with, each in a channel; the same channel twice where it was one."""

    people: tuple[str, str]
    word: str
    channels: tuple[str, str]
    weight: float


@dataclass(frozen=True, slots=True)
class Weave:
    """An offer to two people to meet, and what each says; `people` are in rising order."""

    people: tuple[str, str]
    word: str
    channels: tuple[str, str]
    offered_at: datetime
    says: tuple[Says, Says] = (Says.NOTHING, Says.NOTHING)

    @property
    def is_mutual(self) -> bool:
        """Whether both want to meet."""
        return self.says == (Says.YES, Says.YES)

    def other(self, person: str) -> str:
        """Whom a person would meet."""
        return self.people[1 - self.people.index(person)]


def answered(weave: Weave, person: str, says: Says) -> Weave:
    """One of the two has answered; their first answer counts. Raises NotAllowed for anybody else."""
    if person not in weave.people:
        raise NotAllowed("Only the two people who were asked can answer this.")
    place = weave.people.index(person)
    if weave.says[place] is not Says.NOTHING:
        return weave
    both = (says, weave.says[1]) if place == 0 else (weave.says[0], says)
    return replace(weave, says=both)


def strands(helps: Sequence[Help]) -> list[Strand]:
    """Pairs who gave these helps with the same telling word and none to each other, the most telling first."""
    rarity = Rarity.among(helps)
    least = WORTH * log(1 + (rarity.questions + 1) / 2.5)
    met = {frozenset(help_.act.people) for help_ in helps}
    best: dict[frozenset[str], Strand] = {}
    for term, by_helper in _by_term(helps).items():
        if not 2 <= len(by_helper) <= CROWD:
            continue
        for pair in combinations(sorted(by_helper), 2):
            one, other = (by_helper[person] for person in pair)
            weight = rarity.of(term, _word(one, term))
            known = best.get(frozenset(pair))
            if frozenset(pair) not in met and weight >= least and (known is None or weight > known.weight):
                channels = (one.act.channel, other.act.channel)
                best[frozenset(pair)] = Strand(pair, _word(one, term), channels, weight)
    return sorted(best.values(), key=lambda strand: (-strand.weight, strand.people))


def chosen(found: Iterable[Strand], resting: Collection[str], most: int) -> list[Strand]:
    """The first of these that ask nobody twice, and nobody who rests."""
    busy, kept = set(resting), list[Strand]()
    for strand in found:
        if len(kept) < most and not busy.intersection(strand.people):
            kept.append(strand)
            busy.update(strand.people)
    return kept


def _by_term(helps: Sequence[Help]) -> Mapping[str, Mapping[str, Help]]:
    """Of each stem who helped with it, with their latest help."""
    found: dict[str, dict[str, Help]] = defaultdict(dict)
    for help_ in sorted(helps, key=lambda help_: help_.given_at):
        for term in help_.terms:
            found[term][help_.helper] = help_
    return found


def _word(help_: Help, term: str) -> str:
    return help_.words[help_.terms.index(term)]
