"""`tokens_revoked` and `app_uninstalled`: Kith was shown the door."""

from datetime import UTC, datetime

from slack_bolt import App

from bot.listeners.envelope import Body, happened, tenant
from bot.services.slack_json import mapping, reading
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the end of the installation."""

    def uninstalled(body: Body) -> None:
        services.workspace.uninstalled(tenant(body), _at(body))

    def tokens_revoked(body: Body) -> None:
        if mapping(happened(body).get("tokens"), "tokens that are none").get("bot"):
            services.workspace.silenced(tenant(body), _at(body))

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(tokens_revoked)


@reading("the time of an event")
def _at(body: Body) -> datetime:
    return datetime.fromtimestamp(body["event_time"], UTC)
