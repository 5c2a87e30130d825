"""The state of a workspace and how to find things in it."""

from dataclasses import dataclass, field
from typing import Any

from playground.clock import Clock
from playground.errors import SlackError
from playground.feed import Feed
from playground.ids import Ids
from playground.model import Channel, Enterprise, File, Json, Message, Person, Team, View
from playground.slack_app import SlackApp


@dataclass
class Workspace:
    """Team, people, channels, files and views; whatever changes it publishes what happened to `feed`.

    `address` is where the playground is served, without a slash at the end. Where there is an `enterprise` the app is
    installed org-wide, in this team and the enterprise's others.
    """

    team: Team
    app: SlackApp
    enterprise: Enterprise | None = None
    clock: Clock = field(default_factory=Clock)
    ids: Ids = field(default_factory=Ids)
    feed: Feed = field(init=False)
    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Json] = field(default_factory=dict)
    looking_at: dict[str, str] = field(default_factory=dict)
    usergroups: dict[str, Json] = field(default_factory=dict)
    address: str = ""

    def __post_init__(self) -> None:
        self.feed = Feed(self.clock.now)
        self.teams |= {team.id: team for team in self.own_teams}
        self.clock.on_advance(self._tell_the_time)

    def _tell_the_time(self, now: float) -> None:
        self.feed.publish("clock", now=now)

    @property
    def own_teams(self) -> tuple[Team, ...]:
        """The workspaces that the app is installed in: several where it is org-wide."""
        return (self.team, *(self.enterprise.more_teams if self.enterprise else ()))

    @property
    def enterprise_id(self) -> str | None:
        """The organisation in which the app is installed org-wide."""
        return self.enterprise.id if self.enterprise else None

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.people[self.app.user_id]

    def person(self, who: str) -> Person:
        """The person with that id, `@name`, name or shown name; raises SlackError `user_not_found`."""
        if who in self.people:
            return self.people[who]
        wanted = who.removeprefix("@").casefold()
        for matches in (_by_name, _by_shown_name):
            for person in self.people.values():
                if matches(person, wanted):
                    return person
        raise SlackError("user_not_found", who=who)

    def channel(self, which: str) -> Channel:
        """The conversation with that id, `#name` or name; raises SlackError `channel_not_found`."""
        if which in self.channels:
            return self.channels[which]
        wanted = which.removeprefix("#")
        for channel in self.channels.values():
            if channel.name == wanted and channel.kind != "im":
                return channel
        raise SlackError("channel_not_found", channel=which)

    def message(self, channel: Channel, ts: str) -> Message:
        """The message with that `ts`; raises SlackError `message_not_found`."""
        found = channel.messages.get(ts)
        if found is None:
            raise SlackError("message_not_found", ts=ts)
        return found

    def direct_message(self, one: str, other: str) -> Channel | None:
        """The DM between two people, when they have one."""
        pair = sorted((one, other))
        ims = (channel for channel in self.channels.values() if channel.kind == "im")
        return next((im for im in ims if sorted(im.members) == pair), None)

    def find_view(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """The view with that id, or with the app's own name for it; raises SlackError `not_found`."""
        open_views = [*self.homes.values(), *(view for stack in self.modals.values() for view in stack)]
        for view in open_views:
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        raise SlackError("not_found", view_id=view_id)

    def add_person(self, person: Person) -> Person:
        """Let somebody be known, silently."""
        self.people[person.id] = person
        return person

    def add_channel(self, channel: Channel) -> Channel:
        """Let a conversation be known, silently."""
        self.channels[channel.id] = channel
        return channel

    def add_usergroup(self, handle: str, name: str, users: list[str]) -> Json:
        """Make a user group, silently."""
        group: dict[str, Any] = {"id": self.ids.new("S"), "handle": handle, "name": name, "users": users}
        self.usergroups[group["id"]] = group
        return group

    def is_stranger(self, person: Person) -> bool:
        """Whether somebody belongs to another organisation."""
        return person.team_id not in (team.id for team in self.own_teams)

    def may_read(self, user_id: str, channel: Channel) -> bool:
        """Whether somebody may see what a channel says: members, and all but guests if it is public."""
        if user_id in channel.members:
            return True
        person = self.people[user_id]
        return not channel.is_private and not person.is_guest and not self.is_stranger(person)


def _by_name(person: Person, wanted: str) -> bool:
    return person.name.casefold() == wanted


def _by_shown_name(person: Person, wanted: str) -> bool:
    return wanted in (person.display_name.casefold(), person.real_name.casefold())


def new_workspace(
    app: SlackApp, team: Team | None = None, clock: Clock | None = None, enterprise: Enterprise | None = None
) -> Workspace:
    """An empty workspace with nothing in it but the app's bot user."""
    team = team or Team("T0PLAYGRND", "Playground", "playground")
    workspace = Workspace(team, app, enterprise, clock=clock or Clock())
    name = app.manifest.bot_name
    bot = Person(app.user_id, workspace.team.id, name.lower().replace(" ", ""), name, is_bot=True)
    bot.updated = int(workspace.clock.now())
    workspace.add_person(bot)
    return workspace
