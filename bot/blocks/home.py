"""The Home tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.blocks import admin, contacts, digest, guide, own_help, privacy
from bot.blocks.kit import Block, divider, header
from bot.domain.help import HELP_REACTIONS
from bot.services.administering import Administered
from bot.services.contacts import Circle
from bot.services.own_help import OwnHelp
from bot.services.privacy import OwnPrivacy


@dataclass(frozen=True, slots=True)
class Parts:
    """What the Home tab shows somebody: what Kith knows of them, their digest (`digest_when` is "" without one), whom
    they know outside, their choices, by which reactions help is logged, and what admins alone see."""

    own: OwnHelp
    choices: OwnPrivacy
    digest_when: str = ""
    circle: Circle = field(default_factory=Circle)
    reactions: Sequence[str] = HELP_REACTIONS
    administered: Administered | None = None


def view(parts: Parts) -> Block:
    """The Home tab with all its parts."""
    return {"type": "home", "blocks": list(_blocks(parts))}


def _blocks(parts: Parts) -> Iterator[Block]:
    yield header("Your help")
    yield from own_help.blocks(parts.own)
    for title, blocks in _sections(parts):
        yield divider()
        yield header(title)
        yield from blocks


def _sections(parts: Parts) -> Iterator[tuple[str, Sequence[Block]]]:
    yield "People you know outside", contacts.blocks(parts.circle)
    yield "Your digest", digest.subscription(parts.own.person, parts.digest_when)
    yield "Your privacy", privacy.blocks(parts.choices)
    if parts.administered:
        yield "For admins", admin.blocks(parts.administered)
    yield "What I can do", guide.blocks(parts.reactions)
