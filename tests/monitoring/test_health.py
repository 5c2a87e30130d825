"""A running Kith says whether it is alive and ready, and in detail only where its operators ask."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from socket import create_server
from threading import Event, Thread
from time import monotonic, sleep
from urllib.error import URLError

import pytest
from prometheus_client import CollectorRegistry

from bot.domain.errors import KithError, StoreUnavailable
from bot.monitoring.health import Health, Remembered
from bot.monitoring.server import MonitorServer
from bot.monitoring.site import monitoring_site, probes
from bot.web import Site, WebServer
from tests.web import asked, free_port


@dataclass
class Patient:
    """A check that fails when it is told to, and counts how often it was made."""

    fault: str = ""
    looks: int = 0

    def __call__(self) -> None:
        """Look."""
        self.looks += 1
        if self.fault:
            raise StoreUnavailable(self.fault)


@pytest.fixture
def patient() -> Patient:
    return Patient()


@pytest.fixture
def health(patient: Patient) -> Health:
    return Health(alive={"sender": lambda: None}, ready={"database": patient, "slack": lambda: None})


@pytest.fixture
def served() -> Iterator[ExitStack]:
    with ExitStack() as servers:
        yield servers


def at(served: ExitStack, site: Site) -> str:
    """A site on a port of its own, until the test ends."""
    server = WebServer(site, "127.0.0.1", 0, threads=1)
    server.open()
    served.callback(server.close, 1.0)
    return server.address


def test_a_kith_that_is_well_says_so(served: ExitStack, health: Health) -> None:
    address = at(served, monitoring_site(health, CollectorRegistry()))
    assert asked(f"{address}/healthz") == (200, '{"status": "ok", "checks": {"sender": "ok"}}')
    assert asked(f"{address}/readyz")[0] == 200
    assert asked(f"{address}/metrics")[0] == 200
    assert asked(f"{address}/")[0] == 404


def test_one_that_is_not_ready_says_why_and_is_still_alive(served: ExitStack, health: Health, patient: Patient) -> None:
    address = at(served, monitoring_site(health, CollectorRegistry()))
    patient.fault = "The database is locked."
    status, body = asked(f"{address}/readyz")
    assert (status, json.loads(body)["checks"]) == (503, {"database": "The database is locked.", "slack": "ok"})
    assert asked(f"{address}/healthz")[0] == 200


def test_where_the_world_may_ask_no_reasons_and_no_metrics_are_given(
    served: ExitStack, health: Health, patient: Patient
) -> None:
    address = at(served, Site(probes(health)))
    patient.fault = "postgresql://db.internal cannot be used."
    status, body = asked(f"{address}/readyz")
    assert (status, json.loads(body)["checks"]["database"]) == (503, "failing")
    assert asked(f"{address}/metrics")[0] == 404


def test_slack_is_not_asked_at_every_probe(patient: Patient) -> None:
    check = Remembered(patient, seconds=60)
    patient.fault = "Slack refused: token_revoked."
    for _ in range(3):
        with pytest.raises(KithError, match="token_revoked"):
            check()
    assert patient.looks == 1


def test_what_is_remembered_is_looked_at_again_in_time(patient: Patient) -> None:
    check = Remembered(patient, seconds=0)
    patient.fault = "no"
    with pytest.raises(KithError):
        check()
    patient.fault = ""
    check()


def test_a_check_that_hangs_holds_nobody_up(patient: Patient) -> None:
    hanging, going_on = Event(), Event()

    def check() -> None:
        patient()
        if patient.looks > 1:
            hanging.set()
            assert going_on.wait(5)

    remembered = Remembered(check, seconds=0)
    remembered()
    first = Thread(target=remembered)
    first.start()
    assert hanging.wait(5)
    remembered()
    assert patient.looks == 2
    going_on.set()
    first.join()


def test_while_another_process_has_the_port_kith_waits_for_it(health: Health) -> None:
    port = free_port()
    taken = create_server(("127.0.0.1", port))
    monitor = MonitorServer(monitoring_site(health, CollectorRegistry()), "127.0.0.1", port, again_after=0.02)
    monitor.start()
    try:
        taken.close()
        assert answers(f"http://127.0.0.1:{port}/healthz")
    finally:
        monitor.stop()


def test_without_a_port_nothing_is_served(health: Health) -> None:
    monitor = MonitorServer(monitoring_site(health, CollectorRegistry()), "127.0.0.1", 0)
    monitor.start()
    monitor.stop()
    assert monitor.is_off


def answers(url: str, within: float = 5.0) -> bool:
    """Whether an address answers before long."""
    until = monotonic() + within
    while monotonic() < until:
        try:
            return asked(url)[0] == 200
        except URLError:
            sleep(0.02)
    return False
