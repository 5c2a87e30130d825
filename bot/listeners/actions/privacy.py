"""Hiding from Kith's answers, and coming back."""

from slack_bolt import Ack, App, Respond

from bot.blocks import privacy
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the two buttons."""

    def choose(ack: Ack, body: Body, respond: Respond) -> None:
        hidden = body["actions"][0]["action_id"] == privacy.HIDE
        services.privacy.hide(tenant(body), body["user"]["id"], hidden=hidden)
        ack()
        redraw(services, body, respond, privacy.TEXT, privacy.blocks(hidden))

    app.action(privacy.HIDE)(choose)
    app.action(privacy.SHOW)(choose)
