"""Whoever presses faster than a person can is asked to wait; everybody else is not held up."""

from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.blocks.own_help import SEE_ALL
from bot.blocks.privacy import FORGET
from bot.listeners import rate_limit
from bot.listeners.commands.kith import COMMAND
from bot.listeners.rate_limit import WAIT, presser_of
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory
from tests.hostile.conftest import WillingSlack
from tests.hostile.conftest import slack as slack
from tests.hostile.listened import ListedApp

MOST = 3


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def services(sqlite_store: SqlStore, clock: FakeClock) -> Services:
    return services_on(sqlite_store, FakeDirectory(), clock)


@pytest.fixture
def app(services: Services, slack: WillingSlack, clock: FakeClock) -> ListedApp:
    """Every listener, behind a limit of three."""
    listed = ListedApp(services, slack.url)
    rate_limit.register(listed, clock, MOST)
    return listed


def press(app: ListedApp, slack: WillingSlack, person: str = "U1", **more: Any) -> BoltResponse:
    body = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": person},
        "trigger_id": "1.2.3",
        "response_url": f"{slack.url}respond",
        "actions": [{"action_id": SEE_ALL, "block_id": "b", "type": "button", "value": "1"}],
    }
    return app.dispatch(BoltRequest(mode="socket_mode", body=body | more))


def submit(app: ListedApp, slack: WillingSlack) -> BoltResponse:
    view = {"type": "modal", "callback_id": "no_such_view", "state": {"values": {}}}
    return press(app, slack, type="view_submission", actions=None, view=view)


def command(app: ListedApp) -> BoltResponse:
    body = {"command": COMMAND, "text": "help", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
    return app.dispatch(BoltRequest(mode="socket_mode", body=body))


def test_whoever_presses_too_fast_is_asked_once_to_wait_and_nothing_more_is_done(
    app: ListedApp, slack: WillingSlack, services: Services
) -> None:
    slack.sent.clear()
    forget = [{"action_id": FORGET, "block_id": "b", "type": "button", "value": "1"}]
    answers = [press(app, slack) for _ in range(MOST)]
    assert not any(WAIT in sent for sent in slack.sent)
    answers += [press(app, slack, actions=forget) for _ in range(5)]
    assert {answer.status for answer in answers} == {200}
    assert len([sent for sent in slack.sent if WAIT in sent]) == 1
    assert not services.privacy.of("T1", "U1").is_forgotten


def test_a_minute_later_it_goes_on(app: ListedApp, clock: FakeClock) -> None:
    for _ in range(MOST + 1):
        command(app)
    assert WAIT in command(app).body
    clock.advance(minutes=1)
    assert WAIT not in command(app).body


def test_commands_and_modals_are_answered_each_time_and_what_was_entered_stays(
    app: ListedApp, slack: WillingSlack
) -> None:
    for _ in range(MOST):
        command(app)
    assert all(WAIT in command(app).body for _ in range(3))
    refused = submit(app, slack)
    assert (refused.status, '"response_action": "push"' in refused.body, WAIT in refused.body) == (200, True, True)


def test_nobody_waits_for_what_another_does(app: ListedApp, slack: WillingSlack) -> None:
    for _ in range(MOST + 2):
        press(app, slack, person="U2")
        press(app, slack, team={"id": "T2"})
    assert WAIT not in command(app).body


def test_events_and_typing_are_no_presses() -> None:
    assert presser_of({"event": {"type": "message"}, "team_id": "T1"}) is None
    assert presser_of({"type": "block_suggestion", "team": {"id": "T1"}, "user": {"id": "U1"}}) is None
    assert presser_of({"type": "block_actions", "team": {"id": "T1"}}) is None
