"""Scores of rankings against who really answered, beside the habit of asking whoever helps most in the channel."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean

from bot.domain.events import MessagePosted
from bot.domain.messages import MessageKey

HALF_LIFE = 30 * 86_400
RANKED = 20
NEW = 2
"""A newcomer to helping has helped at most so many times."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asked it, and who answered."""

    key: MessageKey
    asker: str
    helpers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the questions; `busiest` is the share of the first three places that three people hold."""

    questions: int
    mrr: float
    hit3: float
    hit5: float
    busiest: float
    newcomers: float


@dataclass(slots=True)
class Habits:
    """Who helped so far: `recent` per channel (sum, as of when), and `ever` in all."""

    recent: defaultdict[str, dict[str, tuple[float, float]]]
    ever: Counter[str]

    @classmethod
    def none(cls) -> "Habits":
        """Before anybody helped."""
        return cls(defaultdict(dict), Counter())

    def add(self, channel: str, person: str, at: float) -> None:
        """Somebody joined somebody else's thread, at `at` (seconds since 1970)."""
        total, last = self.recent[channel].get(person, (0.0, at))
        self.recent[channel][person] = (total * 0.5 ** ((at - last) / HALF_LIFE) + 1, at)
        self.ever[person] += 1

    def best(self, channel: str, at: float, asker: str) -> tuple[str, ...]:
        """Who helped most in a channel lately."""
        now = {
            person: total * 0.5 ** ((at - last) / HALF_LIFE) for person, (total, last) in self.recent[channel].items()
        }
        order = sorted(now, key=lambda person: (-now[person], person))
        return tuple(person for person in order if person != asker)[:RANKED]


def habits_at(
    messages: Iterable[MessagePosted], questions: Sequence[Asked]
) -> dict[MessageKey, tuple[tuple[str, ...], frozenset[str]]]:
    """For each question the habit's ranking from its past, and who of its helpers is new to helping.

    The messages come in the order of time.
    """
    wanted, found = {asked.key: asked for asked in questions}, {}
    authors: dict[MessageKey, str] = {}
    habits, seen = Habits.none(), set()
    for message in messages:
        key, at = MessageKey(message.channel, message.ts), float(message.ts)
        if asked := wanted.get(key):
            new = frozenset(helper for helper in asked.helpers if habits.ever[helper] <= NEW)
            found[key] = habits.best(message.channel, at, asked.asker), new
        root = MessageKey(message.channel, message.thread_ts or message.ts)
        if root == key:
            authors[key] = message.author
        elif authors.get(root) != message.author and (root, message.author) not in seen:
            seen.add((root, message.author))
            habits.add(message.channel, message.author, at)
    return found


def score(
    rankings: Mapping[MessageKey, Sequence[str]],
    questions: Sequence[Asked],
    new: Mapping[MessageKey, frozenset[str]],
) -> Scores:
    """How high the first of those who answered stands; a question without a ranking is a miss."""
    ranks = [first_hit(rankings.get(asked.key, ()), asked) for asked in questions]
    slots = Counter(person for asked in questions for person in rankings.get(asked.key, ())[:3])
    told = [asked for asked in questions if new[asked.key]]
    found = sum(bool(new[asked.key] & set(rankings.get(asked.key, ())[:5])) for asked in told)
    return Scores(
        questions=len(questions),
        mrr=sum(1 / rank for rank in ranks if rank) / len(questions),
        hit3=sum(0 < rank <= 3 for rank in ranks) / len(questions),
        hit5=sum(0 < rank <= 5 for rank in ranks) / len(questions),
        busiest=sum(count for _, count in slots.most_common(3)) / max(slots.total(), 1),
        newcomers=found / max(len(told), 1),
    )


def first_hit(ranking: Sequence[str], asked: Asked) -> int:
    """The place of the first who answered, from 1; 0 where there is none among the first twenty."""
    people = [person for person in dict.fromkeys(ranking) if person != asked.asker][:RANKED]
    return next((place for place, person in enumerate(people, 1) if person in asked.helpers), 0)


def reliability(chances: Sequence[float], hits: Sequence[bool], bins: int = 10) -> list[tuple[int, float, float]]:
    """For each bin of chances that holds any: how many, the mean chance, and the share of hits.

    The reliability diagram of DeGroot and Fienberg (1983).
    """
    placed: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, hit in zip(chances, hits, strict=True):
        placed[min(int(chance * bins), bins - 1)].append((chance, hit))
    return [
        (len(some), sum(chance for chance, _ in some) / len(some), sum(hit for _, hit in some) / len(some))
        for _, some in sorted(placed.items())
    ]


def log_loss(chances: Sequence[float], hits: Sequence[bool]) -> float:
    """How surprising the outcomes are to these chances, on the mean, in nats; 0.69 is what "perhaps" reaches."""
    told = (chance if hit else 1 - chance for chance, hit in zip(chances, hits, strict=True))
    return -fmean(log(max(chance, 1e-9)) for chance in told)
