"""All of one's own help, page by page."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import own_help as shown
from bot.listeners.actions.contacts import open_modal, replace_modal
from bot.listeners.envelope import Body, by, number, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def see_all(ack: Ack, body: Body, client: WebClient) -> None:
        person = by(body)
        open_modal(client, body, shown.page_view(person, services.own_help.all(tenant(body), person), 0))
        ack()

    def turn(ack: Ack, body: Body, client: WebClient) -> None:
        person = by(body)
        view = shown.page_view(person, services.own_help.all(tenant(body), person), number(body))
        replace_modal(client, body, view)
        ack()

    app.action(shown.SEE_ALL)(see_all)
    app.action(f"{shown.PAGE}_earlier")(turn)
    app.action(f"{shown.PAGE}_later")(turn)
