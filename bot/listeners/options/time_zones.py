"""The time zones that a digest may come by, as somebody types."""

from zoneinfo import available_timezones

from slack_bolt import Ack, App

from bot.blocks import subscriptions as shown
from bot.listeners.envelope import Body
from bot.services.slack_json import text


def register(app: App) -> None:
    """Listen to the menu."""
    zones = available_timezones()

    def time_zones(ack: Ack, body: Body) -> None:
        ack(options=shown.zone_options(zones, text(body.get("value"))))

    app.options(shown.ZONE)(time_zones)
