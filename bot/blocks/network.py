"""Whom a person can reach inside, shown to them alone."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, button, context, escape, image, modal, named, section
from bot.domain.wording import listed, people
from bot.services.own_network import DRAWN, OwnNetwork, OwnTie

SHOW = "network_show"
PLACE = "network_words"
VIEW = "network_view"
SHOWN = 6
TEXT = "Your network"
NO_PICTURE = "I may not send pictures here; ask whoever runs Kith to allow `files:write`, and try again."


def blocks(network: OwnNetwork) -> Sequence[Block]:
    """The strongest ties with what they are about, how far one gets through them, and the way to the picture."""
    if not network.ties:
        return (context("Nobody yet. A tie grows whenever you help somebody, or somebody helps you."),)
    shown = "\n".join(_tie(tie) for tie in network.ties[:SHOWN])
    return (
        section(f"*{people(len(network.ties))} you have ties to*\n{shown}"),
        context(_further(network)),
        actions(button("Show my network", SHOW)),
    )


def message(network: OwnNetwork, outside: int) -> Sequence[Block]:
    """The message into which the picture goes: the same in words."""
    shown = "\n".join(_tie(tie) for tie in network.ties[:DRAWN])
    beyond = f" You know {people(outside)} outside." if outside else ""
    return (
        named(section(f"*Your network*\n{shown}"), PLACE),
        context(f"{people(len(network.ties))} you have ties to.{beyond} Only you see this."),
    )


def picture(file: str, alt: str) -> Block:
    """The picture, to stand after the block named PLACE; `file` is an id of Slack's."""
    return named(image(file, TEXT, alt), f"{PLACE}_image")


def on_its_way() -> Block:
    """What the button answers."""
    return modal(VIEW, TEXT, "", (section("I am drawing it; it comes as a direct message."),))


def _tie(tie: OwnTie) -> str:
    parts = [
        f"{who}{f' with {escape(listed(words))}' if words else ''}"
        for who, words, times in (
            ("helped you", tie.helped_me, tie.times_received),
            ("you helped them", tie.helped_by_me, tie.times_given),
        )
        if times
    ]
    return f"• <@{tie.person.id}> {'; '.join(parts)}"


def _further(network: OwnNetwork) -> str:
    others = len(network.ties[SHOWN:])
    more = f"{people(others)} more, and through" if others else "Through"
    return f"{more} all of them {people(network.beyond)} whom you have no tie to yet. Only you see this."
