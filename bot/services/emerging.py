"""Finding emerging topics: recent weeks message by message, the past by its counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from uuid import uuid4

from bot.domain.bursts import MEMORY
from bot.domain.people import name_words
from bot.domain.topics import KNOWN_AFTER, Topic, emerging
from bot.domain.uses import FRAME, WEEK, Use, WeekCount, start_of, week_of
from bot.domain.weeks import week_counts
from bot.services.ports import Store, UnitOfWork
from bot.services.recording import PICTURE

LANGUAGE = "english"
NEVER = WeekCount(0, 0)
TRIES = 3
"""So often a week that is changed all the while is counted anew, before the others have to wait for it."""

LEAST_PEOPLE = 3
"""A topic is shown only with so many people behind it, unless the workspace chooses otherwise."""

LEAST_PEOPLE_SETTING = "digest_least_people"


@dataclass(frozen=True, slots=True)
class TopicFinder:
    """Finds what emerges among the messages that some readers may all see.

    A week is counted once, when it leaves the frame; a late change takes its mark away, and it is counted again.
    Nobody hidden is counted.
    """

    store: Store

    def find(
        self, team: str, until: datetime, scopes: Collection[str], people: int, muted: Collection[str] = ()
    ) -> list[Topic]:
        """The topics of the week before `until` with at least so many people behind them, best first.

        None in the first weeks, when all is new.
        """
        weeks = range(week_of(until - FRAME * WEEK) - (MEMORY - FRAME), week_of(until - FRAME * WEEK))
        self._count(team, weeks, scopes)
        with self.store.reading(team) as work:
            oldest = work.phrases.oldest_at()
            if oldest is None or until - oldest < KNOWN_AFTER:
                return []
            known = range(max(weeks.start, week_of(oldest)), weeks.stop)
            uses = Uses(work, until - FRAME * WEEK, until, scopes)

            def history(stems: Collection[str]) -> Mapping[str, Sequence[WeekCount]]:
                found = work.phrases.history(stems, scopes, known)
                return {stem: [found.get(stem, {}).get(w, NEVER) for w in reversed(known)] for stem in stems}

            names = name_words(work.people.all())
            return emerging(uses, until, history, people=people, names=names, muted=muted, language=LANGUAGE)

    def listened(self, team: str, until: datetime) -> timedelta:
        """How far the past is known."""
        with self.store.reading(team) as work:
            oldest = work.phrases.oldest_at()
        return until - oldest if oldest else timedelta(0)

    def _count(self, team: str, weeks: range, scopes: Collection[str]) -> None:
        """Count the weeks that are not counted yet, one by one."""
        with self.store.reading(team) as work:
            oldest = work.phrases.oldest_at()
            counted = work.phrases.counted(scopes)
        first = max(weeks.start, week_of(oldest)) if oldest else weeks.stop
        missing = sorted({*product(scopes, range(first, weeks.stop))} - counted)
        for scope, week in missing:
            self._count_week(team, scope, week)
        if missing:
            with self.store.writing(team) as work:
                work.phrases.drop_before(weeks.start)

    def _count_week(self, team: str, scope: str, week: int) -> None:
        """Count a week while others go on recording; again where they changed it meanwhile, and at last alone."""
        by = uuid4().hex
        for _ in range(TRIES):
            with self.store.writing(team) as work:
                work.hold({PICTURE})
                work.phrases.begin(scope, week, by)
            with self.store.reading(team) as work:
                counts = _counts(work, scope, week)
            with self.store.writing(team) as work:
                if work.phrases.keep(scope, week, by, counts):
                    return
        with self.store.writing(team) as work:
            work.hold({PICTURE})
            work.phrases.begin(scope, week, by)
            work.phrases.keep(scope, week, by, _counts(work, scope, week))


def _counts(work: UnitOfWork, scope: str, week: int) -> Iterator[tuple[str, WeekCount]]:
    return week_counts(Uses(work, start_of(week), start_of(week + 1), [scope]), LANGUAGE)


def least_people(work: UnitOfWork) -> int:
    """How many people a topic needs at least to be shown."""
    return int(work.settings.get(LEAST_PEOPLE_SETTING) or LEAST_PEOPLE)


@dataclass(frozen=True, slots=True)
class Uses:
    """The messages of a time that some readers may all see, read anew each time that they are gone through."""

    work: UnitOfWork
    since: datetime
    until: datetime
    scopes: Collection[str]

    def __iter__(self) -> Iterator[Use]:
        channels = {channel.id for channel in self.work.channels.all() if channel.scope in self.scopes}
        hidden = self.work.choices.hidden()
        for use in self.work.phrases.uses(self.since, self.until, channels):
            if use.author not in hidden:
                yield use
