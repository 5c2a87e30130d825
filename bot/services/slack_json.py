"""Slack's own objects (user, conversation, message) as values: one reading for exports, histories and the Web API.

https://docs.slack.dev/reference/objects
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, ReactionsSeen
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person

SLACKBOT = "USLACKBOT"
WRITTEN_BY_PEOPLE = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""The subtypes of messages that somebody wrote; all others tell what Slack or an app did."""

_ID = re.compile(r"[\w.@-]{1,100}", re.ASCII)
_TS = re.compile(r"\d{10}\.\d{6}", re.ASCII)
_REACTION = re.compile(r"[^\s\x00-\x1f\x7f]{1,100}")
_NUMBER = re.compile(r"[0-9]{1,18}")
_SHORT = 200


class OddObject(ValueError):
    """An object of Slack's that lacks what it needs; the text says what, in a few words."""


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Around, or decorating, what takes an object of Slack's apart: whatever fails in it makes the object odd.

    Raises OddObject, saying what was read.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise error if isinstance(error, OddObject) else OddObject(f"{what} that cannot be read") from error


def person(user: Any) -> Person:
    """A user object as a person, shown by display name. Raises OddObject without a usable id."""
    fields = mapping(user, "a user that is no object")
    profile = mapping(fields.get("profile") or {}, "a user whose profile is no object")
    enterprise = mapping(fields.get("enterprise_user") or {}, "a user whose enterprise is no object")
    names = (profile.get("display_name"), profile.get("real_name"), fields.get("real_name"), fields.get("name"))
    who = ident(fields.get("id"), "a user without a usable id")
    return Person(
        id=who,
        name=next(filter(None, map(_line, names)), who),
        title=_line(profile.get("title")),
        tz=_line(fields.get("tz")),
        is_bot=bool(fields.get("is_bot") or fields.get("is_workflow_bot")) or who == SLACKBOT,
        is_deleted=bool(fields.get("deleted")),
        is_guest=bool(fields.get("is_restricted") or fields.get("is_ultra_restricted")),
        is_admin=bool(fields.get("is_admin") or fields.get("is_owner")),
        home_team=_line(fields.get("team_id") or profile.get("team")),
        home_enterprise=_line(enterprise.get("enterprise_id")),
        is_org_admin=bool(enterprise.get("is_admin") or enterprise.get("is_owner")),
    )


def channel(conversation: Any, default: ChannelKind) -> Channel:
    """A conversation object as a channel, of the default kind where it says none. Raises OddObject without a name."""
    fields = mapping(conversation, "a channel that is no object")
    name = _line(fields.get("name"))
    which = ident(fields.get("id") or name, "a channel without a usable id or name")
    return Channel(
        id=which,
        name=name or which,
        kind=_kind(fields, default),
        is_archived=bool(fields.get("is_archived")),
        is_shared=bool(fields.get("is_shared") or fields.get("is_ext_shared")),
        is_member=bool(fields.get("is_member")),
    )


def members(conversation: Any) -> frozenset[str]:
    """The people listed in a conversation object, as exports list them."""
    listed = mapping(conversation, "a channel that is no object").get("members")
    return (
        frozenset(who for who in listed if isinstance(who, str) and _ID.fullmatch(who))
        if isinstance(listed, list)
        else frozenset()
    )


def happenings(message: Any, channel_id: str, seen_at: str = "") -> list[Happening]:
    """What a message as it stands says happened; nothing where a bot or Slack itself wrote it.

    A reaction seen this way has no time of its own. Where it is known when the message stood so (`seen_at`, a `ts`),
    all its reactions are told as of then; else each counts as given with its message, so that whatever was heard live
    about the same reaction, giving or taking back, is later and decides. Raises OddObject.
    """
    fields = mapping(message, "a message that is no object")
    subtype = fields.get("subtype") or ""
    if subtype == "tombstone":
        ts = timestamp(fields.get("ts"), "a deleted message without a usable ts")
        return [MessageDeleted(channel_id, ts, event_ts=ts)]
    if not isinstance(subtype, str):
        raise OddObject("a message whose subtype is no text")
    if subtype not in WRITTEN_BY_PEOPLE or fields.get("bot_id") or fields.get("user") == SLACKBOT:
        return []
    posted = _posted(fields, channel_id)
    given = fields.get("reactions") or []
    reacted = list(_reactions(given, posted))
    return [posted, _seen(reacted, given, posted, seen_at)] if seen_at else [posted, *reacted]


