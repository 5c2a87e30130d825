"""Kith as it runs, joined to the playground over the real protocols."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.domain.errors import SlackBusy
from bot.domain.events import MessagePosted
from bot.domain.help import Help, Source
from bot.jobs.backfill import backfill
from bot.services.ports import Clock
from bot.services.recording import HelpRecorder
from bot.settings import Mode, Settings
from bot.slack.reception import HttpReception, Reception
from bot.slack_app import SlackApp, build, reception_of
from playground.testing import Playground, running_playground
from storage.unit_of_work import SqlStore

in_both_modes = pytest.mark.parametrize("mode", list(Mode), indirect=True)

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


@dataclass
class Kith:
    """A running Kith and the workspace it is in."""

    playground: Playground
    store: SqlStore
    settings: Settings
    app: SlackApp
    reception: Reception

    @property
    def team(self) -> str:
        """The workspace's tenant."""
        return self.playground.team_id

    def helps(self, person: str) -> list[Help]:
        """The helps that stand, given or received by a person."""
        with self.store.reading(self.team) as work:
            return work.helps.of_person(self.playground.person(person).id)

    def wait_for_sources(self, person: str, *sources: Source) -> list[Help]:
        """The helps of a person, once they are known by just these sources, newest first."""
        self.playground.wait_for(lambda: [help_.source for help_ in self.helps(person)] == list(sources))
        assert [help_.source for help_ in self.helps(person)] == list(sources)
        return self.helps(person)

    def read_back(self) -> None:
        """Let the job that reads pasts run now, not in a minute; where Slack is busy the next run goes on."""
        with suppress(SlackBusy):
            backfill(self.app.services, self.team)

    def wait_for_picture(self) -> None:
        """Wait until Kith has read who and what there is."""
        assert self.playground.wait_for(self._knows_everybody), "people and channels are not known"

    def wait_until_said(self) -> None:
        """Wait until nothing is left to be said."""
        assert self.playground.wait_for(lambda: not self._unsaid(), timeout=40.0), f"still to be said: {self._unsaid()}"

    def _knows_everybody(self) -> bool:
        with self.store.reading(self.team) as work:
            return len(work.people.all()) > 5 and len(work.channels.all()) > 2

    def _unsaid(self) -> list[str]:
        with self.store.engine.connect() as connection:
            return list(connection.scalars(text("SELECT key FROM outbox WHERE done_at IS NULL")))


@pytest.fixture
def playground() -> Iterator[Playground]:
    with running_playground(MANIFEST, acknowledge_within=1.0, retry_delays=(0.1, 0.3, 0.6)) as running:
        yield running


@pytest.fixture
def mode(request: pytest.FixtureRequest) -> Mode:
    """Signed HTTP, which starts and stops faster; the stories marked `in_both_modes` are told over Socket Mode too."""
    return Mode(getattr(request, "param", Mode.HTTP))


@pytest.fixture
def kith(playground: Playground, sqlite_store: SqlStore, mode: Mode) -> Iterator[Kith]:
    with running_kith(playground, sqlite_store, mode) as running:
        yield running


@contextmanager
def running_kith(playground: Playground, store: SqlStore, mode: Mode, clock: Clock | None = None) -> Iterator[Kith]:
    """Kith in one workspace, started and stopped as `kith run` does it."""
    given = {
        name.lower(): SecretStr(value) for name, value in playground.environment.items() if name != "SLACK_API_URL"
    }
    settings = Settings(slack_api_url=playground.api_url, kith_mode=mode, **given)  # type: ignore[arg-type]
    with running_app(settings, store, clock) as (app, reception):
        if isinstance(reception, HttpReception):
            playground.use_request_url(reception.url)
        else:
            playground.wait_until_connected()
        yield Kith(playground, store, settings, app, reception)


@contextmanager
def running_app(
    settings: Settings, store: SqlStore, clock: Clock | None = None
) -> Iterator[tuple[SlackApp, Reception]]:
    """All of Kith at work, only in less of a hurry to speak slowly; over HTTP on any free port."""
    app = build(settings, store, clock)
    hurried = [replace(sender, spacing=timedelta(0), first_pause=timedelta(seconds=0.1)) for sender in app.senders]
    app = replace(app, senders=hurried)
    is_http = settings.kith_mode is Mode.HTTP
    reception = HttpReception(app.bolt, "127.0.0.1", 0) if is_http else reception_of(app, settings)
    app.start()
    reception.open()
    try:
        yield app, reception
    finally:
        reception.close()
        app.stop()


def let_a_topic_emerge(kith: Kith, until: datetime) -> None:
    """Five people who have been here for long take a word up from each other in two channels."""
    with kith.store.reading(kith.team) as work:
        people = [person.id for person in work.people.all() if not person.is_bot]
    said = [
        MessagePosted(
            channel,
            f"{(until - timedelta(hours=30 - turn, minutes=place)).timestamp():.6f}",
            people[turn % len(people)],
            "our flamegraph shows it",
            f"{(until - timedelta(hours=31 + thread, minutes=place)).timestamp():.6f}",
        )
        for place, channel in enumerate(("C0GENERAL", "C0RANDOM"))
        for thread in range(2)
        for turn in range(thread * 6, thread * 6 + 6)
    ]
    before = MessagePosted("C0GENERAL", f"{(until - timedelta(days=40)).timestamp():.6f}", people[0], "hello")
    HelpRecorder(kith.store).record(kith.team, [before, *said])
