"""Ranking people for a question by what they helped with, weighed by how rare the words are and how recent the help."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from math import log

from bot.domain.help import Help
from bot.services.ports import Query, Ranking, UnitOfWork

REMEMBERED = timedelta(days=365)
HALF_LIFE = timedelta(days=60)
ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class EvidenceRanker:
    """The port `Ranker` by evidence alone: nothing learnt, nothing assumed."""

    def rank(self, work: UnitOfWork, query: Query) -> Ranking:
        """Rank the helpers of the last year by the strength of their helps with the question's words."""
        helps = [h for h in work.helps.given_since(query.at - REMEMBERED, query.scopes) if h.given_at < query.at]
        spread = Counter(term for help_ in helps for term in set(help_.terms))
        scores: dict[str, float] = defaultdict(float)
        for help_ in helps:
            if score := _score(help_, query, spread, len(helps)):
                scores[help_.helper] += score
        ranked = tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
        return Ranking(ranked, sure=bool(ranked) and ranked[0][1] >= ENOUGH)


def _score(help_: Help, query: Query, spread: Counter[str], total: int) -> float:
    shared = set(query.terms).intersection(help_.terms)
    fading = 0.5 ** ((query.at - help_.given_at) / HALF_LIFE)
    about = sum(log(1 + total / (1 + spread[term])) for term in shared)
    here = 0.1 if help_.act.channel == query.channel else 0.0
    return float(help_.strength * fading * (about + here))
