"""Phrases in SQL: the uses of recent weeks, read message by message, and the counts of the weeks before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.domain.messages import MessageKey, moment
from bot.domain.people import PUBLIC
from bot.domain.uses import Use, WeekCount, week_of
from storage.models import CountedWeekRow, MessageRow, PhraseWeekRow
from storage.statements import AT_ONCE, TEAM, among
from storage.upsert import chunks, insert_missing, table_of, upsert

_C = CountedWeekRow.__table__.c
_UNMARK = delete(table_of(CountedWeekRow)).where(_C.team_id == TEAM, among(_C.week), among(_C.scope, "scopes"))


class SqlPhrases:
    """The port `Phrases` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def uses(self, since: datetime, until: datetime, channels: Collection[str]) -> Iterator[Use]:
        """The messages of these channels from `since` until before `until`, as topics see them."""
        wanted = set(channels)
        query = select(
            MessageRow.channel_id, MessageRow.ts, MessageRow.root_ts, MessageRow.author_id, MessageRow.phrases
        ).where(
            MessageRow.team_id == self._team,
            MessageRow.ts >= _ts(since),
            MessageRow.ts < _ts(until),
            MessageRow.is_deleted.is_(False),
        )
        rows = self._session.execute(query.execution_options(yield_per=AT_ONCE))
        for channel, ts, root, author, phrases in rows:
            if channel in wanted:
                yield Use(author, MessageKey(channel, ts), MessageKey(channel, root), moment(ts), phrases)

    def oldest_at(self) -> datetime | None:
        """The time of the oldest message known."""
        query = select(func.min(MessageRow.ts)).where(MessageRow.team_id == self._team)
        ts = self._session.scalar(query)
        return moment(ts) if ts else None

    def counted(self, scopes: Collection[str]) -> set[tuple[str, int]]:
        """The weeks of these scopes whose phrases are counted, as (scope, week)."""
        query = select(CountedWeekRow.scope, CountedWeekRow.week)
        query = query.where(CountedWeekRow.team_id == self._team, CountedWeekRow.scope.in_(scopes))
        query = query.where(CountedWeekRow.counting == "")
        return {(scope, week) for scope, week in self._session.execute(query)}

    def begin(self, scope: str, week: int, by: str) -> None:
        """Mark a week as being counted by somebody, in place of anybody else."""
        mark = {"team_id": self._team, "scope": scope, "week": week, "counting": by}
        upsert(self._session, CountedWeekRow, [mark])

    def keep(self, scope: str, week: int, by: str, counts: Iterable[tuple[str, WeekCount]]) -> bool:
        """Replace the counts of a week and mark it as counted.

        False, and nothing is kept, where it has changed or somebody else began since whoever counted it did.
        """
        place = {"team_id": self._team, "scope": scope, "week": week}
        mark = self._session.get(CountedWeekRow, place, with_for_update=True)
        if mark is None or mark.counting != by:
            return False
        here = (PhraseWeekRow.team_id == self._team, PhraseWeekRow.scope == scope, PhraseWeekRow.week == week)
        self._session.execute(delete(PhraseWeekRow).where(*here))
        rows = (place | {"stem": stem, **count._asdict()} for stem, count in counts)
        while some := list(islice(rows, AT_ONCE)):
            insert_missing(self._session, PhraseWeekRow, some)
        mark.counting = ""
        return True

    def drop_before(self, week: int) -> None:
        """Forget the counts of all weeks before this one."""
        for row in (PhraseWeekRow, CountedWeekRow):
            self._session.execute(delete(row).where(row.team_id == self._team, row.week < week))

    def history(self, stems: Collection[str], scopes: Collection[str], weeks: range) -> dict[str, dict[int, WeekCount]]:
        """The counts of these stems in these weeks, the scopes added up; weeks without a use are left out."""
        found: dict[str, dict[int, WeekCount]] = defaultdict(dict)
        people, messages = func.sum(PhraseWeekRow.people), func.sum(PhraseWeekRow.messages)
        for some in chunks(stems):
            query = (
                select(PhraseWeekRow.stem, PhraseWeekRow.week, people, messages)
                .where(
                    PhraseWeekRow.team_id == self._team,
                    PhraseWeekRow.scope.in_(scopes),
                    PhraseWeekRow.stem.in_(some),
                    PhraseWeekRow.week.between(weeks.start, weeks.stop - 1),
                )
                .group_by(PhraseWeekRow.stem, PhraseWeekRow.week)
            )
            for stem, week, used_by, used_in in self._session.execute(query):
                found[stem][week] = WeekCount(int(used_by), int(used_in))
        return found


def recount(session: Session, team: str, messages: Collection[tuple[str, str]]) -> None:
    """Take away the marks of the weeks in which these messages (channel, ts) were changed."""
    weeks = {week_of(moment(ts)) for _, ts in messages}
    scopes = {PUBLIC, *(channel for channel, _ in messages)}
    if weeks:
        session.execute(_UNMARK, {"team": team, "some": weeks, "scopes": scopes})


def recount_all(session: Session, team: str, channels: Collection[str]) -> None:
    """Take away the marks of all weeks in the scopes to which these channels belong or belonged."""
    if channels:
        marks = delete(CountedWeekRow).where(CountedWeekRow.team_id == team)
        session.execute(marks.where(CountedWeekRow.scope.in_({PUBLIC, *channels})))


def recount_everywhere(session: Session, team: str) -> None:
    """Take away the marks of all weeks."""
    session.execute(delete(CountedWeekRow).where(CountedWeekRow.team_id == team))


def _ts(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
