"""The guide, posted to whoever asked for it."""

from collections.abc import Callable

from bot.blocks import answer, guide
from bot.domain.outbox import OutboxItem
from bot.services.explaining import Explainer
from bot.services.ports import Post
from bot.services.posting import Poster


def explanation(explainer: Explainer, poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Says what Kith can do; where it may not speak, whoever asked is told so alone."""

    def deliver(team: str, item: OutboxItem) -> None:
        where, channel = item.payload, item.payload["channel"]
        if barred := explainer.barred(team, channel):
            aside, asker = where.get("aside_ts", ""), where.get("asker", "")
            post = Post(team, channel, answer.BARRED[barred], thread_ts=aside, only_for=asker)
        else:
            blocks = guide.blocks(explainer.reactions(team))
            post = Post(team, channel, guide.TEXT, blocks, thread_ts=where["thread_ts"], key=item.key)
        poster.post_once(post, item)

    return deliver
