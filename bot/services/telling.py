"""Help told to Kith by hand, and taken back."""

from dataclasses import asdict, dataclass

from bot.domain.errors import NotAllowed
from bot.domain.events import Told
from bot.domain.help import Act, Claim, Source
from bot.domain.outbox import OutboxItem
from bot.domain.terms import topic_words
from bot.services.boundaries import may_work_in
from bot.services.overhearing import overhear
from bot.services.ports import Clock, Store

CONFIRM_LOGGED = "confirm_logged"


@dataclass(frozen=True, slots=True)
class LoggedHelp:
    """Help as a person logs it: the act, what it was about in their words, and where to tell them that it was done."""

    act: Act
    about: str
    by: str
    thread_ts: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class HelpTeller:
    """Writes down help that somebody logs by hand. An act is logged once, whoever does it and however often."""

    store: Store
    clock: Clock

    def log(self, team: str, logged: LoggedHelp) -> None:
        """Record it and confirm it to whoever logged it.

        Raises NotAllowed for an act that cannot be help, and where Kith stays out.
        """
        act, now = logged.act, self.clock()
        if act.helper == act.seeker:
            raise NotAllowed("Choose two different people.")
        about = tuple(term.surface for term in topic_words(logged.about))
        claim = Claim(act, Source.LOGGED, thread_ts=logged.thread_ts, about=about)
        told = Told(claim, event_ts=f"{now.timestamp():.6f}")
        key = ":".join((CONFIRM_LOGGED, *act, told.event_ts))
        with self.store.writing(team) as work:
            may_work_in(work, act.channel)
            if work.people.nobodies({act.helper, act.seeker}):
                raise NotAllowed("Choose people: bots are nobody's help.")
            overhear(work, [told], now)
            work.outbox.put(OutboxItem(key, CONFIRM_LOGGED, asdict(logged), now, urgency=0))

    def undo(self, team: str, act: Act) -> None:
        """Take back what was logged by hand about an act."""
        now = self.clock()
        undone = Told(Claim(act, Source.LOGGED), event_ts=f"{now.timestamp():.6f}", given=False)
        with self.store.writing(team) as work:
            overhear(work, [undone], now)
