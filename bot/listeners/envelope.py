"""What surrounds everything Slack sends: whose workspace it is about, and who Kith is there."""

from collections.abc import Mapping
from typing import Any

Body = dict[str, Any]


def tenant(body: Mapping[str, Any]) -> str:
    """The installation that this is for: the enterprise where Kith is installed org-wide, else the team.

    Events name their installation under `authorizations`, since a shared channel's message may come from another
    team; commands and interactions name it beside the team (https://docs.slack.dev/enterprise).
    """
    of = next(iter(body.get("authorizations") or ()), body)
    team, enterprise = _id(of, "team"), _id(of, "enterprise") or _id(body, "enterprise")
    org_wide = str(of.get("is_enterprise_install", False)).lower() == "true"
    found = enterprise if org_wide and enterprise else team or _id(body, "team") or enterprise
    if not found:
        raise KeyError("team_id")
    return found


def bot_user(body: Mapping[str, Any]) -> str:
    """Kith's own user id, where an event says it, else ""."""
    authorizations = body.get("authorizations") or ()
    return next((one["user_id"] for one in authorizations if one.get("is_bot") and one.get("user_id")), "")


def _id(body: Mapping[str, Any], what: str) -> str:
    """The id of a team or enterprise, which Slack gives flat or as an object."""
    whole = body.get(what)
    nested = whole.get("id") if isinstance(whole, Mapping) else None
    return str(body.get(f"{what}_id") or nested or "")
