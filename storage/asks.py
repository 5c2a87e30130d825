"""Asks in SQL, and whom Kith named in answer."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.asks import Ask, AskState, Audience, Outcome, Verdict
from bot.domain.spreading import CARRYING
from storage.models import AskRow, HelpRow, SuggestionRow
from storage.statements import TEAM, among, of_some
from storage.types import UtcDateTime
from storage.upsert import insert_counted, insert_missing, table_of

_A, _S, _H = (row.__table__.c for row in (AskRow, SuggestionRow, HelpRow))
_FIELDS = (
    *(_A.key, _A.asker_id, _A.text, _A.channel_id, _A.asked_at, _A.audience),
    *(_A.thread_ts, _A.response_url, _A.state, _A.answer_ts, _A.id),
)
"""Of an `Ask`, in order."""

_HERE = select(*_FIELDS).where(_A.team_id == TEAM)
_BY_KEY = _HERE.where(_A.key == bindparam("key"))
_BY_ID = _HERE.where(_A.id == bindparam("id"))
_SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime)
_COUNT = select(func.count()).where(_A.team_id == TEAM, _A.asker_id == bindparam("asker"), _A.asked_at >= _SINCE)
_CHANGED = update(table_of(AskRow)).where(_A.team_id == TEAM, _A.id == bindparam("ask"))
_ANSWERED = _CHANGED.values(answer_ts=bindparam("ts"))
_JUDGED = select(_S.person_id).where(
    _S.team_id == TEAM, _S.ask_id == bindparam("ask"), _S.verdict == bindparam("verdict")
)
_BEFORE: BindParameter[datetime] = bindparam("before", type_=UtcDateTime)
_IN_VAIN = (
    select(_S.person_id, func.count())
    .where(_S.team_id == TEAM, among(_S.person_id), _S.shown_at >= _SINCE, _S.shown_at < _BEFORE)
    .where(_S.place <= CARRYING, _S.verdict != Verdict.HELPED)
    .group_by(_S.person_id)
)

_HELPED = exists().where(
    _H.team_id == TEAM,
    *(_H.channel_id == _A.channel_id, _H.question_ts == _A.thread_ts),
    *(_H.helper_id == _S.person_id, _H.seeker_id == _A.asker_id),
)
_OUTCOMES = (
    select(_S.ask_id, _S.person_id, _S.verdict)
    .join_from(AskRow.__table__, SuggestionRow.__table__, (_S.team_id == _A.team_id) & (_S.ask_id == _A.id))
    .where(_A.team_id == TEAM, _A.asked_at >= _SINCE, _A.audience == Audience.CHANNEL)
    .where(or_(and_(_S.verdict == Verdict.NONE, _HELPED), and_(_S.verdict == Verdict.HELPED, ~_HELPED)))
)
"""Of what everybody in a channel could read: of other questions the asker's word is all that is known."""

_NOTED = (
    update(table_of(SuggestionRow))
    .where(_S.team_id == TEAM, _S.ask_id == bindparam("ask"), _S.person_id == bindparam("person"))
    .where(_S.verdict == bindparam("noted"))
    .values(verdict=bindparam("now"))
)


