"""Whatever people wrote, all that Kith shows keeps to Slack's limits and calls, mentions and links nobody else's."""

import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

import bot.blocks
from bot.blocks.kit import Block, Values, section, visible
from bot.domain.administration import AdminAct, Rules
from bot.services.administering import Administered
from playground.blockkit.validate import check_message_blocks, check_view
from tests.hostile.made import made

OURS = re.compile(
    r"<@[UW]\w+>|<#[CG]\w+>|<!date\^\d+\^[^<>|]*\|[^<>|]*>|<https://example\.slack\.com/[^<>|]*\|[^<>|]*>"
)
"""The references that Kith itself writes."""

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


OTHERWISE = (Any, Values, Rules, Administered, AdminAct, Sequence[AdminAct])
"""What nothing that people wrote is in, or only what Slack sends."""


def renderers() -> Iterator[Callable[..., Any]]:
    """Every public function of `bot.blocks` that says something."""
    for module in pkgutil.iter_modules(bot.blocks.__path__, "bot.blocks."):
        for name, found in inspect.getmembers(import_module(module.name), inspect.isfunction):
            kinds = get_type_hints(found)
            shows = kinds.pop("return", None) in (str, Block, Sequence[Block], list[Block])
            is_of_people = not any(kind in OTHERWISE for kind in kinds.values())
            if (
                shows
                and is_of_people
                and found.__module__ == module.name != "bot.blocks.kit"
                and not name.startswith("_")
            ):
                yield found


@pytest.mark.parametrize("render", list(renderers()), ids=lambda render: f"{render.__module__}.{render.__name__}")
@settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_people_wrote_is_shown_within_limits_and_acts_upon_nobody(
    render: Callable[..., Any], data: st.DataObject
) -> None:
    hints = {name: kind for name, kind in get_type_hints(render).items() if name != "return"}
    given_ = {name: data.draw(made(kind, name)) for name, kind in hints.items()}
    try:
        shown = render(**given_)
    except (LookupError, ValueError):
        reject()  # what the types allow and the domain does not, such as a settled request that is open
    check(shown)


def check(shown: Any) -> None:
    """Hold what is shown against Slack's limits, and its texts against what they may do."""
    given = json.loads(json.dumps(shown))
    if isinstance(given, list):
        is_row = any(one["type"] == "button" for one in given)
        check_message_blocks([{"type": "actions", "elements": given}] if is_row else given)
    elif isinstance(given, dict) and given["type"] in ("modal", "home"):
        check_view(given)
    for text in [given] if isinstance(given, str) else mrkdwn_in(given):
        assert "<" not in OURS.sub("", text), text
        assert not UNSEEN.search(text), text


def mrkdwn_in(given: Any) -> Iterator[str]:
    """All that Slack reads as mrkdwn; it may make nothing of bare names and addresses in it."""
    if isinstance(given, dict):
        if given.get("type") == "mrkdwn":
            assert given["verbatim"] is True
            yield given["text"]
        for inside in given.values():
            yield from mrkdwn_in(inside)
    elif isinstance(given, list):
        for inside in given:
            yield from mrkdwn_in(inside)


def test_what_shortening_cut_into_is_left_out() -> None:
    assert section("x" * 2995 + "<@U1> and more")["text"]["text"] == "x" * 2995 + "…"
    assert section("x" * 2995 + "&amp;&amp;")["text"]["text"] == "x" * 2995 + "…"


def test_direction_and_control_characters_are_taken_out_and_letters_of_all_scripts_stay() -> None:
    assert visible("a\u202eb\u2066c\x00\x1bd") == "abcd"
    assert visible("שלום مرحبا 👩‍💻 日本語\n\tü") == "שלום مرحبا 👩‍💻 日本語\n\tü"
