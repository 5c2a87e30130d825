"""What a person may see of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.help import Help
from bot.domain.outbox import OutboxItem
from bot.services.ports import Clock, Store

SHOWN = 10
SHOW_HOME = "show_home"


@dataclass(frozen=True, slots=True)
class OwnHelp:
    """The latest help that a person gave and received, newest first."""

    person: str
    given: Sequence[Help]
    received: Sequence[Help]


@dataclass(frozen=True, slots=True)
class OwnHelpReader:
    """Reads a person's own part of the ledger, and has it shown on their Home tab."""

    store: Store
    clock: Clock

    def of(self, team: str, person: str) -> OwnHelp:
        """What there is about a person; they took part in all of it, so all of it may be shown to them."""
        with self.store.reading(team) as work:
            helps = work.helps.of_person(person)
        given = [help_ for help_ in helps if help_.helper == person]
        received = [help_ for help_ in helps if help_.seeker == person]
        return OwnHelp(person, given[:SHOWN], received[:SHOWN])

    def all(self, team: str, person: str) -> Sequence[Help]:
        """All help that a person gave or received, newest first."""
        with self.store.reading(team) as work:
            return work.helps.of_person(person)

    def show_home(self, team: str, person: str, reason: str) -> None:
        """Have a person's Home tab drawn anew, once for each reason."""
        item = OutboxItem(f"{SHOW_HOME}:{person}:{reason}", SHOW_HOME, {"person": person}, self.clock(), urgency=0)
        with self.store.writing(team) as work:
            work.outbox.put(item)
