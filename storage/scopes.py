"""The visibility scope of channels, as they are known now."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.domain.people import PUBLIC, ChannelKind
from storage.models import ChannelRow
from storage.statements import TEAM, among, of_some

_C = ChannelRow.__table__.c
_PUBLIC = select(_C.channel_id).where(_C.team_id == TEAM, _C.kind == ChannelKind.PUBLIC)
_PUBLIC_OF_SOME = _PUBLIC.where(among(_C.channel_id))


def in_public(channel: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether all may see what is said in a row's channel.

    Looked up for each row: SQLite would make a list of all public channels first.
    """
    return _PUBLIC.where(_C.channel_id == channel).exists()


def scopes_of(session: Session, team: str, channels: Collection[str]) -> dict[str, str]:
    """The visibility scope of what is said in each; an unknown channel counts as private."""
    public = {id_ for (id_,) in of_some(session, _PUBLIC_OF_SOME, channels, team=team)}
    return {id_: PUBLIC if id_ in public else id_ for id_ in channels}
