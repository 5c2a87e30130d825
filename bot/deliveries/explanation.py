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
        channel, thread, asker = (item.payload.get(name, "") for name in ("channel", "thread_ts", "asker"))
        if barred := explainer.barred(team, channel):
            post = Post(team, channel, answer.BARRED[barred], thread_ts=thread, only_for=asker)
        else:
            blocks = guide.blocks(explainer.reactions(team))
            post = Post(team, channel, guide.TEXT, blocks, thread_ts=thread, key=item.key)
        poster.post_once(post, item)

    return deliver
