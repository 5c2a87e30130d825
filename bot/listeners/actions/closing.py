"""What an asker answers when asked how it went."""

import re
from collections.abc import Callable, Sequence

from slack_bolt import Ack, App, Respond

from bot.blocks import closing as shown
from bot.blocks.answer import named
from bot.blocks.kit import Block
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons and the menu."""

    def helped(ack: Ack, body: Body, respond: Respond) -> None:
        value = body["actions"][0]["value"]
        _answered(ack, respond, lambda: _confirm(services, body, value), shown.noted(value))

    def other(ack: Ack, body: Body, respond: Respond) -> None:
        chosen = body["actions"][0]
        value = f"{shown.ask_of(chosen['block_id'])}:{chosen['selected_user']}"
        _answered(ack, respond, lambda: _confirm(services, body, value), shown.noted(value))

    def undo(ack: Ack, body: Body, respond: Respond) -> None:
        value = body["actions"][0]["value"]
        _answered(ack, respond, lambda: _confirm(services, body, value, helped=False), ())

    def nobody(ack: Ack, body: Body, respond: Respond) -> None:
        ask_id = int(body["actions"][0]["value"])
        _answered(ack, respond, lambda: None, shown.not_yet(ask_id))

    def settled(ack: Ack, body: Body, respond: Respond) -> None:
        ask_id = int(body["actions"][0]["value"])
        _answered(ack, respond, lambda: services.closer.close(tenant(body), ask_id, body["user"]["id"]), ())

    app.action(re.compile(f"^{shown.HELPED}"))(helped)
    app.action(shown.OTHER)(other)
    app.action(shown.UNDO)(undo)
    app.action(shown.NOBODY)(nobody)
    app.action(shown.SETTLED)(settled)


def _confirm(services: Services, body: Body, value: str, *, helped: bool = True) -> None:
    ask_id, person = named(value)
    services.closer.confirm(tenant(body), ask_id, body["user"]["id"], person, helped=helped)


def _answered(ack: Ack, respond: Respond, act: Callable[[], None], blocks: Sequence[Block]) -> None:
    """Act, and put what is said now in place of the question."""
    try:
        act()
    except NotAllowed as refusal:
        ack()
        respond(text=str(refusal), response_type="ephemeral", replace_original=False)
        return
    ack()
    respond(text=shown.CLOSED, blocks=[dict(block) for block in blocks] or None, replace_original=True)
