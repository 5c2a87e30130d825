"""The Home tab."""

from bot.blocks import contacts, digest, guide, own_help, privacy
from bot.blocks.kit import Block, divider, header
from bot.services.contacts import Circle
from bot.services.own_help import OwnHelp
from bot.services.privacy import OwnPrivacy

NOBODY = Circle()


def view(own: OwnHelp, choices: OwnPrivacy, digest_when: str, circle: Circle = NOBODY) -> Block:
    """What Kith knows of the person who looks, whom they know outside, their digest (`digest_when` is "" without one),
    their choices, and how to ask."""
    blocks = (
        header("Your help"),
        *own_help.blocks(own),
        divider(),
        header("People you know outside"),
        *contacts.blocks(circle),
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
