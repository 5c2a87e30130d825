"""What an asker answers when asked how it went."""

import re
from collections.abc import Callable, Sequence

from slack_bolt import Ack, App, Respond

from bot.blocks import closing as shown
from bot.blocks.answer import named
from bot.blocks.kit import Block
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, number, pressed, tenant, value
from bot.services.slack_json import ident, reading
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons and the menu."""

    def answered(
        ack: Ack, body: Body, respond: Respond, act: Callable[[], None] | None, blocks: Sequence[Block] = ()
    ) -> None:
        """Act, and put what is said now in place of the question."""
        if act:
            act()
        ack()
        redraw(services, body, respond, shown.CLOSED, blocks)

    def helped(ack: Ack, body: Body, respond: Respond) -> None:
        person = value(body)
        answered(ack, body, respond, lambda: _confirm(services, body, person), shown.noted(person))

    def other(ack: Ack, body: Body, respond: Respond) -> None:
        person = chosen(body)
        answered(ack, body, respond, lambda: _confirm(services, body, person), shown.noted(person))

    def undo(ack: Ack, body: Body, respond: Respond) -> None:
        answered(ack, body, respond, lambda: _confirm(services, body, value(body), helped=False))

    def nobody(ack: Ack, body: Body, respond: Respond) -> None:
        answered(ack, body, respond, None, shown.not_yet(number(body)))

    def settled(ack: Ack, body: Body, respond: Respond) -> None:
        answered(ack, body, respond, lambda: services.closer.close(tenant(body), number(body), by(body)))

    app.action(re.compile(f"^{shown.HELPED}"))(helped)
    app.action(shown.OTHER)(other)
    app.action(shown.UNDO)(undo)
    app.action(shown.NOBODY)(nobody)
    app.action(shown.SETTLED)(settled)


def chosen(body: Body) -> str:
    """The ask and the person who was chosen from the menu, as a button would carry them. Raises OddObject."""
    menu = pressed(body)
    with reading("a menu"):
        return f"{shown.ask_of(menu['block_id'])}:{ident(menu['selected_user'], 'a choice of nobody')}"


def _confirm(services: Services, body: Body, carried: str, *, helped: bool = True) -> None:
    ask_id, person = named(carried)
    services.closer.confirm(tenant(body), ask_id, by(body), person, helped=helped)
