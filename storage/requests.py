"""Asking on somebody's behalf, in SQL."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session

from bot.domain.requests import Outreach, OutreachState, Request, Wish
from storage.models import IntroductionRow, OutreachRow, RequestRow
from storage.statements import TEAM, among, of_some
from storage.types import UtcDateTime
from storage.upsert import insert_missing, upsert

_R, _I = RequestRow.__table__.c, IntroductionRow.__table__.c
_SINCE = bindparam("since", type_=UtcDateTime)
_ASKED = (
    select(_R.person_id, _R.asked_at)
    .where(_R.team_id == TEAM, among(_R.person_id), _R.asked_at >= _SINCE)
    .union_all(
        select(_I.introducer_id, _I.asked_at).where(_I.team_id == TEAM, among(_I.introducer_id), _I.asked_at >= _SINCE)
    )
)


class SqlRequests:
    """The port `Requests` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, outreach: Outreach) -> None:
        """Keep an outreach as it stands now."""
        row = {
            "team_id": self._team,
            "ask_id": outreach.ask,
            "asker_id": outreach.asker,
            "question": outreach.wish.question,
            "urgency_minutes": outreach.wish.urgency // timedelta(minutes=1),
            "is_anonymous": outreach.wish.is_anonymous,
            "queue": outreach.queue,
            "state": outreach.state,
        }
        upsert(self._session, OutreachRow, [row])
        for place, request in enumerate(outreach.requests):
            self._put(outreach.ask, place, request)

    def get(self, ask_id: int) -> Outreach | None:
        """The outreach of an ask."""
        row = self._session.scalar(
            select(OutreachRow).where(OutreachRow.team_id == self._team, OutreachRow.ask_id == ask_id)
        )
        if row is None:
            return None
        query = select(RequestRow).where(RequestRow.team_id == self._team, RequestRow.ask_id == ask_id)
        requests = self._session.scalars(query.order_by(RequestRow.place))
        wish = Wish(row.question, timedelta(minutes=row.urgency_minutes), row.is_anonymous)
        return Outreach(ask_id, row.asker_id, wish, row.queue, tuple(map(_request, requests)), row.state)

    def running(self) -> list[int]:
        """The asks for which people are being asked."""
        query = select(OutreachRow.ask_id).where(
            OutreachRow.team_id == self._team, OutreachRow.state == OutreachState.RUNNING
        )
        return list(self._session.scalars(query.order_by(OutreachRow.ask_id)))

    def asked(self, people: Collection[str], since: datetime) -> dict[str, tuple[datetime, ...]]:
        """When each of these people was asked since then, for help or for an introduction, on whose behalf ever."""
        found: dict[str, tuple[datetime, ...]] = {}
        for person, asked_at in sorted(of_some(self._session, _ASKED, people, team=self._team, since=since)):
            found[person] = (*found.get(person, ()), asked_at)
        return found

    def asks_to(self, person: str) -> list[int]:
        """The asks for which a person was asked or is to be asked, newest first."""
        query = select(RequestRow.ask_id).where(RequestRow.team_id == self._team, RequestRow.person_id == person)
        return list(self._session.scalars(query.order_by(RequestRow.ask_id.desc())))

    def read_at(self, ask_id: int, person: str, ts: str) -> None:
        """Note the message by which a person reads a request."""
        self._session.execute(update(RequestRow).where(*self._to(ask_id, person)).values(ts=ts))

    def message(self, ask_id: int, person: str) -> str:
        """The `ts` of that message, "" where there is none."""
        return self._session.scalar(select(RequestRow.ts).where(*self._to(ask_id, person))) or ""

    def _put(self, ask_id: int, place: int, request: Request) -> None:
        key = {"team_id": self._team, "ask_id": ask_id, "person_id": request.person}
        standing = {
            "place": place,
            "until": request.until,
            "state": request.state,
            "asked_at": request.asked_at,
            "reply": request.reply,
        }
        insert_missing(self._session, RequestRow, [key | standing | {"ts": ""}])
        self._session.execute(update(RequestRow).where(*self._to(ask_id, request.person)).values(**standing))

    def _to(self, ask_id: int, person: str) -> tuple[ColumnElement[bool], ...]:
        return RequestRow.team_id == self._team, RequestRow.ask_id == ask_id, RequestRow.person_id == person


def _request(row: RequestRow) -> Request:
    return Request(row.person_id, row.until, row.state, row.asked_at, row.reply)
