"""`conversations.history` and `conversations.replies`."""

from playground.api.call import Call, Method
from playground.api.paging import decode, encode
from playground.errors import SlackError
from playground.model import Channel, Json, Message
from playground.objects.messages import message_object

MOST = 999


def _history(call: Call) -> Json:
    channel = _readable(call)
    within = [m for m in reversed(channel.timeline()) if _is_within(call, m.ts)]
    before = decode(call.text("cursor"), "next_ts")
    following = [m for m in within if before is None or m.ts <= before]
    limit = call.number("limit", 100, MOST)
    answer = _page(call, following[:limit], following[limit : limit + 1])
    return answer | {"latest": call.text("latest"), "pin_count": 0, "channel_actions_ts": None}


def _replies(call: Call) -> Json:
    channel = _readable(call)
    root = channel.messages.get(call.required("ts", "thread_not_found"))
    if root is None:
        raise SlackError("thread_not_found")
    replies = [m for m in channel.replies(root.ts) if _is_within(call, m.ts)]
    after = decode(call.text("cursor"), "next_ts")
    following = [m for m in replies if after is None or m.ts >= after]
    limit = call.number("limit", MOST, MOST)
    room = limit if after else max(limit - 1, 0)
    shown, rest = following[:room], following[room : room + 1]
    return _page(call, [root, *shown], rest)


def _readable(call: Call) -> Channel:
    channel = call.channel("history")
    if call.me not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _is_within(call: Call, ts: str) -> bool:
    oldest, latest, inclusive = call.text("oldest"), call.text("latest"), call.flag("inclusive")
    number = float(ts)
    if oldest and (number < float(oldest) or (number == float(oldest) and not inclusive)):
        return False
    return not (latest and (number > float(latest) or (number == float(latest) and not inclusive)))


def _page(call: Call, shown: list[Message], rest: list[Message]) -> Json:
    with_metadata = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [message_object(call.workspace, message, with_metadata) for message in shown],
        "has_more": bool(rest),
    }
    if rest:
        answer["response_metadata"] = {"next_cursor": encode("next_ts", rest[0].ts)}
    return answer


METHODS = (Method("conversations.history", _history), Method("conversations.replies", _replies))
