"""The buttons that open a modal about a member's own contacts, or turn its pages."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import contact_form, contact_import
from bot.blocks import contacts as shown
from bot.domain.contacts import Identity
from bot.listeners.actions.contacts import open_modal, replace_modal
from bot.listeners.envelope import Body, by, number, tenant, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""
    contacts = services.contacts

    def add(ack: Ack, body: Body, client: WebClient) -> None:
        open_modal(client, body, contact_form.view())
        ack()

    def change(ack: Ack, body: Body, client: WebClient) -> None:
        if contact := contacts.own(tenant(body), by(body), number(body)):
            open_modal(client, body, contact_form.view(contact))
        ack()

    def offer_add(ack: Ack, body: Body, client: WebClient) -> None:
        if person := contacts.outside_person(tenant(body), by(body), value(body)):
            identity = Identity(person.name, handle=person.id)
            open_modal(client, body, contact_form.view(identity=identity))
        ack()

    def see_all(ack: Ack, body: Body, client: WebClient) -> None:
        open_modal(client, body, shown.page_view(contacts.circle(tenant(body), by(body)).contacts, 0))
        ack()

    def turn(ack: Ack, body: Body, client: WebClient) -> None:
        own = contacts.circle(tenant(body), by(body)).contacts
        replace_modal(client, body, shown.page_view(own, number(body)))
        ack()

    def import_(ack: Ack, body: Body, client: WebClient) -> None:
        open_modal(client, body, contact_import.view())
        ack()

    listeners = {shown.ADD: add, shown.CHANGE: change, shown.OFFER_ADD: offer_add, shown.SEE_ALL: see_all}
    listeners |= {f"{shown.PAGE}_earlier": turn, f"{shown.PAGE}_later": turn, shown.IMPORT: import_}
    for action_id, listener in listeners.items():
        app.action(action_id)(listener)
