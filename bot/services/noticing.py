"""Notice: whoever is named by the workspace's default is told so in private before the first time, with the choice."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.consent import Openness
from bot.services.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class Notices:
    """Knows who has to be told, and takes down who was."""

    store: Store
    clock: Clock

    def due(self, team: str, people: Collection[str]) -> list[str]:
        """Those of these people who have to be told before they are named."""
        if not people:
            return []
        with self.store.reading(team) as work:
            return sorted(work.choices.of(people).unaware(people))

    def told(self, team: str, person: str) -> None:
        """A person was told."""
        with self.store.writing(team) as work:
            choice = work.choices.of([person]).of(person)
            work.choices.put(person, replace(choice, noticed_at=self.clock()))

    def unreachable(self, team: str, person: str) -> None:
        """A person cannot be told: they are not named unasked, unless they choose so themselves."""
        with self.store.writing(team) as work:
            choice = work.choices.of([person]).of(person)
            work.choices.put(person, replace(choice, openness=choice.openness or Openness.ASK_FIRST))
