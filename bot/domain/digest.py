"""Digests: what is in one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.messages import MessageKey
from bot.domain.topics import Topic
from bot.domain.weaving import Strand

TOPICS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Emerging:
    """A topic with those who helped with it and agreed to be named, and links to where it is discussed."""

    topic: Topic
    helpers: tuple[str, ...] = ()
    first_link: str = ""
    best_link: str = ""
    interested: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """A question that nobody answered: where it stands, what it is about, whose it is, and how long it has waited."""

    question: MessageKey
    words: tuple[str, ...]
    asker: str
    asked_at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody got somebody unstuck. `is_first` says that it is the first help known of the helper."""

    helper: str
    seeker: str
    words: tuple[str, ...]
    message: MessageKey
    is_first: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people who should meet, and somebody who knows both."""

    strand: Strand
    through: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The content of one digest.

    `learning` says how much longer new cannot be told from usual, `is_first` that its target had none before.
    """

    target: str
    until: datetime
    emerging: tuple[Emerging, ...] = ()
    needs: tuple[Need, ...] = ()
    stories: tuple[Story, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    learning: timedelta = timedelta(0)
    is_first: bool = False
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.emerging or self.needs or self.stories or self.meetings)

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Everybody whom it names, each with what it tells them about."""
        told: list[tuple[Sequence[str], Sequence[str]]] = []
        told += [(emerging.helpers, (emerging.topic.label,)) for emerging in self.emerging]
        told += [((need.asker,), need.words) for need in self.needs]
        told += [((story.helper, story.seeker), story.words) for story in self.stories]
        told += [((*meeting.strand.people, meeting.through), (meeting.strand.word,)) for meeting in self.meetings]
        about: dict[str, dict[str, None]] = defaultdict(dict)
        for people, words in told:
            for person in people:
                about[person] |= dict.fromkeys(words)
        return {person: tuple(words) for person, words in about.items()}

    @property
    def stems(self) -> Sequence[str]:
        """The stems of its topics: what is not told again for a while."""
        return [stem for emerging in self.emerging for stem in emerging.topic.stems[:3]]
