"""Whom a member might want to keep as a contact: people of other organisations whom they write with."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.people import Person
from storage.models import ChannelRow, ContactRow, DeclinedOfferRow, MessageRow, PersonRow
from storage.people import FIELDS


def offered(session: Session, team: str, introducer: str, since: datetime, limit: int) -> list[Person]:
    """Those met in threads of shared channels since then, most often first; no contacts already, none declined."""
    mine, theirs, me = aliased(MessageRow), aliased(MessageRow), aliased(PersonRow)
    contacts = select(ContactRow.handle).where(ContactRow.team_id == team, ContactRow.introducer_id == introducer)
    declined = select(DeclinedOfferRow.person_id).where(
        DeclinedOfferRow.team_id == team, DeclinedOfferRow.introducer_id == introducer
    )
    query = (
        select(*FIELDS)
        .join(theirs, (theirs.team_id == PersonRow.team_id) & (theirs.author_id == PersonRow.person_id))
        .join(
            mine,
            (mine.team_id == theirs.team_id)
            & (mine.channel_id == theirs.channel_id)
            & (mine.root_ts == theirs.root_ts)
            & (mine.author_id == introducer),
        )
        .join(ChannelRow, (ChannelRow.team_id == team) & (ChannelRow.channel_id == theirs.channel_id))
        .join(me, (me.team_id == team) & (me.person_id == introducer))
        .where(
            PersonRow.team_id == team,
            PersonRow.person_id != introducer,
            PersonRow.home_team != "",
            PersonRow.home_team != me.home_team,
            or_(PersonRow.home_enterprise == "", PersonRow.home_enterprise != me.home_enterprise),
            ~PersonRow.is_bot,
            ~PersonRow.is_deleted,
            ~theirs.is_deleted,
            ChannelRow.is_shared,
            theirs.ts >= f"{since.timestamp():.6f}",
            PersonRow.person_id.not_in(contacts),
            PersonRow.person_id.not_in(declined),
        )
        .group_by(*FIELDS)
        .order_by(func.count().desc(), PersonRow.person_id)
        .limit(limit)
    )
    return [Person(*row) for row in session.execute(query)]
