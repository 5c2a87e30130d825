"""Whatever arrives, every listener takes it or refuses it in so many words, and acknowledges only what it keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.blocks.privacy import FORGET
from bot.blocks.sorry import SORRY
from bot.domain.errors import KithError
from bot.services.slack_json import OddObject
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore, SqlUnitOfWork
from tests.fakes import FakeClock
from tests.hostile.conftest import TEAM, WillingSlack, directory
from tests.hostile.listened import ListedApp, Listened, delivered
from tests.hostile.payloads import Tampering, samples, tamperings


@dataclass(frozen=True, slots=True)
class FullStore(SqlStore):
    """A database whose disk is full: it can be read, and not written."""

    tried: list[str] = field(default_factory=list)

    @contextmanager
    def writing(self, team: str) -> Iterator[SqlUnitOfWork]:
        """Fail where the transaction is to be committed."""
        with super(FullStore, self).writing(team) as work:
            yield work
            self.tried.append(team)
            raise OperationalError("COMMIT", {}, Exception("database or disk is full"))


def failures(logged: list[Any]) -> list[BaseException]:
    """What listeners raised."""
    return [one["exc_info"] for one in logged if one["event"] == "listener failed"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_listener_takes_what_slack_sends_and_takes_it_again(app: ListedApp, slack: WillingSlack) -> None:
    unread = set()
    for listened in app.listened:
        with capture_logs() as logged:
            answers = [delivered(app, body) for body in samples(listened, slack.url) for _ in range(2)]
        raised = failures(logged)
        assert {answer.status for answer in answers if answer} == {200}, listened
        assert all(isinstance(one, KithError | OddObject) for one in raised), (listened, raised)
        if len([one for one in raised if isinstance(one, OddObject)]) == len(answers):
            unread.add(listened)
    assert len(app.listened) > 50
    assert len(unread) <= len(app.listened) // 20, f"give samples of what these expect: {unread}"


@settings(max_examples=5, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(changes=tamperings(), which=st.integers(0, 100))
def test_whatever_was_tampered_with_is_refused_in_so_many_words(
    app: ListedApp, slack: WillingSlack, changes: list[Tampering], which: int
) -> None:
    for listened in app.listened:
        sent = list(samples(listened, slack.url))
        body = sent[which % len(sent)]
        for change in changes:
            body = change.of(body)
        with capture_logs() as logged:
            delivered(app, body)
        assert all(isinstance(one, KithError | OddObject) for one in failures(logged)), (listened, failures(logged))


def test_what_cannot_be_stored_is_not_acknowledged_and_whoever_did_it_is_told(
    sqlite_store: SqlStore, slack: WillingSlack
) -> None:
    full = FullStore(sqlite_store.engine)
    app = ListedApp(services_on(full, directory(), FakeClock()), slack.url)
    tried = set()
    for listened in app.listened:
        for body in samples(listened, slack.url):
            full.tried.clear()
            slack.sent.clear()
            with capture_logs():
                answer = delivered(app, body)
            if full.tried and answer:
                tried.add(listened)
                assert listened.kind in ("event", "view_closed") or SORRY in f"{answer.body} {slack.sent}", listened
                assert listened.kind != "event" or answer.status == 500, listened
    assert len(tried) > 30


@pytest.mark.parametrize(("kind", "method"), [("home", "views.open"), ("modal", "views.push")])
def test_whoever_pressed_in_a_view_is_told_in_a_modal_above_it(
    sqlite_store: SqlStore, slack: WillingSlack, kind: str, method: str
) -> None:
    app = ListedApp(services_on(FullStore(sqlite_store.engine), directory(), FakeClock()), slack.url)
    body = next(samples(Listened("block_actions", FORGET), slack.url))
    del body["response_url"], body["message"]
    slack.sent.clear()
    with capture_logs():
        answer = delivered(app, body | {"view": body["view"] | {"type": kind}})
    assert answer
    assert answer.status == 200
    assert [sent for sent in slack.sent if SORRY in sent and method in sent]


def test_what_was_done_stays_done_though_its_answer_is_not_taken(services: Services, app: ListedApp) -> None:
    body = next(samples(Listened("block_actions", FORGET), "http://127.0.0.1:1/"))
    with capture_logs() as logged:
        answer = delivered(app, body)
    assert answer
    assert answer.status == 200
    assert [one["event"] for one in logged if one["log_level"] == "warning"] == ["an answer was not taken"]
    assert services.privacy.of(TEAM, "U1").is_forgotten
