"""The tables. Every one leads with `team_id`, the tenant: nothing is ever read or written without it.

The one exception is `OAuthStateRow`: who begins to install Kith belongs to no tenant yet.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import JSON, DateTime, Enum, Index, MetaData, String, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.domain.asks import AskState, Audience, Verdict
from bot.domain.consent import Openness
from bot.domain.contacts import HowWell
from bot.domain.help import Source
from bot.domain.introductions import IntroductionState
from bot.domain.people import ChannelKind
from bot.domain.requests import OutreachState, Reply, RequestState
from bot.domain.subscriptions import TopicVerdict
from bot.domain.weaving import Says
from storage.types import Array, BigId, UtcDateTime, Words

Team = Annotated[str, mapped_column(primary_key=True)]
Key = Annotated[str, mapped_column(primary_key=True)]
CountedKey = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=True)]
WordList = Annotated[tuple[str, ...], mapped_column(Words)]


class Row(DeclarativeBase):
    """Every table's row class."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        StrEnum: Enum(
            StrEnum, native_enum=False, length=20, values_callable=lambda members: [m.value for m in members]
        ),
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        NDArray[np.int32]: Array("<i4"),
        NDArray[np.float32]: Array("<f4"),
    }


class PersonRow(Row):
    """A person, as Slack last described them."""

    __tablename__ = "people"
    __table_args__ = (
        Index(None, "team_id", "is_guest"),
        Index(None, "team_id", "home_team"),
        Index(None, "team_id", "home_enterprise"),
    )
    team_id: Mapped[Team]
    person_id: Mapped[Key]
    name: Mapped[str]
    title: Mapped[str]
    tz: Mapped[str]
    is_bot: Mapped[bool]
    is_deleted: Mapped[bool]
    is_guest: Mapped[bool]
    is_admin: Mapped[bool]
    home_team: Mapped[str]
    home_enterprise: Mapped[str] = mapped_column(server_default="")
    is_org_admin: Mapped[bool] = mapped_column(server_default=false())


class NumberRow(Row):
    """A person's number in the team's network, by which adjacency rows name them."""

    __tablename__ = "numbers"
    __table_args__ = (UniqueConstraint("team_id", "number"),)
    team_id: Mapped[Team]
    person_id: Mapped[Key]
    number: Mapped[int]


class ChoiceRow(Row):
    """What a person chose about being named and asked; null where the workspace's default holds."""

    __tablename__ = "choices"
    __table_args__ = (Index(None, "team_id", "openness"),)
    team_id: Mapped[Team]
    person_id: Mapped[Key]
    openness: Mapped[Openness | None]
    lends_contacts: Mapped[bool]
    in_digests: Mapped[bool | None]
    meets_people: Mapped[bool]
    weekly_limit: Mapped[int]
    paused_until: Mapped[datetime | None]
    never: Mapped[list[str]]
    noticed_at: Mapped[datetime | None]


class ErasedRow(Row):
    """A person who had themselves erased: only that they are not to be recorded again."""

    __tablename__ = "erased"
    team_id: Mapped[Team]
    person_id: Mapped[Key]


class ChannelRow(Row):
    """A channel, as Slack last described it."""

    __tablename__ = "channels"
    team_id: Mapped[Team]
    channel_id: Mapped[Key]
    name: Mapped[str]
    kind: Mapped[ChannelKind]
    is_archived: Mapped[bool]
    is_shared: Mapped[bool]
    is_member: Mapped[bool]


class MemberRow(Row):
    """Who was seen to be in a channel; live answers ask Slack instead."""

    __tablename__ = "members"
    __table_args__ = (Index(None, "team_id", "person_id"),)
    team_id: Mapped[Team]
    channel_id: Mapped[Key]
    person_id: Mapped[Key]


