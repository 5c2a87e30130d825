"""Asks in SQL, and whom Kith named in answer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.domain.asks import Ask, AskState, Verdict
from storage.models import AskRow, SuggestionRow
from storage.statements import SOME, TEAM, each
from storage.types import UtcDateTime
from storage.upsert import insert_missing

_S = SuggestionRow.__table__.c
_SHOWN = select(_S.person_id, _S.shown_at).where(
    _S.team_id == TEAM, _S.person_id.in_(SOME), _S.shown_at >= bindparam("since", type_=UtcDateTime)
)


class SqlAsks:
    """The port `Asks` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, ask: Ask) -> tuple[Ask, bool]:
        """Keep an ask under its key; returns it with its id, and whether it is new."""
        known = self._one(AskRow.key == ask.key)
        if known:
            return known, False
        values = {
            "team_id": self._team,
            "key": ask.key,
            "asker_id": ask.asker,
            "text": ask.text,
            "channel_id": ask.channel,
            "thread_ts": ask.thread_ts,
            "response_url": ask.response_url,
            "asked_at": ask.asked_at,
            "audience": ask.audience,
            "state": ask.state,
            "answer_ts": ask.answer_ts,
            "followed_up_at": None,
        }
        insert_missing(self._session, AskRow, [values])
        kept = self._one(AskRow.key == ask.key)
        assert kept is not None
        return kept, True

    def get(self, ask_id: int) -> Ask | None:
        """The ask with this id."""
        return self._one(AskRow.id == ask_id)

    def answered(self, ask_id: int, answer_ts: str, shown: Sequence[str], at: datetime) -> None:
        """Note where the answer stands and whom it named, best first."""
        self._set(ask_id, answer_ts=answer_ts)
        rows = [
            {
                "team_id": self._team,
                "ask_id": ask_id,
                "person_id": person,
                "place": place,
                "shown_at": at,
                "verdict": Verdict.NONE,
            }
            for place, person in enumerate(shown, 1)
        ]
        insert_missing(self._session, SuggestionRow, rows)

    def shown(self, ask_id: int) -> list[str]:
        """Whom the answer named, best first."""
        query = select(SuggestionRow.person_id).where(
            SuggestionRow.team_id == self._team, SuggestionRow.ask_id == ask_id
        )
        return list(self._session.scalars(query.order_by(SuggestionRow.place)))

    def shown_since(self, since: datetime, people: Collection[str]) -> dict[str, list[datetime]]:
        """When each of these people was named in an answer since then."""
        found: dict[str, list[datetime]] = {}
        for person, shown_at in each(self._session, _SHOWN, people, team=self._team, since=since):
            found.setdefault(person, []).append(shown_at)
        return found

    def asked_since(self, asker: str, since: datetime) -> int:
        """How often this person asked since then."""
        query = select(func.count()).where(
            AskRow.team_id == self._team, AskRow.asker_id == asker, AskRow.asked_at >= since
        )
        return self._session.scalar(query) or 0

    def judge(self, ask_id: int, person: str, verdict: Verdict) -> None:
        """Note what the asker said of a person who was named; of somebody who was not named nothing is noted."""
        here = (SuggestionRow.team_id == self._team, SuggestionRow.ask_id == ask_id)
        statement = update(SuggestionRow).where(*here, SuggestionRow.person_id == person)
        self._session.execute(statement.values(verdict=verdict))

    def judged(self, ask_id: int, verdict: Verdict) -> set[str]:
        """The people of whom the asker said that."""
        query = select(SuggestionRow.person_id).where(
            SuggestionRow.team_id == self._team, SuggestionRow.ask_id == ask_id, SuggestionRow.verdict == verdict
        )
        return set(self._session.scalars(query))

    def set_state(self, ask_id: int, state: AskState) -> None:
        """Note where the ask stands now."""
        self._set(ask_id, state=state)

    def open_of(self, asker: str, since: datetime, limit: int) -> list[Ask]:
        """A person's own asks since then that are not settled, newest first."""
        query = select(AskRow).where(
            AskRow.team_id == self._team,
            AskRow.asker_id == asker,
            AskRow.asked_at >= since,
            AskRow.state.in_((AskState.OPEN, AskState.NEED)),
        )
        newest = query.order_by(AskRow.asked_at.desc(), AskRow.id.desc()).limit(limit)
        return [_ask(row) for row in self._session.scalars(newest)]

    def needs(self, since: datetime, channels: Collection[str] | None) -> list[Ask]:
        """The asks posted as needs since then, in these channels (None: all), newest first."""
        query = select(AskRow).where(
            AskRow.team_id == self._team, AskRow.state == AskState.NEED, AskRow.asked_at >= since
        )
        if channels is not None:
            query = query.where(AskRow.channel_id.in_(channels))
        return [_ask(row) for row in self._session.scalars(query.order_by(AskRow.asked_at.desc(), AskRow.id.desc()))]

    def to_follow_up(self, since: datetime, until: datetime) -> list[Ask]:
        """The open asks put in that time, answered, about which the asker was not asked yet how it went."""
        query = select(AskRow).where(
            AskRow.team_id == self._team,
            AskRow.state == AskState.OPEN,
            AskRow.asked_at >= since,
            AskRow.asked_at < until,
            AskRow.followed_up_at.is_(None),
        )
        return [_ask(row) for row in self._session.scalars(query.order_by(AskRow.id))]

    def followed_up(self, ask_id: int, at: datetime) -> None:
        """Note that the asker was asked how it went."""
        self._set(ask_id, followed_up_at=at)

    def _one(self, condition: Any) -> Ask | None:
        row = self._session.scalar(select(AskRow).where(AskRow.team_id == self._team, condition))
        return _ask(row) if row else None

    def _set(self, ask_id: int, **values: Any) -> None:
        here = (AskRow.team_id == self._team, AskRow.id == ask_id)
        self._session.execute(update(AskRow).where(*here).values(**values))


def _ask(row: AskRow) -> Ask:
    return Ask(
        key=row.key,
        asker=row.asker_id,
        text=row.text,
        channel=row.channel_id,
        asked_at=row.asked_at,
        audience=row.audience,
        thread_ts=row.thread_ts,
        response_url=row.response_url,
        state=row.state,
        answer_ts=row.answer_ts,
        id=row.id,
    )
