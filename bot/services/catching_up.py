"""Catching up: Kith notices that it did not hear, and has read what it missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.services.backfilling import DAYS, catch_up
from bot.services.backfills import BACKFILLS
from bot.services.boundaries import boundaries_in
from bot.services.ports import Clock, Store, UnitOfWork

HEARD = "heard_until"
"""The setting: when Kith last heard, as an ISO time."""

MISSED = "missed"
"""The setting: since when Slack kept events back, and when it last said so, as ISO times."""

REDELIVERED = timedelta(minutes=5)
"""For so long Slack tries to deliver an event (https://docs.slack.dev/apis/events-api#retries)."""

SETTLED = timedelta(minutes=2)
"""After Slack kept events back for the last time, so long is waited before what was missed is read."""

OVERLAP = timedelta(days=2)
"""So much older messages are read again: most of what happens to a message happens within two days."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """Keeps until when Kith heard, and begins to catch up after a gap that Slack's redeliveries do not close."""

    store: Store
    clock: Clock

    def hear(self, team: str) -> None:
        """Note that Kith hears at this moment; to be called often while it does, by any process."""
        now = self.clock()
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            gaps = [gap for gap in (_silence(work, now), _kept_back(work, now)) if gap]
            if gaps:
                since = max(min(gaps), now - timedelta(days=DAYS))
                _begin(work, since)
                log.warning("what was missed is read", team=team, since=since.isoformat())
            work.settings.set(HEARD, now.isoformat())

    def missed(self, team: str, since: datetime) -> None:
        """Slack keeps events back, or Kith could not take them: what is missed is read when that is over."""
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            before = work.settings.get(MISSED)
            first = min(since, datetime.fromisoformat(before[0])) if before else since
            work.settings.set(MISSED, [first.isoformat(), self.clock().isoformat()])


def _silence(work: UnitOfWork, now: datetime) -> datetime | None:
    """Since when something may be lost: the last events before a silence were not all acknowledged, either."""
    heard = work.settings.get(HEARD)
    until = datetime.fromisoformat(heard) if heard else now
    return until - REDELIVERED if now - until > REDELIVERED else None


def _kept_back(work: UnitOfWork, now: datetime) -> datetime | None:
    """Since when events were kept back, if that is over; what is over is noted no longer."""
    missed = work.settings.get(MISSED)
    if not missed or now - datetime.fromisoformat(missed[1]) < SETTLED:
        return None
    work.settings.set(MISSED, None)
    return datetime.fromisoformat(missed[0])


def _begin(work: UnitOfWork, since: datetime) -> None:
    excluded = boundaries_in(work).excluded
    for channel in work.channels.all():
        if channel.is_member and not channel.is_archived and channel.id not in excluded:
            catch_up(work, channel.id, since, since - OVERLAP)
