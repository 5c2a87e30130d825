"""Offers to meet, in SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.weaving import Says, Weave
from storage.models import HelpRow, MessageRow, WeavingRow
from storage.upsert import upsert


class SqlWeavings:
    """The port `Weavings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, weave: Weave) -> None:
        """Keep an offer as it stands now."""
        (first, second), (one, other), says = weave.people, weave.channels, weave.says
        row: dict[str, object] = {"team_id": self._team, "first_id": first, "second_id": second, "word": weave.word}
        row |= {"first_channel": one, "second_channel": other, "offered_at": weave.offered_at}
        upsert(self._session, WeavingRow, [row | {"first_says": says[0], "second_says": says[1]}])

    def get(self, people: tuple[str, str]) -> Weave | None:
        """The offer to these two."""
        row = self._session.scalar(select(WeavingRow).where(*self._of(people)))
        if row is None:
            return None
        channels, says = (row.first_channel, row.second_channel), (row.first_says, row.second_says)
        return Weave(people, row.word, channels, row.offered_at, says)

    def resting(self, since: datetime) -> set[str]:
        """Those who were asked since then, and those who do not want to be asked."""
        never = or_(WeavingRow.first_says == Says.NEVER, WeavingRow.second_says == Says.NEVER)
        query = select(WeavingRow).where(WeavingRow.team_id == self._team, or_(WeavingRow.offered_at >= since, never))
        found: set[str] = set()
        for row in self._session.scalars(query):
            pair = ((row.first_id, row.first_says), (row.second_id, row.second_says))
            found.update(id_ for id_, says in pair if row.offered_at >= since or says is Says.NEVER)
        return found

    def have_met(self, people: tuple[str, str]) -> bool:
        """Whether they helped each other, wrote in one thread, or were asked before."""
        return any(self._session.scalar(query.limit(1)) is not None for query in self._meetings(people))

    def _meetings(self, people: tuple[str, str]) -> tuple[Any, ...]:
        mine, theirs = aliased(MessageRow), aliased(MessageRow)
        first, second = people
        helped = or_(
            (HelpRow.helper_id == first) & (HelpRow.seeker_id == second),
            (HelpRow.helper_id == second) & (HelpRow.seeker_id == first),
        )
        same_thread = (
            (mine.team_id == theirs.team_id) & (mine.channel_id == theirs.channel_id) & (mine.root_ts == theirs.root_ts)
        )
        threads = select(mine.ts).join(theirs, same_thread).where(mine.team_id == self._team)
        return (
            select(WeavingRow.word).where(*self._of(people)),
            select(HelpRow.ts).where(HelpRow.team_id == self._team, helped),
            threads.where(mine.author_id == first, theirs.author_id == second),
        )

    def _of(self, people: tuple[str, str]) -> tuple[Any, ...]:
        return WeavingRow.team_id == self._team, WeavingRow.first_id == people[0], WeavingRow.second_id == people[1]