class MessageRow(Row):
    """A message seen: references and topic terms, never its text."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_thread", "team_id", "channel_id", "root_ts", "ts", "author_id", "is_deleted"),
        Index(None, "team_id", "ts"),
        Index(None, "team_id", "author_id"),
    )
    team_id: Mapped[Team]
    channel_id: Mapped[Key]
    ts: Mapped[Key]
    thread_ts: Mapped[str]
    root_ts: Mapped[str]
    author_id: Mapped[str]
    terms: Mapped[WordList]
    words: Mapped[WordList]
    phrases: Mapped[WordList]
    is_question: Mapped[bool]
    thanks: Mapped[bool]
    thanked: Mapped[WordList]
    version: Mapped[str]
    is_deleted: Mapped[bool]


class ThreadRow(Row):
    """A thread: who wrote live messages in it (with spaces between), and a `PART` of storage/threads.py for each.

    Whoever answers reads hundreds of threads: one row each, and those of a channel side by side.
    """

    __tablename__ = "threads"
    __table_args__ = (Index(None, "team_id", "root_ts", "channel_id"), {"sqlite_with_rowid": False})
    team_id: Mapped[Team]
    channel_id: Mapped[Key]
    root_ts: Mapped[Key]
    people: Mapped[int]
    authors: Mapped[str]
    parts: Mapped[bytes]


class PostingRow(Row):
    """A term of a thread, in its visibility scope: how many of the thread's live messages are about it."""

    __tablename__ = "postings"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    team_id: Mapped[Team]
    term: Mapped[Key]
    scope: Mapped[Key]
    root_ts: Mapped[Key]
    channel_id: Mapped[Key]
    messages: Mapped[int]


class EntryRow(Row):
    """A line of the ledger: appended, never changed."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint(
            "team_id",
            "channel_id",
            "ts",
            "helper_id",
            "seeker_id",
            "source",
            "detail",
            "position",
            "given",
            name="uq_entries_claim",
        ),
        Index(None, "team_id", "channel_id", "thread_ts"),
        Index(None, "team_id", "helper_id"),
        Index(None, "team_id", "seeker_id"),
    )
    id: Mapped[CountedKey]
    team_id: Mapped[str]
    channel_id: Mapped[str]
    ts: Mapped[str]
    helper_id: Mapped[str]
    seeker_id: Mapped[str]
    source: Mapped[Source]
    detail: Mapped[str]
    position: Mapped[str]
    given: Mapped[bool]
    thread_ts: Mapped[str]
    about: Mapped[WordList]


class HelpRow(Row):
    """An act of help as it stands; `weight` is its strength grown to the ties' landmark."""

    __tablename__ = "helps"
    __table_args__ = (
        Index(None, "team_id", "helper_id", "seeker_id"),
        Index("ix_helps_given", "team_id", "helper_id", "given_at"),
        Index("ix_helps_received", "team_id", "seeker_id", "given_at"),
        Index(None, "team_id", "channel_id", "question_ts"),
        Index("ix_helps_lately", "team_id", "given_at", "scope", "helper_id"),
    )
    team_id: Mapped[Team]
    channel_id: Mapped[Key]
    ts: Mapped[Key]
    helper_id: Mapped[Key]
    seeker_id: Mapped[Key]
    source: Mapped[Source]
    strength: Mapped[float]
    weight: Mapped[float]
    given_at: Mapped[datetime]
    scope: Mapped[str]
    question_ts: Mapped[str]
    terms: Mapped[WordList]
    words: Mapped[WordList]


class TieRow(Row):
    """A person's ties in one scope: their neighbours, and the weight of help received from and given to each."""

    __tablename__ = "ties"
    team_id: Mapped[Team]
    scope: Mapped[Key]
    person: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[NDArray[np.int32]]
    received: Mapped[NDArray[np.float32]]
    given: Mapped[NDArray[np.float32]]


class AskRow(Row):
    """A question put to Kith on purpose."""

    __tablename__ = "asks"
    __table_args__ = (UniqueConstraint("team_id", "key"), Index(None, "team_id", "asked_at"))
    id: Mapped[CountedKey]
    team_id: Mapped[str]
    key: Mapped[str]
    asker_id: Mapped[str]
    text: Mapped[str]
    channel_id: Mapped[str]
    thread_ts: Mapped[str]
    response_url: Mapped[str]
    asked_at: Mapped[datetime]
    audience: Mapped[Audience]
    state: Mapped[AskState]
    answer_ts: Mapped[str]
    followed_up_at: Mapped[datetime | None]


