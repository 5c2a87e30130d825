"""`user_change` and `team_join`: who is in the workspace, and what they are called."""

from slack_bolt import App

from bot.listeners.envelope import Body, happened, tenant
from bot.services import slack_json
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to people who come and change."""

    def user(body: Body) -> None:
        services.workspace.know_person(tenant(body), slack_json.person(happened(body).get("user")))

    app.event("user_change")(user)
    app.event("team_join")(user)
