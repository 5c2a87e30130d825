"""Turns what is written in a scene into Slack's mrkdwn: mentions, links, escaped characters."""

import re
from collections.abc import Mapping

from playground.sample.channels import Channel
from playground.sample.people import Person

_MARKS = re.compile(
    r"(?P<link>https?://[^\s)>,|]+[^\s)>,|.?!])|(?<![\w/`])@(?P<who>[a-z]+)\b|(?<![\w/`&])#(?P<channel>[a-z-]+)\b"
)


def to_mrkdwn(text: str, people: Mapping[str, Person], channels: Mapping[str, Channel]) -> str:
    """The text as Slack's export has it; an unknown @name or #name stays as it is written."""

    def mark(found: re.Match[str]) -> str:
        if found["link"]:
            return f"<{found['link']}>"
        if person := people.get(found["who"] or ""):
            return f"<@{person.id}>"
        if channel := channels.get(found["channel"] or ""):
            return f"<#{channel.id}|{channel.name}>"
        return found[0]

    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS.sub(mark, escaped)
