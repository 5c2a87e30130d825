"""Digests in SQL: who gets them, which were made, and what people said of their topics."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.domain.subscriptions import Subscription, TopicVerdict
from storage.models import DigestRow, SubscriptionRow, VerdictRow
from storage.upsert import chunks, insert_missing, upsert


class SqlDigests:
    """The port `Digests` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def subscribe(self, subscription: Subscription) -> None:
        """Keep a subscription; it takes the place of what the target had."""
        row = {
            "team_id": self._team,
            "target": subscription.target,
            "weekday": subscription.weekday,
            "hour": subscription.hour,
            "tz": subscription.tz,
            "since": subscription.since,
        }
        upsert(self._session, SubscriptionRow, [row])

    def unsubscribe(self, target: str) -> bool:
        """End a subscription; false where there was none."""
        here = (SubscriptionRow.team_id == self._team, SubscriptionRow.target == target)
        return bool(self._session.execute(delete(SubscriptionRow).where(*here)).rowcount)  # type: ignore[attr-defined]

    def subscriptions(self, target: str = "") -> list[Subscription]:
        """All subscriptions by target, or this target's."""
        query = select(SubscriptionRow).where(SubscriptionRow.team_id == self._team)
        if target:
            query = query.where(SubscriptionRow.target == target)
        rows = self._session.scalars(query.order_by(SubscriptionRow.target))
        return [Subscription(row.target, row.since, row.weekday, row.hour, row.tz) for row in rows]

    def claim(self, target: str, period: str, at: datetime) -> bool:
        """Take a period's digest on; false where it was taken before."""
        if self._session.get(DigestRow, (self._team, target, period)):
            return False
        row = {"team_id": self._team, "target": target, "period": period, "queued_at": at, "posted_ts": "", "stems": ()}
        insert_missing(self._session, DigestRow, [row])
        return True

    def posted(self, target: str, period: str, ts: str, stems: Collection[str]) -> None:
        """Note that a digest was posted, and the topics it named."""
        here = (DigestRow.team_id == self._team, DigestRow.target == target, DigestRow.period == period)
        self._session.execute(update(DigestRow).where(*here).values(posted_ts=ts, stems=tuple(stems)))

    def told_since(self, target: str, since: datetime) -> set[str]:
        """The stems of the topics that a target's digests named since then."""
        rows = self._session.scalars(select(DigestRow.stems).where(*self._of(target), DigestRow.queued_at >= since))
        return {stem for stems in rows for stem in stems}

    def was_posted(self, target: str) -> bool:
        """Whether a target ever got a digest."""
        query = select(DigestRow.period).where(*self._of(target), DigestRow.posted_ts != "")
        return self._session.scalar(query.limit(1)) is not None

    def judge(self, stem: str, person: str, verdict: TopicVerdict, at: datetime) -> None:
        """Take down what a person says of a topic; their last word counts."""
        row = {"team_id": self._team, "stem": stem, "person_id": person, "verdict": verdict, "at": at}
        upsert(self._session, VerdictRow, [row])

    def no_topics(self) -> set[str]:
        """The stems that somebody said are no topic."""
        return set(self._session.scalars(self._judged(VerdictRow.stem, TopicVerdict.NO_TOPIC)))

    def muted_by(self, person: str) -> set[str]:
        """The stems that a person does not want to read of."""
        query = self._judged(VerdictRow.stem, TopicVerdict.MUTED)
        return set(self._session.scalars(query.where(VerdictRow.person_id == person)))

    def interested(self, stems: Collection[str]) -> dict[str, Sequence[str]]:
        """By stem those who are interested, in the order in which they said so."""
        found: dict[str, list[str]] = defaultdict(list)
        query = self._judged((VerdictRow.stem, VerdictRow.person_id), TopicVerdict.INTERESTED).order_by(VerdictRow.at)
        for some in chunks(stems):
            for stem, person in self._session.execute(query.where(VerdictRow.stem.in_(some))):
                found[stem].append(person)
        return dict(found)

    def _judged(self, what: Any, verdict: TopicVerdict) -> Any:
        columns = what if isinstance(what, tuple) else (what,)
        return select(*columns).where(VerdictRow.team_id == self._team, VerdictRow.verdict == verdict)

    def _of(self, target: str) -> tuple[Any, ...]:
        return DigestRow.team_id == self._team, DigestRow.target == target
