"""Channels in SQL, and the members seen in them."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.domain.people import Channel, ChannelKind
from storage.erasure import erased_among
from storage.models import ChannelRow, MemberRow, PostingRow
from storage.phrases import recount_all
from storage.scopes import scopes_of
from storage.statements import TEAM, among, of_some
from storage.upsert import insert_missing, upsert

_FIELDS = (
    ChannelRow.channel_id,
    ChannelRow.name,
    ChannelRow.kind,
    ChannelRow.is_archived,
    ChannelRow.is_shared,
    ChannelRow.is_member,
)

_C = ChannelRow.__table__.c
_CHANNELS = select(*(_C[field.key] for field in _FIELDS)).where(_C.team_id == TEAM, among(_C.channel_id))

_M = MemberRow.__table__.c
_MEMBERS = select(_M.person_id).where(_M.team_id == TEAM, _M.channel_id == bindparam("channel"))


class SqlChannels:
    """The port `Channels` on a session."""

    def __init__(self, session: Session, team: str) -> None:
        self._session, self._team = session, team

    def put(self, channels: Iterable[Channel]) -> set[str]:
        """Keep what is known of them now; returns those whose visibility changed."""
        now = {channel.id: channel for channel in channels}
        before = self.scopes(now.keys())
        rows = [
            {
                "team_id": self._team,
                "channel_id": channel.id,
                "name": channel.name,
                "kind": channel.kind,
                "is_archived": channel.is_archived,
                "is_shared": channel.is_shared,
                "is_member": channel.is_member,
            }
            for channel in now.values()
        ]
        upsert(self._session, ChannelRow, rows)
        turned = {id_ for id_, channel in now.items() if before[id_] != channel.scope}
        recount_all(self._session, self._team, turned)
        for id_ in turned:
            here = (PostingRow.team_id == self._team, PostingRow.channel_id == id_)
            self._session.execute(update(PostingRow).where(*here).values(scope=now[id_].scope))
        return turned

    def get(self, channels: Collection[str]) -> dict[str, Channel]:
        """What is known of these channels."""
        return {row[0]: Channel(*row) for row in of_some(self._session, _CHANNELS, channels, team=self._team)}

    def all(self) -> list[Channel]:
        """Every channel known, ordered by name."""
        query = select(*_FIELDS).where(ChannelRow.team_id == self._team)
        return [Channel(*row) for row in self._session.execute(query.order_by(ChannelRow.name, ChannelRow.channel_id))]

    def scopes(self, channels: Collection[str]) -> dict[str, str]:
        """The visibility scope of what is said in each; an unknown channel counts as private."""
        return scopes_of(self._session, self._team, channels)

    def set_members(self, channel: str, people: Collection[str]) -> None:
        """Replace the members known of a channel."""
        here = (MemberRow.team_id == self._team, MemberRow.channel_id == channel)
        self._session.execute(delete(MemberRow).where(*here))
        present = set(people) - erased_among(self._session, self._team, people)
        rows = [{"team_id": self._team, "channel_id": channel, "person_id": id_} for id_ in sorted(present)]
        insert_missing(self._session, MemberRow, rows)

    def members(self, channel: str) -> frozenset[str]:
        """Who was seen to be in a channel."""
        return frozenset(self._session.scalars(_MEMBERS, {"team": self._team, "channel": channel}))

    def private_scopes_of(self, person: str) -> set[str]:
        """The private channels that the stored membership says this person is in (imports; live answers ask Slack)."""
        query = (
            select(ChannelRow.channel_id)
            .join(
                MemberRow,
                (MemberRow.team_id == ChannelRow.team_id) & (MemberRow.channel_id == ChannelRow.channel_id),
            )
            .where(
                ChannelRow.team_id == self._team,
                MemberRow.person_id == person,
                ChannelRow.kind == ChannelKind.PRIVATE,
            )
        )
        return set(self._session.scalars(query))
