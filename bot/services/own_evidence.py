"""Why me: what speaks for a person, shown to them alone and theirs to take back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.errors import NotAllowed
from bot.domain.events import Told
from bot.domain.expertise import OwnTopic, topics_of
from bot.domain.help import Act, Claim, Help, Source
from bot.domain.terms import topic_terms
from bot.services.ports import Clock, Store
from bot.services.recording import record

SHOWN = 10


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """Shows people the help that they are named for, and hears their objections: retractions in the ledger."""

    store: Store
    clock: Clock

    def of(self, team: str, person: str, words: Collection[str] = ()) -> Sequence[Help]:
        """The latest help that a person gave, newest first; about these words, where there are any."""
        terms = set(topic_terms(" ".join(words)))
        with self.store.reading(team) as work:
            given = [help_ for help_ in work.helps.of_person(person) if help_.helper == person]
        return [help_ for help_ in given if not terms or terms.intersection(help_.terms)][:SHOWN]

    def topics(self, team: str, person: str) -> Sequence[OwnTopic]:
        """What the help that a person gave was about, the widest first."""
        with self.store.reading(team) as work:
            given = [help_ for help_ in work.helps.of_person(person) if help_.helper == person]
            people = work.people.get({person, *(help_.seeker for help_ in given)})
        return topics_of(given, people.values())

    def drop_topic(self, team: str, person: str, word: str) -> None:
        """Take down that none of the help that a person gave so far was about a word."""
        stems, now = topic_terms(word), f"{self.clock().timestamp():.6f}"
        with self.store.writing(team) as work:
            given = [help_ for help_ in work.helps.of_person(person) if help_.helper == person]
            claims = [Claim(h.act, Source.OFF_TOPIC, stem) for h in given for stem in stems if stem in h.terms]
            record(work, [Told(claim, now) for claim in claims])

    def object(self, team: str, person: str, act: Act, stems: Collection[str] = (), *, objects: bool = True) -> None:
        """Take down that an act was not about these stems, or, without any, that it was no help; or take that back.

        Nothing that is delivered again or imported revives what was objected to. Raises NotAllowed for all but the
        helper.
        """
        if act.helper != person:
            raise NotAllowed("Only the person whose help this was can take it back.")
        reasons = [(Source.OFF_TOPIC, stem) for stem in stems] or [(Source.NO_HELP, "")]
        now = f"{self.clock().timestamp():.6f}"
        with self.store.writing(team) as work:
            record(work, [Told(Claim(act, source, detail), now, objects) for source, detail in reasons])
