"""The modal "Ask them", submitted."""

from slack_bolt import Ack, App

from bot.blocks import request as shown
from bot.blocks.answer import named
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, metadata, tenant, values
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        ask_id, person = named(metadata(body))
        wish = shown.wish_from(values(body))
        try:
            told = services.requester.request(tenant(body), ask_id, by(body), person, wish)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={shown.QUESTION: str(refusal)})
            return
        ack(response_action="update", view=dict(shown.asked(person, told)))

    app.view(shown.VIEW)(submitted)
