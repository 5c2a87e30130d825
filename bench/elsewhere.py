"""A playground in a process of its own: what it computes is not taken from Kith, as Slack's computers do not."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
REST = 0.02
"""Seconds between two looks at a playground, which are computing of one's own."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A running playground, and the `environment` of an app that talks to it."""

    environment: Mapping[str, str]

    def says(self, user: str, channel: str, text: str) -> str:
        """Somebody writes; returns the message's `ts` once all has been delivered."""
        body = {"user": user, "channel": channel, "text": text}
        posted = self._ask("do/post_message", body)
        sleep(REST)
        while self._ask("state")["underway"]:
            sleep(REST)
        return str(posted["ts"])

    def replies(self, channel: str, ts: str) -> list[dict[str, Any]]:
        """What was written in a thread after the first message."""
        messages = self._ask(f"messages/{channel}")["messages"]
        return [message for message in messages if message.get("thread_ts") == ts != message["ts"]]

    def deliver_to(self, url: str) -> None:
        """Send everything to this address over signed HTTP."""
        self._ask("request-url", {"url": url})

    def _ask(self, path: str, body: Any = None) -> Any:
        address = self.environment["SLACK_API_URL"].removesuffix("/api/")
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(f"{address}/playground/{path}", data=data), timeout=60) as answer:
            return json.load(answer)


@contextmanager
def playground_elsewhere(manifest: Path, export: Path, start: float) -> Iterator[Elsewhere]:
    """A playground on the workspace of an export, whose clock starts at a time."""
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        ready = Path(folder) / "ready.json"
        options = ["--manifest", str(manifest), "--workspace", str(export), "--start", str(start)]
        command = [sys.executable, "-m", "playground", "--port", "0", *options, "--ready-file", str(ready)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
            try:
                while not (ready.exists() and ready.read_text(encoding="utf-8")):
                    assert process.poll() is None, "the playground did not start"
                    sleep(REST)
                yield Elsewhere(json.loads(ready.read_text(encoding="utf-8")))
            finally:
                process.terminate()
