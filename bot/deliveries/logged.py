"""The confirmation of help logged by hand, seen by whoever logged it."""

from collections.abc import Callable

from bot.blocks import log_help
from bot.domain.help import Act
from bot.domain.outbox import OutboxItem
from bot.services.ports import Post
from bot.services.posting import Poster


def logged(poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Confirms, with an undo."""

    def deliver(team: str, item: OutboxItem) -> None:
        told, act = item.payload, Act(*item.payload["act"])
        post = Post(
            team,
            act.channel,
            log_help.TEXT,
            log_help.confirmation(act, told["about"]),
            thread_ts=told["thread_ts"],
            only_for=told["by"],
            response_url=told["response_url"],
        )
        poster.post_once(post, item)

    return deliver
