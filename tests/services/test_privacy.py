"""People's choices are taken down as they say, and what is kept of them is theirs to see."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.asks import Ask, Audience
from bot.domain.consent import Choice, Openness
from bot.domain.errors import NotAllowed
from bot.domain.help import Act
from bot.domain.people import Person
from bot.domain.requests import Outreach, Reply, Request, RequestState, Wish
from bot.services.erasing import Eraser
from bot.services.lookups import LOOK_UP_PERSON
from bot.services.privacy import EXPORT, SHOW_PRIVACY, Decision, Privacy
from bot.services.telling import HelpTeller, LoggedHelp
from storage.models import Row
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock

TEAM = "T1"
DECISION = Decision(
    Openness.ASK_FIRST, in_digests=True, meets_people=True, weekly_limit=1, paused_until=None, never="kafka\n\nthe"
)


@pytest.fixture
def privacy(store: SqlStore) -> Privacy:
    with store.writing(TEAM) as work:
        work.people.put([Person("U1", "Ana", tz="America/New_York"), Person("U2", "Ben")])
    return Privacy(store, FakeClock())


def test_who_chose_nothing_gets_the_workspaces_default(privacy: Privacy) -> None:
    own = privacy.of(TEAM, "U1")
    assert (own.choice, own.openness, own.in_digests) == (Choice(), Openness.OPEN, True)


def test_a_decision_is_kept_for_one_person_of_one_workspace(privacy: Privacy) -> None:
    privacy.decide(TEAM, "U1", DECISION)
    assert privacy.of(TEAM, "U1").choice == Choice(
        Openness.ASK_FIRST, in_digests=True, meets_people=True, weekly_limit=1, never=("kafka",)
    )
    assert privacy.of(TEAM, "U2").choice == privacy.of("T2", "U1").choice == Choice()


def test_hiding_and_coming_back_leaves_the_other_choices_alone(privacy: Privacy) -> None:
    privacy.decide(TEAM, "U1", DECISION)
    privacy.be(TEAM, "U1", Openness.HIDDEN)
    assert privacy.of(TEAM, "U1").openness is Openness.HIDDEN
    privacy.be(TEAM, "U1", Openness.OPEN)
    assert privacy.of(TEAM, "U1").choice == Choice(
        Openness.OPEN, in_digests=True, meets_people=True, weekly_limit=1, never=("kafka",)
    )


def test_a_pause_ends_when_the_day_begins_where_the_person_is(privacy: Privacy) -> None:
    paused = Decision(
        Openness.OPEN, in_digests=True, meets_people=True, weekly_limit=3, paused_until=date(2026, 3, 5), never=""
    )
    privacy.decide(TEAM, "U1", paused)
    assert privacy.of(TEAM, "U1").choice.paused_until == datetime(2026, 3, 5, 5, tzinfo=UTC)
    privacy.decide(TEAM, "U2", paused)
    assert privacy.of(TEAM, "U2").choice.paused_until == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_pause_that_is_over_is_refused_and_changes_nothing(privacy: Privacy) -> None:
    over = Decision(
        Openness.HIDDEN, in_digests=True, meets_people=True, weekly_limit=3, paused_until=date(2026, 3, 2), never=""
    )
    with pytest.raises(NotAllowed):
        privacy.decide(TEAM, "U1", over)
    assert privacy.of(TEAM, "U1").choice == Choice()


def test_a_decision_is_shown_where_it_was_made(privacy: Privacy) -> None:
    privacy.decide(TEAM, "U1", DECISION, "https://hooks.slack.com/1")
    ((_, item),) = privacy.store.take(privacy.clock(), 1, 10)
    assert (item.kind, item.payload["response_url"]) == (SHOW_PRIVACY, "https://hooks.slack.com/1")


def test_people_see_how_often_they_were_asked_in_the_last_seven_days(privacy: Privacy) -> None:
    with privacy.store.writing(TEAM) as work:
        for ask, days in enumerate((1, 6, 8)):
            at = privacy.clock() - timedelta(days=days)
            work.requests.put(Outreach(ask, "U2", Wish("?"), requests=(Request("U1", at, RequestState.ASKED, at),)))
    assert privacy.of(TEAM, "U1").asked == 2


def test_an_export_has_what_is_kept_of_a_person_and_nothing_of_others(privacy: Privacy, store: SqlStore) -> None:
    HelpTeller(store, privacy.clock).log(TEAM, LoggedHelp(Act("C1", "1700000000.000001", "U1", "U2"), "kafka", by="U1"))
    HelpTeller(store, privacy.clock).log(TEAM, LoggedHelp(Act("C1", "1700000009.000001", "U3", "U2"), "go", by="U2"))
    privacy.decide(TEAM, "U1", DECISION)
    kept = json.loads(privacy.export(TEAM, "U1"))["kept"]
    assert [(row["helper_id"], row["words"]) for row in kept["helps"]] == [("U1", ["kafka"])]
    assert kept["people"][0]["name"] == "Ana"
    assert kept["choices"][0]["never"] == ["kafka"]
    assert "U3" not in json.dumps(kept)


def test_an_export_does_not_tell_who_declined_ones_questions(privacy: Privacy) -> None:
    at = privacy.clock()
    with privacy.store.writing(TEAM) as work:
        ask, _ = work.asks.put(Ask("k", "U1", "kafka?", "D1", at, Audience.ASKER))
        declined = Request("U2", at, RequestState.DECLINED, at, Reply.NOT_NOW)
        work.requests.put(Outreach(ask.id, "U1", Wish("kafka?"), queue=("U3",), requests=(declined,)))
    mine = privacy.export(TEAM, "U1").decode()
    assert "kafka?" in mine
    assert '"declined"' not in mine
    assert "U3" not in mine
    assert json.loads(privacy.export(TEAM, "U2"))["kept"]["requests"][0]["reply"] == Reply.NOT_NOW


def test_every_table_that_names_a_person_is_exported_or_known_not_to_be(privacy: Privacy) -> None:
    naming = {
        table.name
        for table in Row.metadata.sorted_tables
        if {"person_id", "author_id", "helper_id", "seeker_id", "asker_id"} & set(table.columns.keys())
    }
    exported = set(json.loads(privacy.export(TEAM, "U1"))["kept"])
    assert naming - exported == {"numbers", "erased", "outreaches"}


def test_an_export_is_queued_once_for_each_reason(privacy: Privacy) -> None:
    privacy.ask_for_export(TEAM, "U1", "1")
    privacy.ask_for_export(TEAM, "U1", "1")
    assert [item.kind for _, item in privacy.store.take(privacy.clock(), 1, 10)] == [EXPORT]


def test_the_forgotten_choose_nothing_until_they_come_back(privacy: Privacy, store: SqlStore) -> None:
    privacy.decide(TEAM, "U1", DECISION)
    Eraser(store).erase(TEAM, "U1")
    assert privacy.of(TEAM, "U1").is_forgotten
    with pytest.raises(NotAllowed):
        privacy.be(TEAM, "U1", Openness.OPEN)
    privacy.readmit(TEAM, "U1")
    assert privacy.of(TEAM, "U1").choice == Choice()
    assert not privacy.of(TEAM, "U1").is_forgotten
    assert [item.kind for _, item in store.take(privacy.clock(), 1, 10)] == [LOOK_UP_PERSON]
