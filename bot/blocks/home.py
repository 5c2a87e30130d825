"""The Home tab."""

from bot.blocks import digest, guide, own_help, privacy
from bot.blocks.kit import Block, divider, header
from bot.services.own_help import OwnHelp
from bot.services.privacy import OwnPrivacy


def view(own: OwnHelp, choices: OwnPrivacy, digest_when: str) -> Block:
    """What Kith knows of the person who looks, their digest (`digest_when` is "" without one), their choices, and how
    to ask."""
    blocks = (
        header("Your help"),
        *own_help.blocks(own),
        divider(),
        header("Your digest"),
        *digest.subscription(own.person, digest_when),
        divider(),
        header("Your privacy"),
        *privacy.blocks(choices),
        divider(),
        header("What I can do"),
        *guide.blocks(),
    )
    return {"type": "home", "blocks": list(blocks)}
