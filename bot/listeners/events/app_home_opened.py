"""`app_home_opened`: somebody looks at their Home tab."""

from slack_bolt import App

from bot.listeners.envelope import Body, happened, mark, tenant
from bot.services.slack_json import ident
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the Home tab being opened."""

    def app_home_opened(body: Body) -> None:
        event = happened(body)
        if event.get("tab", "home") == "home":
            services.own_help.show_home(tenant(body), ident(event.get("user"), "a look by nobody"), mark(event))

    app.event("app_home_opened")(app_home_opened)
