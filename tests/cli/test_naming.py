import pytest

from bot.cli.naming import the_channel, the_person, the_workspace
from bot.domain.errors import UnknownChannel, UnknownPerson, UnknownWorkspace
from bot.domain.people import Channel, Person
from storage.unit_of_work import SqlStore

PEOPLE = [
    Person("U1", "ingrid"),
    Person("U2", "Ingrid Berg"),
    Person("U3", "Tomasz Nowak"),
    Person("U4", "Tomasz Zielinski"),
    Person("U5", "U1 fan"),
]


@pytest.fixture
def shared_store(sqlite_store: SqlStore) -> SqlStore:
    for team in ("T1", "T2"):
        with sqlite_store.writing(team) as work:
            work.people.put([Person("U1", "ana")])
    return sqlite_store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("U1", "U1"), ("@ingrid", "U1"), ("INGRID", "U1"), ("berg", "U2"), ("tomasz nowak", "U3"), ("tomasz z", "U4")],
)
def test_a_person_is_meant_by_id_name_or_part_of_it(wanted: str, found: str) -> None:
    assert the_person(PEOPLE, wanted).id == found


def test_a_name_that_several_bear_lists_them() -> None:
    with pytest.raises(UnknownPerson, match=r"Tomasz Nowak \(U3\), Tomasz Zielinski \(U4\)"):
        the_person(PEOPLE, "tomasz")


@pytest.mark.parametrize("wanted", ["nobody", "", "@"])
def test_a_name_that_nobody_bears_is_refused(wanted: str) -> None:
    with pytest.raises(UnknownPerson, match="Nobody here"):
        the_person(PEOPLE, wanted)


def test_a_long_list_of_namesakes_is_cut() -> None:
    with pytest.raises(UnknownPerson, match=", 20 more"):
        the_person([Person(f"U{n}", f"sam {n}") for n in range(30)], "sam")


def test_a_channel_is_meant_by_id_or_name() -> None:
    channels = [Channel("C1", "ops"), Channel("C2", "ops-eu")]
    assert the_channel(channels, "#ops").id == "C1"
    assert the_channel(channels, "C2").id == "C2"
    with pytest.raises(UnknownChannel, match="There is no channel sales"):
        the_channel(channels, "sales")


def test_an_empty_database_says_how_to_fill_it(sqlite_store: SqlStore) -> None:
    with pytest.raises(UnknownWorkspace, match="kith import"):
        the_workspace(sqlite_store, "")


def test_the_only_workspace_need_not_be_named(sqlite_store: SqlStore) -> None:
    with sqlite_store.writing("T1") as work:
        work.people.put([Person("U1", "ana")])
    assert the_workspace(sqlite_store, "") == "T1"
    with pytest.raises(UnknownWorkspace, match="no workspace T9 here; there is T1"):
        the_workspace(sqlite_store, "T9")


def test_one_of_several_workspaces_must_be_named(shared_store: SqlStore) -> None:
    with pytest.raises(UnknownWorkspace, match="--team: T1, T2"):
        the_workspace(shared_store, "")
    assert the_workspace(shared_store, "T2") == "T2"
