"""The Home tab, drawn anew."""

from collections.abc import Callable

from bot.blocks import home as shown
from bot.domain.outbox import OutboxItem
from bot.services.digesting import Digesting
from bot.services.own_help import OwnHelpReader
from bot.services.ports import Messenger


def home(own_help: OwnHelpReader, digesting: Digesting, messenger: Messenger) -> Callable[[str, OutboxItem], None]:
    """Shows a person what Kith knows of them."""

    def deliver(team: str, item: OutboxItem) -> None:
        person = item.payload["person"]
        subscribed = digesting.subscription(team, person)
        when = subscribed.when if subscribed else ""
        messenger.publish_home(team, person, shown.view(own_help.of(team, person), person, when))

    return deliver
