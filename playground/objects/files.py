"""The file object (https://docs.slack.dev/reference/objects/file-object)."""

from playground.model import File, Json
from playground.workspace import Workspace


def file_object(workspace: Workspace, file: File) -> Json:
    """An uploaded file; its private addresses lead to the playground itself."""
    kinds = [workspace.channels[channel].kind for channel in file.channels]
    url = f"/files/{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "user_team": workspace.team.id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": "channel" in kinds,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": workspace.address + url,
        "url_private_download": workspace.address + url,
        "permalink": f"https://{workspace.team.domain}.slack.com/files/{file.user}/{file.id}/{file.name}",
        "permalink_public": "",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "alt_txt": file.alt_text or "",
        "channels": [c for c, kind in zip(file.channels, kinds, strict=True) if kind == "channel"],
        "groups": [c for c, kind in zip(file.channels, kinds, strict=True) if kind in ("group", "mpim")],
        "ims": [c for c, kind in zip(file.channels, kinds, strict=True) if kind == "im"],
        "comments_count": 0,
    }
