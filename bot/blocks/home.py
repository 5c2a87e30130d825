"""The Home tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.blocks import admin, contacts, guide, network, own_help, own_requests, own_topics, privacy, subscriptions
from bot.blocks.kit import Block, divider, header, section
from bot.domain.expertise import OwnTopic
from bot.domain.help import HELP_REACTIONS
from bot.services.administering import Administered
from bot.services.contacts import Circle
from bot.services.digesting import OwnDigests
from bot.services.own_help import OwnHelp
from bot.services.own_network import OwnNetwork
from bot.services.own_requests import OwnRequests
from bot.services.privacy import OwnPrivacy

HELPS_SHOWN = 4
WELCOME = (
    "*Welcome.* I notice who helps whom in the channels that I am in, so that I can say whom to ask, and through whom "
    "you reach them. There is little here yet: it grows with every question that somebody answers."
)

PAUSED = (
    "*An admin of this workspace has paused me.* I hear nothing and answer nobody until they let me go on. "
    "What is yours is here as ever."
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the Home tab shows somebody of themselves, the reactions by which help is logged here, what admins alone
    see, and whether Kith is paused."""

    own: OwnHelp
    choices: OwnPrivacy
    digests: OwnDigests
    requests: OwnRequests = field(default_factory=OwnRequests)
    topics: Sequence[OwnTopic] = ()
    network: OwnNetwork = field(default_factory=OwnNetwork)
    circle: Circle = field(default_factory=Circle)
    reactions: Sequence[str] = HELP_REACTIONS
    administered: Administered | None = None
    is_paused: bool = False

    @property
    def is_new(self) -> bool:
        """Whether nothing is known of them yet."""
        return not (self.own.given or self.own.received or self.circle.contacts or self.requests.asked)


def view(parts: Parts) -> Block:
    """The Home tab, at most 100 blocks; on somebody's first day it begins with what there is to do."""
    return {"type": "home", "blocks": list(_blocks(parts))}


def _blocks(parts: Parts) -> Iterator[Block]:
    if parts.is_paused:
        yield section(PAUSED)
    for place, (title, blocks) in enumerate(_sections(parts)):
        if place or parts.is_paused:
            yield divider()
        yield header(title)
        yield from blocks


def _sections(parts: Parts) -> Iterator[tuple[str, Sequence[Block]]]:
    how = "What I can do", guide.blocks(parts.reactions)
    if parts.is_new:
        yield how[0], (section(WELCOME), *how[1])
    if requests := own_requests.blocks(parts.requests):
        yield "Open between you and others", requests
    yield "Your topics", own_topics.blocks(parts.topics)
    yield "Whom you can reach", network.blocks(parts.network)
    yield "People you know outside", contacts.blocks(parts.circle)
    yield "Your help", own_help.blocks(parts.own, HELPS_SHOWN)
    yield "Your digests", subscriptions.blocks(parts.digests)
    yield "Your privacy", privacy.blocks(parts.choices)
    if parts.administered:
        yield "For admins", admin.blocks(parts.administered)
    if not parts.is_new:
        yield how
