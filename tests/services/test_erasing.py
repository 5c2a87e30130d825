from sqlalchemy import Engine

from bot.domain.events import Happening, MessagePosted
from bot.domain.people import PUBLIC, Channel, ChannelKind, Person
from bot.services.erasing import Eraser
from bot.services.recording import HelpRecorder
from storage.unit_of_work import SqlStore
from tests.services.test_importing import contents

TEAM = "T1"
PEOPLE = [Person("UANA", "Ana"), Person("UBEN", "Ben"), Person("UCLEO", "Cleo")]
THREAD: tuple[Happening, ...] = (
    MessagePosted("C1", "1706702400.000100", "UANA", "How do I unlock the terraform state?"),
    MessagePosted("C1", "1706702500.000100", "UBEN", "run force-unlock", "1706702400.000100"),
    MessagePosted("C1", "1706702550.000100", "UCLEO", "or wait a little", "1706702400.000100"),
    MessagePosted("C1", "1706702600.000100", "UANA", "That worked, thanks <@UBEN>!", "1706702400.000100"),
)


def introduce(store: SqlStore) -> None:
    with store.writing(TEAM) as work:
        work.people.put(PEOPLE)
        work.channels.put([Channel("C1", "ops", ChannelKind.PUBLIC)])
        work.channels.set_members("C1", [person.id for person in PEOPLE])


def test_an_erased_person_is_gone_from_help_and_ties(store: SqlStore) -> None:
    introduce(store)
    HelpRecorder(store).record(TEAM, THREAD)
    assert Eraser(store).erase(TEAM, "UBEN") > 0
    with store.reading(TEAM) as work:
        assert work.helps.of_person("UBEN") == []
        assert len(work.helps.of_person("UANA")) == 1
        numbers = work.people.known_numbers(["UANA", "UCLEO"])
        rows = work.ties.rows([numbers["UANA"]], [PUBLIC])
        assert list(rows[numbers["UANA"]].people) == [numbers["UCLEO"]]


def test_an_erased_person_is_not_brought_back_by_whatever_comes_again(store: SqlStore, engine: Engine) -> None:
    introduce(store)
    HelpRecorder(store).record(TEAM, THREAD)
    Eraser(store).erase(TEAM, "UBEN")
    introduce(store)
    HelpRecorder(store).record(TEAM, THREAD)
    told = contents(engine)
    del told["erased"], told["numbers"]
    assert [table for table, rows in told.items() if "UBEN" in str(rows)] == []


def test_erasing_takes_the_one_workspace_only(sqlite_store: SqlStore) -> None:
    for team in ("T1", "T2"):
        HelpRecorder(sqlite_store).record(team, THREAD)
    Eraser(sqlite_store).erase("T1", "UBEN")
    with sqlite_store.reading("T2") as work:
        assert len(work.helps.of_person("UBEN")) == 1
