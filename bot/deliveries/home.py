"""The Home tab, drawn anew."""

from collections.abc import Callable

from bot.blocks import home as shown
from bot.domain.outbox import OutboxItem
from bot.services.ports import Messenger
from bot.services.suite import Services


def home(services: Services, messenger: Messenger) -> Callable[[str, OutboxItem], None]:
    """Shows a person what Kith knows of them, and an admin how Kith works here."""

    def deliver(team: str, item: OutboxItem) -> None:
        person = item.payload["person"]
        parts = shown.Parts(
            own=services.own_help.of(team, person),
            choices=services.privacy.of(team, person),
            digests=services.digesting.own(team, person),
            requests=services.own_requests.of(team, person),
            topics=services.own_evidence.topics(team, person),
            network=services.own_network.of(team, person),
            circle=services.contacts.circle(team, person),
            reactions=services.explainer.reactions(team),
            is_paused=services.administration.is_paused(team),
            administered=services.administration.seen_by(team, person),
        )
        messenger.publish_home(team, person, shown.view(parts))

    return deliver
