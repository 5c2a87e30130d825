"""`kith contacts`: each contact into the keeping of who knows them, and no name of one on the screen."""

from pathlib import Path

import pytest

from bot.domain.contacts import MOST_CONTACTS
from storage.engine import open_engine
from storage.unit_of_work import SqlStore
from tests.cli.conftest import Kith
from tests.exports import message, user, write_export

LINES = """introducer,name,organisation,topics,how_well,note
ana@kelvik.example,Sunita Bose,Metro Freight,Kafka; tiered storage,well,
ben@kelvik.example,Gareth Pugh,Lowland,LTE-M,known,
zed@kelvik.example,Nobody,Lowland,LTE-M,known,
,Dee Strand,Metrology,calibration,met,
ana@kelvik.example,=cmd(),Lowland,LTE-M,known,
"""


@pytest.fixture
def people(run_kith: Kith, tmp_path: Path) -> Path:
    """A workspace with Ana and Ben, and a file of whom they know."""
    export = write_export(
        tmp_path / "export",
        users=[user("UANA"), user("UBEN")],
        days={"general/2026-01-05": [message("1767600000.000100", "UANA", "hello")]},
    )
    run_kith("import", export)
    file = tmp_path / "people.csv"
    file.write_text(LINES, encoding="utf-8")
    return file


def names(tmp_path: Path, person: str) -> list[str]:
    engine = open_engine(f"sqlite:///{tmp_path}/kith.sqlite")
    store = SqlStore(engine)
    with store.reading(store.teams()[0]) as work:
        found = [contact.identity.name for contact in work.contacts.of(person)]
    engine.dispose()
    return found


def test_contacts_go_to_who_knows_them_and_bad_lines_are_told(run_kith: Kith, people: Path, tmp_path: Path) -> None:
    code, out, _ = run_kith("contacts", people, "--as", "ben")
    assert code == 0
    assert "3 contacts kept for 2 people" in out
    assert "Line 4: Nobody here is called zed" in out
    assert "Line 6: The name begins like a spreadsheet formula." in out
    assert not any(name in out for name in ("Sunita", "Gareth", "Dee", "Metro", "Lowland"))
    assert names(tmp_path, "UANA") == ["Sunita Bose"]
    assert names(tmp_path, "UBEN") == ["Dee Strand", "Gareth Pugh"]


def test_importing_twice_ends_alike(run_kith: Kith, people: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run_kith("contacts", people)
    assert names(tmp_path, "UBEN") == ["Gareth Pugh"]


def test_nobody_is_given_more_contacts_than_one_may_keep(run_kith: Kith, people: Path, tmp_path: Path) -> None:
    for half in range(2):
        lines = (f"Somebody {half} {number},Metro,kafka\n" for number in range(MOST_CONTACTS // 2))
        people.write_text("name,organisation,topics\n" + "".join(lines), encoding="utf-8")
        assert run_kith("contacts", people, "--as", "ana")[0] == 0
    people.write_text(LINES, encoding="utf-8")
    code, _, err = run_kith("contacts", people)
    assert code == 1
    assert "more than 1,000" in err
    assert len(names(tmp_path, "UANA")) == MOST_CONTACTS
    assert names(tmp_path, "UBEN") == []


def test_what_cannot_be_read_is_a_refusal(run_kith: Kith, people: Path, tmp_path: Path) -> None:
    assert run_kith("contacts", tmp_path / "no.csv")[0] == 1
    people.write_bytes("Zo\u00eb".encode("latin-1"))
    code, _, err = run_kith("contacts", people)
    assert code == 1
    assert "UTF-8" in err


def test_an_answer_in_the_terminal_tells_of_a_tie_outside(run_kith: Kith, people: Path) -> None:
    run_kith("contacts", people)
    _, out, _ = run_kith("ask", "who knows kafka?", "--as", "ben")
    assert "a way to somebody outside" in out
    assert "Ana knows well somebody outside who has done this with kafka" in out
    assert "Sunita" not in out
