"""Erasing: everything about a person goes, and stays gone."""

from dataclasses import dataclass

from bot.domain.ties import Tie
from bot.services.ports import Store


@dataclass(frozen=True, slots=True)
class Eraser:
    """Deletes what is known of a person; nothing that comes later is recorded of them."""

    store: Store

    def erase(self, team: str, person: str) -> int:
        """Delete every row about a person, in one transaction, and take them out of all ties; returns the rows."""
        with self.store.writing(team) as work:
            ties = {Tie(help_.scope, help_.helper, help_.seeker) for help_ in work.helps.of_person(person)}
            rows = work.people.erase(person)
            work.ties.rebuild(ties)
            return rows
