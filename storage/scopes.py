"""The visibility scope of channels, as they are known now."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.people import PUBLIC, ChannelKind
from storage.models import ChannelRow
from storage.statements import TEAM, among, of_some

_C = ChannelRow.__table__.c
PUBLIC_CHANNELS = select(_C.channel_id).where(_C.team_id == TEAM, _C.kind == ChannelKind.PUBLIC)
"""Where all may see what is said."""

_PUBLIC = PUBLIC_CHANNELS.where(among(_C.channel_id))


def scopes_of(session: Session, team: str, channels: Collection[str]) -> dict[str, str]:
    """The visibility scope of what is said in each; an unknown channel counts as private."""
    public = {id_ for (id_,) in of_some(session, _PUBLIC, channels, team=team)}
    return {id_: PUBLIC if id_ in public else id_ for id_ in channels}
