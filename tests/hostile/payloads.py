"""What Slack sends when all is well, for each kind of listener; and how it looks when somebody tampers with it."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

from bot.blocks import admin_forms, contact_form, contact_import, log_help, outside, privacy, request, subscriptions
from bot.domain.administration import Rules
from bot.domain.asks import Ask
from bot.domain.contacts import Contact, HowWell, Identity
from bot.services.privacy import OwnPrivacy
from playground.blockkit.state import initial_values
from tests.hostile.listened import Listened

Json = dict[str, Any]
Path = tuple[str | int, ...]

TS = "1795000000.000001"
NOW = "1795000000.000002"
ACT = json.dumps(["C1", TS, "U1", "U2"])
VALUES = (
    "1:U2",
    "1:1",
    "1",
    "U1:U2",
    f"C1/{TS}/U2",
    ACT,
    json.dumps([json.loads(ACT), ["kafka"]]),
    "kafka",
    "C1",
    "U1",
)
"""What the buttons of Kith carry, in each of their forms."""

REVIEWED = admin_forms.review_view(Rules(), {"retention_months": 6}, ["retention_months"])["private_metadata"]
METADATA = ("1:U2", "1:1", "1:1|", log_help.Origin("C1", TS).dumped(), json.dumps({"id": 0}), REVIEWED, "U2", "")
"""What its modals carry."""

_EVENT: Json = {
    "user": "U1",
    "channel": "C1",
    "channel_type": "channel",
    "text": "How do I rotate the kafka certificates?",
    "ts": TS,
    "event_ts": NOW,
    "item": {"type": "message", "channel": "C1", "ts": TS},
    "item_user": "U2",
    "reaction": "pray",
    "tab": "home",
    "tokens": {"bot": ["U0"]},
}
_PERSON = {"id": "U1", "name": "ana", "team_id": "T1", "profile": {"display_name": "Ana"}}
_EVENTS: dict[str, Json] = {
    "user_change": {"user": _PERSON},
    "team_join": {"user": _PERSON},
    "channel_rename": {"channel": {"id": "C1", "name": "new", "created": 1}},
    "group_rename": {"channel": {"id": "C1", "name": "new", "created": 1}},
    "member_joined_channel": {"user": "U0"},
    "member_left_channel": {"user": "U0"},
}
_BY: Json = {
    "token": "t",
    "api_app_id": "A1",
    "team": {"id": "T1", "domain": "w"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "enterprise": None,
    "is_enterprise_install": False,
    "trigger_id": "1.2.abc",
}


def samples(listened: Listened, response_url: str) -> Iterator[Json]:
    """What Slack may send to a listener when all is well; not each of its forms is what this one expects."""
    match listened.kind:
        case "event":
            yield from _events(listened.name)
        case "command":
            yield from _commands(listened.name, response_url)
        case "message_action":
            message = {"type": "message", "user": "U2", "ts": TS, "text": "Like this."}
            shortcut = {
                "type": "message_action",
                "callback_id": listened.name,
                "channel": {"id": "C1", "name": "infra"},
            }
            yield _BY | shortcut | {"message_ts": TS, "message": message, "response_url": response_url}
        case "block_suggestion":
            typed = {"type": listened.kind, "action_id": listened.name, "block_id": "b", "value": "berl"}
            yield _BY | typed | {"view": _view("any", "")}
        case "block_actions":
            yield from _presses(listened.name, response_url)
        case _:
            for metadata in METADATA:
                yield _BY | {"type": listened.kind, "view": _view(listened.name, metadata), "response_urls": []}


def _events(name: str) -> Iterator[Json]:
    authorization = {"enterprise_id": None, "team_id": "T1", "user_id": "U0", "is_bot": True}
    around = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event_time": 1795000000}
    around |= {"authorizations": [authorization | {"is_enterprise_install": False}]}
    yield around | {"event": _EVENT | {"type": name} | _EVENTS.get(name, {})}
    if name == "message":
        changed = {"type": "message", "user": "U1", "ts": TS, "text": "Edited", "edited": {"user": "U1", "ts": NOW}}
        for more in (
            {"subtype": "message_changed", "message": changed},
            {"subtype": "message_deleted", "deleted_ts": TS},
            {"subtype": "channel_convert_to_private"},
            {"channel": "D1", "channel_type": "im"},
        ):
            yield around | {"event": _EVENT | {"type": name} | more}


def _commands(name: str, response_url: str) -> Iterator[Json]:
    where = {"team_id": "T1", "channel_id": "C1", "channel_name": "infra", "user_id": "U1", "user_name": "ana"}
    around = where | {"command": name, "response_url": response_url, "is_enterprise_install": "false"}
    for place, text in enumerate(("help", "ties", "privacy", "digest", "digest friday 16", "who knows kafka?")):
        yield around | {"text": text, "trigger_id": f"1.{place}.abc"}


def _presses(action_id: str, response_url: str) -> Iterator[Json]:
    for value in VALUES:
        pressed = {"type": "button", "action_id": action_id, "block_id": "closing:1", "value": value}
        pressed |= {"selected_user": "U2", "action_ts": NOW}
        around = {"type": "block_actions", "actions": [pressed], "channel": {"id": "C1", "name": "infra"}}
        where = {"message": {"type": "message", "user": "U0", "ts": TS, "text": "…"}, "view": _view("any", "kafka")}
        yield _BY | around | where | {"response_url": response_url, "container": {"type": "message"}}


def _view(callback_id: str, metadata: str) -> Json:
    state = {"values": _entered()}
    return {
        "id": "V1",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "hash": "1.a",
        "state": state,
        "title": {"type": "plain_text", "text": "Title"},
        "blocks": [],
    }


@cache
def _entered() -> Json:
    """What was entered, in all modals with fields at once."""
    ask = Ask("k", "U1", "who knows kafka?", "C1", contact().refreshed_at, id=1)
    found: Json = {}
    for view in (
        admin_forms.rules_view(Rules()),
        admin_forms.channels_view(Rules()),
        admin_forms.person_view(),
        admin_forms.everything_view(),
        subscriptions.view("", "Europe/Berlin", None),
        contact_form.view(contact()),
        contact_import.view(),
        log_help.view(log_help.Origin("C1", TS), "U1", "U2"),
        outside.request_view("1:1", "who knows kafka?"),
        outside.name_view("1:1", contact(), ""),
        privacy.view(OwnPrivacy("U1"), ""),
        request.view(ask, "U2"),
    ):
        for block, fields in initial_values([dict(one) for one in json.loads(json.dumps(view["blocks"]))]).items():
            chosen = {
                name: field | {"selected_user": "U2"} for name, field in fields.items() if "selected_user" in field
            }
            found.setdefault(block, {}).update(fields | chosen)
    found[log_help.ABOUT]["words"]["value"] = "kafka lag"
    found[contact_import.TEXT][contact_import.FIELD]["value"] = "name,topics\nZoe,kafka"
    return found


def contact() -> Contact:
    """Somebody outside."""
    identity = Identity("Zoe Far", "Arcadia", "zoe@arcadia.example")
    return Contact(identity, ("kafka",), HowWell.KNOWN, datetime(2026, 11, 1, tzinfo=UTC), 1)


HOSTILE_TEXTS = (
    "",
    " ",
    "\0",
    "\ud800",
    "\u202egnp.exe\u2066",
    "<!channel> <@U2> <https://evil.example|click> &amp; *bold* `code`",
    "'; DROP TABLE helps; --",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "{{7*7}} %s {0} ${x}",
    "x" * 40_000,
    "🙂" * 20_000,
    "9" * 5_000,
    "-1",
    "1:" + "9" * 40,
    "U9",
    "[" * 900,
    '{"a": ' * 300,
)
HOSTILE: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(HOSTILE_TEXTS),
    st.sampled_from([None, True, False, 0, -1, 2**70, 1e308, float("nan"), [], {}, [[]], {"id": "U9"}, ["U1", None]]),
    st.text(max_size=20),
)


@dataclass(frozen=True)
class Tampering:
    """A change somewhere in a payload, wherever `place` (from 0 to 1) falls among all that is in it."""

    place: float
    removes: bool
    hostile: Any

    def of(self, body: Json) -> Json:
        """The payload with the change."""
        changed = deepcopy(body)
        paths = list(_paths(changed))
        *around, last = paths[min(int(self.place * len(paths)), len(paths) - 1)]
        inside: Any = changed
        for step in around:
            inside = inside[step]
        if self.removes:
            del inside[last]
        else:
            inside[last] = self.hostile
        return changed


def tamperings() -> st.SearchStrategy[list[Tampering]]:
    """One change, or a few."""
    one = st.builds(Tampering, st.floats(0, 1), st.booleans(), HOSTILE)
    return st.lists(one, min_size=1, max_size=3)


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to each value within, but to those that say which listener this is for."""
    inside: Sequence[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for step, one in inside:
        if step not in ("action_id", "callback_id", "command"):
            yield (*path, step)
        yield from _paths(one, (*path, step))
