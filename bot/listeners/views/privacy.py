"""The modal with a person's choices, submitted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import Ack, App

from bot.blocks import privacy
from bot.domain.consent import Openness
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, metadata, tenant, values, view
from bot.services.privacy import Decision
from bot.services.slack_json import number, reading, text
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        team, person, shown_by = tenant(body), by(body), metadata(body)
        try:
            services.privacy.decide(team, person, decision_from(body), shown_by)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={privacy.PAUSE: str(refusal)})
            return
        if not shown_by:
            services.own_help.show_home(team, person, str(view(body).get("hash")))
        ack()

    app.view(privacy.VIEW)(submitted)


@reading("a choice")
def decision_from(body: Mapping[str, Any]) -> Decision:
    """What was filled in. Raises OddObject."""
    fields = {name: field for block in values(body).values() for name, field in block.items()}
    day = fields[privacy.PAUSE].get("selected_date")
    return Decision(
        openness=Openness(fields[privacy.OPENNESS]["selected_option"]["value"]),
        in_digests=bool(fields[privacy.DIGESTS].get("selected_options")),
        meets_people=bool(fields[privacy.MEETS].get("selected_options")),
        weekly_limit=min(number(fields[privacy.LIMIT]["value"]), privacy.HIGHEST_LIMIT),
        paused_until=date.fromisoformat(day) if day else None,
        never=text(fields[privacy.NEVER].get("value")),
    )
