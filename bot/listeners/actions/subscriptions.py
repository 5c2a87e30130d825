"""The digests on the Home tab: when one comes, one for a channel, and a channel's menu."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import subscriptions as shown
from bot.listeners.actions.contacts import open_modal, redraw
from bot.listeners.envelope import Body, by, pressed, tenant, trigger, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons and the menu."""
    digesting = services.digesting

    def open_form(body: Body, client: WebClient, target: str) -> None:
        standing = digesting.subscription(tenant(body), target) if target else None
        open_modal(client, body, shown.view(target, digesting.zone_of(tenant(body), by(body)), standing))

    def choose(ack: Ack, body: Body, client: WebClient) -> None:
        open_form(body, client, value(body))
        ack()

    def add(ack: Ack, body: Body, client: WebClient) -> None:
        open_form(body, client, "")
        ack()

    def menu(ack: Ack, body: Body, client: WebClient) -> None:
        what, channel = shown.chosen(pressed(body).get("selected_option"))
        if what == "change":
            open_form(body, client, channel)
        elif what == "preview":
            digesting.queue_preview(tenant(body), channel, by(body), trigger(body))
        else:
            digesting.unsubscribe(tenant(body), channel, by=by(body))
            redraw(services, body)
        ack()

    app.action(shown.CHOOSE)(choose)
    app.action(shown.ADD)(add)
    app.action(shown.MENU)(menu)
