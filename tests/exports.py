"""Small Slack exports, written by the tests that read them."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PEOPLE = ("UANA", "UBEN", "UCLEO")


def user(ident: str, **fields: Any) -> dict[str, Any]:
    """A user object, shown as "Ana" for UANA."""
    return {"id": ident, "name": ident.lower(), "profile": {"display_name": ident[1:].title()}} | fields


def channel(ident: str, name: str, **fields: Any) -> dict[str, Any]:
    """A conversation object."""
    return {"id": ident, "name": name} | fields


def message(ts: str, author: str, text: str, **fields: Any) -> dict[str, Any]:
    """A message object."""
    return {"type": "message", "ts": ts, "user": author, "text": text} | fields


def write_export(
    folder: Path,
    days: Mapping[str, Sequence[Any]] | None = None,
    users: Sequence[Any] = tuple(map(user, PEOPLE)),
    channels: Sequence[Any] = (channel("CGEN", "general"), channel("COPS", "ops")),
    **lists: Sequence[Any],
) -> Path:
    """An export in a folder; `days` are messages by file ("general/2024-01-31"), `lists` such as `groups=[...]`."""
    files = {"users": users, "channels": channels, **lists, **(days or {})}
    for name, entries in files.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(entries), encoding="utf-8")
    return folder


def zipped(folder: Path, target: Path, top: str = "") -> Path:
    """The folder as a zip, its files below `top`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, f"{top}{path.relative_to(folder).as_posix()}")
    return target
