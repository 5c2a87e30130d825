"""`app_home_opened`: somebody looks at their Home tab."""

from slack_bolt import App

from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the Home tab being opened."""

    def app_home_opened(body: Body) -> None:
        event = body["event"]
        if event.get("tab", "home") == "home":
            services.own_help.show_home(tenant(body), event["user"], event["event_ts"])

    app.event("app_home_opened")(app_home_opened)
