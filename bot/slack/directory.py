"""Looking things up in Slack: the port `Directory` on the Web API."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

from bot.domain.errors import SlackRefused, UnknownChannel, UnknownPerson
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.services import slack_json
from bot.services.ports import HistoryPage
from bot.slack.client import ClientOf
from bot.slack.files import file_content
from bot.slack.refusals import MissingScope, refusals

PAGE = 200
DND_PAGE = 50
"""Slack tells of so many people at a time."""

HISTORY_PAGE = 100
"""Asked for; Slack may give 15."""

GONE = frozenset({"channel_not_found", "thread_not_found", "message_not_found", "not_in_channel"})


@dataclass(frozen=True, slots=True)
class SlackDirectory:
    """Fits `Directory`."""

    client_of: ClientOf

    def person(self, team: str, person: str) -> Person:
        """A person as Slack knows them now. Raises `UnknownPerson`."""
        try:
            with refusals():
                return slack_json.person(self.client_of(team).users_info(user=person)["user"])
        except SlackRefused as error:
            if error.code in ("user_not_found", "user_not_visible"):
                raise UnknownPerson(f"Slack knows no person {person}.") from error
            raise

    def people(self, team: str) -> Iterable[Person]:
        """Everybody in the workspace."""
        for workspace in self._workspaces(team):
            with refusals():
                for page in self.client_of(team).users_list(limit=PAGE, team_id=workspace):
                    yield from map(slack_json.person, page["members"])

    def channel(self, team: str, channel: str) -> Channel:
        """A channel as Slack knows it now. Raises `UnknownChannel`."""
        try:
            with refusals():
                return _channel(self.client_of(team).conversations_info(channel=channel)["channel"])
        except SlackRefused as error:
            if error.code in GONE:
                raise UnknownChannel(f"Slack shows Kith no channel {channel}.") from error
            raise

    def channels(self, team: str) -> Iterable[Channel]:
        """The channels that Kith may see: all public ones, and the private ones that it is in."""
        yield from self._conversations(team, "public_channel")
        with suppress(MissingScope):
            yield from self._conversations(team, "private_channel")

    def members(self, team: str, channel: str) -> frozenset[str]:
        """Who is in a channel now."""
        with refusals():
            pages = self.client_of(team).conversations_members(channel=channel, limit=PAGE)
            return frozenset(member for page in pages for member in page["members"])

    def public_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The public channels in which this person is now."""
        return self._channels_of(team, person, "public_channel")

    def private_channels_of(self, team: str, person: str) -> frozenset[str]:
        """The private channels in which both this person and Kith are now."""
        return self._channels_of(team, person, "private_channel")

    def quiet(self, team: str, people: Collection[str], at: datetime) -> dict[str, datetime]:
        """Those of these people who do not want to be disturbed then, and until when; nobody without the scope."""
        found: dict[str, datetime] = {}
        with suppress(MissingScope), refusals():
            for workspace, some in product(self._workspaces(team), _batched(sorted(people), DND_PAGE)):
                told = self.client_of(team).dnd_teamInfo(users=some, team_id=workspace)["users"]
                found |= {person: until for person, raw in told.items() if (until := _quiet_until(raw, at))}
        return found

    def history(self, team: str, channel: str, oldest: str, cursor: str) -> HistoryPage:
        """One page of a channel's messages since `oldest`."""
        with refusals():
            return _page(
                self.client_of(team).conversations_history(
                    channel=channel, oldest=oldest, cursor=cursor or None, limit=HISTORY_PAGE
                )
            )

    def replies(self, team: str, root: MessageKey, cursor: str) -> HistoryPage:
        """One page of a thread."""
        with refusals():
            return _page(
                self.client_of(team).conversations_replies(
                    channel=root.channel, ts=root.ts, cursor=cursor or None, limit=HISTORY_PAGE
                )
            )

    def own_id(self, team: str) -> str:
        """The user id that Kith has there."""
        with refusals():
            return str(self.client_of(team).auth_test()["user_id"])

    def message(self, team: str, message: MessageKey) -> Mapping[str, Any] | None:
        """One message, raw, or None where it is gone. A reply's `ts` finds it just as its thread's does."""
        try:
            with refusals():
                found = self.client_of(team).conversations_replies(channel=message.channel, ts=message.ts, limit=1)
        except SlackRefused as error:
            if error.code in GONE:
                return None
            raise
        return next((raw for raw in found["messages"] if raw["ts"] == message.ts), None)

    def file(self, team: str, file: str, largest: int) -> bytes:
        """What is in a file of at most so many bytes, read at once. Raises `ImportFailed`."""
        return file_content(self.client_of(team), file, largest)

    def _channels_of(self, team: str, person: str, kind: str) -> frozenset[str]:
        found: set[str] = set()
        with suppress(MissingScope), refusals():
            for workspace in self._workspaces(team):
                client = self.client_of(team)
                pages = client.users_conversations(user=person, types=kind, limit=PAGE, team_id=workspace)
                found.update(raw["id"] for page in pages for raw in page["channels"])
        return frozenset(found)

    def _conversations(self, team: str, kind: str) -> Iterator[Channel]:
        for workspace in self._workspaces(team):
            with refusals():
                for page in self.client_of(team).conversations_list(types=kind, limit=PAGE, team_id=workspace):
                    yield from map(_channel, page["channels"])

    def _workspaces(self, team: str) -> list[str | None]:
        """What lists have to be asked for: each workspace of an enterprise where Kith is installed org-wide.

        (https://docs.slack.dev/enterprise/developing-for-enterprise-orgs) A workspace's own token names it already.
        """
        if not team.startswith("E"):
            return [None]
        with refusals():
            return [one["id"] for page in self.client_of(team).auth_teams_list(limit=PAGE) for one in page["teams"]]


def _channel(conversation: Mapping[str, Any]) -> Channel:
    """What is not plainly public is not."""
    default = ChannelKind.PUBLIC if conversation.get("is_channel") else ChannelKind.PRIVATE
    return slack_json.channel(conversation, default)


def _batched(people: list[str], size: int) -> Iterator[list[str]]:
    return (people[start : start + size] for start in range(0, len(people), size))


def _quiet_until(raw: Mapping[str, Any], at: datetime) -> datetime | None:
    """When somebody may be disturbed again; None for at once (https://docs.slack.dev/reference/methods/dnd.teamInfo)."""
    start, end = raw.get("next_dnd_start_ts") or 0, raw.get("next_dnd_end_ts") or 0
    is_quiet = raw.get("dnd_enabled") and start <= at.timestamp() < end
    return datetime.fromtimestamp(end, UTC) if is_quiet else None


def _page(response: Any) -> HistoryPage:
    metadata = response.get("response_metadata") or {}
    return HistoryPage(tuple(response["messages"]), str(metadata.get("next_cursor") or ""))
