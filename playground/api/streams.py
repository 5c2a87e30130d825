"""`chat.startStream`, `chat.appendStream`, `chat.stopStream`: a message that grows while it is written."""

from playground.api.call import Call, Method
from playground.api.chat import destination, end_status
from playground.api.contents import LONGEST_MARKDOWN, read_metadata, read_thread
from playground.blockkit import accept_blocks
from playground.changes.messages import append_to_message, post_app_message
from playground.errors import SlackError
from playground.model import Json, Message
from playground.objects.messages import message_object

CHUNKS = ("markdown_text", "task_update", "plan_update", "blocks")


def _start(call: Call) -> Json:
    channel = destination(call)
    thread_ts = read_thread(call, channel)
    if channel.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            call.required(name, f"missing_{name}")
    elif thread_ts is None:
        raise SlackError("invalid_thread_ts")
    text, others = _chunks(call)
    message = post_app_message(
        call.workspace,
        channel.id,
        text,
        thread_ts=thread_ts,
        blocks=[*_written(text), *others],
        extra={"streaming_state": "in_progress"},
        streaming=True,
    )
    end_status(call, channel.id, thread_ts)
    return {"channel": channel.id, "ts": message.ts}


def _append(call: Call) -> Json:
    message = _streaming(call)
    text, others = _chunks(call)
    if not text and not others:
        raise SlackError("no_text")
    _add(message, text, others)
    append_to_message(call.workspace, message)
    return {"channel": message.channel_id, "ts": message.ts}


def _stop(call: Call) -> Json:
    message = _streaming(call)
    text, others = _chunks(call)
    closing = call.json("blocks", "invalid_blocks_format")
    accepted = accept_blocks(call.workspace, closing) if closing else []
    message.metadata = read_metadata(call) or message.metadata
    _add(message, text, [*others, *accepted])
    message.streaming, message.extra = False, {"streaming_state": "completed"}
    append_to_message(call.workspace, message)
    return {
        "channel": message.channel_id,
        "ts": message.ts,
        "message": message_object(call.workspace, message),
    }


def _streaming(call: Call) -> Message:
    message = call.workspace.message(call.channel(), call.required("ts", "message_not_found"))
    if message.user != call.me:
        raise SlackError("message_not_owned_by_app")
    if not message.streaming:
        raise SlackError("message_not_in_streaming_state")
    return message


def _chunks(call: Call) -> tuple[str, list[Json]]:
    texts = [call.text("markdown_text") or ""]
    if len(texts[0]) > LONGEST_MARKDOWN:
        raise SlackError("msg_too_long")
    blocks: list[Json] = []
    for chunk in call.json("chunks", "invalid_chunks") or []:
        if not isinstance(chunk, dict) or chunk.get("type") not in CHUNKS:
            raise SlackError("invalid_chunks")
        match chunk["type"]:
            case "markdown_text":
                texts.append(str(chunk.get("text", "")))
            case "blocks":
                blocks += accept_blocks(call.workspace, chunk.get("blocks") or [])
            case "task_update":
                blocks.append(_task(chunk))
            case "plan_update":
                blocks.append({"type": "plan", "title": chunk.get("title", "")})
    return "".join(texts), blocks


def _task(chunk: Json) -> Json:
    shown = {key: chunk[key] for key in ("title", "status", "details", "output", "sources") if key in chunk}
    return {"type": "task_card", "task_id": chunk.get("id", "")} | shown


def _add(message: Message, text: str, others: list[Json]) -> None:
    renewed = {block["task_id"] for block in others if block["type"] == "task_card"}
    kept = [b for b in message.blocks if b["type"] != "markdown" and b.get("task_id") not in renewed]
    message.text += text
    message.blocks = [*_written(message.text), *kept, *others]


def _written(text: str) -> list[Json]:
    return [{"type": "markdown", "text": text}] if text else []


METHODS = (
    Method("chat.startStream", _start, ("chat:write",)),
    Method("chat.appendStream", _append, ("chat:write",)),
    Method("chat.stopStream", _stop, ("chat:write",)),
)
