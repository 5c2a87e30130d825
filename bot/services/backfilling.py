"""Reading back, page by page, and on from there after any interruption: a channel's past, where its people agreed to
that, and what was said while Kith did not hear."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.asks import Ask
from bot.domain.errors import SlackRefused
from bot.domain.events import Happening, MessageDeleted
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services import slack_json
from bot.services.asking import take
from bot.services.backfills import BACKFILLS, Backfill, drop, keep, kept, key_of
from bot.services.boundaries import may_work_in
from bot.services.mentions import ask_in, wants_help
from bot.services.overhearing import overhear
from bot.services.ports import Clock, Directory, HistoryPage, Store, UnitOfWork
from bot.services.recording import PICTURE

SHOW_PAST = "show_past"
DAYS = 90

ANSWERED_AFTER = timedelta(minutes=2)
"""A missed question waits so long, so that what was missed beside it is read before it is answered."""

STALE = timedelta(seconds=5)
"""What Slack answers may be older by so much than the moment of asking, by Kith's clock."""


class Past(StrEnum):
    """What became of the offer to read a channel's past."""

    READING = "reading"
    READ = "read"
    LEFT_ALONE = "left alone"


@dataclass(frozen=True, slots=True)
class Backfiller:
    """Reads back. Progress is kept in the transaction that records what was read."""

    store: Store
    directory: Directory
    clock: Clock

    def begin(self, team: str, channel: str, offer_ts: str, by: str) -> None:
        """Take up the offer to read a channel's past; once begun, it is not begun again.

        Raises NotAllowed where Kith stays out.
        """
        now = self.clock()
        begun = Backfill(channel, slack_ts(now - timedelta(days=DAYS)), offer_ts, by)
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            may_work_in(work, channel)
            if (channel, False) not in kept(work):
                keep(work, begun)
                work.outbox.put(_shown(begun, Past.READING, now))

    def decline(self, team: str, channel: str, offer_ts: str, by: str) -> None:
        """Leave a channel's past alone."""
        now = self.clock()
        with self.store.writing(team) as work:
            if (channel, False) not in kept(work):
                work.outbox.put(_shown(Backfill(channel, "", offer_ts, by), Past.LEFT_ALONE, now))

    def step(self, team: str) -> bool:
        """Read one page of one channel, what was missed first; false where none is left. Raises SlackBusy."""
        with self.store.reading(team) as work:
            left = [backfill for backfill in kept(work).values() if not backfill.is_done]
        if not left:
            return False
        waiting = min(left, key=lambda backfill: not backfill.is_catch_up)
        seen_at = slack_ts(self.clock() - STALE)
        try:
            page = self._page(team, waiting)
        except SlackRefused as refused:
            self._refused(team, waiting, refused)
            return True
        asks = self._missed_asks(team, waiting, page) if waiting.is_catch_up else []
        with self.store.writing(team) as work:
            work.hold({BACKFILLS}, shared={PICTURE})
            if waiting == kept(work).get(key_of(waiting)):
                self._record(work, waiting, page, seen_at)
                for ask in asks:
                    take(work, ask, self.clock(), ANSWERED_AFTER)
        return True

    def _page(self, team: str, backfill: Backfill) -> HistoryPage:
        if backfill.threads:
            root = MessageKey(backfill.channel, backfill.threads[0])
            return self.directory.replies(team, root, backfill.thread_cursor)
        return self.directory.history(team, backfill.channel, backfill.oldest, backfill.cursor)

    def _missed_asks(self, team: str, backfill: Backfill, page: HistoryPage) -> list[Ask]:
        """The questions that were put to Kith and that it did not hear."""
        missed = [raw for raw in page.messages if str(raw["ts"]) > backfill.since and "<@" in str(raw.get("text"))]
        kith = self.directory.own_id(team) if missed else ""
        asks: list[Ask] = []
        for raw in missed:
            with suppress(slack_json.OddObject):
                ask = ask_in(raw, backfill.channel, kith) if f"<@{kith}" in raw["text"] else None
                asks += [ask] if ask and not wants_help(ask.text) else []
        return asks

    def _record(self, work: UnitOfWork, backfill: Backfill, page: HistoryPage, seen_at: str) -> None:
        now = self.clock()
        happened = [h for raw in page.messages for h in _happenings(raw, backfill.channel, seen_at)]
        if backfill.is_catch_up:
            happened += _deletions(work, backfill, page, seen_at)
        overhear(work, happened, now)
        backfill = backfill.after(page)
        keep(work, backfill)
        if backfill.is_done and not backfill.is_catch_up:
            work.outbox.put(_shown(backfill, Past.READ, now))

    def _refused(self, team: str, backfill: Backfill, refused: SlackRefused) -> None:
        """An outdated cursor starts the reading again, a thread that is gone is passed over, anything else ends it."""
        with self.store.writing(team) as work:
            work.hold({BACKFILLS})
            if refused.code == "invalid_cursor":
                keep(work, backfill.again())
            elif backfill.threads and refused.code == "thread_not_found":
                keep(work, replace(backfill, threads=backfill.threads[1:], thread_cursor=""))
            else:
                drop(work, backfill)


def catch_up(work: UnitOfWork, channel: str, since: datetime, oldest: datetime) -> None:
    """Have read what was said in a channel after `since`, together with what may still be unread of an earlier gap."""
    wanted = Backfill(channel, slack_ts(oldest), since=slack_ts(since))
    unread = kept(work).get(key_of(wanted), wanted)
    keep(work, replace(wanted, since=min(wanted.since, unread.since), oldest=min(wanted.oldest, unread.oldest)))


def stop(work: UnitOfWork, channel: str) -> None:
    """Read no more of a channel's past, unless somebody asks for it anew."""
    for key, backfill in kept(work).items():
        if key[0] == channel:
            drop(work, backfill)


def slack_ts(at: datetime) -> str:
    """A moment as Slack writes it."""
    return f"{at.timestamp():.6f}"


def _shown(backfill: Backfill, past: Past, now: datetime) -> OutboxItem:
    """The offer is to show what became of it."""
    shown = {"channel": backfill.channel, "ts": backfill.offer_ts, "by": backfill.by, "past": past}
    return OutboxItem(f"{SHOW_PAST}:{backfill.channel}:{backfill.offer_ts}:{past}", SHOW_PAST, shown, now)


def _happenings(raw: Mapping[str, Any], channel: str, seen_at: str) -> list[Happening]:
    """What a message of the past says happened; an odd one says nothing."""
    try:
        return slack_json.happenings(raw, channel, seen_at)
    except slack_json.OddObject:
        return []


def _deletions(work: UnitOfWork, backfill: Backfill, page: HistoryPage, seen_at: str) -> list[MessageDeleted]:
    """The messages that Kith knows and that a page should have and has not: a long thread is not searched for them."""
    stamps = {str(raw["ts"]) for raw in page.messages}
    thread = backfill.threads[0] if backfill.threads else ""
    if not stamps or (thread and (backfill.thread_cursor or page.next_cursor)):
        return []
    until = seen_at if thread else min(backfill.edge or seen_at, seen_at)
    known = work.messages.standing(backfill.channel, thread or min(stamps), until, thread)
    return [MessageDeleted(backfill.channel, ts, event_ts=seen_at) for ts in sorted(known - stamps - {backfill.edge})]
