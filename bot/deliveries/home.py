"""The Home tab, drawn anew."""

from collections.abc import Callable

from bot.blocks import home as shown
from bot.domain.outbox import OutboxItem
from bot.services.ports import Messenger
from bot.services.suite import Services


def home(services: Services, messenger: Messenger) -> Callable[[str, OutboxItem], None]:
    """Shows a person what Kith knows of them."""

    def deliver(team: str, item: OutboxItem) -> None:
        person = item.payload["person"]
        digest = services.digesting.subscription(team, person)
        own, choices = services.own_help.of(team, person), services.privacy.of(team, person)
        circle = services.contacts.circle(team, person)
        messenger.publish_home(team, person, shown.view(own, choices, digest.when if digest else "", circle))

    return deliver
