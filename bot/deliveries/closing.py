"""Asking an asker how it went."""

from collections.abc import Callable

from bot.blocks import closing as shown
from bot.domain.outbox import OutboxItem
from bot.services.closing import LoopCloser
from bot.services.ports import Post
from bot.services.posting import Poster


def follow_up(closer: LoopCloser, poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Asks in private whether it helped and who, unless that is known by now."""

    def deliver(team: str, item: OutboxItem) -> None:
        if open_ := closer.helpers(team, item.payload["ask"]):
            post = Post(team, item.payload["person"], shown.TEXT, shown.blocks(*open_), key=item.key)
            poster.post_once(post, item)

    return deliver
