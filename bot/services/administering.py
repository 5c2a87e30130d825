"""Administering: what admins decide about Kith in their workspace, each time after Slack has said that they are one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.administration import RULES, AdminAct, Deed, Rules
from bot.domain.consent import Openness
from bot.domain.errors import NotAllowed, SlackBusy, SlackRefused, UnknownPerson
from bot.domain.outbox import OutboxItem
from bot.services.backfilling import stop
from bot.services.backfills import BACKFILLS
from bot.services.boundaries import boundaries_in, keep_pauses
from bot.services.erasing import erase
from bot.services.ports import Clock, Directory, Store, UnitOfWork
from bot.services.retaining import ERASE_EVERYTHING, FORGET_CHANNEL

ACTS = 40
"""So many acts of the log are shown."""


@dataclass(frozen=True, slots=True)
class Administered:
    """What an admin sees: the rules, the pause, how many people chose what (None: nothing), and the latest acts."""

    rules: Rules
    is_paused: bool
    consents: Mapping[Openness | None, int]
    acts: Sequence[AdminAct]


@dataclass(frozen=True, slots=True)
class Administration:
    """Takes decisions from admins alone; each that changes something is written into their log."""

    store: Store
    directory: Directory
    clock: Clock

    def is_paused(self, team: str) -> bool:
        """Whether Kith is paused in a workspace."""
        with self.store.reading(team) as work:
            return boundaries_in(work).is_paused

    def seen_by(self, team: str, person: str) -> Administered | None:
        """What an admin sees; None for anybody else. Slack is asked only about somebody whom Kith does not know yet."""
        with self.store.reading(team) as work:
            known = work.people.get([person]).get(person)
        if not (known.may_administer(team) if known else self._is_admin(team, person)):
            return None
        with self.store.reading(team) as work:
            return _administered(work)

    def opened_by(self, team: str, by: str) -> Administered:
        """The same, for somebody who presses a button. Raises NotAllowed for all but admins."""
        self._admit(team, by)
        with self.store.reading(team) as work:
            return _administered(work)

    def change(self, team: str, by: str, kept: Mapping[str, Any]) -> list[str]:
        """Change some rules, given as they are kept; returns the names of those that were otherwise before.

        Raises NotAllowed for all but admins, and for what cannot be.
        """
        self._admit(team, by)
        now = self.clock()
        with self.store.writing(team) as work:
            work.hold({BACKFILLS, "rules"})
            before = rules_in(work)
            after = before.with_kept(kept)
            if wrong := after.faults():
                raise NotAllowed(next(iter(wrong.values())))
            changed = list(after.changes_from(before))
            for name in changed:
                work.settings.set(name, after.kept(name))
                detail = {"before": before.kept(name), "after": after.kept(name)}
                work.audit.put(AdminAct(by, name, now, detail))
            for channel in sorted({*after.excluded_channels} - {*before.excluded_channels}):
                _leave(work, channel, now)
            return changed

    def let_in(self, team: str, by: str, channel: str) -> Rules:
        """Have Kith stay out of a channel no more; returns the rules then. Raises NotAllowed for all but admins."""
        rules = self.opened_by(team, by).rules
        kept = [other for other in rules.excluded_channels if other != channel]
        self.change(team, by, {"excluded_channels": kept})
        return rules.with_kept({"excluded_channels": kept})

    def pause(self, team: str, by: str) -> None:
        """Have Kith listen to nothing, answer nothing and post nothing. Raises NotAllowed for all but admins."""
        self._admit(team, by)
        with self.store.writing(team) as work:
            _pause(work, by, self.clock())

    def resume(self, team: str, by: str) -> None:
        """End the pause; what was said in it stays unheard. Raises NotAllowed for all but admins."""
        self._admit(team, by)
        now = self.clock()
        with self.store.writing(team) as work:
            work.hold({"rules"})
            before = boundaries_in(work)
            if before.is_paused:
                keep_pauses(work, before.resumed(now))
                work.audit.put(AdminAct(by, Deed.RESUMED, now))

    def erase_person(self, team: str, by: str, person: str) -> None:
        """Erase a person as if they had asked for it themselves. Raises NotAllowed for all but admins, and for bots."""
        self._admit(team, by)
        with self.store.writing(team) as work:
            known = work.people.get([person]).get(person)
            if known and known.is_bot:
                raise NotAllowed("Choose a person: of bots I keep nothing.")
            erase(work, person)
            work.audit.put(AdminAct("" if by == person else by, Deed.ERASED_PERSON, self.clock(), {"person": person}))

    def erase_everything(self, team: str, by: str) -> None:
        """Pause, and have whatever is kept of the workspace deleted. Raises NotAllowed for all but admins."""
        self._admit(team, by)
        now = self.clock()
        with self.store.writing(team) as work:
            _pause(work, by, now)
            work.audit.put(AdminAct(by, Deed.ERASED_EVERYTHING, now))
            work.outbox.put(OutboxItem(f"{ERASE_EVERYTHING}:{now.timestamp():.6f}", ERASE_EVERYTHING, {}, now, 0))

    def _admit(self, team: str, by: str) -> None:
        """Ask Slack, now, whether somebody is an admin. Raises NotAllowed, too where Slack does not tell."""
        is_admin = self._is_admin(team, by)
        if is_admin is None:
            raise NotAllowed("Slack does not tell me just now whether you are an admin; please try again.")
        if not is_admin:
            raise NotAllowed("Only admins of this workspace can do this.")

    def _is_admin(self, team: str, person: str) -> bool | None:
        """Whether somebody is an admin now; None where Slack does not tell."""
        try:
            return self.directory.person(team, person).may_administer(team)
        except UnknownPerson:
            return False
        except (SlackRefused, SlackBusy):
            return None


def rules_in(work: UnitOfWork) -> Rules:
    """The rules of this workspace."""
    return Rules().with_kept(work.settings.several(RULES))


def _administered(work: UnitOfWork) -> Administered:
    is_paused = boundaries_in(work).is_paused
    return Administered(rules_in(work), is_paused, work.choices.counts(), work.audit.latest(ACTS))


def _leave(work: UnitOfWork, channel: str, now: datetime) -> None:
    """Stay out of a channel from now on: read no more of its past, and have what was recorded of it deleted."""
    stop(work, channel)
    key = f"{FORGET_CHANNEL}:{channel}:{now.timestamp():.6f}"
    work.outbox.put(OutboxItem(key, FORGET_CHANNEL, {"wanted": channel}, now, urgency=0))


def _pause(work: UnitOfWork, by: str, now: datetime) -> None:
    work.hold({"rules"})
    before = boundaries_in(work)
    if not before.is_paused:
        keep_pauses(work, before.paused(now))
        work.audit.put(AdminAct(by, Deed.PAUSED, now))
