"""Kith's command line as its users may write of it: every verb with its options."""

import typer
from typer.main import get_command

from bot.__main__ import kith


def _options() -> dict[str, set[str]]:
    """Each verb, such as "import" or "replay topics", with its options."""
    found: dict[str, set[str]] = {}
    _collect(get_command(kith), "", found)
    return found


def _collect(command: object, name: str, found: dict[str, set[str]]) -> None:
    commands: dict[str, object] = getattr(command, "commands", {})
    params: list[typer.core.TyperOption] = getattr(command, "params", [])
    found[name] = {option for param in params for option in param.opts if option.startswith("--")} | {"--help"}
    for verb, inner in commands.items():
        _collect(inner, f"{name} {verb}".strip(), found)


VERBS = _options()
