"""Files, in the two steps in which Slack takes them."""

import mimetypes

from playground.changes.events import publish_event
from playground.model import File
from playground.workspace import Workspace


def announce_file(workspace: Workspace, user: str, name: str, size: int, alt_text: str | None = None) -> File:
    """Make room for a file that will be uploaded."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(
        id=workspace.ids.new("F"),
        name=name,
        title=name,
        user=user,
        created=int(workspace.clock.now()),
        mimetype=mimetype,
        filetype=name.rpartition(".")[2].lower() if "." in name else "binary",
        size=size,
        alt_text=alt_text,
    )
    workspace.files[file.id] = file
    return file


def store_content(file: File, content: bytes) -> None:
    """Keep what was uploaded."""
    file.content, file.size = content, len(content)


def complete_file(workspace: Workspace, file: File, channel_ids: list[str], title: str | None = None) -> File:
    """Make an uploaded file visible in these channels, if any."""
    file.title = title or file.title
    file.is_complete = True
    ids = {"file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
    publish_event(workspace, {"type": "file_created"} | ids)
    for channel_id in channel_ids:
        file.channels.append(channel_id)
        shared = {"type": "file_shared", "channel_id": channel_id} | ids
        publish_event(workspace, shared, workspace.channels[channel_id])
    return file
