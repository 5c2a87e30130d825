"""Erasing: everything about a person goes, and stays gone."""

from dataclasses import dataclass

from bot.domain.ties import Tie
from bot.services.ports import Store, UnitOfWork
from bot.services.recording import PICTURE, rederive, settle


@dataclass(frozen=True, slots=True)
class Eraser:
    """Deletes what is known of a person; nothing that comes later is recorded of them."""

    store: Store

    def erase(self, team: str, person: str) -> int:
        """Delete every row about a person, in one transaction, and take them out of all ties; returns the rows.

        What others said and did in the same threads is what it would be had the person never written there.
        """
        with self.store.writing(team) as work:
            return erase(work, person)


def erase(work: UnitOfWork, person: str) -> int:
    """The same in an open unit of work, before which nothing was held."""
    work.hold({PICTURE})
    ties = {Tie(help_.scope, help_.helper, help_.seeker) for help_ in work.helps.of_person(person)}
    messages, logged = work.messages.of_person(person), work.ledger.acts_logged_by(person)
    rows = work.people.erase(person)
    work.ties.rebuild(ties)
    settle(work, logged)
    rederive(work, messages)
    return rows
