"""The visibility scope of channels, as they are known now."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.people import PUBLIC, ChannelKind
from storage.models import ChannelRow
from storage.upsert import chunks


def scopes_of(session: Session, team: str, channels: Collection[str]) -> dict[str, str]:
    """The visibility scope of what is said in each; an unknown channel counts as private."""
    public: set[str] = set()
    for some in chunks(channels):
        query = select(ChannelRow.channel_id).where(ChannelRow.team_id == team, ChannelRow.channel_id.in_(some))
        public.update(session.scalars(query.where(ChannelRow.kind == ChannelKind.PUBLIC)))
    return {id_: PUBLIC if id_ in public else id_ for id_ in channels}
