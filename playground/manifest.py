"""The Slack app's manifest: what it may do and what it is told."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from playground.subscriptions import unmet


class ManifestError(ValueError):
    """The manifest cannot be read as Slack would read it."""


@dataclass(frozen=True)
class Command:
    """A slash command."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut; `type` is `global` or `message`."""

    name: str
    callback_id: str
    type: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that change how Slack behaves."""

    name: str
    bot_name: str
    description: str = ""
    bot_scopes: frozenset[str] = frozenset()
    user_scopes: frozenset[str] = frozenset()
    bot_events: frozenset[str] = frozenset()
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    socket_mode: bool = True
    request_url: str | None = None
    interactivity: bool = True
    interactivity_url: str | None = None
    options_url: str | None = None
    redirect_urls: tuple[str, ...] = ()
    token_rotation: bool = False
    home_tab: bool = False
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    agent_view: dict[str, Any] | None = None
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


def load_manifest(path: Path) -> Manifest:
    """Read a manifest file (YAML or JSON); raises ManifestError when it is none."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ManifestError(f"cannot read the manifest {path}: {error}") from error
    return parse_manifest(raw)


def parse_manifest(raw: Any) -> Manifest:
    """Understand a manifest given as nested dictionaries.

    Raises ManifestError when it is none, and for an event that Slack does not know or that lacks its scope.
    """
    if not isinstance(raw, dict) or "display_information" not in raw:
        raise ManifestError("a manifest needs display_information with the app's name")
    information, features, settings = (
        raw["display_information"],
        _part(raw, "features"),
        _part(raw, "settings"),
    )
    scopes = _part(_part(raw, "oauth_config"), "scopes")
    subscriptions, interactivity = _part(settings, "event_subscriptions"), _part(settings, "interactivity")
    home = _part(features, "app_home")
    objections = unmet(subscriptions.get("bot_events", ()), frozenset(scopes.get("bot", ())))
    if objections:
        raise ManifestError("; ".join(objections))
    return Manifest(
        name=information["name"],
        bot_name=_part(features, "bot_user").get("display_name", information["name"]),
        description=information.get("description", ""),
        bot_scopes=frozenset(scopes.get("bot", ())),
        user_scopes=frozenset(scopes.get("user", ())),
        bot_events=frozenset(subscriptions.get("bot_events", ())),
        commands=_commands(features),
        shortcuts=_shortcuts(features),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        request_url=subscriptions.get("request_url"),
        interactivity=bool(interactivity.get("is_enabled", False)),
        interactivity_url=interactivity.get("request_url"),
        options_url=interactivity.get("message_menu_options_url"),
        redirect_urls=tuple(_part(raw, "oauth_config").get("redirect_urls", ())),
        token_rotation=bool(settings.get("token_rotation_enabled", False)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        agent_view=features.get("agent_view"),
        raw=raw,
    )


def _part(raw: dict[str, Any], name: str) -> dict[str, Any]:
    part = raw.get(name) or {}
    if not isinstance(part, dict):
        raise ManifestError(f"{name} of the manifest must be a mapping")
    return part


def _commands(features: dict[str, Any]) -> tuple[Command, ...]:
    names = ("command", "description", "usage_hint", "should_escape", "url")
    given = features.get("slash_commands") or ()
    return tuple(Command(**{name: one[name] for name in names if name in one}) for one in given)


def _shortcuts(features: dict[str, Any]) -> tuple[Shortcut, ...]:
    names = ("name", "callback_id", "type", "description")
    given = features.get("shortcuts") or ()
    return tuple(Shortcut(**{name: one[name] for name in names if name in one}) for one in given)
