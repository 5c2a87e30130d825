"""Replaying: an export in the order of time, recorded and ranked by the code that the bot runs."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from bot.domain.answers import NAMED
from bot.domain.asks import Ask
from bot.domain.events import Happening, MessagePosted, Reacted
from bot.domain.messages import MessageKey, moment
from bot.domain.people import PUBLIC, Channel
from bot.domain.questions import seeks_somebody, topic_of
from bot.domain.terms import topic_words
from bot.services.closing import note_outcomes
from bot.services.exports import Export, messages_in_order
from bot.services.learning import Learner
from bot.services.ports import Query, Ranker, Ranking, Store
from bot.services.recording import HelpRecorder

REACTION_DELAY = timedelta(days=7)
"""An export does not tell when a reaction was given: it counts so long after its message."""

LESSONS = timedelta(days=1)
BATCH = 500
KEPT = 20


@dataclass(frozen=True, slots=True)
class Way:
    """A way to rank a question: by which ranker, and whether it is told where the question was asked."""

    ranker: Ranker
    channels: bool = True


@dataclass(frozen=True, slots=True)
class Ranked:
    """Whom Kith would have named for a question, best first, and how likely one of the first five was to help.

    `others` are the rankings of the other ways that were asked for, in their order.
    """

    question: MessageKey
    people: tuple[str, ...]
    chance: float = 0.0
    others: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class RankReplay:
    """Ranks the questions of an export, each from what was visible strictly before it.

    The store must be empty. Every ranked question counts as one that was put to Kith: those named first carry the
    load of it from then on. `others` rank the same questions, for comparison, and name nobody.
    """

    store: Store
    way: Way
    team: str = "replay"
    others: Sequence[Way] = ()
    learns: bool = True
    _pending: list[Happening] = field(default_factory=list)
    _reactions: list[tuple[float, int, Reacted]] = field(default_factory=list)
    _taught: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def run(self, export: Export, questions: Collection[MessageKey]) -> Iterator[Ranked]:
        """Rank each of these questions that the export holds. Raises ImportFailed."""
        wanted = frozenset(questions)
        with self.store.writing(self.team) as work:
            work.people.put(export.people)
            work.channels.put(export.channels)
        known = {channel.id: channel for channel in export.channels}
        for number, happening in enumerate(messages_in_order(export)):
            if isinstance(happening, Reacted):
                due = float(happening.message.ts) + REACTION_DELAY.total_seconds()
                heappush(self._reactions, (due, number, happening))
            elif isinstance(happening, MessagePosted):
                if MessageKey(happening.channel, happening.ts) in wanted:
                    self._catch_up(moment(happening.ts))
                    yield self._rank(happening, known[happening.channel])
                self._pending.append(happening)
                if len(self._pending) >= BATCH:
                    self._record()

    def _catch_up(self, now: datetime) -> None:
        """Record everything before `now`, and take the lesson where one is due."""
        while self._reactions and self._reactions[0][0] < now.timestamp():
            self._pending.append(heappop(self._reactions)[2])
        self._record()
        if self.learns and now - self._taught >= LESSONS:
            while Learner(self.store).learn(self.team, now):
                pass
            note_outcomes(self.store, self.team, now)
            self._taught = now

    def _record(self) -> None:
        HelpRecorder(self.store).record(self.team, self._pending)
        self._pending.clear()

    def _rank(self, posted: MessagePosted, channel: Channel) -> Ranked:
        at = moment(posted.ts)
        with self.store.reading(self.team) as work:
            shown, *others = (way.ranker.rank(work, _query(posted, channel, way)) for way in (self.way, *self.others))
        ranked = Ranked(
            MessageKey(channel.id, posted.ts),
            _best(shown),
            shown.chance,
            tuple(map(_best, others)),
        )
        with self.store.writing(self.team) as work:
            key = f"{channel.id}/{posted.ts}"
            ask, _ = work.asks.put(Ask(key, posted.author, "", channel.id, at, thread_ts=posted.ts))
            work.asks.answered(ask.id, "", ranked.people[:NAMED], at)
        return ranked


def _query(posted: MessagePosted, channel: Channel, way: Way) -> Query:
    terms = tuple(term.stem for term in topic_words(topic_of(posted.text)))
    where = channel.id if way.channels else ""
    scopes = frozenset({PUBLIC, channel.scope})
    return Query(posted.author, terms, where, scopes, moment(posted.ts), seeks_somebody=seeks_somebody(posted.text))


def _best(ranking: Ranking) -> tuple[str, ...]:
    return tuple(person for person, _ in ranking.people[:KEPT])
