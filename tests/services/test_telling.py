"""Help logged by hand, and taken back."""

from dataclasses import replace

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.help import Act, Help, Source
from bot.domain.people import Person
from bot.services.erasing import Eraser
from bot.services.telling import CONFIRM_LOGGED, HelpTeller, LoggedHelp
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

ACT = Act("C1", "1700000000.000001", "U2", "U1")
LOGGED = LoggedHelp(ACT, "kafka consumer lag", by="U1")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def teller(store: SqlStore, clock: FakeClock) -> HelpTeller:
    return HelpTeller(store, clock)


def helps(teller: HelpTeller) -> list[Help]:
    """The helps that stand."""
    with teller.store.reading("T1") as work:
        return work.helps.of_person("U2")


def test_logged_help_stands_with_the_words_that_were_given(teller: HelpTeller) -> None:
    teller.log("T1", LOGGED)
    (help_,) = helps(teller)
    assert (help_.helper, help_.seeker, help_.source) == ("U2", "U1", Source.LOGGED)
    assert set(help_.words) == {"kafka", "consumer", "lag"}


def test_it_is_confirmed_to_whoever_logged_it(teller: HelpTeller, clock: FakeClock) -> None:
    teller.log("T1", LOGGED)
    items = [item for _, item in teller.store.take(clock(), 1, 10) if item.kind == CONFIRM_LOGGED]
    assert [(item.payload["by"], item.urgency) for item in items] == [("U1", 0)]


def test_the_same_act_logged_twice_is_one_help(teller: HelpTeller, clock: FakeClock) -> None:
    teller.log("T1", LOGGED)
    clock.advance(seconds=5)
    teller.log("T1", replace(LOGGED, by="U3"))
    assert len(helps(teller)) == 1


def test_undo_takes_it_back_and_logging_again_brings_it_back(teller: HelpTeller, clock: FakeClock) -> None:
    teller.log("T1", LOGGED)
    clock.advance(seconds=5)
    teller.undo("T1", ACT, by="U1")
    assert helps(teller) == []
    clock.advance(seconds=5)
    teller.log("T1", LOGGED)
    assert len(helps(teller)) == 1


@pytest.mark.parametrize("by", ["U1", "U2", "U3"])
def test_whoever_logged_it_gave_it_or_got_it_takes_it_back(teller: HelpTeller, clock: FakeClock, by: str) -> None:
    teller.log("T1", replace(LOGGED, by="U3"))
    clock.advance(seconds=5)
    teller.undo("T1", ACT, by)
    assert helps(teller) == []


def test_nobody_else_takes_it_back(teller: HelpTeller, clock: FakeClock) -> None:
    teller.log("T1", replace(LOGGED, by="U3"))
    clock.advance(seconds=5)
    with pytest.raises(NotAllowed, match="take it back"):
        teller.undo("T1", ACT, by="U4")
    assert len(helps(teller)) == 1


def test_what_another_logged_stands_until_they_or_those_in_it_take_it_back(
    teller: HelpTeller, clock: FakeClock
) -> None:
    for by in ("U3", "U4"):
        teller.log("T1", replace(LOGGED, by=by))
        clock.advance(seconds=5)
    teller.undo("T1", ACT, by="U3")
    assert len(helps(teller)) == 1
    clock.advance(seconds=5)
    teller.undo("T1", ACT, by="U2")
    assert helps(teller) == []


def test_whoever_had_themselves_erased_logs_nothing(teller: HelpTeller) -> None:
    Eraser(teller.store).erase("T1", "U3")
    with pytest.raises(NotAllowed, match="erased"):
        teller.log("T1", replace(LOGGED, by="U3"))
    assert helps(teller) == []


def test_what_an_erased_person_logged_is_gone(teller: HelpTeller) -> None:
    teller.log("T1", replace(LOGGED, by="U3"))
    assert Eraser(teller.store).erase("T1", "U3") > 0
    assert helps(teller) == []
    with teller.store.reading("T1") as work:
        assert work.ledger.about(ACT) == []


def test_nobody_helps_themselves(teller: HelpTeller) -> None:
    with pytest.raises(NotAllowed, match="two different people"):
        teller.log("T1", replace(LOGGED, act=ACT._replace(seeker="U2")))
    assert helps(teller) == []


def test_bots_are_nobodys_help(teller: HelpTeller) -> None:
    with teller.store.writing("T1") as work:
        work.people.put([Person("U2", is_bot=True)])
    with pytest.raises(NotAllowed, match="bots are nobody's help"):
        teller.log("T1", LOGGED)
    assert helps(teller) == []
