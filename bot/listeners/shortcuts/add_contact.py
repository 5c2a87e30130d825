"""The message shortcut "Add to my ties": opens the form, filled in with who wrote the message."""

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import contact_form
from bot.domain.contacts import Identity
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the shortcut."""

    def shortcut(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        author = body["message"].get("user") or ""
        person = services.contacts.outside_person(tenant(body), body["user"]["id"], author)
        if person is None:
            respond(text=contact_form.NOT_OUTSIDE, response_type="ephemeral")
        else:
            identity = Identity(person.name, handle=person.id)
            client.views_open(trigger_id=body["trigger_id"], view=dict(contact_form.view(identity=identity)))
        ack()

    app.shortcut(contact_form.SHORTCUT)(shortcut)