class SuggestionRow(Row):
    """A person named in an answer: at which place, when, and what came of it."""

    __tablename__ = "suggestions"
    __table_args__ = (Index("ix_suggestions_person", "team_id", "person_id", "shown_at", "place", "verdict"),)
    team_id: Mapped[Team]
    ask_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[Key]
    place: Mapped[int]
    shown_at: Mapped[datetime]
    verdict: Mapped[Verdict]


class ExposureRow(Row):
    """A person's name shown to somebody: about what, where and when."""

    __tablename__ = "exposures"
    __table_args__ = (Index(None, "team_id", "person_id", "shown_at"), Index(None, "team_id", "seen_by"))
    team_id: Mapped[Team]
    person_id: Mapped[Key]
    ref: Mapped[Key]
    seen_by: Mapped[str]
    channel_id: Mapped[str]
    about: Mapped[WordList]
    shown_at: Mapped[datetime]


class OutreachRow(Row):
    """The asking around for one ask."""

    __tablename__ = "outreaches"
    __table_args__ = (Index(None, "team_id", "state"), Index(None, "team_id", "asker_id"))
    team_id: Mapped[Team]
    ask_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    asker_id: Mapped[str]
    question: Mapped[str]
    urgency_minutes: Mapped[int]
    is_anonymous: Mapped[bool]
    queue: Mapped[WordList]
    state: Mapped[OutreachState]


class RequestRow(Row):
    """A person asked, or to be asked, on somebody's behalf; `ts` is the message by which they read it."""

    __tablename__ = "requests"
    __table_args__ = (Index(None, "team_id", "person_id", "asked_at"),)
    team_id: Mapped[Team]
    ask_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[Key]
    place: Mapped[int]
    until: Mapped[datetime]
    state: Mapped[RequestState]
    asked_at: Mapped[datetime | None]
    reply: Mapped[Reply | None]
    ts: Mapped[str]


class ContactRow(Row):
    """Who a contact is: nothing reads this but what its introducer asks for themselves."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("team_id", "introducer_id", "key"), Index(None, "team_id", "handle"))
    id: Mapped[CountedKey]
    team_id: Mapped[str]
    introducer_id: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    organisation: Mapped[str]
    handle: Mapped[str]
    note: Mapped[str]
    topics: Mapped[list[str]]


class ExternalTieRow(Row):
    """A tie to a contact, as searches see it: a number, whose, how strong."""

    __tablename__ = "external_ties"
    __table_args__ = (Index(None, "team_id", "introducer_id"),)
    team_id: Mapped[Team]
    contact_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    introducer_id: Mapped[str]
    how_well: Mapped[HowWell]
    refreshed_at: Mapped[datetime]


class ExternalTermRow(Row):
    """A stem by which an external tie is found."""

    __tablename__ = "external_terms"
    __table_args__ = (Index(None, "team_id", "contact_id"),)
    team_id: Mapped[Team]
    term: Mapped[Key]
    contact_id: Mapped[int] = mapped_column(BigId, primary_key=True)


class ContactDraftRow(Row):
    """Contacts read from a file, until their introducer has looked at the preview."""

    __tablename__ = "contact_drafts"
    team_id: Mapped[Team]
    introducer_id: Mapped[Key]
    made_at: Mapped[datetime]
    contacts: Mapped[list[Any]]


class DeclinedOfferRow(Row):
    """A person of another organisation whom a member does not want offered as a contact."""

    __tablename__ = "declined_offers"
    team_id: Mapped[Team]
    introducer_id: Mapped[Key]
    person_id: Mapped[Key]


class IntroductionRow(Row):
    """A request to an introducer about one contact; `words` are what the introducer chose to tell the asker."""

    __tablename__ = "introductions"
    __table_args__ = (
        Index(None, "team_id", "introducer_id", "asked_at"),
        Index(None, "team_id", "asker_id"),
        Index(None, "team_id", "contact_id"),
    )
    team_id: Mapped[Team]
    ask_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    contact_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    asker_id: Mapped[str]
    introducer_id: Mapped[str]
    question: Mapped[str]
    asked_at: Mapped[datetime]
    until: Mapped[datetime]
    is_anonymous: Mapped[bool]
    state: Mapped[IntroductionState]
    words: Mapped[str]


class WeavingRow(Row):
    """An offer to two people to meet, made once; their ids in rising order, and how many more work on it with each."""

    __tablename__ = "weavings"
    __table_args__ = (Index(None, "team_id", "second_id"), Index(None, "team_id", "offered_at"))
    team_id: Mapped[Team]
    first_id: Mapped[Key]
    second_id: Mapped[Key]
    word: Mapped[str]
    first_channel: Mapped[str]
    second_channel: Mapped[str]
    first_others: Mapped[int]
    second_others: Mapped[int]
    offered_at: Mapped[datetime]
    first_says: Mapped[Says]
    second_says: Mapped[Says]


class OutboxRow(Row):
    """Something still to be said in Slack, or said (`done_at`)."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("team_id", "key"), Index(None, "done_at", "due_at"))
    id: Mapped[CountedKey]
    team_id: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    urgency: Mapped[int]
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    done_at: Mapped[datetime | None]


