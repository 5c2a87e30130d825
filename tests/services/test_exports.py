from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ImportFailed
from bot.domain.events import Happening, MessagePosted
from bot.domain.people import ChannelKind
from bot.services.exports import DayOfMessages, messages_in_order, open_export
from tests.exports import channel, message, user, write_export, zipped

NOON = "1706702400.000100"  # 2024-01-31 12:00 UTC


def days(export: Path) -> dict[str, DayOfMessages]:
    with open_export(export) as opened:
        return {day.name: opened.read(day) for day in opened.days}


def in_order(export: Path) -> list[Happening]:
    with open_export(export) as opened:
        return list(messages_in_order(opened))


def test_people_and_channels_are_read_with_their_kind(tmp_path: Path) -> None:
    secret = channel("GSEC", "secret", members=["UANA", "UBEN", 7])
    with open_export(write_export(tmp_path, groups=[secret])) as export:
        assert [person.name for person in export.people] == ["Ana", "Ben", "Cleo"]
        assert {(c.name, c.kind) for c in export.channels} == {
            ("general", ChannelKind.PUBLIC),
            ("ops", ChannelKind.PUBLIC),
            ("secret", ChannelKind.PRIVATE),
        }
        assert export.members == {"GSEC": {"UANA", "UBEN"}}


def test_the_team_is_the_one_most_people_belong_to(tmp_path: Path) -> None:
    users = [user("UANA", team_id="THERE"), user("UBEN", team_id="THERE"), user("UEVE", team_id="TELSEWHERE")]
    with open_export(write_export(tmp_path, users=users)) as export:
        assert export.team == "THERE"
    with open_export(write_export(tmp_path)) as export:
        assert export.team == ""


def test_day_files_go_by_day_over_all_channels(tmp_path: Path) -> None:
    names = ["ops/2024-01-30", "general/2024-01-31", "ops/2024-01-31", "general/2024-02-01"]
    export = write_export(tmp_path / "export", dict.fromkeys(reversed(names), ()))
    assert list(days(export)) == [f"{name}.json" for name in names]
    assert list(days(zipped(export, tmp_path / "e.zip"))) == [f"{name}.json" for name in names]


def test_a_day_file_knows_its_channel_by_the_folders_name(tmp_path: Path) -> None:
    channels = [channel("C1", "general"), {"name": "bare"}]
    export = write_export(tmp_path, {"general/2024-01-31": [], "bare/2024-01-31": []}, channels=channels)
    with open_export(export) as opened:
        assert {day.name: day.channel for day in opened.days} == {
            "general/2024-01-31.json": "C1",
            "bare/2024-01-31.json": "bare",
        }


def test_direct_messages_are_never_opened(tmp_path: Path) -> None:
    export = write_export(
        tmp_path,
        {"D0123/2024-01-31": [message(NOON, "UANA", "psst")], "mpdm-ana--ben-1/2024-01-31": []},
        dms=[{"id": "D0123", "members": ["UANA", "UBEN"]}],
        mpims=[{"id": "G9", "name": "mpdm-ana--ben-1"}],
    )
    with open_export(export) as opened:
        assert opened.days == ()
        assert sum(opened.skipped.values()) == 2


def test_other_files_in_an_export_are_no_messages(tmp_path: Path) -> None:
    others = ("general/canvas_in_the_conversation", "general/2024-13-45", "integration_logs")
    assert days(write_export(tmp_path, dict.fromkeys(others, ()))) == {}


def test_an_odd_message_is_skipped_by_name_and_the_others_are_read(tmp_path: Path) -> None:
    messages = [message("yesterday", "UANA", "hi"), message(NOON, "UBEN", "hello"), 7]
    read = days(write_export(tmp_path, {"general/2024-01-31": messages}))["general/2024-01-31.json"]
    assert read.happenings == (MessagePosted("CGEN", NOON, "UBEN", "hello"),)
    assert read.skipped == ("a message without a usable ts", "a message that is no object")


@pytest.mark.parametrize("missing", ["users.json", "channels.json"])
def test_an_export_without_its_lists_is_refused(tmp_path: Path, missing: str) -> None:
    (write_export(tmp_path) / missing).unlink()
    with pytest.raises(ImportFailed, match=missing), open_export(tmp_path):
        pass


@pytest.mark.parametrize("content", [b"{", b"{}", b"\xff\xfe\xfd", b"[" * 100_000, b"[1" + b"0" * 9_000 + b"]"])
def test_a_malformed_file_is_named(tmp_path: Path, content: bytes) -> None:
    export = write_export(tmp_path, {"general/2024-01-31": []})
    (export / "general/2024-01-31.json").write_bytes(content)
    with pytest.raises(ImportFailed, match=r"^general/2024-01-31\.json .*\.$"):
        days(export)


def test_an_odd_user_is_skipped_by_name(tmp_path: Path) -> None:
    with open_export(write_export(tmp_path, users=[user("UANA"), {"name": "nobody"}])) as export:
        assert [person.id for person in export.people] == ["UANA"]
        assert export.skipped == {"a user without a usable id": 1}


def test_messages_of_all_channels_come_in_order_with_their_reactions(tmp_path: Path) -> None:
    pray = [{"name": "pray", "users": ["UBEN"], "count": 1}]
    export = write_export(
        tmp_path,
        {
            "general/2024-01-31": [message("1706702401.000000", "UANA", "second", reactions=pray)],
            "ops/2024-01-31": [message("1706702400.000000", "UBEN", "first")],
            "general/2024-02-01": [message("1706788800.000000", "UBEN", "third")],
        },
    )
    told = [happening.text if isinstance(happening, MessagePosted) else "reaction" for happening in in_order(export)]
    assert told == ["first", "second", "reaction", "third"]


@given(st.lists(st.tuples(st.integers(0, 5 * 86_400), st.sampled_from(["general", "ops"])), max_size=30), st.data())
def test_order_holds_wherever_the_exports_midnight_is(
    tmp_path_factory: pytest.TempPathFactory, sent: list[tuple[int, str]], data: st.DataObject
) -> None:
    zone = data.draw(st.integers(-12, 14))
    files: dict[str, list[object]] = {}
    for seconds, place in sent:
        day = (seconds + zone * 3600) // 86_400
        name = f"{place}/2024-01-{10 + day:02}"
        files.setdefault(name, []).append(message(f"{1704844800 + seconds}.000000", "UANA", "hi"))
    times = [h.ts for h in in_order(write_export(tmp_path_factory.mktemp("e"), files)) if isinstance(h, MessagePosted)]
    assert times == sorted(times)
    assert len(times) == len(sent)
