"""Reading a channel's past, where its people agreed to that: page by page, and on from there after any interruption."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.errors import SlackRefused
from bot.domain.events import Happening
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services import slack_json
from bot.services.overhearing import overhear
from bot.services.ports import Clock, Directory, HistoryPage, Store, UnitOfWork

BACKFILLS = "backfills"
SHOW_PAST = "show_past"
DAYS = 90


class Past(StrEnum):
    """What became of the offer to read a channel's past."""

    READING = "reading"
    READ = "read"
    LEFT_ALONE = "left alone"


@dataclass(frozen=True, slots=True)
class Backfill:
    """How far the reading of a channel has come: pages of its history, and the threads that the last page began.

    `offer_ts` is the message with the offer, `by` who accepted it.
    """

    channel: str
    oldest: str
    offer_ts: str
    by: str
    cursor: str = ""
    threads: tuple[str, ...] = ()
    thread_cursor: str = ""
    is_history_read: bool = False

    @property
    def is_done(self) -> bool:
        """Whether there is nothing more to read."""
        return self.is_history_read and not self.threads

    def after(self, page: HistoryPage) -> "Backfill":
        """Where the reading stands once this page was recorded."""
        if self.threads:
            rest = self.threads if page.next_cursor else self.threads[1:]
            return replace(self, threads=rest, thread_cursor=page.next_cursor)
        begun = tuple(str(raw["ts"]) for raw in page.messages if raw.get("reply_count"))
        return replace(self, threads=begun, cursor=page.next_cursor, is_history_read=not page.next_cursor)


@dataclass(frozen=True, slots=True)
class Backfiller:
    """Reads pasts. Progress is kept in the transaction that records what was read."""

    store: Store
    directory: Directory
    clock: Clock

    def begin(self, team: str, channel: str, offer_ts: str, by: str) -> None:
        """Take up the offer to read a channel's past; once begun, it is not begun again."""
        now = self.clock()
        begun = Backfill(channel, f"{(now - timedelta(days=DAYS)).timestamp():.6f}", offer_ts, by)
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            if channel not in _kept(work):
                _keep(work, begun)
                work.outbox.put(_shown(begun, Past.READING, now))

    def decline(self, team: str, channel: str, offer_ts: str, by: str) -> None:
        """Leave a channel's past alone."""
        now = self.clock()
        with self.store.writing(team) as work:
            if channel not in _kept(work):
                work.outbox.put(_shown(Backfill(channel, "", offer_ts, by), Past.LEFT_ALONE, now))

    def step(self, team: str) -> bool:
        """Read one page of one channel; false where none is left. Raises SlackBusy."""
        with self.store.reading(team) as work:
            waiting = next((backfill for backfill in _kept(work).values() if not backfill.is_done), None)
        if waiting is None:
            return False
        try:
            page = self._page(team, waiting)
        except SlackRefused as refused:
            self._refused(team, waiting, refused)
            return True
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            if waiting == _kept(work).get(waiting.channel):
                self._record(work, waiting, page)
        return True

    def _page(self, team: str, backfill: Backfill) -> HistoryPage:
        if backfill.threads:
            root = MessageKey(backfill.channel, backfill.threads[0])
            return self.directory.replies(team, root, backfill.thread_cursor)
        return self.directory.history(team, backfill.channel, backfill.oldest, backfill.cursor)

    def _record(self, work: UnitOfWork, backfill: Backfill, page: HistoryPage) -> None:
        now = self.clock()
        overhear(work, [h for raw in page.messages for h in _happenings(raw, backfill.channel)], now)
        backfill = backfill.after(page)
        _keep(work, backfill)
        if backfill.is_done:
            work.outbox.put(_shown(backfill, Past.READ, now))

    def _refused(self, team: str, backfill: Backfill, refused: SlackRefused) -> None:
        """An outdated cursor starts the reading again, a thread that is gone is passed over, anything else ends it."""
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            if refused.code == "invalid_cursor":
                _keep(work, replace(backfill, cursor="", thread_cursor="", is_history_read=False, threads=()))
            elif backfill.threads and refused.code == "thread_not_found":
                _keep(work, replace(backfill, threads=backfill.threads[1:], thread_cursor=""))
            else:
                stop(work, backfill.channel)


def stop(work: UnitOfWork, channel: str) -> None:
    """Read no more of a channel's past, unless somebody asks for it anew."""
    kept = _kept(work)
    if kept.pop(channel, None):
        _write(work, kept)


def _shown(backfill: Backfill, past: Past, now: datetime) -> OutboxItem:
    """The offer is to show what became of it."""
    shown = {"channel": backfill.channel, "ts": backfill.offer_ts, "by": backfill.by, "past": past}
    return OutboxItem(f"{SHOW_PAST}:{backfill.channel}:{backfill.offer_ts}:{past}", SHOW_PAST, shown, now)


def _happenings(raw: Mapping[str, Any], channel: str) -> list[Happening]:
    """What a message of the past says happened; an odd one says nothing."""
    try:
        return slack_json.happenings(raw, channel)
    except slack_json.OddObject:
        return []


def _kept(work: UnitOfWork) -> dict[str, Backfill]:
    written = work.settings.get(BACKFILLS) or []
    return {one["channel"]: Backfill(**{**one, "threads": tuple(one["threads"])}) for one in written}


def _keep(work: UnitOfWork, backfill: Backfill) -> None:
    _write(work, _kept(work) | {backfill.channel: backfill})


def _write(work: UnitOfWork, kept: Mapping[str, Backfill]) -> None:
    work.settings.set(BACKFILLS, [asdict(backfill) for backfill in kept.values()])
