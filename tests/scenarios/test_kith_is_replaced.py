"""A Kith that is told to stop finishes what it began, within a limit; the next one goes on."""

import signal
from random import Random

from sqlalchemy import Engine

from bench.crashes import MONDAY, RETRIES, damage_of, kith_process, prepare, rest
from bench.talking import Talk
from playground.testing import Playground, running_playground
from storage.unit_of_work import SqlStore
from tests.scenarios.conftest import MANIFEST

STARTING = 60.0


def test_a_rolling_restart_loses_nothing_and_says_nothing_twice(engine: Engine) -> None:
    store, url = SqlStore(engine), engine.url.render_as_string(hide_password=False)
    with running_playground(MANIFEST, start=MONDAY, acknowledge_within=3.0, retry_delays=RETRIES) as playground:
        prepare(store, playground)
        talk = Talk(playground, Random(3))
        with kith_process(playground, url) as old:
            playground.wait_until_connected(timeout=STARTING)
            with talk.going_on(), kith_process(playground, url) as new:
                playground.wait_until_connected(sockets=2, timeout=STARTING)
                old.send_signal(signal.SIGTERM)
                assert old.wait(STARTING) == 0
                acts = talk.acts
                assert playground.wait_for(lambda: talk.acts > acts + 10, timeout=STARTING)
                assert new.poll() is None
                talk.stop()
                rest(playground, store)
        damage = damage_of(playground, store, talk)
    assert (damage.missing, damage.twice) == ([], [])


def test_what_does_not_end_in_time_is_broken_off_and_done_once_by_the_next(
    playground: Playground, sqlite_engine: Engine
) -> None:
    url = str(sqlite_engine.url)
    with kith_process(playground, url, KITH_STOP_WITHIN="0.5") as slow:
        playground.wait_until_connected(timeout=STARTING)
        playground.fault("slow_answer", "chat.postMessage", seconds=8.0)
        asked = playground.person("priya").posts("general", "@kith quantum chromodynamics")
        playground.wait_for_envelope("app_mention")
        assert playground.wait_for(lambda: not playground.pending_faults, timeout=STARTING)
        slow.send_signal(signal.SIGTERM)
        assert slow.wait(5.0) == 1
    with kith_process(playground, url):
        playground.wait_until_connected(timeout=STARTING)
        playground.advance_seconds(120)
        playground.wait_for_reply(asked, "I know nobody", timeout=STARTING)
        rest(playground, SqlStore(sqlite_engine))
        assert len([reply for reply in playground.thread(asked) if reply.by_app]) == 1
