"""The guide, posted to whoever asked for it."""

from collections.abc import Callable

from bot.blocks import guide
from bot.domain.outbox import OutboxItem
from bot.services.ports import Post
from bot.services.posting import Poster


def explanation(poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Says what Kith can do."""

    def deliver(team: str, item: OutboxItem) -> None:
        where = item.payload
        post = Post(team, where["channel"], guide.TEXT, guide.blocks(), thread_ts=where["thread_ts"], key=item.key)
        poster.post_once(post, item)

    return deliver
