"""Several processes on one PostgreSQL: whoever gets a delivery, the ledger is one and an answer is given once."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from socket import create_connection, create_server
from subprocess import Popen

import pytest
from sqlalchemy import Engine

from bench.crashes import kith_process
from bot.settings import Mode
from bot.slack.reception import PATH
from playground.testing import Playground, forwarding
from storage.unit_of_work import SqlStore
from tests.conftest import on_postgresql
from tests.scenarios.conftest import in_both_modes

PROCESSES = 2
STARTED_WITHIN = 60.0

Processes = list["Popen[bytes]"]


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def processes(playground: Playground, url: str, mode: Mode) -> Iterator[Processes]:
    """Kith, several times: behind a round robin that knows nothing of who is well, or with a socket each."""
    ports = [free_port() for _ in range(PROCESSES)]
    with ExitStack() as stack:
        running = [
            stack.enter_context(kith_process(playground, url, KITH_MODE=mode.value, KITH_PORT=str(port)))
            for port in ports
        ]
        if mode is Mode.SOCKET:
            playground.wait_until_connected(PROCESSES, STARTED_WITHIN)
        else:
            for port in ports:
                assert playground.wait_for(lambda port=port: listens(port), STARTED_WITHIN)  # type: ignore[misc]
            turns = cycle(f"http://127.0.0.1:{port}" for port in ports)
            playground.use_request_url(stack.enter_context(forwarding(lambda *_: next(turns))) + PATH)
        yield running


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    try:
        create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def helped(playground: Playground, helper: str) -> None:
    """Somebody helps Maya; every event is told twice, and events overtake each other."""
    maya = playground.person("maya")
    question = maya.posts("general", "How do I release a stuck terraform state lock?")
    playground.fault("deliver_twice", "message", times=2)
    playground.fault("deliver_out_of_order", "message", seconds=0.2)
    tip = playground.person(helper).replies(question, "terraform force-unlock with the lock id")
    playground.fault("deliver_twice", "reaction_added")
    maya.reacts(tip, "pray")
    maya.replies(question, "that worked, thanks")
    playground.wait_until_delivered()


@on_postgresql
@in_both_modes
@pytest.mark.xdist_group("processes")
def test_two_processes_keep_one_ledger_answer_once_and_do_without_each_other(
    playground: Playground, empty_postgresql: Engine, mode: Mode
) -> None:
    url = empty_postgresql.url.render_as_string(hide_password=False)
    store = SqlStore(empty_postgresql)
    with processes(playground, url, mode) as running:
        for helper in ("jonas", "jonas", "tom"):
            helped(playground, helper)
        playground.fault("deliver_twice", "app_mention")
        asked = playground.person("priya").posts("general", "@kith who knows terraform state locks?")
        playground.wait_for_reply(asked, "Jonas")
        running[0].kill()
        running[0].wait()
        helped(playground, "elena")
        again = playground.person("priya").posts("general", "@kith who knows terraform state locks?")
        playground.wait_for_reply(again, "Jonas")
        playground.wait_until_delivered()
        assert [len([reply for reply in playground.thread(one) if reply.by_app]) for one in (asked, again)] == [1, 1]
    with store.reading(playground.team_id) as work:
        given = {name: work.helps.of_person(playground.person(name).id) for name in ("jonas", "tom", "elena")}
    assert {name: len(helps) for name, helps in given.items()} == {"jonas": 2, "tom": 1, "elena": 1}
