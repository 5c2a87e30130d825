"""Slack's mrkdwn read as prose (https://docs.slack.dev/messaging/formatting-message-text)."""

import html
import re

LONGEST_INLINE_CODE = 40

_CODE_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_INLINE_CODE = re.compile(r"`([^`\n]*)`")
_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_BARE_LINK = re.compile(r"\b(?:https?://|ftp://|www\.)\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_EMOJI = re.compile(r":(?<![0-9A-Za-z]:)(?=[^:\s]*[A-Za-z+])[\w+'-]+:(?::skin-tone-\d:)?")
_PICTOGRAPH = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]")
_STYLED = re.compile(r"([*_~])(?<![\w*~].)(?=\S)(.+?)(?<=\S)\1(?![\w*~])")
_QUOTE_MARK = re.compile(r"^\s*>+\s?", re.MULTILINE)
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")


def plain(text: str) -> str:
    """A message's mrkdwn as prose: no code blocks, links, mentions, channel references, emoji or styling.

    A link keeps its label, short inline code its words (a tool or a command is often what a message is
    about); HTML entities are unescaped and blanks collapsed.
    """
    if "`" in text:
        text = _INLINE_CODE.sub(_short_code, _CODE_BLOCK.sub(" ", text))
    if "<" in text:
        text = _REFERENCE.sub(_label, text)
    if "&" in text:
        text = html.unescape(text)
    if "://" in text or "@" in text or "www." in text:
        text = _BARE_LINK.sub(" ", text)
    if ":" in text:
        text = _EMOJI.sub(" ", text)
    if not text.isascii():
        text = _PICTOGRAPH.sub(" ", text)
    if "_" in text or "*" in text or "~" in text:
        text = _STYLED.sub(r"\2", _STYLED.sub(r"\2", text))
    if ">" in text:
        text = _QUOTE_MARK.sub("", text)
    return _BLANKS.sub(" ", text).strip()


def _short_code(code: re.Match[str]) -> str:
    return f" {code[1]} " if len(code[1]) <= LONGEST_INLINE_CODE else " "


def _label(reference: re.Match[str]) -> str:
    """A link's own words; nothing for a bare link, a mention, a channel or a special command."""
    target, label = reference[1], reference[2] or ""
    if target[:1] in "@#!" or target.startswith("mailto:") or "://" in label or label == target:
        return " "
    return f" {label} "
