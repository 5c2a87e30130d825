"""A person's digests on their Home tab, and the modal that says when one comes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.blocks.digest import PREVIEW, SUBSCRIBE, UNSUBSCRIBE
from bot.blocks.kit import Block, Values, actions, button, context, input_block, modal, section
from bot.domain.subscriptions import WEEKDAYS, Subscription
from bot.services.digesting import OwnDigests
from bot.services.digests import NO_OUTSIDERS
from bot.services.slack_json import ident, number, reading, text

CHOOSE = "digest_choose"
ADD = "digest_add"
MENU = "digest_menu"
VIEW = "digest_time_view"
CHANNEL, WEEKDAY, HOUR, ZONE = "channel", "weekday", "hour", "digest_time_zone"
SHOWN = 5
MOST_ZONES = 100
MENU_LABELS = {"preview": "Show me one now", "change": "Change when it comes…", "end": "No more digests"}


def blocks(own: OwnDigests) -> Sequence[Block]:
    """The person's own digest, those of their channels, and how to add one."""
    return (*_personal(own), *_channels(own.channels), actions(button("Add a channel's digest…", ADD)))


def view(target: str, zone: str, standing: Subscription | None) -> Block:
    """When the digest of a target comes; without a target it is chosen here."""
    weekday, hour = (standing.weekday, standing.hour) if standing else (0, 9)
    kept = standing.tz if standing else zone
    return modal(
        VIEW,
        "When a digest comes",
        "Save",
        (
            *([] if target else [input_block(CHANNEL, "Of which channel?", _channel())]),
            input_block(WEEKDAY, "On which day?", _menu(WEEKDAY, WEEKDAYS, weekday)),
            input_block(HOUR, "At which hour?", _menu(HOUR, [f"{at:02d}:00" for at in range(24)], hour)),
            input_block(ZONE, "By the clocks of", _zone(kept)),
        ),
        private_metadata=target,
    )


@reading("a time of a digest")
def entered(values: Values) -> tuple[str, int, int, str]:
    """The channel ("" where none was asked for), weekday, hour and time zone. Raises OddObject."""
    channel = values[CHANNEL][CHANNEL].get("selected_conversation") if CHANNEL in values else None
    weekday, hour = (number(values[name][name]["selected_option"]["value"]) for name in (WEEKDAY, HOUR))
    zone = text(values[ZONE][ZONE]["selected_option"]["value"])
    if weekday >= len(WEEKDAYS) or hour > 23:
        raise ValueError("no such time")
    return ident(channel, "a channel without an id") if channel else "", weekday, hour, zone


@reading("a menu of a digest")
def chosen(option: Any) -> tuple[str, str]:
    """What was chosen from a channel's menu, and the channel. Raises OddObject."""
    what, _, channel = text(option["value"]).partition(":")
    return what, ident(channel, "a channel without an id")


def zone_options(zones: Iterable[str], typed: str) -> list[dict[str, Any]]:
    """The time zones whose names hold what was typed."""
    sought = typed.strip().lower().replace(" ", "_")
    return [_option(zone, zone) for zone in sorted(zones) if sought in zone.lower()][:MOST_ZONES]


def _personal(own: OwnDigests) -> Iterator[Block]:
    preview, person = button(MENU_LABELS["preview"], PREVIEW, own.person), own.person
    if not own.may_have_own:
        yield context(NO_OUTSIDERS)
    elif own.personal:
        yield section(f"*Yours*, in a direct message, comes {own.personal.when}.")
        change = button(MENU_LABELS["change"], CHOOSE, person)
        yield actions(preview, change, button(MENU_LABELS["end"], UNSUBSCRIBE, person))
    else:
        yield section("Each week I can tell *you alone* what catches on, which questions wait, and who helped whom.")
        yes = button("Yes, every Monday at 9", SUBSCRIBE, person, "primary")
        yield actions(yes, button("Choose when…", CHOOSE, person), preview)


def _channels(channels: Sequence[Subscription]) -> Iterator[Block]:
    for channel in channels[:SHOWN]:
        options = [_option(label, f"{what}:{channel.target}") for what, label in MENU_LABELS.items()]
        menu = {"type": "overflow", "action_id": MENU, "options": options}
        yield section(f"<#{channel.target}> gets one {channel.when}.", menu)
    if more := len(channels[SHOWN:]):
        yield context(f"{more} more of your channels get one; `/kith digest` in a channel is about its own.")


def _channel() -> Block:
    included = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "action_id": CHANNEL, "filter": included}


def _menu(action_id: str, labels: Sequence[str], chosen: int) -> Block:
    options = [_option(label, str(at)) for at, label in enumerate(labels)]
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": options[chosen],
    }


def _zone(name: str) -> Block:
    return {
        "type": "external_select",
        "action_id": ZONE,
        "min_query_length": 2,
        "initial_option": _option(name, name),
        "placeholder": {"type": "plain_text", "text": "Type a city"},
    }


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": label}, "value": value}
