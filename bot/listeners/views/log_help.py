"""The modal "Log help given", submitted."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import log_help
from bot.blocks.kit import shortened
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, metadata, tenant, values
from bot.services.slack_json import reading, text
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


@reading("a help")
def logged_from(body: Mapping[str, Any]) -> LoggedHelp:
    """What was filled in. Raises OddObject."""
    origin = log_help.Origin.loaded(metadata(body))
    entered = values(body)
    helper, seeker = (entered[block]["person"]["selected_user"] for block in (log_help.HELPER, log_help.SEEKER))
    return LoggedHelp(
        act=log_help.act_of((origin.channel, origin.ts, helper, seeker)),
        about=shortened(text(entered[log_help.ABOUT]["words"]["value"]), log_help.LONGEST_ABOUT),
        by=by(body),
        thread_ts=origin.thread_ts,
        response_url=origin.response_url,
    )
