"""Weaving: two people who might like to meet, since both helped with the same thing lately, or since each works on it
in a group that is apart from the other's.

Both are asked, each in private and without the other's knowing; only when both say yes are they told so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations, product
from math import log

from bot.domain.errors import NotAllowed
from bot.domain.help import Help
from bot.domain.rarity import Rarity
from bot.domain.topics import Topic

LATELY = timedelta(days=30)
REST = timedelta(days=60)
"""Nobody is asked again so soon."""

WORTH = 0.6
"""A word is a reason to meet if it tells at least this share of what a word tells that just two helps are about."""

CROWD = 8
"""A word with which more people helped is common ground, and no reason for just two of them to meet."""


SPEAKERS = 3
"""So many of each group are thought of as the one to meet the other."""


class Says(StrEnum):
    """What one of the two says."""

    NOTHING = ""
    YES = "yes"
    NO = "no"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Strand:
    """Two people, in rising order, and what both helped with or work on, each in a channel, perhaps the same.

    `others` says how many more work on it with each of them, in groups apart; nobody where two helpers are meant.
    """

    people: tuple[str, str]
    word: str
    channels: tuple[str, str]
    others: tuple[int, int] = (0, 0)

    @property
    def joins_groups(self) -> bool:
        """Whether each of the two stands for a group."""
        return self.others != (0, 0)


@dataclass(frozen=True, slots=True)
class Weave:
    """An offer to two people to meet, and what each says."""

    strand: Strand
    offered_at: datetime
    says: tuple[Says, Says] = (Says.NOTHING, Says.NOTHING)

    @property
    def people(self) -> tuple[str, str]:
        """The two."""
        return self.strand.people

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
    best: dict[frozenset[str], tuple[float, Strand]] = {}
    for term, by_helper in _by_term(helps).items():
        for pair in combinations(sorted(by_helper), 2):
            one, other = (by_helper[person] for person in pair)
            weight = rarity.of(term, _word(one, term))
            known = best.get(frozenset(pair))
            if frozenset(pair) not in met and weight >= least and (known is None or weight > known[0]):
                channels = (one.act.channel, other.act.channel)
                best[frozenset(pair)] = weight, Strand(pair, _word(one, term), channels)
    return [strand for _, strand in sorted(best.values(), key=lambda found: (-found[0], found[1].people))]


def bridges(topics: Iterable[Topic]) -> Iterator[Strand]:
    """Of each topic on which two circles work apart from each other, pairs of their busiest people, one from each."""
    for topic in topics:
        if len(topic.circles) < 2:
            continue
        one, other = topic.circles[:2]
        for pair in product(one.people[:SPEAKERS], other.people[:SPEAKERS]):
            ends = zip(pair, (one, other), strict=True)
            (first, here), (second, there) = sorted(ends, key=lambda end: end[0])
            others = len(here.people) - 1, len(there.people) - 1
            yield Strand((first, second), topic.label, (here.channel, there.channel), others)


def chosen(found: Iterable[Strand], resting: Collection[str], most: int) -> list[Strand]:
    """The first of these that ask nobody twice, about nothing twice, and nobody who rests."""
    busy, told, kept = set(resting), set[str](), list[Strand]()
    for strand in found:
        if not busy.intersection(strand.people) and strand.word not in told:
            kept.append(strand)
            busy.update(strand.people)
            told.add(strand.word)
        if len(kept) == most:
            break
    return kept


def _by_term(helps: Sequence[Help]) -> Mapping[str, Mapping[str, Help]]:
    """Of each stem with which a few helped, no CROWD, who did, with their latest help."""
    found: dict[str, dict[str, Help]] = defaultdict(dict)
    for help_ in sorted(helps, key=lambda help_: help_.given_at):
        for term in help_.terms:
            if len(by_helper := found[term]) <= CROWD:
                by_helper[help_.helper] = help_
    return {term: by_helper for term, by_helper in found.items() if 2 <= len(by_helper) <= CROWD}


def _word(help_: Help, term: str) -> str:
    return help_.words[help_.terms.index(term)]
