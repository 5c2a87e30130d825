"""The buttons under a person's choices: hiding and coming back, changing, exporting, being forgotten."""

from contextlib import suppress

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import privacy
from bot.domain.consent import Openness
from bot.domain.errors import NotAllowed
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, pressed, response_url, tenant, trigger
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def choose(ack: Ack, body: Body, respond: Respond) -> None:
        hides = pressed(body).get("action_id") == privacy.HIDE
        with suppress(NotAllowed):
            services.privacy.be(tenant(body), by(body), Openness.HIDDEN if hides else Openness.OPEN)
        ack()
        _redraw(services, body, respond)

    def change(ack: Ack, body: Body, client: WebClient) -> None:
        own = services.privacy.of(tenant(body), by(body))
        view = privacy.view(own, response_url(body))
        client.views_open(trigger_id=trigger(body), view=dict(view))
        ack()

    app.action(privacy.HIDE)(choose)
    app.action(privacy.SHOW)(choose)
    app.action(privacy.CHOOSE)(change)
    _register_data(app, services)


def _register_data(app: App, services: Services) -> None:
    def export(ack: Ack, body: Body, respond: Respond) -> None:
        services.privacy.ask_for_export(tenant(body), by(body), trigger(body))
        ack()
        if response_url(body):
            respond(text=privacy.EXPORT_QUEUED, response_type="ephemeral", replace_original=False)

    def forget(ack: Ack, body: Body, respond: Respond) -> None:
        services.eraser.erase(tenant(body), by(body))
        ack()
        _redraw(services, body, respond)

    def readmit(ack: Ack, body: Body, respond: Respond) -> None:
        services.privacy.readmit(tenant(body), by(body))
        ack()
        _redraw(services, body, respond)

    app.action(privacy.EXPORT_DATA)(export)
    app.action(privacy.FORGET)(forget)
    app.action(privacy.READMIT)(readmit)


def _redraw(services: Services, body: Body, respond: Respond) -> None:
    own = services.privacy.of(tenant(body), by(body))
    redraw(services, body, respond, privacy.TEXT, privacy.blocks(own))
