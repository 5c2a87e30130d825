"""Where a button was pressed: in a message that one person sees, or in their Home tab. Either is drawn anew."""

from collections.abc import Sequence

from slack_bolt import Respond

from bot.blocks.kit import Block
from bot.listeners.envelope import Body, by, response_url, tenant, trigger
from bot.services.suite import Services


def redraw(services: Services, body: Body, respond: Respond, text: str, blocks: Sequence[Block] = ()) -> None:
    """Replace the message by this, or have the Home tab show what is true now."""
    if response_url(body):
        respond(text=text, blocks=[dict(block) for block in blocks], replace_original=True)
    else:
        services.own_help.show_home(tenant(body), by(body), trigger(body))
