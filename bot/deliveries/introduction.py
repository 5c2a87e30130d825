"""Kith's introduction to a channel, and what became of its offer."""

from collections.abc import Callable

from bot.blocks import introduction as shown
from bot.domain.outbox import OutboxItem
from bot.services.backfilling import DAYS, Past
from bot.services.explaining import Explainer
from bot.services.ports import Messenger, Post
from bot.services.posting import Poster


def introduction(explainer: Explainer, poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Says hello in a channel."""

    def deliver(team: str, item: OutboxItem) -> None:
        blocks = shown.blocks(DAYS, explainer.reactions(team))
        post = Post(team, item.payload["channel"], shown.TEXT, blocks, key=item.key)
        poster.post_once(post, item)

    return deliver


def past(explainer: Explainer, messenger: Messenger) -> Callable[[str, OutboxItem], None]:
    """Says, in place of the offer, what became of it."""

    def deliver(team: str, item: OutboxItem) -> None:
        told = item.payload
        blocks = shown.answered(DAYS, Past(told["past"]), told["by"], explainer.reactions(team))
        messenger.update(team, told["channel"], told["ts"], shown.TEXT, blocks)

    return deliver
