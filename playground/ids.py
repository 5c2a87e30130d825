"""Identifiers in Slack's form: a letter for the kind, then capitals and digits."""

import itertools

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Hands out identifiers, the same ones in the same order every time."""

    def __init__(self) -> None:
        self._counter = itertools.count(1)

    def new(self, prefix: str) -> str:
        """An identifier that was not handed out before, for example `C0P000001A`."""
        return f"{prefix}0P{_base36(next(self._counter)):0>7}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
