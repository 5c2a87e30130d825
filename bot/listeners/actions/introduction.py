"""The two answers to Kith's offer to read a channel's past. Anybody in the channel may give one; the first counts."""

from slack_bolt import Ack, App

from bot.blocks import introduction
from bot.listeners.envelope import Body, by, tenant
from bot.services.slack_json import ident, reading, timestamp
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons of the introduction."""

    def read_back(ack: Ack, body: Body) -> None:
        services.backfiller.begin(tenant(body), *_offer(body))
        ack()

    def leave_past(ack: Ack, body: Body) -> None:
        services.backfiller.decline(tenant(body), *_offer(body))
        ack()

    app.action(introduction.READ_BACK)(read_back)
    app.action(introduction.LEAVE_PAST)(leave_past)


def _offer(body: Body) -> tuple[str, str, str]:
    """The channel, the message with the offer, and who answered it. Raises OddObject."""
    with reading("an offer"):
        channel = ident(body["channel"]["id"], "an offer nowhere")
        return channel, timestamp(body["message"]["ts"], "an offer at no time"), by(body)