def _posted(fields: Mapping[str, Any], channel_id: str) -> MessagePosted:
    edited = fields.get("edited") or {}
    return MessagePosted(
        channel=channel_id,
        ts=timestamp(fields.get("ts"), "a message without a usable ts"),
        author=ident(fields.get("user"), "a message without a usable author"),
        text=text(fields.get("text")),
        thread_ts=timestamp(fields["thread_ts"], "a message with an odd thread_ts") if fields.get("thread_ts") else "",
        edited_ts=timestamp(mapping(edited, "an odd edit").get("ts"), "an edit without a usable ts") if edited else "",
    )


def _reactions(given: Any, on: MessagePosted) -> Iterator[Reacted]:
    if not isinstance(given, list):
        raise OddObject("a message whose reactions are no list")
    for reaction in given:
        fields = mapping(reaction, "a reaction that is no object")
        name, people = reaction_name(fields.get("name")), fields.get("users")
        if not isinstance(people, list):
            raise OddObject("a reaction without people")
        for reactor in people:
            who = ident(reactor, "a reaction by nobody")
            yield Reacted(MessageKey(on.channel, on.ts), on.author, who, name, event_ts=on.ts)


def _seen(reacted: list[Reacted], given: list[Any], on: MessagePosted, seen_at: str) -> ReactionsSeen:
    """The reactions of a message; of one that many gave Slack may list some people, and count them all."""
    incomplete = (one["name"] for one in given if one.get("count", 0) > len(one["users"]))
    people = frozenset((one.reactor, one.reaction) for one in reacted)
    return ReactionsSeen(MessageKey(on.channel, on.ts), on.author, seen_at, people, frozenset(incomplete))


def number(value: Any) -> int:
    """A number of Kith's own, as text. Raises OddObject for anything else."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise OddObject("a number that is none")
    return int(value)


def reaction_name(value: Any) -> str:
    """The name of an emoji. Raises OddObject for anything else."""
    if not isinstance(value, str) or not _REACTION.fullmatch(value):
        raise OddObject("a reaction without a usable name")
    return value


def text(value: Any) -> str:
    """Text that any database takes. Raises OddObject for what is no text."""
    if value is not None and not isinstance(value, str):
        raise OddObject("a text that is none")
    return storable(value or "")


def storable(words: str) -> str:
    """Words without what no database takes: JSON may carry half characters and NULs."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _kind(fields: Mapping[str, Any], default: ChannelKind) -> ChannelKind:
    if fields.get("is_im") or fields.get("is_mpim"):
        return ChannelKind.DIRECT
    if fields.get("is_private") or fields.get("is_group"):
        return ChannelKind.PRIVATE
    return default


def mapping(value: Any, complaint: str) -> Mapping[str, Any]:
    """An object. Raises OddObject for anything else."""
    if not isinstance(value, dict):
        raise OddObject(complaint)
    return value


def ident(value: Any, complaint: str) -> str:
    """The id of a person, channel, team or view. Raises OddObject for anything else."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise OddObject(complaint)
    return value


def timestamp(value: Any, complaint: str) -> str:
    """The `ts` of a message or event. Raises OddObject for anything else."""
    if not isinstance(value, str) or not _TS.fullmatch(value):
        raise OddObject(complaint)
    return value


def _line(value: Any) -> str:
    """One short line of printable characters, "" for anything that is no text."""
    if not isinstance(value, str):
        return ""
    printable = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(printable.split())[:_SHORT]
