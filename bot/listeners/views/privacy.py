"""The modal with a person's choices, submitted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import privacy
from bot.domain.consent import Openness
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, tenant
from bot.services.privacy import Decision
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        team, person, shown_by = tenant(body), body["user"]["id"], body["view"]["private_metadata"]
        try:
            services.privacy.decide(team, person, decision_from(body), shown_by)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={privacy.PAUSE: str(refusal)})
            return
        if not shown_by:
            services.own_help.show_home(team, person, body["view"]["hash"])
        ack()

    app.view(privacy.VIEW)(submitted)


def decision_from(body: Mapping[str, Any]) -> Decision:
    """What was filled in."""
    values = {name: field for block in body["view"]["state"]["values"].values() for name, field in block.items()}
    day = values[privacy.PAUSE].get("selected_date")
    return Decision(
        openness=Openness(values[privacy.OPENNESS]["selected_option"]["value"]),
        in_digests=bool(values[privacy.DIGESTS].get("selected_options")),
        weekly_limit=int(values[privacy.LIMIT]["value"]),
        paused_until=date.fromisoformat(day) if day else None,
        never=values[privacy.NEVER].get("value") or "",
    )
