"""What time it is in a workspace."""

from datetime import datetime

from bot.domain.people import lives_in
from bot.services.ports import Clock, UnitOfWork


def time_in(work: UnitOfWork, clock: Clock) -> datetime:
    """Now; for a workspace known by imports alone, the time of its last message."""
    newest = None if lives_in(work.channels.all()) else work.messages.newest_at()
    return newest or clock()
