"""A digest, posted once; its chart follows."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module

from bot.blocks import digest as shown
from bot.deliveries.illustrating import illustrate
from bot.deliveries.notice import Noticer
from bot.domain.errors import NotAllowed
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services.digesting import Digesting, linked
from bot.services.ports import Attachment, Messenger, Post
from bot.services.posting import Poster


def digest(
    digesting: Digesting, messenger: Messenger, poster: Poster, noticer: Noticer
) -> Callable[[str, OutboxItem], None]:
    """Makes and posts a digest; an empty week posts nothing, but for the first one."""

    def deliver(team: str, item: OutboxItem) -> None:
        target, period = item.payload["channel"], item.payload["period"]
        made = digesting.make(team, target)
        while made and not noticer.tell(team, made.named.keys() - {target}):
            made = digesting.make(team, target)
        if made is None or (made.is_empty and not made.is_first):
            return
        told = linked(made, partial(messenger.permalinks, team))
        ts = poster.post_once(Post(team, target, shown.text(told), shown.blocks(told), key=item.key), item)
        digesting.posted(team, told, period, ts)

    return deliver


def chart(messenger: Messenger) -> Callable[[str, OutboxItem], None]:
    """Draws a digest's topics into it."""

    def deliver(team: str, item: OutboxItem) -> None:
        digest_message = MessageKey(item.payload["channel"], item.payload["ts"])
        drawn = _drawn(item.payload["lines"])
        image = partial(shown.chart, alt=drawn.alt)
        illustrate(messenger, team, item, digest_message, drawn, shown.CHART_PLACE, image)

    return deliver


def previewed(
    digesting: Digesting, messenger: Messenger, poster: Poster, noticer: Noticer
) -> Callable[[str, OutboxItem], None]:
    """Shows a person in their direct messages what a digest would tell now."""

    def deliver(team: str, item: OutboxItem) -> None:
        person, target = item.payload["person"], item.payload["target"]
        try:
            made = digesting.preview(team, target, person)
            while not noticer.tell(team, made.named.keys() - {person}):
                made = digesting.preview(team, target, person)
        except NotAllowed as refusal:
            poster.post_once(Post(team, person, str(refusal), key=item.key), item)
            return
        told = linked(made, partial(messenger.permalinks, team))
        blocks = () if told.is_empty else shown.blocks(told)
        text = shown.NOTHING_YET if told.is_empty else shown.text(told)
        poster.post_once(Post(team, person, text, blocks, key=item.key), item)
        digesting.previewed(team, told, person)

    return deliver


def told(messenger: Messenger, poster: Poster) -> Callable[[str, OutboxItem], None]:
    """Tells a person that somebody shares an interest, or can help with their question."""

    def deliver(team: str, item: OutboxItem) -> None:
        what = item.payload
        if "question" in what:
            question = MessageKey(*what["question"])
            link = messenger.permalinks(team, [question])[question] if question.channel else ""
            text = shown.can_help(what["who"], link)
        else:
            text = shown.also_interested(what["who"], what["topic"])
        poster.post_once(Post(team, what["person"], text, key=item.key), item)

    return deliver


def _drawn(lines: Mapping[str, Sequence[int]]) -> Attachment:
    """The rising topics; the drawing library, which is large, is loaded only now."""
    charts = import_module("bot.charts")
    return Attachment(charts.rising(lines), "rising-topics.png", "Rising topics", charts.alt_text(lines))
