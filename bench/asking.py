"""People of the synthetic workspace ask Kith in a playground: over signed HTTP, through Bolt, outbox and sender.

The playground is a process of its own.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from pydantic import SecretStr

from bench.elsewhere import ROOT, Elsewhere, playground_elsewhere
from bench.workspace import NOW, TEAM
from bot.monitoring.logs import configure
from bot.settings import Mode, Settings
from bot.slack.reception import HttpReception
from bot.slack_app import SlackApp, build
from storage.unit_of_work import SqlStore

MANIFEST = ROOT / "manifest.yml"

Asked = tuple[str, str, str]
"""Who asks, what, and in which channel."""


@contextmanager
def asking(store: SqlStore, questions: Collection[Asked]) -> Iterator[Callable[[Asked], float]]:
    """A way to ask one of these questions; it gives the milliseconds that Kith itself took.

    These are the listener's, until it acknowledged, and the sender's, until the answer was posted and noted: without
    the calls of the Web API, and without what Slack takes to deliver.
    """
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        _export(Path(folder), questions)
        with playground_elsewhere(MANIFEST, Path(folder), NOW.timestamp()) as playground:
            app = _kith(store, playground)
            reception = HttpReception(app.bolt, "127.0.0.1", 0)
            reception.open()
            try:
                playground.deliver_to(reception.url)
                yield lambda question: _ask(playground, app, question)
            finally:
                reception.close()


def _kith(store: SqlStore, playground: Elsewhere) -> SlackApp:
    given = {name.lower(): SecretStr(value) for name, value in playground.environment.items()}
    del given["slack_api_url"]
    url = playground.environment["SLACK_API_URL"]
    settings = Settings(slack_api_url=url, kith_mode=Mode.HTTP, **given)  # type: ignore[arg-type]
    configure("WARNING", as_json=True)
    app = build(settings, store, lambda: NOW)
    return replace(app, senders=[replace(sender, spacing=timedelta(0)) for sender in app.senders])


def _ask(playground: Elsewhere, app: SlackApp, question: Asked) -> float:
    asker, text, channel = question
    listened = _listened(app)
    ts = playground.says(asker, channel, f"@kith {text}")
    with _calls(app) as calls:
        began = perf_counter()
        app.senders[0].step()
        sending = perf_counter() - began
    own = _listened(app) - listened + sending - _under_way(calls)
    assert any("app_id" in reply for reply in playground.replies(channel, ts)), f"{text} was not answered"
    for sender in app.senders:
        while not sender.step():
            pass
    return 1000 * own


def _listened(app: SlackApp) -> float:
    """Seconds for which mentions were listened to so far."""
    labels = {"type": "app_mention"}
    return app.metrics.registry.get_sample_value("kith_acknowledgement_seconds_sum", labels) or 0.0


@contextmanager
def _calls(app: SlackApp) -> Iterator[list[tuple[float, float]]]:
    """From when to when each call of the Web API was under way."""
    calls: list[tuple[float, float]] = []

    def called(_: str, __: str, seconds: float) -> None:
        calls.append((perf_counter() - seconds, perf_counter()))

    with patch.object(app.metrics, "called", called):
        yield calls


def _under_way(calls: Iterable[tuple[float, float]]) -> float:
    """Seconds for which at least one call was under way: some are made at the same time."""
    seconds, ended = 0.0, 0.0
    for began, end in sorted(calls):
        seconds += max(0.0, end - max(began, ended))
        ended = max(ended, end)
    return seconds


def _export(folder: Path, questions: Collection[Asked]) -> None:
    """A workspace of those who ask and the channels where they do."""
    askers = sorted({asker for asker, _, _ in questions})
    channels = sorted({channel for _, _, channel in questions})
    users = [{"id": id_, "team_id": TEAM, "name": id_.lower()} for id_ in askers]
    listed = [{"id": id_, "name": id_.lower(), "members": askers} for id_ in channels]
    (folder / "users.json").write_text(json.dumps(users), encoding="utf-8")
    (folder / "channels.json").write_text(json.dumps(listed), encoding="utf-8")
