"""What surrounds everything Slack sends: whose workspace it is about, who did it, and what it carries.

Slack signs what it sends, and yet nothing here is taken on trust: whatever is not as it should be raises OddObject.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.blocks.kit import Values
from bot.services import slack_json
from bot.services.slack_json import OddObject, ident, mapping, reading

Body = dict[str, Any]

_MARK = re.compile(r"[\w.:-]{1,200}", re.ASCII)


@reading("a workspace")
def tenant(body: Mapping[str, Any]) -> str:
    """The installation that this is for: the enterprise where Kith is installed org-wide, else the team.

    Events name their installation under `authorizations`, since a shared channel's message may come from another
    team; commands and interactions name it beside the team (https://docs.slack.dev/enterprise). Raises OddObject.
    """
    of = next(iter(body.get("authorizations") or ()), body)
    team, enterprise = _id(of, "team"), _id(of, "enterprise") or _id(body, "enterprise")
    org_wide = str(of.get("is_enterprise_install", False)).lower() == "true"
    found = enterprise if org_wide and enterprise else team or _id(body, "team") or enterprise
    return ident(found, "something of no workspace")


@reading("an authorization")
def bot_user(body: Mapping[str, Any]) -> str:
    """Kith's own user id, where an event says it, else ""."""
    authorizations = body.get("authorizations") or ()
    return next((one["user_id"] for one in authorizations if one.get("is_bot") and one.get("user_id")), "")


def happened(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event within what Slack sent. Raises OddObject."""
    return mapping(body.get("event"), "an event that is none")


def place(event: Mapping[str, Any]) -> str:
    """The channel of an event. Raises OddObject."""
    return ident(event.get("channel"), "an event nowhere")


def mark(event: Mapping[str, Any]) -> str:
    """What tells one event from the next of its kind. Raises OddObject."""
    return _marked(event.get("event_ts"))


def trigger(body: Mapping[str, Any]) -> str:
    """What tells one press from the next, and lets a modal open within three seconds. Raises OddObject."""
    return _marked(body.get("trigger_id"))


@reading("a person")
def by(body: Mapping[str, Any]) -> str:
    """Who pressed, chose or submitted. Raises OddObject."""
    return ident(body["user"]["id"], "something done by nobody")


@reading("a press")
def pressed(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The element that was pressed or chosen from. Raises OddObject."""
    return mapping(body["actions"][0], "a press of nothing")


@reading("a button")
def value(body: Mapping[str, Any]) -> str:
    """What the pressed button carries. Raises OddObject."""
    return _text(pressed(body)["value"])


def number(body: Mapping[str, Any]) -> int:
    """The number that the pressed button carries. Raises OddObject."""
    return slack_json.number(value(body))


def view(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The modal that was submitted, or in which something was pressed. Raises OddObject."""
    return mapping(body.get("view"), "a modal that is none")


def metadata(body: Mapping[str, Any]) -> str:
    """What a modal carries unseen. Raises OddObject."""
    return _text(view(body).get("private_metadata"))


@reading("a form")
def values(body: Mapping[str, Any]) -> Values:
    """What was entered in a modal: by block, by element. Raises OddObject."""
    return mapping(view(body)["state"]["values"], "a form without values")


def modal_of(body: Mapping[str, Any]) -> str:
    """The id of the modal in which something was pressed, "" where it was pressed elsewhere. Raises OddObject."""
    around = view(body) if body.get("view") else {}
    return ident(around.get("id"), "a modal without an id") if around.get("type") == "modal" else ""


def response_url(body: Mapping[str, Any]) -> str:
    """Where to answer whoever did this, "" where there is no such place. Raises OddObject."""
    url = _text(body.get("response_url") or "")
    if url and not url.startswith(("https://", "http://")):
        raise OddObject("an address that is none")
    return url


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise OddObject("a text that is none")
    return given


def _marked(given: Any) -> str:
    if not isinstance(given, str) or not _MARK.fullmatch(given):
        raise OddObject("something without a usable mark")
    return given


def kind_of(body: Mapping[str, Any]) -> str:
    """What was sent, without a word of what was said: an event's type, a command, or the kind of interaction."""
    event = body.get("event")
    inner = event.get("type") if isinstance(event, Mapping) else None
    return str(inner or body.get("command") or body.get("type"))[:50]


def _id(body: Mapping[str, Any], what: str) -> str:
    """The id of a team or enterprise, which Slack gives flat or as an object."""
    whole = body.get(what)
    nested = whole.get("id") if isinstance(whole, Mapping) else None
    return str(body.get(f"{what}_id") or nested or "")
