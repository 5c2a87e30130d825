"""An export goes in once, however often and in whatever pieces it is read."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.domain.errors import ImportFailed
from bot.domain.events import Reacted
from bot.domain.help import Source
from bot.domain.messages import MessageKey
from bot.domain.people import Channel, ChannelKind, Person
from bot.services.exports import open_export
from bot.services.importing import Imported, Importer, ImportProgress
from bot.services.recording import HelpRecorder
from storage.models import Row
from storage.unit_of_work import SqlStore
from tests.exports import channel, message, user, write_export

TEAM = "T1"
ASKED, ANSWERED, THANKED = "1706702400.000100", "1706702500.000100", "1706789000.000100"
SECRET = "1706702600.000100"
PRAY = [{"name": "pray", "users": ["UANA"], "count": 1}]
DAYS = {
    "ops/2024-01-31": [
        message(ASKED, "UANA", "How do I unlock the terraform state?", thread_ts=ASKED),
        message(ANSWERED, "UBEN", "run force-unlock", thread_ts=ASKED, reactions=PRAY),
    ],
    "ops/2024-02-01": [message(THANKED, "UANA", "That worked, thanks!", thread_ts=ASKED)],
    "secret/2024-01-31": [message(SECRET, "UBEN", "Who knows kafka?", thread_ts=SECRET), {"odd": True}],
    "general/2024-02-02": [message("1706875200.000100", "UCLEO", "lunch")],
}


def export_in(folder: Path, **lists: Any) -> Path:
    groups = [channel("GSEC", "secret", members=["UANA", "UBEN"])]
    return write_export(folder, DAYS, **({"groups": groups} | lists))


def imported(store: SqlStore, path: Path, batch: int = 1) -> Imported:
    with open_export(path) as export:
        return Importer(store, batch).run(export, TEAM, lambda _: None)


def contents(engine: Engine) -> dict[str, list[Any]]:
    """Every table's rows, counted keys aside."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                repr([repr(row[name]) for name in table.columns.keys() if name not in ("id", "number")])  # noqa: SIM118
                for row in connection.execute(select(table)).mappings()
            )
            for table in Row.metadata.sorted_tables
        }


def test_helps_are_found_as_if_the_export_had_been_listened_to(store: SqlStore, tmp_path: Path) -> None:
    result = imported(store, export_in(tmp_path))
    with store.reading(TEAM) as work:
        (help_,) = work.helps.of_person("UBEN")
    assert (help_.helper, help_.seeker, help_.source, help_.question.ts) == ("UBEN", "UANA", Source.THANKS, ASKED)
    assert result == Imported(3, 3, 5, 5, 1, {"a message without a usable ts": 1})


def test_importing_twice_ends_in_the_same_state(store: SqlStore, engine: Engine, tmp_path: Path) -> None:
    path = export_in(tmp_path)
    imported(store, path)
    once = contents(engine)
    again = imported(store, path)
    assert contents(engine) == once
    assert (again.messages, again.new_messages, again.new_helps) == (5, 0, 0)


def test_any_cut_into_transactions_ends_in_the_same_state(
    sqlite_store: SqlStore, sqlite_engine: Engine, tmp_path: Path
) -> None:
    path = export_in(tmp_path)
    imported(sqlite_store, path, batch=1_000)
    whole = contents(sqlite_engine)
    with sqlite_engine.begin() as connection:
        for table in reversed(Row.metadata.sorted_tables):
            connection.execute(table.delete())
    imported(sqlite_store, path, batch=1)
    assert contents(sqlite_engine) == whole


@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_an_import_killed_and_run_again_ends_in_the_same_state(
    sqlite_store: SqlStore, sqlite_engine: Engine, tmp_path: Path, stop_at: int
) -> None:
    def kill(reached: ImportProgress) -> None:
        if reached.done == stop_at:
            raise KeyboardInterrupt

    path = export_in(tmp_path)
    with open_export(path) as export, pytest.raises(KeyboardInterrupt):
        Importer(sqlite_store, 1).run(export, TEAM, kill)
    imported(sqlite_store, path)
    finished = contents(sqlite_engine)
    imported(sqlite_store, path)
    assert contents(sqlite_engine) == finished
    with sqlite_store.reading(TEAM) as work:
        assert len(work.helps.of_person("UBEN")) == 1


