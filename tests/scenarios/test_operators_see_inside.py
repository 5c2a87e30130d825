"""Operators see what a running Kith does, and not a word of what people write, nor their names."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.errors import SlackBusy
from bot.settings import Mode
from bot.slack.reception import SocketReception
from bot.slack_app import reception_of
from playground.testing import Playground
from storage.unit_of_work import SqlStore
from tests.scenarios.conftest import Kith, running_kith
from tests.web import asked, free_port

ROOT = Path(__file__).parents[2]


@dataclass
class Watched:
    """A Kith in a process of its own, as its operators see it."""

    process: "subprocess.Popen[str]"
    monitor: str
    log: Path

    def get(self, path: str) -> str:
        """What the monitoring port answers."""
        with urlopen(f"{self.monitor}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def metric(self, name: str, **labels: str) -> float:
        """The sum of a metric's samples with these labels."""
        samples = [one for family in text_string_to_metric_families(self.get("/metrics")) for one in family.samples]
        return sum(one.value for one in samples if one.name == name and labels.items() <= one.labels.items())

    def stop(self) -> list[dict[str, object]]:
        """End it; returns the lines of its log."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def watched(playground: Playground, tmp_path: Path) -> Iterator[Watched]:
    with process(playground, tmp_path, free_port()) as running:
        yield running


@contextmanager
def process(playground: Playground, folder: Path, port: int) -> Iterator[Watched]:
    """`kith run` with everything logged."""
    settings = {"KITH_DATABASE_URL": f"sqlite:///{folder}/kith.db", "KITH_LOG_LEVEL": "DEBUG", "PYTHONPATH": str(ROOT)}
    settings |= {"KITH_LOG_FORMAT": "json", "KITH_MONITOR_PORT": str(port)}
    log = folder / "kith.log"
    with log.open("w", encoding="utf-8") as written:
        running = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env={**playground.environment, **settings},
            stderr=written,
            text=True,
        )
    try:
        playground.wait_until_connected(timeout=30)
        yield Watched(running, f"http://127.0.0.1:{port}", log)
    finally:
        running.kill()
        running.wait()


def be_busy(playground: Playground) -> None:
    """Help, a question, an answer, a request, choices, contacts, a command, a Home tab, and Slack in trouble."""
    maya, jonas, priya = (playground.person(name) for name in ("maya", "jonas", "priya"))
    question = maya.posts("general", "How do I release a stuck terraform xylophone lock?")
    tip = jonas.replies(question, "terraform force-unlock with the xylophone id")
    maya.replies(question, "that worked, thanks")
    maya.reacts(tip, "pray")
    playground.wait_until_delivered()
    playground.fault("drop_acknowledgement", "app_mention")
    playground.fault("rate_limit", "chat.postMessage", seconds=1)
    asked = priya.posts("general", "@kith who can help with a terraform xylophone?")
    playground.wait_for_reply(asked, "Jonas")
    priya.runs("/kith", "who knows xylophones?")
    priya.runs("/kith", "privacy")
    playground.wait_for_ephemeral("priya", "general", "Jonas")
    priya.opens_home()
    playground.wait_for_home("priya")
    playground.wait_until_delivered()


def test_what_a_busy_kith_does_is_measured_and_quotes_nobody(playground: Playground, watched: Watched) -> None:
    be_busy(playground)
    assert json.loads(watched.get("/healthz"))["status"] == "ok"
    assert json.loads(watched.get("/readyz"))["checks"] == {"database": "ok", "slack": "ok", "socket": "ok"}
    assert watched.metric("kith_deliveries_total", type="message", outcome="acknowledged") >= 3
    assert watched.metric("kith_redeliveries_total", type="app_mention") >= 1
    assert watched.metric("kith_acknowledgement_seconds_count", type="/kith") == 2
    assert watched.metric("kith_lane_wait_seconds_count", lane="urgent") >= 3
    assert watched.metric("kith_answer_seconds_count") == 2
    assert watched.metric("kith_outbox_items_total", kind="answer", outcome="done") == 2
    assert watched.metric("kith_slack_calls_total", method="chat.postMessage", outcome="ok") >= 1
    assert watched.metric("kith_slack_rate_limited_total", method="chat.postMessage") == 1
    assert watched.metric("kith_database_seconds_count", operation="INSERT") > 0
    assert watched.metric("kith_jobs_total", job="digests", outcome="done") >= 1
    assert watched.metric("kith_outbox_overdue_seconds") < 60
    lines = watched.stop()
    everything = watched.log.read_text(encoding="utf-8")
    secrets = [secret for name, secret in playground.environment.items() if name.endswith(("TOKEN", "SECRET"))]
    for word in ("xylophone", "that worked", "Jonas", "jonas", "Maya", "maya", "Priya", "priya", *secrets):
        assert word not in everything, next(line for line in everything.splitlines() if word in line)
    trace_the_mention(lines)


def trace_the_mention(lines: list[dict[str, object]]) -> None:
    """One mention, followed from its delivery over its queries to the answer, by ids alone."""
    mention = next(line for line in lines if line["event"] == "delivered" and line["type"] == "app_mention")
    of_request = [line for line in lines if line.get("request") == mention["request"]]
    assert any(str(line.get("statement")).startswith("INSERT INTO asks") for line in of_request)
    queued = next(line for line in of_request if line["event"] == "queued")
    keys = queued["keys"]
    assert isinstance(keys, list)
    answered = [line for line in lines if line.get("request") in keys]
    assert any("FROM helps" in str(line.get("statement")) for line in answered)


def test_load_balancers_find_the_probes_beside_slacks_requests_and_nothing_more(kith: Kith) -> None:
    settings = kith.settings.model_copy(update={"kith_port": free_port()})
    reception = reception_of(kith.app, settings)
    reception.open()
    try:
        address = f"http://127.0.0.1:{settings.kith_port}"
        assert asked(f"{address}/readyz") == (
            200,
            '{"status": "ok", "checks": {"database": "ok", "slack": "ok"}}',
        )
        assert asked(f"{address}/healthz")[0] == 200
        assert asked(f"{address}/metrics")[0] == 404
    finally:
        reception.close()


def test_over_socket_mode_kith_is_ready_only_while_it_is_connected(
    playground: Playground, sqlite_store: SqlStore
) -> None:
    with running_kith(playground, sqlite_store, Mode.SOCKET) as kith:
        assert isinstance(kith.reception, SocketReception)
        kith.reception.check()
        kith.reception.close()
        with pytest.raises(SlackBusy, match="no Socket Mode connection"):
            kith.reception.check()
