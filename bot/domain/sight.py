"""What the readers of an answer may see: all that it may rest on."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """The scopes that all readers may see, up to a moment; of these `within` some channels only, where it is set."""

    scopes: frozenset[str]
    before: datetime
    within: frozenset[str] | None = None

    def reaches(self, channel: str) -> bool:
        """Whether what was said in a channel of these scopes counts."""
        return self.within is None or channel in self.within
