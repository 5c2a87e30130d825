"""What Slack's message field makes of typed text: mentions, channel links and web links become tokens."""

import html
import re

from playground.errors import SlackError
from playground.model import Json
from playground.workspace import Workspace

BROADCASTS = ("here", "channel", "everyone")
_TOKEN = re.compile(
    r"<[@#!][^<>\s][^<>]*>|<https?://[^<>\s]+>|<mailto:[^<>\s]+>|https?://[^\s<>]+|(?<![\w/.])[@#][\w][\w.\-]*"
)
_KEPT = re.compile(r"<[@#!][^<>\s][^<>]*>|<(?:https?://|mailto:|slack://)[^<>\s][^<>]*>|&(?:amp|lt|gt);")
_MARKED = re.compile(
    r"```(?P<pre>.+?)```|`(?P<code>[^`\n]+)`|<(?P<token>[^<>]+)>|:(?P<emoji>(?=[^:]*[a-z+])[a-z0-9_+'\-]+):"
    r"|(?<!\w)\*(?P<bold>[^*\n]+)\*(?!\w)|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)|(?<!\w)~(?P<strike>[^~\n]+)~(?!\w)",
    re.DOTALL,
)


def compose(workspace: Workspace, typed: str) -> str:
    """A typed text as Slack keeps it: `@name`, `#channel` and links as tokens, the rest escaped."""
    parts, end = [], 0
    for match in _TOKEN.finditer(typed):
        parts += [html.escape(typed[end : match.start()], quote=False), _token(workspace, match[0])]
        end = match.end()
    return "".join([*parts, html.escape(typed[end:], quote=False)])


def normalise(text: str) -> str:
    """The text that an app sent as Slack keeps it: what is no token and no entity is escaped."""
    parts, end = [], 0
    for match in _KEPT.finditer(text):
        parts += [html.escape(text[end : match.start()], quote=False), match[0]]
        end = match.end()
    return "".join([*parts, html.escape(text[end:], quote=False)])


def rich_text(workspace: Workspace, text: str) -> list[Json]:
    """The `rich_text` block that goes with the text of a message that a person wrote."""
    if not text:
        return []
    elements: list[Json] = []
    inline: list[Json] = []
    end = 0
    for match in _MARKED.finditer(text):
        _add_text(inline, text[end : match.start()])
        end = match.end()
        if match["pre"] is not None:
            _flush(elements, inline)
            pre = [{"type": "text", "text": html.unescape(match["pre"])}]
            elements.append({"type": "rich_text_preformatted", "elements": pre, "border": 0})
        else:
            inline.append(_inline(match))
    _add_text(inline, text[end:])
    _flush(elements, inline)
    return [{"type": "rich_text", "block_id": workspace.ids.new("b"), "elements": elements}]


def _token(workspace: Workspace, typed: str) -> str:
    if typed.startswith("<"):
        return typed
    if typed.startswith("http"):
        return f"<{typed}>"
    name = typed[1:].rstrip(".-")
    rest = typed[1 + len(name) :]
    if typed[0] == "@" and name in BROADCASTS:
        return f"<!{name}>{rest}"
    try:
        if typed[0] == "@":
            return f"<@{workspace.person(name).id}>{rest}"
        channel = workspace.channel(name)
        return f"<#{channel.id}|{channel.name}>{rest}"
    except SlackError:
        return typed


def _inline(match: re.Match[str]) -> Json:
    if match["emoji"] is not None:
        return {"type": "emoji", "name": match["emoji"]}
    if match["token"] is not None:
        return _reference(match["token"])
    for style in ("code", "bold", "italic", "strike"):
        if match[style] is not None:
            return {"type": "text", "text": html.unescape(match[style]), "style": {style: True}}
    raise AssertionError(match)


def _reference(token: str) -> Json:
    target, _, label = token.partition("|")
    match target[0]:
        case "@":
            return {"type": "user", "user_id": target[1:]}
        case "#":
            return {"type": "channel", "channel_id": target[1:]}
        case "!" if target.startswith("!subteam^"):
            return {"type": "usergroup", "usergroup_id": target.partition("^")[2]}
        case "!":
            return {"type": "broadcast", "range": target[1:]}
    link: Json = {"type": "link", "url": html.unescape(target)}
    return link | ({"text": html.unescape(label)} if label else {})


def _add_text(inline: list[Json], text: str) -> None:
    if text:
        inline.append({"type": "text", "text": html.unescape(text)})


def _flush(elements: list[Json], inline: list[Json]) -> None:
    if inline:
        elements.append({"type": "rich_text_section", "elements": list(inline)})
        inline.clear()
