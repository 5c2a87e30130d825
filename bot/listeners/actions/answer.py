"""The buttons under an answer. They act for its asker alone; who else presses one is told so."""

from collections.abc import Callable, Sequence

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.blocks import answer as shown
from bot.blocks import request
from bot.blocks.kit import Block
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, number, response_url, tenant, trigger, value
from bot.services.suite import Services

Blocks = Sequence[Block]


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def ask_them(ack: Ack, body: Body, respond: Respond, client: WebClient) -> None:
        def open_modal() -> None:
            ask_id, person = shown.named(value(body))
            view = request.view(services.asking.own(tenant(body), ask_id, by(body)), person)
            client.views_open(trigger_id=trigger(body), view=dict(view))

        _acted(ack, respond, open_modal)

    def they_helped(ack: Ack, body: Body, respond: Respond) -> None:
        _acted(ack, respond, lambda: _helped(services, body, helped=True), *shown.helped_noted(value(body)))

    def undo_helped(ack: Ack, body: Body, respond: Respond) -> None:
        _acted(ack, respond, lambda: _helped(services, body, helped=False), shown.HELPED_UNDONE)

    def not_right(ack: Ack, body: Body, respond: Respond) -> None:
        ask_id, person = shown.named(value(body))
        url = response_url(body)
        _acted(ack, respond, lambda: services.asking.not_right(tenant(body), ask_id, by(body), person, url))

    def post_need(ack: Ack, body: Body, respond: Respond) -> None:
        need = number(body)
        _acted(ack, respond, lambda: services.asking.post_need(tenant(body), need, by(body)), shown.NEED_POSTED)

    app.action(shown.ASK_THEM)(ask_them)
    app.action(shown.ASK_DISCREETLY)(ask_them)
    app.action(shown.THEY_HELPED)(they_helped)
    app.action(shown.UNDO_HELPED)(undo_helped)
    app.action(shown.NOT_RIGHT)(not_right)
    app.action(shown.POST_NEED)(post_need)


def _helped(services: Services, body: Body, helped: bool) -> None:
    ask_id, person = shown.named(value(body))
    services.asking.helped(tenant(body), ask_id, by(body), person, helped)


def _acted(ack: Ack, respond: Respond, act: Callable[[], str | None], said: str = "", blocks: Blocks = ()) -> None:
    """Act, acknowledge, and tell the person who pressed, alone, what was done or why it was not."""
    try:
        told = act() or said
    except NotAllowed as refusal:
        told, blocks = str(refusal), ()
    ack()
    if told:
        given = [dict(block) for block in blocks] or None
        respond(text=told, blocks=given, response_type="ephemeral", replace_original=False)