@pytest.mark.parametrize("batch", [1, 1_000])
def test_a_malformed_file_leaves_what_was_before_it_and_nothing_of_itself(
    sqlite_store: SqlStore, tmp_path: Path, batch: int
) -> None:
    path = export_in(tmp_path)
    bad = path / "ops" / "2024-02-01.json"
    bad.write_text(bad.read_text()[:-1])
    with pytest.raises(ImportFailed, match=r"ops/2024-02-01\.json"):
        imported(sqlite_store, path, batch)
    with sqlite_store.reading(TEAM) as work:
        keys = [MessageKey("COPS", ASKED), MessageKey("COPS", THANKED), MessageKey("CGEN", "1706875200.000100")]
        assert work.messages.get(keys).keys() == {keys[0]}


def test_a_private_channel_is_its_members_own(sqlite_store: SqlStore, tmp_path: Path) -> None:
    imported(sqlite_store, export_in(tmp_path))
    with sqlite_store.reading(TEAM) as work:
        assert work.channels.get(["GSEC"])["GSEC"].scope == "GSEC"
        assert work.channels.private_scopes_of("UBEN") == {"GSEC"}
        assert work.channels.private_scopes_of("UCLEO") == set()


def test_what_was_private_stays_private(sqlite_store: SqlStore, tmp_path: Path) -> None:
    with sqlite_store.writing(TEAM) as work:
        work.channels.put([Channel("COPS", "ops", ChannelKind.PRIVATE)])
    imported(sqlite_store, export_in(tmp_path))
    with sqlite_store.reading(TEAM) as work:
        assert [help_.scope for help_ in work.helps.of_person("UBEN")] == ["COPS"]


def test_where_kith_lives_slack_knows_people_and_channels_better(sqlite_store: SqlStore, tmp_path: Path) -> None:
    left = Person("UBEN", "Benjamin", is_deleted=True)
    ops = Channel("COPS", "operations", ChannelKind.PUBLIC, is_member=True)
    with sqlite_store.writing(TEAM) as work:
        work.people.put([left])
        work.channels.put([ops])
    imported(sqlite_store, export_in(tmp_path))
    with sqlite_store.reading(TEAM) as work:
        assert work.people.get(["UBEN", "UANA"]) == {"UBEN": left, "UANA": Person("UANA", "Ana")}
        assert work.channels.get(["COPS", "CGEN"]) == {
            "COPS": ops,
            "CGEN": Channel("CGEN", "general", ChannelKind.PUBLIC),
        }


def test_a_person_who_turns_out_to_be_a_bot_has_helped_nobody(sqlite_store: SqlStore, tmp_path: Path) -> None:
    imported(sqlite_store, export_in(tmp_path))
    bot = [user("UANA"), user("UBEN", is_bot=True), user("UCLEO")]
    imported(sqlite_store, export_in(tmp_path, users=bot))
    with sqlite_store.reading(TEAM) as work:
        assert work.helps.of_person("UBEN") == []


@pytest.mark.parametrize("import_first", [True, False])
def test_a_reaction_taken_off_live_is_not_revived_by_an_import(
    sqlite_store: SqlStore, tmp_path: Path, import_first: bool
) -> None:
    key = MessageKey("COPS", ANSWERED)
    off = Reacted(key, "UBEN", "UANA", "pray", event_ts="1706800000.000100", given=False)
    export = write_export(tmp_path, {"ops/2024-01-31": [message(ANSWERED, "UBEN", "try this", reactions=PRAY)]})
    if import_first:
        imported(sqlite_store, export)
    HelpRecorder(sqlite_store).record(TEAM, [off])
    imported(sqlite_store, export)
    with sqlite_store.reading(TEAM) as work:
        assert work.helps.of_person("UBEN") == []
    on = Reacted(key, "UBEN", "UANA", "pray", event_ts="1706900000.000100")
    HelpRecorder(sqlite_store).record(TEAM, [on])
    imported(sqlite_store, export)
    with sqlite_store.reading(TEAM) as work:
        assert [help_.source for help_ in work.helps.of_person("UBEN")] == [Source.REACTION]
