"""A Kith whose Slack says yes to everything."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote_plus

import pytest

from bot.domain.people import Channel, ChannelKind, Person
from bot.services.suite import Services
from bot.slack_app import services_on
from playground.testing.serving import served
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory
from tests.hostile.listened import ListedApp

TEAM = "T1"
PEOPLE = {id_: Person(id_, id_.lower(), home_team=TEAM, is_admin=id_ == "U1") for id_ in ("U1", "U2")}
CHANNELS = {"C1": Channel("C1", "infra", ChannelKind.PUBLIC, is_member=True)}


@dataclass
class WillingSlack:
    """Slack's Web API and response URLs on this machine: says yes to everything, and keeps what it was sent."""

    url: str = ""
    sent: list[str] = field(default_factory=list)


@pytest.fixture
def services(store: SqlStore) -> Services:
    """All use cases, on a real database in which two people and a channel are known."""
    with store.writing(TEAM) as work:
        work.people.put(PEOPLE.values())
        work.channels.put(CHANNELS.values())
    return services_on(store, directory(), FakeClock())


def directory() -> FakeDirectory:
    """A workspace of two people and a channel."""
    return FakeDirectory(known_people=PEOPLE, known_channels=CHANNELS, known_members={"C1": {"U1", "U2"}})


@pytest.fixture
def app(services: Services, slack: WillingSlack) -> ListedApp:
    """Every listener."""
    return ListedApp(services, slack.url)


@pytest.fixture(scope="session")
def slack() -> Iterator[WillingSlack]:
    """A Slack that says yes."""
    willing = WillingSlack()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            willing.sent.append(f"{self.path} {unquote_plus(said)}")
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"ok": true}')

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served(Handler) as address:
        willing.url = f"{address}/"
        yield willing
