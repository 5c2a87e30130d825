"""How much a word tells: rare words of the workspace say what a help was about, common ones do not."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log

from bot.domain.help import Help
from bot.domain.people import Person, name_words, plain
from bot.domain.terms import JOINT
from bot.domain.vocabulary import is_specific, specificity

ABOUT = 0.45
"""A help is about a question if it shares at least this part of what the best matching help shares with it."""

TELLING = 0.3
"""A word is told if it tells at least this part of what the best one tells."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequency (Spärck Jones 1972) of terms among helps; a question counts as one document."""

    counts: Mapping[str, int]
    questions: int
    names: frozenset[str] = frozenset()
    _weights: dict[tuple[str, str], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def among(cls, helps: Iterable[Help], people: Iterable[Person] = (), questions: int | None = None) -> "Rarity":
        """What these helps say of how common each term is; the names of `people` say nothing of a topic.

        Where `questions` is given, helps with some terms were chosen among those with so many: only these terms count.
        """
        about = {help_.question: help_.terms for help_ in helps}
        counts = Counter(chain.from_iterable(map(set, about.values())))
        return cls(counts, len(about) if questions is None else questions, name_words(people))

    def of(self, term: str, word: str) -> float:
        """The weight, above 0, of a term written so: rare among these helps, and specific in general language."""
        weight = self._weights.get((term, word))
        if weight is None:
            weight = specificity(word) * log(1 + (self.questions + 1) / (self.counts.get(term, 0) + 0.5))
            self._weights[term, word] = weight
        return weight

    def shared(self, help_: Help, terms: Collection[str]) -> float:
        """How much of a question's terms, each named once, a help shares."""
        has = help_.terms
        return sum(self.of(term, help_.words[has.index(term)]) for term in terms if term in has)

    def telling(
        self, helps: Sequence[Help], most: int, among: Iterable[str] | None = None, least: int = 1
    ) -> tuple[str, ...]:
        """The words, as written, that best say what helps were about: often used there, rare elsewhere.

        `among` limits them to these terms, or else to words that can name a topic; `least` to words of so many helps.
        A word that tells far less than the best is left out.
        """
        allowed = None if among is None else set(among)
        often: Counter[str] = Counter()
        written: dict[str, str] = {}
        uses = Counter(chain.from_iterable(zip(help_.terms, help_.words, strict=True) for help_ in helps))
        for (term, word), count in uses.items():
            may_tell = is_specific(word) if allowed is None else term in allowed
            if may_tell and plain(word) not in self.names:
                often[term] += count
                written.setdefault(term, word)
        weights = {term: count * self.of(term, written[term]) for term, count in often.items() if count >= least}
        best = max(weights.values(), default=0.0)
        ordered = sorted(weights, key=lambda term: (-weights[term], term))
        return _apart(written[term] for term in ordered if weights[term] >= TELLING * best)[:most]


def _apart(words: Iterable[str]) -> tuple[str, ...]:
    """The words, without those that a word before them holds as a part, or is a part of: R-devel, not also devel."""
    kept: dict[str, frozenset[str]] = {}
    for word in words:
        parts = frozenset(JOINT.split(word.lower()))
        if not any(parts <= others or others <= parts for others in kept.values()):
            kept[word] = parts
    return tuple(kept)


def about(helps: Sequence[Help], terms: Iterable[str], rarity: Rarity) -> list[Help]:
    """Those of the helps that are about a question, not merely share a common word with it."""
    wanted = dict.fromkeys(terms)
    shared = [rarity.shared(help_, wanted) for help_ in helps]
    best = max(shared, default=0.0)
    return [help_ for help_, much in zip(helps, shared, strict=True) if much and much >= ABOUT * best]
