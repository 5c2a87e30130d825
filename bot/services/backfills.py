"""How far the readings of channels have come, and where that is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.services.ports import HistoryPage, UnitOfWork

BACKFILLS = "backfills"
"""The setting with the pasts that are or were read, and the lock of both settings."""

CATCH_UPS = "catch_ups"
"""The setting with what was missed and is still to be read."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """How far the reading of a channel has come: pages of its history, and the threads that the last page began.

    `offer_ts` is the message with the offer, `by` who accepted it. Without an offer it is a catch-up: nobody heard what
    was said after `since`; older messages are read as far as `oldest`, since they may have been answered, reacted to,
    edited or deleted then. All that is later than `edge` is read.
    """

    channel: str
    oldest: str
    offer_ts: str = ""
    by: str = ""
    cursor: str = ""
    threads: tuple[str, ...] = ()
    thread_cursor: str = ""
    is_history_read: bool = False
    since: str = ""
    edge: str = ""

    @property
    def is_catch_up(self) -> bool:
        """Whether this is about what was missed."""
        return not self.offer_ts

    @property
    def is_done(self) -> bool:
        """Whether there is nothing more to read."""
        return self.is_history_read and not self.threads

    def after(self, page: HistoryPage) -> "Backfill":
        """Where the reading stands once this page was recorded."""
        if self.threads:
            rest = self.threads if page.next_cursor else self.threads[1:]
            return replace(self, threads=rest, thread_cursor=page.next_cursor)
        begun = tuple(str(raw["ts"]) for raw in page.messages if raw.get("reply_count") and self._went_on(raw))
        edge = min((str(raw["ts"]) for raw in page.messages), default=self.edge) if self.is_catch_up else ""
        return replace(self, threads=begun, cursor=page.next_cursor, is_history_read=not page.next_cursor, edge=edge)

    def again(self) -> "Backfill":
        """The same from the beginning."""
        return replace(self, cursor="", threads=(), thread_cursor="", is_history_read=False, edge="")

    def _went_on(self, raw: Mapping[str, Any]) -> bool:
        """Whether a thread has replies that are to be read."""
        return str(raw.get("latest_reply") or "~") > self.since


def key_of(backfill: Backfill) -> tuple[str, bool]:
    """What there is one of at a time: a past and a catch-up for each channel."""
    return backfill.channel, backfill.is_catch_up


def kept(work: UnitOfWork) -> dict[tuple[str, bool], Backfill]:
    """All readings, done or not."""
    written = [*(work.settings.get(CATCH_UPS) or []), *(work.settings.get(BACKFILLS) or [])]
    found = [Backfill(**{**one, "threads": tuple(one.get("threads", ()))}) for one in written]
    return {key_of(backfill): backfill for backfill in found}


def keep(work: UnitOfWork, backfill: Backfill) -> None:
    """Keep how far a reading is; a catch-up that is done is forgotten."""
    found = kept(work) | {key_of(backfill): backfill}
    _write(work, backfill, [one for one in found.values() if not (one.is_catch_up and one.is_done)])


def drop(work: UnitOfWork, backfill: Backfill) -> None:
    """Forget a reading."""
    found = kept(work)
    found.pop(key_of(backfill), None)
    _write(work, backfill, found.values())


def _write(work: UnitOfWork, changed: Backfill, found: Iterable[Backfill]) -> None:
    """Write those of the kind that changed; empty fields are left out."""
    alike = [asdict(one) for one in found if one.is_catch_up == changed.is_catch_up]
    told = [{name: value for name, value in one.items() if value} for one in alike]
    work.settings.set(CATCH_UPS if changed.is_catch_up else BACKFILLS, told)