class SqlAsks:
    """The port `Asks` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, ask: Ask) -> tuple[Ask, bool]:
        """Keep an ask under its key; returns it with its id, and whether it is new."""
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
        new = insert_counted(self._session, AskRow, values)
        kept = replace(ask, id=new) if new else self._one(_BY_KEY, key=ask.key)
        assert kept is not None
        return kept, bool(new)

    def get(self, ask_id: int) -> Ask | None:
        """The ask with this id."""
        return self._one(_BY_ID, id=ask_id)

    def answered(self, ask_id: int, answer_ts: str, shown: Sequence[str], at: datetime) -> None:
        """Note where the answer stands and whom it named, best first."""
        self._session.execute(_ANSWERED, {"team": self._team, "ask": ask_id, "ts": answer_ts})
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

    def in_vain(self, people: Collection[str], since: datetime, before: datetime) -> dict[str, int]:
        """How often each of these people was among the first of an answer in that time, and did not help."""
        return dict(of_some(self._session, _IN_VAIN, people, team=self._team, since=since, before=before))

    def outcomes(self, since: datetime) -> list[Outcome]:
        """Those named in channels since then who helped and are not noted so, and the other way round."""
        rows = self._session.execute(_OUTCOMES, {"team": self._team, "since": since})
        return [Outcome(ask, person, helped=noted == Verdict.NONE) for ask, person, noted in rows]

    def note(self, outcomes: Collection[Outcome]) -> None:
        """Note outcomes, each unless something else was noted meanwhile."""
        for ask, person, helped in outcomes:
            noted, now = (Verdict.NONE, Verdict.HELPED) if helped else (Verdict.HELPED, Verdict.NONE)
            values = {"team": self._team, "ask": ask, "person": person, "noted": noted, "now": now}
            self._session.execute(_NOTED, values)

    def asked_since(self, asker: str, since: datetime) -> int:
        """How often this person asked since then."""
        return self._session.scalar(_COUNT, {"team": self._team, "asker": asker, "since": since}) or 0

    def judge(self, ask_id: int, person: str, verdict: Verdict) -> None:
        """Note what the asker said of a person who was named; of somebody who was not named nothing is noted."""
        here = (SuggestionRow.team_id == self._team, SuggestionRow.ask_id == ask_id)
        statement = update(SuggestionRow).where(*here, SuggestionRow.person_id == person)
        self._session.execute(statement.values(verdict=verdict))

    def judged(self, ask_id: int, verdict: Verdict) -> set[str]:
        """The people of whom the asker said that."""
        return set(self._session.scalars(_JUDGED, {"team": self._team, "ask": ask_id, "verdict": verdict}))

    def set_state(self, ask_id: int, state: AskState) -> None:
        """Note where the ask stands now."""
        self._set(ask_id, state=state)

    def open_of(self, asker: str, since: datetime, limit: int) -> list[Ask]:
        """A person's own asks since then that are not settled, newest first."""
        query = _HERE.where(_A.asker_id == asker, _A.asked_at >= since, _A.state.in_((AskState.OPEN, AskState.NEED)))
        return self._all(query.order_by(_A.asked_at.desc(), _A.id.desc()).limit(limit))

    def needs(self, since: datetime, channels: Collection[str] | None) -> list[Ask]:
        """The asks posted as needs since then, in these channels (None: all), newest first."""
        query = _HERE.where(_A.state == AskState.NEED, _A.asked_at >= since)
        if channels is not None:
            query = query.where(_A.channel_id.in_(channels))
        return self._all(query.order_by(_A.asked_at.desc(), _A.id.desc()))

    def to_follow_up(self, since: datetime, until: datetime) -> list[Ask]:
        """The open asks put in that time, answered, about which the asker was not asked yet how it went."""
        query = _HERE.where(_A.state == AskState.OPEN, _A.asked_at >= since, _A.asked_at < until)
        return self._all(query.where(_A.followed_up_at.is_(None)).order_by(_A.id))

    def followed_up(self, ask_id: int, at: datetime) -> None:
        """Note that the asker was asked how it went."""
        self._set(ask_id, followed_up_at=at)

    def _one(self, query: Select[Any], **values: object) -> Ask | None:
        row = self._session.execute(query, {"team": self._team, **values}).first()
        return Ask(*row) if row else None

    def _all(self, query: Select[Any]) -> list[Ask]:
        return [Ask(*row) for row in self._session.execute(query, {"team": self._team})]

    def _set(self, ask_id: int, **values: Any) -> None:
        self._session.execute(_CHANGED.values(**values), {"team": self._team, "ask": ask_id})
