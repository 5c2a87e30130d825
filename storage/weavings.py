"""Offers to meet, in SQL."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.weaving import Strand, Weave
from storage.models import HelpRow, MessageRow, WeavingRow
from storage.upsert import upsert


class SqlWeavings:
    """The port `Weavings` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, weave: Weave) -> None:
        """Keep an offer as it stands now."""
        row: dict[str, object] = {"team_id": self._team, "word": weave.strand.word, "offered_at": weave.offered_at}
        both = {"id": weave.people, "channel": weave.strand.channels, "others": weave.strand.others, "says": weave.says}
        row |= {f"{place}_{name}": of[n] for name, of in both.items() for n, place in enumerate(("first", "second"))}
        upsert(self._session, WeavingRow, [row])

    def get(self, people: tuple[str, str]) -> Weave | None:
        """The offer to these two."""
        row = self._session.scalar(select(WeavingRow).where(*self._of(people)))
        if row is None:
            return None
        channels, others = (row.first_channel, row.second_channel), (row.first_others, row.second_others)
        strand = Strand(people, row.word, channels, others)
        return Weave(strand, row.offered_at, (row.first_says, row.second_says))

    def resting(self, since: datetime) -> set[str]:
        """Those who were suggested to somebody since then."""
        query = select(WeavingRow.first_id, WeavingRow.second_id)
        query = query.where(WeavingRow.team_id == self._team, WeavingRow.offered_at >= since)
        return {person for pair in self._session.execute(query) for person in pair}

    def have_met(self, people: tuple[str, str]) -> bool:
        """Whether they helped each other, wrote in one thread, or were suggested to each other before."""
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
