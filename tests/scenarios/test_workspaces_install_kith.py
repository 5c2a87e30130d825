"""Workspaces install Kith from a browser, each for itself; what one does touches no other."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.services.ports import Clock
from bot.settings import Mode, Settings
from bot.slack.reception import PATH, HttpReception
from playground.model import Enterprise, Team
from playground.slack_app import Credentials
from playground.testing import Playground, one_address, running_playground
from storage.installations import SqlInstallations
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock
from tests.rows import rows_of
from tests.scenarios.browser_like import Browser, Page
from tests.scenarios.conftest import MANIFEST, running_app

KEY = Fernet.generate_key().decode()
TEAMS = (Team("T0ONE", "One", "one"), Team("T0TWO", "Two & <b>Co</b>", "two"))


@dataclass
class Distributed:
    """A Kith that is in no workspace yet, and the workspaces that may install it: the same people, the same ids."""

    url: str
    store: SqlStore
    workspaces: Sequence[Playground]

    @property
    def installations(self) -> SqlInstallations:
        """Where Kith is installed."""
        return SqlInstallations(self.store.engine, [KEY])

    def consent(self, workspace: Playground, browser: Browser) -> Page:
        """Go to where Slack asks whether Kith may be installed."""
        return browser.opens(f"{self.url}/slack/install?team={workspace.team_id}")

    def install(self, workspace: Playground) -> Page:
        """Install Kith in a workspace, and let Slack send there what happens."""
        browser = Browser()
        page = browser.presses(self.consent(workspace, browser), answer="allow")
        workspace.use_request_url(f"{self.url}{PATH}")
        return page

    def wait_until_looked_around(self, workspace: Playground) -> None:
        """Wait until nothing is under way: Kith looks around at once where it was installed."""
        assert workspace.wait_for(lambda: self.waiting(workspace.team_id) == 0)
        with self.store.reading(workspace.team_id) as work:
            assert {"Maya Lindqvist", "Jonas Weber"} <= {person.name for person in work.people.all()}

    def waiting(self, team: str) -> int:
        """How much is still to be said or looked up there."""
        query = "SELECT count(*) FROM outbox WHERE team_id = ? AND done_at IS NULL"
        with self.store.engine.connect() as connection:
            return int(connection.exec_driver_sql(query, (team,)).scalar_one())


@contextmanager
def distributed(
    store: SqlStore,
    manifest: Any,
    clock: Clock | None = None,
    enterprises: Sequence[Enterprise | None] = (None, None),
) -> Iterator[Distributed]:
    """A running Kith that workspaces install, each alone or with the others of its enterprise."""
    with ExitStack() as stack:
        workspaces = [
            stack.enter_context(
                running_playground(
                    manifest,
                    team=team,
                    enterprise=enterprise,
                    is_installed=False,
                    credentials=Credentials(bot_token=f"xoxb-{team.id}"),
                    retry_delays=(0.1, 0.3),
                )
            )
            for team, enterprise in zip(TEAMS, enterprises, strict=True)
        ]
        address = stack.enter_context(one_address(workspaces))
        app = workspaces[0].credentials
        settings = Settings(
            kith_mode=Mode.HTTP,
            slack_api_url=f"{address}/api/",
            slack_client_id=app.client_id,
            slack_client_secret=SecretStr(app.client_secret),
            slack_signing_secret=SecretStr(app.signing_secret),
            kith_encryption_keys=SecretStr(KEY),
        )
        _, reception = stack.enter_context(running_app(settings, store, clock))
        assert isinstance(reception, HttpReception)
        url = reception.url.removesuffix(PATH)
        for workspace in workspaces:
            workspace.use_redirect_url(f"{url}/slack/oauth_redirect")
        yield Distributed(url, store, workspaces)


@pytest.fixture
def kith(sqlite_store: SqlStore) -> Iterator[Distributed]:
    with distributed(sqlite_store, MANIFEST) as running:
        yield running


def helped(workspace: Playground, topic: str, channel: str = "general") -> None:
    """Jonas helps Maya with something."""
    question = workspace.person("maya").posts(channel, f"How do I release a stuck {topic}?")
    workspace.person("jonas").replies(question, f"the {topic} has a command for that")
    workspace.person("maya").replies(question, "that worked, thanks!")
    workspace.wait_until_delivered()


def answer_to(workspace: Playground, question: str, containing: str) -> str:
    """What Kith answers in this workspace."""
    asked = workspace.person("priya").posts("general", f"@kith {question}")
    return workspace.wait_for_reply(asked, containing).shown_text


def test_two_workspaces_install_kith_and_one_uninstalls_it(kith: Distributed) -> None:
    one, two = kith.workspaces
    assert "Kith is in <b>One</b>" in kith.install(one).text
    assert "Kith is in <b>Two &amp; &lt;b&gt;Co&lt;/b&gt;</b>" in kith.install(two).text
    assert kith.installations.teams() == ["T0ONE", "T0TWO"]
    helped(one, "terraform lock")
    helped(two, "kafka consumer")
    assert "with *terraform*" in answer_to(one, "terraform lock", "Jonas")
    assert "with *kafka*" in answer_to(two, "kafka consumer", "Jonas")
    kith.wait_until_looked_around(one)
    answer_to(one, "kafka consumer", "I know nobody")
    before = rows_of(kith.store.engine, "T0TWO")
    one.do("uninstall_app")
    one.wait_until_delivered()
    assert rows_of(kith.store.engine, "T0ONE").keys() == {"outbox"}
    assert {name: len(rows) for name, rows in rows_of(kith.store.engine, "T0TWO").items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert "with *kafka*" in answer_to(two, "kafka consumer", "Jonas")


def test_what_a_workspace_without_kith_sends_is_not_kept(kith: Distributed) -> None:
    two = kith.workspaces[1]
    kith.install(two)
    kith.wait_until_looked_around(two)
    with kith.store.writing("T0TWO") as work:
        work.tenancy.erase()
    helped(two, "kafka consumer")
    assert rows_of(kith.store.engine, "T0TWO") == {}


def test_who_says_no_is_told_that_nothing_happened(kith: Distributed) -> None:
    browser = Browser()
    page = browser.presses(kith.consent(kith.workspaces[0], browser), answer="deny")
    assert "You chose not to install Kith" in page.text
    assert 'href="/slack/install"' in page.text
    assert kith.installations.teams() == []


def test_an_installation_begun_by_somebody_else_is_refused(kith: Distributed) -> None:
    consent = kith.consent(kith.workspaces[0], Browser())
    page = Browser().presses(consent, answer="allow")
    assert (page.status, "begun in another browser" in page.text) == (400, True)
    assert kith.installations.teams() == []


def test_a_code_that_slack_does_not_know_and_a_page_loaded_twice_install_nothing(kith: Distributed) -> None:
    browser = Browser()
    kith.consent(kith.workspaces[0], browser)
    cookies = dict(browser.cookies)
    (state,) = cookies.values()
    forged = f"{kith.url}/slack/oauth_redirect?code=forged&state={state}"
    assert "Slack did not accept the installation" in browser.opens(forged).text
    assert "loaded a second time" in Browser(cookies).opens(forged).text
    assert kith.installations.teams() == []


def test_while_the_database_fails_a_person_sees_what_to_do_and_no_secret(kith: Distributed) -> None:
    browser = Browser()
    consent = kith.consent(kith.workspaces[0], browser)
    with kith.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE installations RENAME TO gone")
    page = browser.presses(consent, answer="allow")
    assert (page.status, "Something went wrong on our side" in page.text) == (500, True)
    assert "xoxb" not in page.text


def test_tokens_are_renewed_before_they_expire_and_go_on_working(sqlite_store: SqlStore) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["settings"]["token_rotation_enabled"] = True
    clock = FakeClock(datetime.now(UTC))
    with distributed(sqlite_store, manifest, clock) as kith:
        one = kith.workspaces[0]
        kith.install(one)
        tokens = set()
        for _ in range(3):
            answer_to(one, "quantum chromodynamics", "I know nobody")
            installation = kith.installations.get("T0ONE")
            assert installation
            tokens.add(installation.token)
            one.advance(timedelta(hours=11))
            clock.advance(hours=11)
        refused = [call for call in one.calls() if call["response"].get("error")]
    assert len(tokens) == 3
    assert refused == []
