"""What people see of themselves and choose for themselves."""

import pytest

from bot.domain.asks import Ask
from bot.domain.help import Act
from bot.services.explaining import EXPLAIN, Explainer
from bot.services.mentions import wants_help
from bot.services.own_help import SHOWN, OwnHelpReader
from bot.services.telling import HelpTeller, LoggedHelp
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock


def test_people_see_the_latest_help_that_they_gave_and_received(sqlite_store: SqlStore) -> None:
    clock = FakeClock()
    teller = HelpTeller(sqlite_store, clock)
    for number in range(SHOWN + 2):
        teller.log("T1", LoggedHelp(Act("C1", f"17000000{number:02d}.000001", "U2", "U1"), "kafka", by="U1"))
    teller.log("T1", LoggedHelp(Act("C1", "1700000099.000001", "U1", "U2"), "terraform", by="U1"))
    own = OwnHelpReader(sqlite_store, clock).of("T1", "U2")
    assert [help_.act.ts for help_ in own.given] == [f"17000000{n:02d}.000001" for n in range(SHOWN + 1, 1, -1)]
    assert [help_.words for help_ in own.received] == [("terraform",)]


def test_help_is_explained_once_where_it_was_asked_for(sqlite_store: SqlStore) -> None:
    clock = FakeClock()
    explainer = Explainer(sqlite_store, clock)
    ask = Ask("C1:1.000001", "U1", "", "C1", clock(), thread_ts="1.000001")
    explainer.explain("T1", ask)
    explainer.explain("T1", ask)
    ((team, item),) = sqlite_store.take(clock(), 1, 10)
    told = {"channel": "C1", "thread_ts": "1.000001", "aside_ts": "", "asker": "U1"}
    assert (team, item.kind, item.payload) == ("T1", EXPLAIN, told)


@pytest.mark.parametrize("text", ["", " ", "help", "Help!", "hello", "hi", "?"])
def test_a_greeting_and_a_cry_for_help_are_no_question(text: str) -> None:
    assert wants_help(text)


@pytest.mark.parametrize("text", ["help me with kafka", "kafka", "who can help?"])
def test_a_question_is_no_greeting(text: str) -> None:
    assert not wants_help(text)
