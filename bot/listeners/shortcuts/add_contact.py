"""The message shortcut "Add to my ties": opens the form, filled in with who wrote the message."""

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import contact_form
from bot.domain.contacts import Identity
from bot.listeners.envelope import Body, by, tenant, trigger
from bot.services.slack_json import ident, reading
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the shortcut."""

    def shortcut(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        person = services.contacts.outside_person(tenant(body), by(body), author_of(body))
        if person is None:
            respond(text=contact_form.NOT_OUTSIDE, response_type="ephemeral")
        else:
            identity = Identity(person.name, handle=person.id)
            client.views_open(trigger_id=trigger(body), view=dict(contact_form.view(identity=identity)))
        ack()

    app.shortcut(contact_form.SHORTCUT)(shortcut)


@reading("a message")
def author_of(body: Body) -> str:
    """Who wrote the message, "" where no person did. Raises OddObject."""
    author = body["message"].get("user")
    return ident(author, "an odd author") if author else ""
