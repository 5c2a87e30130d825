"""A backup is one moment of the store, checked; restoring it is all or nothing, and revives nobody."""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.domain.errors import NotConfigured, TransferFailed
from storage.backups import back_up, restore
from storage.migrating import downgrade, migrate
from storage.schema import UNFINISHED_MOVE, Schema, schema_of
from tests.conftest import DATABASES, on_postgresql
from tests.storage.rows import dump, fill

FIRST = "b2cbe75bf95c"


def ignore(_: int, __: int) -> None:
    """Nobody watches."""


@pytest.fixture(params=DATABASES)
def used(request: pytest.FixtureRequest) -> Engine:
    """A database with something in every table, on each engine."""
    request.getfixturevalue("postgresql_programs")
    name = "sqlite_engine" if request.param == "sqlite" else "empty_postgresql"
    engine: Engine = request.getfixturevalue(name)
    fill(engine, rows=3)
    return engine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kith.backup"


def change(engine: Engine) -> None:
    """Something happens after the backup."""
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM asks"))
        connection.execute(text("UPDATE helps SET scope = 'changed'"))


def test_what_was_backed_up_comes_back_as_it_was(used: Engine, file: Path) -> None:
    before = dump(used)
    back_up(used, file, ignore, overwrite=False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("*.part")] == []
    change(used)
    with pytest.raises(TransferFailed, match="holds a store already; give --overwrite"):
        restore(used, file, ignore, overwrite=False)
    assert dump(used) != before
    restore(used, file, ignore, overwrite=True)
    assert dump(used) == before
    assert schema_of(used) is Schema.CURRENT


def test_an_empty_database_takes_a_backup_without_being_told_twice(used: Engine, file: Path) -> None:
    before = dump(used)
    back_up(used, file, ignore, overwrite=False)
    downgrade(used)
    with used.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    restore(used, file, ignore, overwrite=False)
    assert dump(used) == before


def test_a_backup_of_an_older_schema_is_brought_up_again(used: Engine, file: Path) -> None:
    downgrade(used, FIRST)
    back_up(used, file, ignore, overwrite=False)
    migrate(used)
    restore(used, file, ignore, overwrite=True)
    assert schema_of(used) is Schema.OLDER
    migrate(used)
    assert schema_of(used) is Schema.CURRENT
    assert len(dump(used)["helps"]) == 3


def test_a_half_filled_database_is_whole_again_after_restoring(used: Engine, file: Path) -> None:
    back_up(used, file, ignore, overwrite=False)
    with used.begin() as connection:
        connection.execute(text(f"CREATE TABLE {UNFINISHED_MOVE} (source TEXT)"))
    restore(used, file, ignore, overwrite=True)
    assert schema_of(used) is Schema.CURRENT


def test_a_backup_of_a_newer_version_is_not_touched(used: Engine, file: Path) -> None:
    with used.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f0f0f0f0f0f0'"))
    back_up(used, file, ignore, overwrite=False)
    with pytest.raises(TransferFailed, match="newer version"):
        restore(used, file, ignore, overwrite=True)


def cut(file: Path) -> None:
    """Lose the end of a file."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scribble(file: Path) -> None:
    """Spoil the middle of a file."""
    with file.open("rb+") as written:
        written.seek(file.stat().st_size // 3)
        written.write(b"\xff" * 6000)


def replace(file: Path) -> None:
    """Put something else in a file's place."""
    file.write_bytes(b"a letter to my aunt" * 90)


@pytest.mark.parametrize("spoil", [cut, scribble, replace, Path.unlink])
def test_a_damaged_backup_is_refused_before_anything_changes(
    used: Engine, file: Path, spoil: Callable[[Path], object]
) -> None:
    back_up(used, file, ignore, overwrite=False)
    spoil(file)
    before = dump(used)
    with pytest.raises(TransferFailed):
        restore(used, file, ignore, overwrite=True)
    assert dump(used) == before


def test_a_file_that_is_there_is_kept(used: Engine, file: Path) -> None:
    file.write_text("precious")
    with pytest.raises(TransferFailed, match="is there already"):
        back_up(used, file, ignore, overwrite=False)
    assert file.read_text() == "precious"
    back_up(used, file, ignore, overwrite=True)
    assert file.read_bytes()[:8] != b"precious"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(used: Engine, tmp_path: Path) -> None:
    with pytest.raises(TransferFailed, match="No such file or directory"):
        back_up(used, tmp_path / "nowhere" / "kith.backup", ignore, overwrite=False)


def test_whoever_was_erased_since_the_backup_is_named_to_be_erased_again(used: Engine, file: Path) -> None:
    back_up(used, file, ignore, overwrite=False)
    with used.begin() as connection:
        connection.execute(text("INSERT INTO erased (team_id, person_id) VALUES ('T1', 'ULATER')"))
    assert ("T1", "ULATER") in restore(used, file, ignore, overwrite=True)


def test_what_is_written_meanwhile_is_wholly_in_the_next_backup_and_not_at_all_in_this_one(
    sqlite_engine: Engine, file: Path
) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("CREATE TABLE ballast (bytes BLOB)"))
        connection.execute(text("INSERT INTO ballast VALUES (:bytes)"), [{"bytes": bytes(2**20)} for _ in range(20)])
    steps: list[int] = []

    def copying(done: int, _: int) -> None:
        fill(sqlite_engine, rows=1) if not steps else None
        steps.append(done)

    back_up(sqlite_engine, file, copying, overwrite=False)
    assert len(steps) > 2
    assert steps == sorted(steps)
    copy = sqlite3.connect(file)
    assert copy.execute("SELECT count(*) FROM asks").fetchone() == (0,)
    assert copy.execute("SELECT count(*) FROM ballast").fetchone() == (20,)
    copy.close()
    assert len(dump(sqlite_engine)["asks"]) == 1


@on_postgresql
def test_without_postgresqls_programs_it_says_what_is_missing(
    empty_postgresql: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(file.parent))
    with pytest.raises(NotConfigured, match="pg_dump is not installed: install its client programs"):
        back_up(empty_postgresql, file, ignore, overwrite=False)


@on_postgresql
@pytest.mark.usefixtures("postgresql_programs")
def test_a_restoring_that_fails_half_way_changes_nothing(empty_postgresql: Engine, file: Path) -> None:
    fill(empty_postgresql, rows=2)
    with empty_postgresql.begin() as connection:
        connection.execute(text("CREATE TABLE strangers (name TEXT)"))
    back_up(empty_postgresql, file, ignore, overwrite=False)
    change(empty_postgresql)
    before = dump(empty_postgresql)
    with pytest.raises(TransferFailed, match="strangers"):
        restore(empty_postgresql, file, ignore, overwrite=True)
    assert dump(empty_postgresql) == before
