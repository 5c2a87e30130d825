"""Posting once: what was queued is said a single time, whatever breaks in between."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.outbox import OutboxItem
from bot.services.ports import Messenger, Post

LOOK_BACK = timedelta(days=3)
"""How far an attempt that was not noted may lie before the moment at which the next was due."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts on behalf of outbox items."""

    messenger: Messenger

    def post_once(self, post: Post, item: OutboxItem) -> str:
        """Post, unless an earlier attempt went through and was not noted; returns the message's `ts`."""
        standing = self.messenger.find(post, item.due_at - LOOK_BACK) if item.attempts > 1 else ""
        return standing or self.messenger.post(post)
