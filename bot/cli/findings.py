"""What `kith doctor` finds, one thing at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.errors import KithError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well; what to do where it is not, or might be better."""

    what: str
    is_well: bool = True
    advice: str = ""


def attempt(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What was found, and the error that ended the looking, if one did."""
    try:
        yield from look()
    except KithError as error:
        yield Finding(f"{what} cannot be used.", is_well=False, advice=str(error))
