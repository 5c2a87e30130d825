"""The button that has one's own network drawn."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import network as shown
from bot.listeners.actions.contacts import open_modal
from bot.listeners.envelope import Body, by, tenant, trigger
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the button."""

    def show(ack: Ack, body: Body, client: WebClient) -> None:
        services.own_network.ask_for_picture(tenant(body), by(body), trigger(body))
        open_modal(client, body, shown.on_its_way())
        ack()

    app.action(shown.SHOW)(show)
