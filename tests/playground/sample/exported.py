"""Reads an export folder back, as an importer would."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Exported:
    folder: Path
    users: dict[str, dict[str, Any]]
    channels: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    days: dict[tuple[str, str], list[dict[str, Any]]]

    @classmethod
    def read(cls, folder: Path) -> "Exported":
        def load(path: Path) -> Any:
            return json.loads(path.read_text(encoding="utf-8"))

        return cls(
            folder,
            {user["id"]: user for user in load(folder / "users.json")},
            load(folder / "channels.json"),
            load(folder / "groups.json"),
            {(path.parent.name, path.stem): load(path) for path in sorted(folder.glob("*/*.json"))},
        )

    def messages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for (channel, _), entries in self.days.items():
            for entry in entries:
                yield channel, entry
