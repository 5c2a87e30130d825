"""A person's network as a picture, in their direct messages."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from bot.blocks import network as shown
from bot.deliveries.illustrating import illustrate
from bot.domain.contacts import Contact
from bot.domain.errors import SlackRefused
from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services.contacts import ContactBook
from bot.services.own_network import OwnNetwork, OwnNetworkReader
from bot.services.ports import Attachment, Messenger, Post
from bot.services.posting import Poster


def network(
    networks: OwnNetworkReader, contacts: ContactBook, messenger: Messenger, poster: Poster
) -> Callable[[str, OutboxItem], None]:
    """Draws the network around whoever asked for it; the message says it in words, too."""

    def deliver(team: str, item: OutboxItem) -> None:
        person = item.payload["person"]
        own, outside = networks.of(team, person), contacts.circle(team, person).contacts
        ts = poster.post_once(Post(team, person, shown.TEXT, shown.message(own, len(outside)), key=item.key), item)
        drawn = _drawn(own, outside)
        try:
            illustrate(
                messenger, team, item, MessageKey(person, ts), drawn, shown.PLACE, partial(shown.picture, alt=drawn.alt)
            )
        except SlackRefused:
            messenger.post(Post(team, person, shown.NO_PICTURE, thread_ts=ts))

    return deliver


def _drawn(own: OwnNetwork, outside: Sequence[Contact]) -> Attachment:
    """The picture; the drawing library, which is large, is loaded only now."""
    drawing = import_module("bot.network_picture")
    return Attachment(drawing.picture(own, outside), "my-network.png", "My network", drawing.alt_text(own, outside))
