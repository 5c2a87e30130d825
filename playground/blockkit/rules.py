"""Small rules from which the shapes of blocks are put together.

A rule is called with a value and the JSON pointer to it, and yields what is wrong with it in Slack's words.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Problems = Iterator[str]
Rule = Callable[[Any, str], Problems]


def problem(words: str, pointer: str) -> str:
    """A problem as Slack reports it in `response_metadata.messages`."""
    return f"[ERROR] {words} [json-pointer:{pointer}]"


def string(most: int = 3000, least: int = 1) -> Rule:
    """A text of that many characters."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, str):
            yield problem("must be a string", pointer)
        elif len(value) > most:
            yield problem(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", pointer)

    return check


def boolean(value: Any, pointer: str) -> Problems:
    """True or false."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", pointer)


def integer(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", pointer)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", pointer)

    return check


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, str) or value not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", pointer)

    return check


def anything(_: Any, __: str) -> Problems:
    """Whatever it is."""
    yield from ()


def array(of: Rule, least: int = 1, most: int = 100) -> Rule:
    """A list of that many items."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, list):
            yield problem("must be an array", pointer)
            return
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            yield from of(item, f"{pointer}/{index}")

    return check


@dataclass(frozen=True)
class Shape:
    """An object with these fields and no others; `any_of` are fields of which at least one is needed."""

    required: Mapping[str, Rule]
    optional: Mapping[str, Rule]
    any_of: tuple[str, ...] = ()
    not_both: tuple[tuple[str, str], ...] = ()

    def __call__(self, value: Any, pointer: str) -> Problems:
        """Check the object and all that is in it."""
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
            return
        for name in self.required:
            if value.get(name) is None:
                yield problem(f"missing required field: {name}", pointer)
        if self.any_of and not any(value.get(name) is not None for name in self.any_of):
            yield problem(f"must define one of: {', '.join(self.any_of)}", pointer)
        for one, other in self.not_both:
            if value.get(one) is not None and value.get(other) is not None:
                yield problem(f"only one of {one} and {other} allowed", pointer)
        yield from self._fields(value, pointer)

    def _fields(self, value: Mapping[str, Any], pointer: str) -> Problems:
        rules = {**self.required, **self.optional}
        for name, content in value.items():
            if name == "type" or content is None:
                continue
            if name not in rules:
                yield problem(f"invalid additional property: {name}", pointer)
            else:
                yield from rules[name](content, f"{pointer}/{name}")


def typed(shapes: Mapping[str, Rule], what: str = "type") -> Rule:
    """An object whose `type` says which of the shapes it must have."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
        elif not isinstance(value.get("type"), str) or value["type"] not in shapes:
            yield problem(f"unsupported {what}: {value.get('type')}", f"{pointer}/type")
        else:
            yield from shapes[value["type"]](value, pointer)

    return check


def plain_text(most: int, least: int = 1) -> Rule:
    """A `plain_text` object."""
    shape = Shape({"text": string(most, least)}, {"emoji": boolean})
    return typed({"plain_text": shape}, "text type")


def text(most: int, least: int = 1) -> Rule:
    """A `plain_text` or `mrkdwn` object."""
    plain = Shape({"text": string(most, least)}, {"emoji": boolean})
    marked = Shape({"text": string(most, least)}, {"verbatim": boolean})
    return typed({"plain_text": plain, "mrkdwn": marked}, "text type")
