"""Files of Slack's in blocks (https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object)."""

from collections.abc import Iterator
from typing import Any

from playground.blockkit.rules import Problems, problem
from playground.model import File
from playground.workspace import Workspace

SHOWABLE = frozenset({"png", "jpg", "jpeg", "gif"})


def check_pictures(workspace: Workspace, given: Any, pointer: str) -> Problems:
    """What is wrong with the `slack_file`s below: each is one image, uploaded, that the app may open."""
    for file, at in _slack_files(given, pointer):
        if len(file.keys() & {"id", "url"}) != 1 or not _is_showable(workspace, _file(workspace, file)):
            yield problem("invalid slack file", at)


def _slack_files(given: Any, pointer: str) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(given, list):
        for place, one in enumerate(given):
            yield from _slack_files(one, f"{pointer}/{place}")
    elif isinstance(given, dict):
        for key, value in given.items():
            if key == "slack_file" and isinstance(value, dict):
                yield value, f"{pointer}/{key}"
            else:
                yield from _slack_files(value, f"{pointer}/{key}")


def _file(workspace: Workspace, given: dict[str, Any]) -> File | None:
    """The file that an id, a permalink or a private address names."""
    named = given.get("id") or next((part for part in str(given["url"]).split("/") if part in workspace.files), "")
    return workspace.files.get(str(named))


def _is_showable(workspace: Workspace, file: File | None) -> bool:
    if file is None or not file.is_complete or file.filetype not in SHOWABLE:
        return False
    bot = workspace.app.user_id
    return file.user == bot or any(bot in workspace.channels[channel].members for channel in file.channels)
