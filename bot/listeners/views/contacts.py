"""The modals around a member's own contacts, submitted: the form, the import and its preview."""

from slack_bolt import Ack, App

from bot.blocks import contact_form, contact_import
from bot.domain.contacts import Contact, faults
from bot.domain.errors import KithError
from bot.listeners.actions.contacts import redraw
from bot.listeners.envelope import Body, by, tenant, view
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modals."""

    def kept(ack: Ack, body: Body) -> None:
        contact_id, identity, topics, how_well = contact_form.entered(view(body))
        wrong = faults(identity, topics)
        try:
            if not wrong:
                contact = Contact(identity, topics, how_well, services.clock(), contact_id)
                services.contacts.keep(tenant(body), by(body), contact)
        except KithError as refusal:
            wrong = {contact_form.NAME: str(refusal)}
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        redraw(services, body)
        ack(response_action="clear")

    def looked_at(ack: Ack, body: Body) -> None:
        file, text = contact_import.entered(view(body))
        try:
            found = services.contacts.preview(tenant(body), by(body), text, file)
        except KithError as refusal:
            ack(response_action="errors", errors={contact_import.TEXT: str(refusal)})
            return
        ack(response_action="update", view=dict(contact_import.preview(found)))

    def taken_over(ack: Ack, body: Body) -> None:
        count = services.contacts.take_over(tenant(body), by(body))
        redraw(services, body)
        ack(response_action="update", view=dict(contact_import.done(count)))

    def dropped(ack: Ack, body: Body) -> None:
        services.contacts.drop_preview(tenant(body), by(body))
        ack()

    app.view(contact_form.VIEW)(kept)
    app.view(contact_import.VIEW)(looked_at)
    app.view(contact_import.PREVIEW_VIEW)(taken_over)
    app.view_closed(contact_import.PREVIEW_VIEW)(dropped)
