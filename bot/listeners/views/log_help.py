"""The modal "Log help given", submitted."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import log_help
from bot.domain.errors import NotAllowed
from bot.domain.help import Act
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services
from bot.services.telling import LoggedHelp


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        try:
            services.teller.log(tenant(body), logged_from(body))
        except NotAllowed as error:
            ack(response_action="errors", errors={log_help.HELPER: str(error)})
            return
        ack()

    app.view(log_help.VIEW)(submitted)


def logged_from(body: Mapping[str, Any]) -> LoggedHelp:
    """What was filled in."""
    view = body["view"]
    origin = log_help.Origin.loaded(view["private_metadata"])
    values = view["state"]["values"]
    helper, seeker = (values[block]["person"]["selected_user"] for block in (log_help.HELPER, log_help.SEEKER))
    return LoggedHelp(
        act=Act(origin.channel, origin.ts, helper, seeker),
        about=values[log_help.ABOUT]["words"]["value"],
        by=body["user"]["id"],
        thread_ts=origin.thread_ts,
        response_url=origin.response_url,
    )
