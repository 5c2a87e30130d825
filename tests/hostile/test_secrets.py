"""No secret, and not a word of what people say, is in anything that the product writes while everything goes wrong."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Settings, load
from playground.testing import Playground, running_playground
from storage.engine import open_engine
from tests.scenarios.conftest import MANIFEST

ROOT = Path(__file__).parents[2]
MARK = "marked-secret"
KEY = Fernet.generate_key().decode()
NOWHERE = "http://127.0.0.1:1/api/"
MARKED = {
    "SLACK_BOT_TOKEN": f"xoxb-{MARK}",
    "SLACK_APP_TOKEN": f"xapp-{MARK}",
    "SLACK_SIGNING_SECRET": MARK,
    "SLACK_CLIENT_SECRET": MARK,
    "KITH_ENCRYPTION_KEYS": KEY,
    "KITH_DATABASE_URL": f"postgresql://kith:{MARK}@127.0.0.1:1/kith",
    "SLACK_API_URL": NOWHERE,
    "KITH_LOG_LEVEL": "DEBUG",
}


def kith(*verb: str, folder: Path, **changed: str) -> str:
    """Everything that a verb of Kith writes, which fails."""
    environment = {**os.environ, **MARKED, **changed, "PYTHONPATH": str(ROOT), "COLUMNS": "500"}
    command = [sys.executable, "-m", "bot", *verb]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("verb", "changed"),
    [
        (("doctor",), {}),
        (("run",), {}),
        (("run",), {"KITH_DATABASE_URL": "sqlite:///kith.db"}),
        (("run",), {"SLACK_BOT_TOKEN": MARK, "SLACK_APP_TOKEN": MARK, "KITH_ENCRYPTION_KEYS": MARK}),
        (("migrate",), {}),
        (("ask", "who knows kafka?", "--as", "ana"), {"KITH_DATABASE_URL": f"oracle://kith:{MARK}@127.0.0.1/kith"}),
    ],
)
def test_a_verb_that_fails_tells_no_secret(verb: tuple[str, ...], changed: Mapping[str, str], tmp_path: Path) -> None:
    written = kith(*verb, folder=tmp_path, **changed)
    assert written
    assert MARK not in written
    assert KEY not in written


def test_settings_show_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in MARKED.items():
        monkeypatch.setenv(name, value)
    settings = load(Settings)
    shown = f"{settings!r} {settings} {settings.slack_bot_token}"
    assert MARK not in shown
    assert KEY not in shown


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A workspace."""
    with running_playground(MANIFEST, acknowledge_within=1.0, retry_delays=(0.1, 0.3, 0.6)) as running:
        yield running


@contextmanager
def running(playground: Playground, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """`kith run`, at its most talkative."""
    settings = {"KITH_DATABASE_URL": "sqlite:///kith.db", "KITH_MODE": "socket", "KITH_LOG_LEVEL": "DEBUG"}
    environment = {
        **os.environ,
        **playground.environment,
        **settings,
        "KITH_MONITOR_PORT": "0",
        "PYTHONPATH": str(ROOT),
    }
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=folder, env=environment, stdout=log, stderr=log, text=True
        )
        try:
            playground.wait_until_connected(timeout=30)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def test_a_bot_for_which_everything_goes_wrong_writes_down_no_secret_and_no_word(
    playground: Playground, tmp_path: Path
) -> None:
    maya, jonas = playground.person("maya"), playground.person("jonas")
    with running(playground, tmp_path):
        question = maya.posts("general", "How do I release a wombatlock?")
        jonas.replies(question, "with a numbatkey")
        playground.wait_until_delivered()
        playground.fault("server_error", "chat.postMessage", times=2)
        maya.posts("general", "@kith who knows the wombatlock?")
        playground.wait_for_call("chat.postMessage")
        engine = open_engine(f"sqlite:///{tmp_path / 'kith.db'}")
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE entries RENAME TO gone")
        maya.reacts(question, "pray")
        jonas.posts("general", "thanks <@U0MAYA>, the quollgate")
        playground.wait_for(lambda: "listener failed" in (tmp_path / "log").read_text())
        engine.dispose()
    written = (tmp_path / "log").read_text()
    assert "listener failed" in written
    secrets = [value for name, value in playground.environment.items() if name != "SLACK_API_URL"]
    for private in (*secrets, "wombatlock", "numbatkey", "quollgate", "xoxb-", "xapp-", "Maya", "Jonas"):
        assert private not in written, private
