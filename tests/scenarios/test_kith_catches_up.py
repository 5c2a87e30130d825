"""An hour of events is lost, or kept back by Slack: Kith reads what it missed, and says nothing belated."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.domain.help import Source
from bot.services.backfilling import ANSWERED_AFTER
from bot.services.catching_up import SETTLED
from bot.settings import Mode
from playground.testing import Playground
from storage.unit_of_work import SqlStore
from tests.scenarios.conftest import Kith, in_both_modes, running_kith

ALL = 1_000


@pytest.fixture
def kith(playground: Playground, sqlite_store: SqlStore, mode: Mode) -> Iterator[Kith]:
    """Kith in the workspace's own time."""
    with running_kith(playground, sqlite_store, mode, clock=lambda: playground.now) as running:
        running.wait_for_picture()
        yield running


def falls_silent(kith: Kith, fault: str) -> None:
    """Nothing that follows reaches Kith."""
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    kith.app.services.catching_up.hear(kith.team)
    kith.playground.fault(fault, times=ALL)


def returns(kith: Kith, after: timedelta) -> None:
    """Time passes, Kith hears again, and the job that reads back runs."""
    kith.playground.wait_until_delivered()
    kith.playground.clear_faults()
    kith.playground.advance(after)
    kith.app.services.catching_up.hear(kith.team)
    kith.read_back()


def test_after_an_hour_without_events_kith_knows_what_it_missed(kith: Kith) -> None:
    maya, jonas, tom = (kith.playground.person(name) for name in ("maya", "jonas", "tom"))
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    tip = tom.posts("general", "Pin the base image of the docker build")
    jonas.reacts(tip, "pray")
    falls_silent(kith, "drop")
    answer = jonas.replies(question, "terraform force-unlock with the lock id")
    maya.reacts(answer, "pray")
    jonas.unreacts(tip, "pray")
    asked = kith.playground.person("priya").posts("general", "@kith who can help with terraform?")
    assert kith.helps("jonas") != []
    returns(kith, timedelta(hours=1))
    assert [(help_.source, help_.seeker) for help_ in kith.helps("jonas")] == [(Source.REACTION, maya.id)]
    assert kith.helps("tom") == []
    kith.playground.advance(ANSWERED_AFTER)
    kith.playground.wait_for_reply(asked, "Jonas Weber")
    kith.wait_until_said()
    assert len([one for one in kith.playground.messages("general") if one.by_app]) == 1


@in_both_modes
def test_what_slack_kept_back_is_read_when_it_is_over(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    falls_silent(kith, "withhold")
    maya.reacts(tip, "pray")
    kith.playground.wait_for_envelope("app_rate_limited")
    assert kith.helps("jonas") == []
    returns(kith, SETTLED)
    assert [help_.source for help_ in kith.helps("jonas")] == [Source.REACTION]
