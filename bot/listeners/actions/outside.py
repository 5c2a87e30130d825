"""The buttons around an introduction: the asker's, and the introducer's three answers."""

from collections.abc import Callable

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import outside as shown
from bot.domain.introductions import Introduction
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, response_url, tenant, trigger, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def ask_introducer(ack: Ack, body: Body, client: WebClient) -> None:
        ask_id, _ = shown.named(value(body))
        ask = services.asking.own(tenant(body), ask_id, by(body))
        client.views_open(trigger_id=trigger(body), view=dict(shown.request_view(value(body), ask.text)))
        ack()

    def name_them(ack: Ack, body: Body, client: WebClient) -> None:
        _, contact = services.introducing.choice_for(tenant(body), *shown.named(value(body)), by(body))
        view = shown.name_view(value(body), contact, response_url(body))
        client.views_open(trigger_id=trigger(body), view=dict(view))
        ack()

    def settle(ack: Ack, body: Body, respond: Respond, answer: Callable[[str, int, int, str], Introduction]) -> None:
        asked = answer(tenant(body), *shown.named(value(body)), by(body))
        ack()
        redraw(services, body, respond, shown.TEXT_TO_INTRODUCER, shown.settled(asked))

    def pass_on(ack: Ack, body: Body, respond: Respond) -> None:
        settle(ack, body, respond, services.introducing.pass_on)

    def decline(ack: Ack, body: Body, respond: Respond) -> None:
        settle(ack, body, respond, services.introducing.decline)

    app.action(shown.ASK_INTRODUCER)(ask_introducer)
    app.action(shown.NAME_THEM)(name_them)
    app.action(shown.PASS_ON)(pass_on)
    app.action(shown.DECLINE)(decline)
