"""A store is backed up, restored and moved from the command line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, text

from bot.domain.installations import Installation
from storage.engine import open_engine
from storage.installations import SqlInstallations
from storage.unit_of_work import SqlStore
from tests.cli.conftest import Kith
from tests.conftest import on_postgresql
from tests.exports import message, write_export
from tests.rows import rows_of

QUESTION = ("ask", "who knows about kubernetes ingress?", "--as", "ana")


@pytest.fixture
def kith_with_help(run_kith: Kith, tmp_path: Path) -> Kith:
    """The command line on a store in which Ben has helped Ana with kubernetes."""
    messages = [
        message("1706702400.000100", "UANA", "How do I debug a kubernetes ingress?"),
        message("1706702500.000100", "UBEN", "look at the controller log", thread_ts="1706702400.000100"),
        message("1706702600.000100", "UANA", "that worked, thanks <@UBEN>!", thread_ts="1706702400.000100"),
    ]
    assert run_kith("import", write_export(tmp_path / "export", {"general/2024-01-31": messages}))[0] == 0
    assert "Ben" in run_kith(*QUESTION)[1]
    return run_kith


def test_a_store_that_was_lost_answers_again_from_its_backup(kith_with_help: Kith, tmp_path: Path) -> None:
    before = kith_with_help(*QUESTION)
    code, out, _ = kith_with_help("backup", "kith.backup")
    assert (code, "kith.backup holds the store" in out) == (0, True)
    for lost in tmp_path.glob("kith.sqlite*"):
        lost.unlink()
    code, out, err = kith_with_help("restore", "kith.backup")
    assert (code, err) == (0, "")
    assert "The store is as it was in kith.backup." in out
    assert kith_with_help(*QUESTION) == before


def test_restoring_brings_nobody_back_who_was_erased_since(kith_with_help: Kith) -> None:
    kith_with_help("backup", "kith.backup")
    kith_with_help("forget", "ben", "--yes")
    code, out, _ = kith_with_help("restore", "kith.backup", "--overwrite")
    assert (code, "Erased again, as they were before: 1 people." in out) == (0, True)
    assert "Ben" not in kith_with_help(*QUESTION)[1]


@pytest.fixture
def installed_kith(kith_with_help: Kith, tmp_path: Path) -> Iterator[tuple[Kith, SqlStore]]:
    """The same, backed up when two workspaces had installed Kith."""
    engine = open_engine(f"sqlite:///{tmp_path}/kith.sqlite")
    installations = SqlInstallations(engine, [Fernet.generate_key().decode()])
    for team in ("T0ONE", "T0TWO"):
        installations.put(Installation(team, "xoxb-1", "UKITH", "BKITH", datetime(2026, 1, 1, tzinfo=UTC)))
    kith_with_help("backup", "kith.backup")
    yield kith_with_help, SqlStore(engine)
    engine.dispose()


def test_restoring_brings_no_workspace_back_that_uninstalled_kith_since(
    installed_kith: tuple[Kith, SqlStore],
) -> None:
    run, store = installed_kith
    with store.writing("T0ONE") as work:
        work.tenancy.erase()
    code, out, _ = run("restore", "kith.backup", "--overwrite")
    assert (code, "they have uninstalled Kith: 1 workspaces." in out, "may have ended" in out) == (0, True, False)
    assert (rows_of(store.engine, "T0ONE"), [*rows_of(store.engine, "T0TWO")]) == ({}, ["installations"])


def test_where_nothing_tells_who_uninstalled_kith_the_restore_says_so(
    installed_kith: tuple[Kith, SqlStore], tmp_path: Path
) -> None:
    run, store = installed_kith
    store.engine.dispose()
    for lost in tmp_path.glob("kith.sqlite*"):
        lost.unlink()
    code, out, _ = run("restore", "kith.backup")
    assert (code, "Installations that may have ended since: 2. See kith doctor." in out) == (0, True)


def test_a_store_is_not_replaced_without_being_told_so(kith_with_help: Kith) -> None:
    kith_with_help("backup", "kith.backup")
    code, _, err = kith_with_help("restore", "kith.backup")
    assert (code, err.count("\n")) == (1, 1)
    assert "give --overwrite" in err


def test_there_is_no_backup_of_nothing(run_kith: Kith) -> None:
    code, _, err = run_kith("backup", "kith.backup")
    assert (code, "holds no store" in err) == (1, True)


@on_postgresql
def test_a_store_that_was_moved_answers_the_same_and_can_be_moved_back(
    kith_with_help: Kith, empty_postgresql: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kith_with_help(*QUESTION)
    url = empty_postgresql.url.set(drivername="postgresql").render_as_string(hide_password=False)
    code, out, err = kith_with_help("migrate", "--to", url)
    assert (code, err) == (0, "")
    assert "are moved; both sides count the same." in out
    monkeypatch.setenv("KITH_DATABASE_URL", url)
    assert kith_with_help(*QUESTION) == before
    back = f"sqlite:///{tmp_path}/back.sqlite"
    assert kith_with_help("migrate", "--to", back)[0] == 0
    monkeypatch.setenv("KITH_DATABASE_URL", back)
    assert kith_with_help(*QUESTION) == before


def test_a_store_is_not_moved_onto_itself_or_into_another(kith_with_help: Kith, tmp_path: Path) -> None:
    itself = f"sqlite:///{tmp_path}/kith.sqlite"
    assert "uses already" in kith_with_help("migrate", "--to", itself)[2]
    other = f"sqlite:///{tmp_path}/other.sqlite"
    assert kith_with_help("migrate", "--to", other)[0] == 0
    assert "holds a store already" in kith_with_help("migrate", "--to", other)[2]


def test_a_database_that_is_only_half_filled_is_not_used(kith_with_help: Kith, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/kith.sqlite")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE unfinished_move (source TEXT NOT NULL)"))
    engine.dispose()
    code, _, err = kith_with_help(*QUESTION)
    assert code == 1
    assert "run kith migrate --to again" in err
