"""The modal "Ask them", submitted."""

from slack_bolt import Ack, App

from bot.blocks import request as shown
from bot.blocks.answer import named
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modal."""

    def submitted(ack: Ack, body: Body) -> None:
        view = body["view"]
        ask_id, person = named(view["private_metadata"])
        wish = shown.wish_from(view["state"]["values"])
        try:
            told = services.requester.request(tenant(body), ask_id, body["user"]["id"], person, wish)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={shown.QUESTION: str(refusal)})
            return
        ack(response_action="update", view=dict(shown.asked(person, told)))

    app.view(shown.VIEW)(submitted)
