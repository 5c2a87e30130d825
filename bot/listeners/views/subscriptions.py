"""The modal that says when a digest comes, submitted."""

from slack_bolt import Ack, App

from bot.blocks import subscriptions as shown
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, metadata, tenant, values, view
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        channel, weekday, hour, zone = shown.entered(values(body))
        try:
            target = metadata(body) or channel
            services.digesting.subscribe(tenant(body), target, weekday, hour, by=by(body), zone=zone)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={shown.WEEKDAY if metadata(body) else shown.CHANNEL: str(refusal)})
            return
        services.own_help.show_home(tenant(body), by(body), str(view(body).get("hash")))
        ack()

    app.view(shown.VIEW)(submitted)
