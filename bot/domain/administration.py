"""What a workspace's admins decide, and the log of what they did."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from bot.domain.consent import Openness
from bot.domain.help import HELP_REACTIONS
from bot.domain.working_hours import NINE_TO_FIVE, WorkingHours

MOST_REACTIONS = 20
LONGEST_RETENTION = 120
MOST_EXCLUDED = 100
LEAST_PEOPLE = range(2, 51)

_REACTION = re.compile(r"[\w'+-]{1,100}", re.ASCII)


class Deed(StrEnum):
    """What admins do beside changing a rule, which is named by the rule."""

    PAUSED = "paused"
    RESUMED = "resumed"
    ERASED_PERSON = "erased_person"
    ERASED_EVERYTHING = "erased_everything"


@dataclass(frozen=True, slots=True)
class AdminAct:
    """A line of the log: who did what, when. `by` is "" once that admin is forgotten.

    `detail` is plain JSON: a changed rule `before` and `after`, or the `person` who was erased.
    """

    by: str
    deed: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """How Kith works in a workspace. Each field is a setting of the same name."""

    help_reactions: tuple[str, ...] = HELP_REACTIONS
    consent_default: Openness = Openness.OPEN
    retention_months: int = 12
    guests_may_ask: bool = False
    digest_least_people: int = 3
    working_hours: WorkingHours = NINE_TO_FIVE
    excluded_channels: tuple[str, ...] = ()

    def with_kept(self, kept: Mapping[str, Any]) -> "Rules":
        """The same with some rules as they are kept, plain JSON by name. Raises ValueError for what is no rule."""
        return replace(self, **{name: _READ[name](value) for name, value in kept.items()})

    def kept(self, name: str) -> Any:
        """A rule as plain JSON."""
        value = getattr(self, name)
        if isinstance(value, WorkingHours):
            return {"opens": f"{value.opens:%H:%M}", "closes": f"{value.closes:%H:%M}", "days": sorted(value.days)}
        return list(value) if isinstance(value, tuple) else value

    def changes_from(self, before: "Rules") -> Iterator[str]:
        """The names of the rules that differ."""
        return (name for name in RULES if getattr(self, name) != getattr(before, name))

    def faults(self) -> dict[str, str]:
        """What is wrong, by the name of the rule, each in a plain sentence."""
        wrong: dict[str, str] = {}
        if not 0 < len(self.help_reactions) <= MOST_REACTIONS or not all(map(_REACTION.fullmatch, self.help_reactions)):
            wrong["help_reactions"] = f"Name at most {MOST_REACTIONS} reactions, like :pray: :bulb:."
        if self.consent_default is Openness.HIDDEN:
            wrong["consent_default"] = "People hide themselves; nobody hides them."
        if not 0 < self.retention_months <= LONGEST_RETENTION:
            wrong["retention_months"] = f"Choose 1 to {LONGEST_RETENTION} months."
        if self.digest_least_people not in LEAST_PEOPLE:
            wrong["digest_least_people"] = f"Choose {LEAST_PEOPLE.start} to {LEAST_PEOPLE.stop - 1} people."
        if len(self.excluded_channels) > MOST_EXCLUDED:
            wrong["excluded_channels"] = f"Choose at most {MOST_EXCLUDED} channels."
        return wrong


RULES = tuple(each.name for each in fields(Rules))


def reactions_from(text: str) -> tuple[str, ...]:
    """Reactions as a person types them, with or without colons, each once; skin tones aside."""
    names = (name.partition("::")[0].strip(":") for name in re.split(r"[\s,]+", text.lower()))
    return tuple(dict.fromkeys(filter(None, names)))


def hours_from(opens: str, closes: str, days: list[int]) -> WorkingHours:
    """Working hours from clock times like "09:00". Raises ValueError for no hours."""
    return WorkingHours(time.fromisoformat(opens), time.fromisoformat(closes), frozenset(days))


def _words(kept: Any) -> tuple[str, ...]:
    if not isinstance(kept, list) or not all(isinstance(word, str) for word in kept):
        raise ValueError("no list of words")
    return tuple(kept)


def _hours(kept: Mapping[str, Any]) -> WorkingHours:
    return hours_from(kept["opens"], kept["closes"], kept["days"])


_READ: Mapping[str, Callable[[Any], Any]] = {
    "help_reactions": _words,
    "consent_default": Openness,
    "retention_months": int,
    "guests_may_ask": bool,
    "digest_least_people": int,
    "working_hours": _hours,
    "excluded_channels": _words,
}
