"""Deliveries repeated, late, out of order or cut off end in the same ledger; a killed Kith goes on where it was."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.help import Source
from bot.settings import Mode
from playground.testing import Playground
from storage.unit_of_work import SqlStore
from tests.scenarios.conftest import Kith, in_both_modes, running_kith


@in_both_modes
@pytest.mark.parametrize("fault", ["deliver_twice", "drop_acknowledgement"])
def test_a_redelivered_event_is_recorded_once(kith: Kith, fault: str) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    kith.playground.fault(fault, "reaction_added")
    maya.reacts(tip, "pray")
    kith.wait_for_sources("jonas", Source.REACTION)
    kith.playground.wait_until_delivered()
    assert len(kith.helps("jonas")) == 1


@in_both_modes
def test_a_reaction_that_arrives_after_it_was_taken_back_does_not_come_back(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    kith.playground.wait_until_delivered()
    kith.playground.fault("deliver_out_of_order", "reaction_added", seconds=2)
    maya.reacts(tip, "pray")
    maya.unreacts(tip, "pray")
    kith.playground.wait_until_delivered()
    assert kith.helps("jonas") == []


def test_thanks_that_arrive_before_what_they_are_for_count(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    kith.playground.wait_until_delivered()
    kith.playground.fault("deliver_out_of_order", "message", seconds=2)
    jonas.replies(question, "terraform force-unlock with the lock id")
    maya.replies(question, "that worked, thanks")
    kith.wait_for_sources("jonas", Source.THANKS)


def test_an_event_that_could_not_be_stored_is_sent_again(kith: Kith) -> None:
    maya, jonas = kith.playground.person("maya"), kith.playground.person("jonas")
    tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
    kith.playground.wait_until_delivered()
    kith.wait_until_said()
    with kith.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE entries RENAME TO gone")
    maya.reacts(tip, "pray")
    assert kith.playground.wait_for(lambda: kith.playground.envelopes("reaction_added"))
    assert "acknowledged" not in [sent["outcome"] for sent in kith.playground.envelopes("reaction_added")]
    with kith.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO entries")
    kith.wait_for_sources("jonas", Source.REACTION)


def test_after_the_socket_breaks_nothing_is_missing(playground: Playground, sqlite_store: SqlStore) -> None:
    with running_kith(playground, sqlite_store, Mode.SOCKET) as kith:
        maya, jonas = playground.person("maya"), playground.person("jonas")
        tip = jonas.posts("general", "The terraform state lock is released with force-unlock")
        playground.fault("disconnect", "reaction_added")
        maya.reacts(tip, "pray")
        kith.wait_for_sources("jonas", Source.REACTION)


def test_a_restarted_kith_answers_what_the_one_before_took_down(playground: Playground, sqlite_store: SqlStore) -> None:
    with running_kith(playground, sqlite_store, Mode.HTTP) as kith:
        kith.wait_for_picture()
        kith.wait_until_said()
        playground.fault("server_error", "chat.postMessage", times=3)
        asked = playground.person("priya").posts("general", "@kith quantum chromodynamics")
        playground.wait_for_call("chat.postMessage")
    playground.clear_faults()
    with running_kith(playground, sqlite_store, Mode.HTTP) as kith:
        playground.wait_for_reply(asked, "I know nobody")
        kith.wait_until_said()
        assert len([reply for reply in playground.thread(asked) if reply.by_app]) == 1


@contextmanager
def kith_process(playground: Playground, database: Path) -> Iterator["subprocess.Popen[str]"]:
    """`kith run` as an admin runs it."""
    environment = {**playground.environment, "KITH_DATABASE_URL": f"sqlite:///{database}", "KITH_MODE": "socket"}
    command = [sys.executable, "-m", "bot", "run"]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        command, cwd=database.parent, env=environment | {"PYTHONPATH": str(root)}, stderr=subprocess.PIPE, text=True
    )
    try:
        playground.wait_until_connected(timeout=30)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_killed_kith_goes_on_where_it_was_and_stops_when_told(playground: Playground, tmp_path: Path) -> None:
    maya, jonas = playground.person("maya"), playground.person("jonas")
    database = tmp_path / "kith.db"
    with kith_process(playground, database) as killed:
        question = maya.posts("general", "How do I release a stuck terraform state lock?")
        jonas.replies(question, "terraform force-unlock with the lock id")
        playground.wait_until_delivered()
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    with kith_process(playground, database) as stopped:
        maya.replies(question, "that worked, thanks")
        playground.wait_until_delivered()
        asked = playground.person("priya").posts("general", "@kith terraform")
        playground.wait_for_reply(asked, "terraform")
        stopped.send_signal(signal.SIGTERM)
        _, log = stopped.communicate(timeout=20)
        assert stopped.returncode == 0
        assert "force-unlock" not in log
        assert "that worked" not in log
