"""Puts scenes on the calendar: every line becomes a message at a moment when its speaker is at work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from playground.sample.people import Person
from playground.sample.rhythm import (
    WEEKDAY_WEIGHTS,
    Calendar,
    at_local,
    some_moment,
    when_next_at_work,
    works_on,
)
from playground.sample.screenplay import Line, Scene

_MICROSECOND = timedelta(microseconds=1)


@dataclass(eq=False)
class Message:
    """A message on the calendar; a reply knows its `root`."""

    channel: str
    speaker: Person
    text: str
    at: datetime
    root: "Message | None" = None
    reactions: list[tuple[str, list[Person]]] = field(default_factory=list)
    edited: bool = False
    subtype: str = ""
    scene: str = ""

    @property
    def ts(self) -> str:
        """Slack's timestamp: seconds with six decimals."""
        whole = self.at.replace(microsecond=0)
        return f"{int(whole.timestamp())}.{self.at.microsecond:06d}"


@dataclass(frozen=True)
class Stage:
    """Where scenes are played: people, calendar, and the moments already taken."""

    people: Mapping[str, Person]
    calendar: Calendar
    rng: Random
    taken: set[datetime] = field(default_factory=set)

    def play(self, scene: Scene) -> list[Message]:
        """The scene's messages in order; what would be said after the end of the calendar is left out.

        Raises ValueError when a line's speaker is not in the cast or the people's weeks do not overlap.
        """
        if unknown := scene.people - self.people.keys():
            raise ValueError(f"{scene.key}: not in the cast: {', '.join(sorted(unknown))}")
        moment = self._opening(scene)
        messages: list[Message] = []
        for line in scene.lines:
            speaker = self.people[line.speaker]
            if messages:
                moment = self._next(scene, line, speaker, moment)
            moment = self._free(moment)
            if moment >= self.calendar.end:
                break
            root = None if scene.flat or not messages else messages[0]
            messages.append(self._message(scene, line, speaker, moment, root))
        return messages

    def _opening(self, scene: Scene) -> datetime:
        opener = self.people[scene.lines[0].speaker]
        if scene.day is not None and scene.at is not None:
            return at_local(opener, self.calendar.day(scene.weeks[0], scene.day), scene.at)
        present = [self.people[handle].weeks for handle in scene.people]
        first = max(scene.weeks[0], *(weeks[0] for weeks in present))
        last = min(scene.weeks[1], *(weeks[1] for weeks in present))
        if first > last:
            raise ValueError(f"{scene.key}: its people are never there at the same time")
        while True:
            week = self.rng.randint(first, last)
            (weekday,) = self.rng.choices(range(5), WEEKDAY_WEIGHTS)
            is_late = week == last and weekday > 2
            day = self.calendar.day(week, weekday)
            if not is_late and works_on(opener, day):
                return some_moment(opener, day, self.rng)

    def _next(self, scene: Scene, line: Line, speaker: Person, moment: datetime) -> datetime:
        """When the line is said: at once in a live scene, else when its speaker is at work."""
        said = moment + self._pause(scene, line)
        return said if scene.live else when_next_at_work(speaker, said, self.rng)

    def _pause(self, scene: Scene, line: Line) -> timedelta:
        """Minutes to an hour, but never less than typing takes; longer for an asker who first tries the answer."""
        if line.delay is not None:
            return line.delay * self.rng.uniform(0.9, 1.2)
        if line is scene.lines[-1] and line.speaker == scene.lines[0].speaker and not (scene.flat or scene.live):
            return timedelta(minutes=min(self.rng.lognormvariate(3.6, 0.9), 360))
        typing = timedelta(seconds=len(line.text) / 6 + 20)
        return typing + timedelta(minutes=min(self.rng.lognormvariate(1.3, 1.1), 90))

    def _free(self, moment: datetime) -> datetime:
        """A moment with random microseconds at which nothing else was said."""
        moment = moment.astimezone(UTC).replace(microsecond=self.rng.randrange(100, 999_900))
        while moment in self.taken:
            moment += _MICROSECOND
        self.taken.add(moment)
        return moment

    def _message(self, scene: Scene, line: Line, who: Person, at: datetime, root: Message | None) -> Message:
        reactions = [(name, [self.people[user] for user in users]) for name, users in line.reactions]
        message = Message(scene.channel, who, line.text, at, root, reactions, line.edited, line.subtype, scene.name)
        if self.rng.random() < 0.12 and not line.subtype and len(scene.lines) > 2:
            self._nod(scene, message)
        return message

    def _nod(self, scene: Scene, message: Message) -> None:
        """Somebody else in the conversation adds an emoji that means nothing in particular."""
        others = sorted({line.speaker for line in scene.lines} - {message.speaker.handle})
        humans = [self.people[handle] for handle in others if not self.people[handle].is_bot]
        name = self.rng.choice(("+1", "+1", "+1", "eyes", "ok_hand"))
        if humans and name not in {reaction for reaction, _ in message.reactions}:
            message.reactions.append((name, [self.rng.choice(humans)]))


def play_all(stage: Stage, scenes: Iterable[Scene]) -> list[Message]:
    """All messages of all scenes, oldest first."""
    return sorted((message for scene in scenes for message in stage.play(scene)), key=lambda m: m.at)
