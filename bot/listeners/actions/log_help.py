"""The "Undo" of help logged by hand, under its confirmation and in the Home tab."""

from slack_bolt import Ack, App, Respond

from bot.blocks import log_help
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, tenant, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the button."""

    def undo(ack: Ack, body: Body, respond: Respond) -> None:
        act = log_help.act_from(value(body))
        services.teller.undo(tenant(body), act, by(body))
        ack()
        redraw(services, body, respond, log_help.undone(act))

    app.action(log_help.UNDO)(undo)
