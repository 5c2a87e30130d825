"""Help told to Kith by hand, and taken back."""

from dataclasses import asdict, dataclass

from bot.domain.errors import NotAllowed
from bot.domain.events import Told
from bot.domain.help import Act, Claim, Source, live_claims
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
    """Writes down help that somebody logs by hand. An act counts once, whoever logs it and however often."""

    store: Store
    clock: Clock

    def log(self, team: str, logged: LoggedHelp) -> None:
        """Record it and confirm it to whoever logged it.

        Raises NotAllowed for an act that cannot be help, for somebody erased, and where Kith stays out.
        """
        act, now = logged.act, self.clock()
        if act.helper == act.seeker:
            raise NotAllowed("Choose two different people.")
        about = tuple(term.surface for term in topic_words(logged.about))
        claim = Claim(act, Source.LOGGED, logged.by, logged.thread_ts, about)
        told = Told(claim, event_ts=f"{now.timestamp():.6f}")
        key = ":".join((CONFIRM_LOGGED, *act, told.event_ts))
        with self.store.writing(team) as work:
            may_work_in(work, act.channel)
            if work.people.erased([logged.by]):
                raise NotAllowed("You had yourself erased; I take nothing down from you.")
            if work.people.nobodies({act.helper, act.seeker}):
                raise NotAllowed("Choose people: bots are nobody's help.")
            overhear(work, [told], now)
            work.outbox.put(OutboxItem(key, CONFIRM_LOGGED, asdict(logged), now, urgency=0))

    def undo(self, team: str, act: Act, by: str) -> None:
        """Take back what a person logged by hand about an act, or, where they took part in it, what anybody did.

        Raises NotAllowed for everybody else.
        """
        now = self.clock()
        with self.store.writing(team) as work:
            entries = [entry for entry in work.ledger.about(act) if entry.claim.source is Source.LOGGED]
            theirs = [entry for entry in entries if by in (*act.people, entry.claim.detail)]
            if not theirs and by not in act.people:
                raise NotAllowed("Only whoever logged this help, gave it or got it can take it back.")
            stamp = f"{now.timestamp():.6f}"
            overhear(work, [Told(claim, stamp, given=False) for claim in live_claims(theirs)], now)
