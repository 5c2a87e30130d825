"""Boundaries: where and when a workspace's admins want Kith to stay out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, ReactionsSeen, Told
from bot.domain.messages import moment

Pause = tuple[datetime, datetime | None]
"""From when, and until when, Kith is paused; None while it lasts."""


class Barred(StrEnum):
    """Why somebody gets no answer."""

    PAUSED = "paused"
    EXCLUDED = "excluded"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Channels that Kith stays out of, and the times at which it was or is paused, oldest first."""

    excluded: frozenset[str] = frozenset()
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Whether Kith is paused now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    def paused(self, at: datetime) -> "Boundaries":
        """The same, paused from then on."""
        return self if self.is_paused else replace(self, pauses=(*self.pauses, (at, None)))

    def resumed(self, at: datetime) -> "Boundaries":
        """The same, the pause ended."""
        return replace(self, pauses=(*self.pauses[:-1], (self.pauses[-1][0], at))) if self.is_paused else self

    def bar(self, channel: str) -> Barred | None:
        """Why nothing may be said in a channel now; None where it may."""
        if self.is_paused:
            return Barred.PAUSED
        return Barred.EXCLUDED if channel in self.excluded else None

    def admitted(self, happenings: Sequence[Happening]) -> Sequence[Happening]:
        """Those that may be recorded: nothing of excluded channels, and nothing that was said or reacted in a pause,
        however late it is delivered or read. What takes something back always may."""
        if not self.excluded and not self.pauses:
            return happenings
        return [happening for happening in happenings if _takes_back(happening) or self._admits(happening)]

    def _admits(self, happening: Happening) -> bool:
        match happening:
            case MessagePosted(channel=channel, ts=ts):
                return channel not in self.excluded and not self._covers(moment(ts))
            case Reacted(message=message, event_ts=ts):
                return message.channel not in self.excluded and not self._covers(moment(ts))
            case ReactionsSeen(message=message):
                return message.channel not in self.excluded and not self._covers(moment(message.ts))
            case Told(claim=claim):
                return claim.act.channel not in self.excluded
            case MessageDeleted():
                return True

    def _covers(self, at: datetime) -> bool:
        return any(since <= at and (until is None or at < until) for since, until in self.pauses)


def _takes_back(happening: Happening) -> bool:
    return isinstance(happening, MessageDeleted) or (isinstance(happening, Reacted | Told) and not happening.given)
