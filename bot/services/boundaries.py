"""Where Kith stays out, read from the workspace's settings."""

from datetime import datetime

from bot.domain.boundaries import Boundaries, Pause
from bot.domain.errors import NotAllowed
from bot.services.ports import UnitOfWork

EXCLUDED_CHANNELS = "excluded_channels"
"""The setting: the ids of the channels that Kith stays out of."""

PAUSES = "pauses"
"""The setting: when Kith was paused, and until when, as ISO times; null while it lasts."""

PAUSED_WORD = "An admin of this workspace has paused me; I do this again when they let me go on."
EXCLUDED_WORD = "An admin of this workspace wants me to stay out of this channel."


def boundaries_in(work: UnitOfWork) -> Boundaries:
    """Where and when Kith stays out of this workspace."""
    kept = work.settings.several((EXCLUDED_CHANNELS, PAUSES))
    return Boundaries(frozenset(kept.get(EXCLUDED_CHANNELS, ())), tuple(map(_pause, kept.get(PAUSES, ()))))


def keep_pauses(work: UnitOfWork, boundaries: Boundaries) -> None:
    """Keep when Kith was and is paused."""
    pauses = [[since.isoformat(), until and until.isoformat()] for since, until in boundaries.pauses]
    work.settings.set(PAUSES, pauses)


def may_work_in(work: UnitOfWork, channel: str = "") -> None:
    """Raises NotAllowed, in plain words, while Kith is paused, and for an excluded channel."""
    boundaries = boundaries_in(work)
    if boundaries.is_paused:
        raise NotAllowed(PAUSED_WORD)
    if channel in boundaries.excluded:
        raise NotAllowed(EXCLUDED_WORD)


def _pause(kept: tuple[str, str | None]) -> Pause:
    since, until = kept
    return datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None
