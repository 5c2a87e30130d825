"""Random histories of a small workspace, as facts in the order in which they happened."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

PEOPLE = ("UANA", "UBEN", "UCAL", "UDEE", "UEVA", "UFAY")
PUBLIC_CHANNELS, PRIVATE_CHANNELS = ("C1", "C2"), ("G1",)
CHANNELS = (*PUBLIC_CHANNELS, *PRIVATE_CHANNELS)
TOPICS = ("kafka", "terraform", "docker", "grafana", "helm", "vault", "nginx", "rust")
"""Words that are their own stems."""

HELPFUL, OTHER = ("pray", "bulb"), ("joy",)
START = 1_770_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it reads from `at` on (seconds since 1970): first posted, or edited since (`is_edit`)."""

    at: float
    channel: str
    ts: str
    author: str
    thread: str = ""
    topic: str = ""
    asks: bool = False
    thanks: bool = False
    thanked: str = ""
    is_edit: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message deleted; one that has replies leaves a tombstone."""

    at: float
    channel: str
    ts: str
    leaves_tombstone: bool


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction put on somebody's message, or taken off."""

    at: float
    channel: str
    ts: str
    author: str
    by: str
    name: str
    given: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """Help logged by hand about a message, or that undone."""

    at: float
    channel: str
    ts: str
    helper: str
    seeker: str
    thread: str
    topic: str
    given: bool


@dataclass(frozen=True, slots=True)
class Chose:
    """Somebody's choice whether they may be named."""

    at: float
    person: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody has themselves forgotten."""

    at: float
    person: str


Fact = Said | Deleted | Reacted | Logged | Chose | Erased


@dataclass
class _Story:
    """What has happened so far, as far as what may happen next depends on it."""

    random: Random
    facts: list[Fact] = field(default_factory=list)
    standing: dict[tuple[str, str], Said] = field(default_factory=dict)
    reactions: set[tuple[str, str, str, str]] = field(default_factory=set)
    logged: dict[tuple[str, str, str, str], Logged] = field(default_factory=dict)
    has_erased: bool = False

    def tell(self, count: int) -> None:
        """Let so much happen."""
        weights: dict[Callable[[], Fact | None], int] = {
            self._opens: 14,
            self._replies: 30,
            self._thanks: 16,
            self._edits: 8,
            self._deletes: 5,
            self._reacts: 20,
            self._logs: 6,
            self._chooses: 2,
            self._erases: 1,
        }
        while len(self.facts) < count:
            (happens,) = self.random.choices(list(weights), list(weights.values()))
            if fact := happens():
                self.facts.append(fact)

    @property
    def _now(self) -> float:
        """Every fact has a second of its own."""
        return float(START + 30 * len(self.facts))

    def _said(self, said: Said) -> Said:
        self.standing[said.channel, said.ts] = said
        return said

    def _some(self) -> Said | None:
        """A message that stands, a late one rather than an early one."""
        latest = list(self.standing.values())[-12:]
        return self.random.choice(latest) if latest else None

    def _opens(self) -> Fact:
        pick, asks = self.random.choice, self.random.random() < 0.7
        at = self._now
        return self._said(Said(at, pick(CHANNELS), _ts(at), pick(PEOPLE), topic=pick(TOPICS), asks=asks))

    def _replies(self) -> Fact | None:
        to, at, pick = self._some(), self._now, self.random.choice
        return to and self._said(Said(at, to.channel, _ts(at), pick(PEOPLE), to.thread or to.ts, pick(TOPICS)))

    def _thanks(self) -> Fact | None:
        to, at, pick = self._some(), self._now, self.random.choice
        if to is None:
            return None
        root = self.standing.get((to.channel, to.thread), to)
        author = pick((root.author, pick(PEOPLE)))
        thanked = pick(("", "", to.author, pick(PEOPLE)))
        return self._said(Said(at, to.channel, _ts(at), author, to.thread or to.ts, thanks=True, thanked=thanked))

    def _edits(self) -> Fact | None:
        said, pick = self._some(), self.random.choice
        if said is None:
            return None
        asks, thanks = pick(((True, False), (False, False), (False, True)))
        thanked = pick(("", pick(PEOPLE))) if thanks else ""
        anew = replace(said, at=self._now, topic=pick(TOPICS), asks=asks, thanks=thanks, thanked=thanked, is_edit=True)
        return self._said(anew)

    def _deletes(self) -> Fact | None:
        said = self._some()
        if said is None:
            return None
        del self.standing[said.channel, said.ts]
        has_replies = any(other.thread == said.ts for other in self.standing.values())
        return Deleted(self._now, said.channel, said.ts, has_replies)

    def _reacts(self) -> Fact | None:
        said = self._some()
        if said is None:
            return None
        by, name = self.random.choice(PEOPLE), self.random.choice(HELPFUL + OTHER)
        self.reactions ^= {(said.channel, said.ts, by, name)}
        given = (said.channel, said.ts, by, name) in self.reactions
        return Reacted(self._now, said.channel, said.ts, said.author, by, name, given)

    def _logs(self) -> Fact | None:
        said, seeker = self._some(), self.random.choice(PEOPLE)
        if said is None or said.author == seeker:
            return None
        act = (said.channel, said.ts, said.author, seeker)
        topic = self.random.choice(TOPICS)
        logged = Logged(self._now, *act, said.thread, topic, given=act not in self.logged)
        if logged.given:
            self.logged[act] = logged
        else:
            logged = replace(self.logged.pop(act), at=self._now, given=False)
        return logged

    def _chooses(self) -> Fact:
        return Chose(self._now, self.random.choice(PEOPLE), self.random.random() < 0.5)

    def _erases(self) -> Fact | None:
        if self.has_erased or self.random.random() < 0.7:
            return None
        self.has_erased = True
        return Erased(self._now, self.random.choice(PEOPLE))


def history(seed: int, count: int) -> list[Fact]:
    """So many facts in the order of time, the same for the same seed."""
    story = _Story(Random(seed))
    story.tell(count)
    return story.facts


def _ts(at: float) -> str:
    return f"{at:.6f}"
