"""`files.*`."""

from playground.api.call import Call, Method
from playground.api.contents import read_thread
from playground.blockkit import accept_blocks
from playground.changes.files import announce_file, complete_file
from playground.changes.messages import post_app_message
from playground.errors import SlackError
from playground.model import File, Json
from playground.objects.files import file_object


def _get_upload_url(call: Call) -> Json:
    name = call.required("filename")
    length = call.number("length", 0, 10**10)
    if not length:
        raise SlackError("missing_argument", argument="length")
    file = announce_file(call.workspace, call.me, name, length, call.text("alt_txt"))
    return {"upload_url": f"{call.workspace.address}/upload/{file.id}", "file_id": file.id}


def _complete_upload(call: Call) -> Json:
    listed = call.json("files")
    if not isinstance(listed, list) or not listed:
        raise SlackError("invalid_arguments")
    found = [(_uploaded(call, one["id"]), one.get("title")) for one in listed]
    channels = call.names("channels") or call.names("channel_id")
    for channel_id in channels:
        if channel_id not in call.workspace.channels or call.me not in call.workspace.channels[channel_id].members:
            raise SlackError("channel_not_found")
    for file, title in found:
        complete_file(call.workspace, file, channels, title)
    for channel_id in channels:
        _post(call, channel_id, [file for file, _ in found])
    return {"files": [file_object(call.workspace, file) for file, _ in found]}


def _info(call: Call) -> Json:
    file = call.workspace.files.get(call.required("file", "file_not_found"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file_object(call.workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(call: Call, file_id: str) -> File:
    file = call.workspace.files.get(file_id)
    if file is None or file.content is None or file.is_complete:
        raise SlackError("file_not_found", file=file_id)
    return file


def _post(call: Call, channel_id: str, files: list[File]) -> None:
    blocks = call.json("blocks", "invalid_blocks_format")
    post_app_message(
        call.workspace,
        channel_id,
        call.text("initial_comment") or "",
        thread_ts=read_thread(call, call.workspace.channels[channel_id]),
        blocks=accept_blocks(call.workspace, blocks) if blocks else [],
        file_ids=[file.id for file in files],
        subtype="file_share",
    )


METHODS = (
    Method("files.getUploadURLExternal", _get_upload_url, ("files:write",)),
    Method("files.completeUploadExternal", _complete_upload, ("files:write",)),
    Method("files.info", _info, ("files:read",)),
)
