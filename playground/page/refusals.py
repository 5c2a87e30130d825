"""Turns refusals into answers that the page can show to a person."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.errors import NotAcknowledgedError, SlackError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

WORDS = {
    "already_reacted": "You have already given this reaction.",
    "cant_delete_message": "Only your own messages can be deleted.",
    "cant_update_message": "Only your own messages can be edited.",
    "channel_not_found": "There is no such conversation, or you cannot see it.",
    "is_archived": "This channel is archived.",
    "message_not_found": "This message is no longer there.",
    "msg_too_long": "This message is too long.",
    "no_text": "There is nothing to send.",
    "not_in_channel": "You are not a member of this channel.",
    "thread_not_found": "This thread is no longer there.",
    "too_many_emoji": "This message has all the reactions it can hold.",
    "too_many_reactions": "You have given this message all the reactions you can.",
    "unknown_command": "There is no such command.",
    "user_not_found": "There is no such person.",
    "view_not_open": "This window is no longer open.",
}


def explained(handler: Handler) -> Handler:
    """Let `handler` refuse by raising: the page gets `error` (Slack's code) and `message` (for a person)."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except SlackError as refusal:
            words = WORDS.get(refusal.code, f"The playground refused: {refusal.code}.")
            return web.json_response({"error": refusal.code, "message": words}, status=400)
        except NotAcknowledgedError as silence:
            words = f"The app did not answer ({silence}). Is it running?"
            return web.json_response({"error": "not_acknowledged", "message": words}, status=504)

    return answer
