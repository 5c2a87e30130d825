import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted
from bot.domain.messages import MessageKey, moment
from bot.domain.people import ChannelKind, Person
from bot.services import slack_json
from bot.services.slack_json import OddObject, happenings
from tests.exports import message, user

NOON = "1706702400.000100"
LATER = "1706706000.000000"


def test_a_person_is_shown_by_display_name() -> None:
    profile = {"display_name": "", "real_name": "Ana  de\tSouza", "title": "SRE"}
    fields = {"deleted": True, "tz": "Europe/Lisbon", "is_owner": True, "is_restricted": True, "team_id": "T1"}
    assert slack_json.person(user("UANA", profile=profile, **fields)) == Person(
        "UANA", "Ana de Souza", "SRE", "Europe/Lisbon", is_deleted=True, is_guest=True, is_admin=True, home_team="T1"
    )


def test_a_person_of_an_enterprise_is_known_as_such() -> None:
    enterprise = {"enterprise_id": "E1", "is_admin": False, "is_owner": True, "teams": ["T1"]}
    person = slack_json.person(user("UANA", team_id="T1", enterprise_user=enterprise))
    assert (person.home_team, person.home_enterprise) == ("T1", "E1")
    assert (person.is_admin, person.is_org_admin) == (False, True)


@pytest.mark.parametrize("fields", [{"is_bot": True}, {"id": "USLACKBOT"}, {"is_workflow_bot": True}])
def test_bots_are_known_as_bots(fields: dict[str, Any]) -> None:
    assert slack_json.person(user("UBOT") | fields).is_bot


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, ChannelKind.PUBLIC),
        ({"is_private": True}, ChannelKind.PRIVATE),
        ({"is_group": True}, ChannelKind.PRIVATE),
        ({"is_mpim": True, "is_private": True}, ChannelKind.DIRECT),
    ],
)
def test_a_channel_is_as_private_as_it_says(fields: dict[str, Any], kind: ChannelKind) -> None:
    assert slack_json.channel({"id": "C1", "name": "ops"} | fields, ChannelKind.PUBLIC).kind is kind


def test_a_message_reads_as_it_stands_with_its_last_edit_as_version() -> None:
    raw = message(LATER, "UANA", "fixed", thread_ts=NOON, edited={"user": "UANA", "ts": "1706709600.000000"})
    assert happenings(raw, "C1") == [MessagePosted("C1", LATER, "UANA", "fixed", NOON, "1706709600.000000")]


def test_a_reaction_counts_as_given_with_its_message() -> None:
    raw = message(NOON, "UANA", "try this", reactions=[{"name": "pray", "users": ["UBEN", "UCLEO"], "count": 2}])
    key = MessageKey("C1", NOON)
    assert happenings(raw, "C1")[1:] == [
        Reacted(key, "UANA", "UBEN", "pray", event_ts=NOON),
        Reacted(key, "UANA", "UCLEO", "pray", event_ts=NOON),
    ]


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message", "file_share"])
def test_people_write_under_some_subtypes(subtype: str) -> None:
    assert len(happenings(message(NOON, "UANA", "hi", subtype=subtype), "C1")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "bot_message", "bot_id": "B1"},
        {"subtype": "channel_join"},
        {"subtype": "reminder_add"},
        {"bot_id": "B1"},
        {"user": "USLACKBOT"},
    ],
)
def test_bots_and_slack_itself_write_nothing(fields: dict[str, Any]) -> None:
    assert happenings(message(NOON, "UANA", "hi") | fields, "C1") == []


def test_a_tombstone_is_a_deletion() -> None:
    raw = message(NOON, "USLACKBOT", "This message was deleted.", subtype="tombstone", hidden=True)
    assert happenings(raw, "C1") == [MessageDeleted("C1", NOON, event_ts=NOON)]


@pytest.mark.parametrize(
    "fields",
    [
        {"ts": None},
        {"ts": 1706702400.0001},
        {"ts": "nan"},
        {"ts": "1706702400"},
        {"ts": "١٧٠٦٧٠٢٤٠٠.000100"},
        {"user": None},
        {"user": "U A"},
        {"user": ["UANA"]},
        {"text": 7},
        {"thread_ts": "soon"},
        {"edited": True},
        {"edited": {"ts": "x"}},
        {"reactions": {"pray": 1}},
        {"reactions": ["pray"]},
        {"reactions": [{"name": "pray"}]},
        {"reactions": [{"name": "", "users": []}]},
        {"reactions": [{"name": "pray", "users": [None]}]},
        {"subtype": ["bot_message"]},
    ],
)
def test_a_message_with_odd_fields_is_odd(fields: dict[str, Any]) -> None:
    with pytest.raises(OddObject):
        happenings(message(NOON, "UANA", "hi") | fields, "C1")


def test_text_is_made_fit_for_any_database() -> None:
    raw = json.loads(r'{"ts": "1706702400.000100", "user": "UANA", "text": "a\u0000b\ud800c"}')
    posted = happenings(raw, "C1")[0]
    assert isinstance(posted, MessagePosted)
    assert posted.text == "a b?c"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
)
likely = st.sampled_from([NOON, LATER, "UANA", "pray", "tombstone", "me_message"]) | anything
fields = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("ts", "user", "text", "thread_ts", "subtype", "bot_id"), likely)
    | {
        "edited": st.fixed_dictionaries({"ts": likely}) | anything,
        "reactions": st.lists(st.fixed_dictionaries({"name": likely, "users": st.lists(likely)})) | anything,
    },
)


@given(fields | anything)
def test_any_message_is_read_or_odd(raw: Any) -> None:
    read: list[Happening] = []
    with suppress(OddObject):
        read = happenings(raw, "C1")
    for happening in read:
        assert not isinstance(happening, MessagePosted) or happening.author
        ts = happening.message.ts if isinstance(happening, Reacted) else getattr(happening, "ts", "")
        assert moment(ts)


@given(anything)
def test_any_user_or_channel_is_read_or_odd(raw: Any) -> None:
    for read in (slack_json.person, lambda value: slack_json.channel(value, ChannelKind.PUBLIC), slack_json.members):
        with suppress(OddObject):
            read(raw)


@given(st.text(max_size=300))
def test_a_name_fits_on_one_line(name: str) -> None:
    person = slack_json.person({"id": "U1", "name": name})
    assert person.name.isprintable()
    assert 0 < len(person.name) <= 200