class AdminActRow(Row):
    """Something an admin did: a setting changed, a pause, somebody or everything erased."""

    __tablename__ = "admin_acts"
    __table_args__ = (Index(None, "team_id", "at"),)
    id: Mapped[CountedKey]
    team_id: Mapped[str]
    by_id: Mapped[str]
    deed: Mapped[str]
    at: Mapped[datetime]
    detail: Mapped[dict[str, Any]]


class SettingRow(Row):
    """A choice of the workspace."""

    __tablename__ = "settings"
    team_id: Mapped[Team]
    name: Mapped[Key]
    value: Mapped[dict[str, Any]]


class PhraseWeekRow(Row):
    """How many people used a phrase in a week, and in how many messages, in one visibility scope."""

    __tablename__ = "phrase_weeks"
    team_id: Mapped[Team]
    scope: Mapped[Key]
    stem: Mapped[Key]
    week: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[int]
    messages: Mapped[int]


class CountedWeekRow(Row):
    """A week whose phrases are counted, or being counted by somebody; a change of its messages takes the mark away."""

    __tablename__ = "counted_weeks"
    team_id: Mapped[Team]
    scope: Mapped[Key]
    week: Mapped[int] = mapped_column(primary_key=True)
    counting: Mapped[str] = mapped_column(server_default="")


class SubscriptionRow(Row):
    """A channel or person who gets a digest: on which weekday (0 is Monday), at which hour, in which time zone."""

    __tablename__ = "subscriptions"
    team_id: Mapped[Team]
    target: Mapped[Key]
    weekday: Mapped[int]
    hour: Mapped[int]
    tz: Mapped[str]
    since: Mapped[datetime]


class DigestRow(Row):
    """A digest that was made: for whom, for which day, and which topics it named."""

    __tablename__ = "digests"
    team_id: Mapped[Team]
    target: Mapped[Key]
    period: Mapped[Key]
    queued_at: Mapped[datetime]
    posted_ts: Mapped[str]
    stems: Mapped[WordList]


class VerdictRow(Row):
    """What a person said of a topic: interested, no topic, or not for them."""

    __tablename__ = "verdicts"
    team_id: Mapped[Team]
    stem: Mapped[Key]
    person_id: Mapped[Key]
    verdict: Mapped[TopicVerdict]
    at: Mapped[datetime]


class InstallationRow(Row):
    """Kith in a workspace, or org-wide in an enterprise; `secrets` are its tokens, encrypted."""

    __tablename__ = "installations"
    team_id: Mapped[Team]
    enterprise_id: Mapped[str]
    name: Mapped[str]
    bot_user_id: Mapped[str]
    bot_id: Mapped[str]
    scopes: Mapped[WordList]
    secrets: Mapped[str]
    expires_at: Mapped[datetime | None]
    installed_at: Mapped[datetime]
    renewed_until: Mapped[datetime | None]


class OAuthStateRow(Row):
    """Somebody on the way to install Kith: the table of slack_sdk's `SQLAlchemyOAuthStateStore`, times in naive UTC."""

    __tablename__ = "slack_oauth_states"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(200))
    expire_at: Mapped[datetime] = mapped_column(DateTime)
