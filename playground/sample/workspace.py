"""The whole workspace, built from a seed and the Monday on which it ends."""

from dataclasses import dataclass
from datetime import date
from random import Random

from playground.sample.channels import Channel, all_channels
from playground.sample.people import Person, cast
from playground.sample.rhythm import Calendar
from playground.sample.routine import routine_scenes
from playground.sample.screenplay import written_scenes
from playground.sample.staging import Message, Stage, play_all


@dataclass(frozen=True)
class Workspace:
    """People and channels by their names, members (handles) by channel, messages oldest first."""

    seed: int
    calendar: Calendar
    people: dict[str, Person]
    channels: dict[str, Channel]
    members: dict[str, set[str]]
    messages: list[Message]

    def scene(self, name: str) -> list[Message]:
        """The messages of the scenes that carry this name, oldest first."""
        return [message for message in self.messages if message.scene == name]


def _members(channel: Channel, people: dict[str, Person], messages: list[Message]) -> set[str]:
    """Those who belong to the channel and, in an open one, whoever spoke or reacted there.

    Raises ValueError when somebody speaks in a closed channel without being its member.
    """
    founders = channel.founders(people.values())
    spoken = {m.speaker for m in messages}
    reacted = {person for m in messages for _, users in m.reactions for person in users}
    present = {person.handle for person in spoken | reacted if not person.is_bot}
    if channel.is_closed and (intruders := present - founders):
        raise ValueError(f"#{channel.name} is closed to {', '.join(sorted(intruders))}")
    return {handle for handle in founders | present if "deleted" not in people[handle].flags}


def build(seed: int, until: date) -> Workspace:
    """The same workspace for the same seed and day; `until` is moved back to its Monday."""
    rng = Random(seed)
    calendar = Calendar(date.fromordinal(until.toordinal() - until.weekday()))
    people, channels = cast(), all_channels()
    scenes = written_scenes() + routine_scenes(people, calendar, rng)
    messages = play_all(Stage(people, calendar, rng), scenes)
    by_channel = {name: [m for m in messages if m.channel == name] for name in channels}
    members = {name: _members(channels[name], people, said) for name, said in by_channel.items()}
    return Workspace(seed, calendar, people, channels, members, messages)
