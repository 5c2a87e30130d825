"""What people choose about being named."""

from dataclasses import dataclass, replace

from bot.domain.consent import Openness
from bot.services.ports import Store


@dataclass(frozen=True, slots=True)
class Privacy:
    """Takes choices down."""

    store: Store

    def is_hidden(self, team: str, person: str) -> bool:
        """Whether a person chose to be neither named nor counted."""
        with self.store.reading(team) as work:
            return person in work.choices.hidden()

    def hide(self, team: str, person: str, *, hidden: bool) -> None:
        """Hide a person, or let them be found again."""
        with self.store.writing(team) as work:
            choice = work.choices.of([person]).of(person)
            work.choices.put(person, replace(choice, openness=Openness.HIDDEN if hidden else Openness.OPEN))
