"""What is open between a person and others, as each of them sees it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.asks import Ask, AskState
from bot.domain.contacts import Contact, HowWell, Identity
from bot.domain.introductions import Introduction, IntroductionState, Seen
from bot.domain.people import Person
from bot.domain.requests import Outreach, OutreachState, Reply, Request, RequestState, Wish
from bot.services.own_requests import OwnRequests, OwnRequestsReader
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

TEAM = "T1"
CLOCK = FakeClock()
LATER = CLOCK.now + timedelta(hours=2)


@pytest.fixture
def requests(store: SqlStore) -> OwnRequestsReader:
    with store.writing(TEAM) as work:
        work.people.put(Person(id_, id_.title()) for id_ in ("UANA", "UBEN", "UCLEO"))
    return OwnRequestsReader(store, CLOCK)


def asked(store: SqlStore, text: str = "Who knows kafka?", days: int = 0, **wish: Any) -> int:
    """A question of Ana's with a request to Ben."""
    with store.writing(TEAM) as work:
        at = CLOCK.now - timedelta(days=days)
        ask, _ = work.asks.put(Ask(f"{text}:{days}", "UANA", text, "C1", at))
        request = Request("UBEN", LATER, RequestState.ASKED, at)
        work.requests.put(Outreach(ask.id, "UANA", Wish(text, **wish), requests=(request,)))
    return ask.id


def test_a_request_waits_for_whoever_is_asked_and_no_one_else(requests: OwnRequestsReader, store: SqlStore) -> None:
    asked(store)
    (waiting,) = requests.of(TEAM, "UBEN").to_answer
    assert (waiting.question, waiting.asker) == ("Who knows kafka?", "UANA")
    assert requests.of(TEAM, "UCLEO") == OwnRequests([], [], [])


def test_an_asker_who_wants_no_name_yet_has_none(requests: OwnRequestsReader, store: SqlStore) -> None:
    asked(store, is_anonymous=True)
    assert requests.of(TEAM, "UBEN").to_answer[0].asker == ""


@pytest.mark.parametrize("state", [RequestState.DECLINED, RequestState.ACCEPTED, RequestState.WITHDRAWN])
def test_what_is_answered_or_withdrawn_waits_no_more(
    requests: OwnRequestsReader, store: SqlStore, state: RequestState
) -> None:
    ask_id = asked(store)
    with store.writing(TEAM) as work:
        request = Request("UBEN", LATER, state, CLOCK.now, Reply.NOT_NOW)
        work.requests.put(Outreach(ask_id, "UANA", Wish("Who knows kafka?"), requests=(request,)))
    assert requests.of(TEAM, "UBEN").to_answer == []


def test_askers_see_their_open_questions_and_no_decline(requests: OwnRequestsReader, store: SqlStore) -> None:
    ask_id = asked(store)
    with store.writing(TEAM) as work:
        declined = Request("UBEN", LATER, RequestState.DECLINED, CLOCK.now, Reply.NOT_NOW)
        work.requests.put(Outreach(ask_id, "UANA", Wish("?"), requests=(declined,)))
    (own,) = requests.of(TEAM, "UANA").asked
    assert own.search is not None
    assert (own.search.state, own.search.accepted, own.search.until) == (OutreachState.RUNNING, (), LATER)


def test_settled_and_old_questions_are_gone(requests: OwnRequestsReader, store: SqlStore) -> None:
    settled, need, _ = asked(store, "settled"), asked(store, "need"), asked(store, "old", days=31)
    with store.writing(TEAM) as work:
        work.asks.set_state(settled, AskState.HELPED)
        work.asks.set_state(need, AskState.NEED)
    assert [own.ask.text for own in requests.of(TEAM, "UANA").asked] == ["need"]


def test_an_introduction_is_told_to_its_introducer_with_the_contact_and_to_its_asker_without(
    requests: OwnRequestsReader, store: SqlStore
) -> None:
    ask_id = asked(store)
    with store.writing(TEAM) as work:
        contact = work.contacts.put("UCLEO", Contact(Identity("Zed", "Acme"), ("kafka",), HowWell.WELL, CLOCK.now))
        introduction = Introduction(ask_id, contact, "UANA", "UCLEO", "Who knows kafka?", CLOCK.now, LATER)
        work.introductions.put(introduction)
    ((told, known),) = requests.of(TEAM, "UCLEO").to_introduce
    assert (told.ask, known.identity.name) == (ask_id, "Zed")
    own = requests.of(TEAM, "UANA")
    assert "Zed" not in str(own)
    assert [seen for _, seen in own.asked[0].introductions] == [Seen.WAITING]
    with store.writing(TEAM) as work:
        work.introductions.put(
            Introduction(ask_id, contact, "UANA", "UCLEO", "?", CLOCK.now, LATER, state=IntroductionState.DECLINED)
        )
    assert requests.of(TEAM, "UCLEO").to_introduce == []
    assert [seen for _, seen in requests.of(TEAM, "UANA").asked[0].introductions] == [Seen.WAITING]
