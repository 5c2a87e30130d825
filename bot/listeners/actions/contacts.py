"""The buttons that change a member's own contacts. Whatever they change belongs to whoever pressed."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import contact_import
from bot.blocks import contacts as shown
from bot.blocks.kit import Block
from bot.listeners.envelope import Body, by, modal_of, number, pressed, tenant, trigger, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""
    contacts = services.contacts

    def remove(ack: Ack, body: Body, client: WebClient) -> None:
        contacts.remove(tenant(body), by(body), number(body))
        redraw(services, body)
        replace_modal(client, body, contact_import.removed())
        ack()

    def still_holds(ack: Ack, body: Body) -> None:
        contacts.still_holds(tenant(body), by(body), number(body))
        redraw(services, body)
        ack()

    def offer_decline(ack: Ack, body: Body) -> None:
        contacts.decline_offer(tenant(body), by(body), value(body))
        redraw(services, body)
        ack()

    def lend(ack: Ack, body: Body) -> None:
        contacts.lend(tenant(body), by(body), lends=pressed(body).get("action_id") == shown.LEND)
        redraw(services, body)
        ack()

    app.action(shown.LEND)(lend)
    app.action(shown.KEEP_APART)(lend)
    app.action(shown.REMOVE)(remove)
    app.action(shown.STILL_HOLDS)(still_holds)
    app.action(shown.OFFER_DECLINE)(offer_decline)


def redraw(services: Services, body: Body) -> None:
    """Have the Home tab show what is true now."""
    services.own_help.show_home(tenant(body), by(body), trigger(body))


def open_modal(client: WebClient, body: Body, view: Block) -> None:
    """Open a modal, on top of the one in which the button was pressed."""
    (client.views_push if modal_of(body) else client.views_open)(trigger_id=trigger(body), view=dict(view))


def replace_modal(client: WebClient, body: Body, view: Block) -> None:
    """Replace the modal in which the button was pressed."""
    if opened := modal_of(body):
        client.views_update(view_id=opened, view=dict(view))
