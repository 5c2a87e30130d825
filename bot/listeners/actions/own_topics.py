"""The buttons about a whole topic of one's own: it is none, or never to be asked about."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import own_evidence as shown
from bot.listeners.actions.contacts import redraw, replace_modal
from bot.listeners.envelope import Body, by, tenant, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def drop(ack: Ack, body: Body, client: WebClient) -> None:
        services.own_evidence.drop_topic(tenant(body), by(body), value(body))
        replace_modal(client, body, shown.settled(shown.DROPPED))
        redraw(services, body)
        ack()

    def never(ack: Ack, body: Body, client: WebClient) -> None:
        services.privacy.never_ask(tenant(body), by(body), value(body))
        replace_modal(client, body, shown.settled(shown.NEVER_ASKED))
        redraw(services, body)
        ack()

    app.action(shown.DROP_TOPIC)(drop)
    app.action(shown.NEVER_TOPIC)(never)
