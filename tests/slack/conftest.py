"""A Web API that answers by script, on a real socket."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Barrier
from typing import Any
from urllib.parse import parse_qsl

import pytest
from slack_sdk import WebClient

from bot.slack.client import asking_client, saying_client
from playground.testing.serving import served


@dataclass
class Answer:
    """What the API says: a JSON body, or raw text with a status."""

    body: dict[str, Any] | str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ScriptedSlack:
    """Answers each method with its scripted answers in order, the last one for ever; keeps what it was asked.

    Where `together` is given, it answers nobody before so many have asked.
    """

    url: str = ""
    script: dict[str, list[Answer]] = field(default_factory=dict)
    asked: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    together: Barrier | None = None

    def answers(self, method: str, *answers: Answer | dict[str, Any]) -> None:
        """Sets the answers of a method; a dictionary is one that went well."""
        self.script[method] = [one if isinstance(one, Answer) else Answer({"ok": True, **one}) for one in answers]

    def refuses(self, method: str, code: str) -> None:
        """Makes a method fail for good."""
        self.answers(method, Answer({"ok": False, "error": code}))

    def answer_to(self, method: str, asked: dict[str, Any]) -> Answer:
        """The next answer of the script."""
        if self.together:
            self.together.wait()
        self.asked[method].append(asked)
        scripted = self.script[method]
        return scripted.pop(0) if len(scripted) > 1 else scripted[0]

    @property
    def client(self) -> WebClient:
        """A client that repeats what failed."""
        return asking_client("xoxb-1", self.url)

    @property
    def saying(self) -> WebClient:
        """A client that repeats only what surely was not done."""
        return saying_client("xoxb-1", self.url)


@pytest.fixture
def slack() -> Iterator[ScriptedSlack]:
    scripted = ScriptedSlack()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            is_json = "json" in (self.headers.get("content-type") or "") and raw.startswith("{")
            answer = scripted.answer_to(
                self.path.removeprefix("/api/"), json.loads(raw) if is_json else dict(parse_qsl(raw))
            )
            self.send_response(answer.status)
            body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            for name, value in {"content-type": "application/json; charset=utf-8", **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served(Handler) as address:
        scripted.url = f"{address}/api/"
        yield scripted
