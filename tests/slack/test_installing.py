"""What Slack gives at the end of an installation, and whose an event is: a team's, or org-wide an enterprise's."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation as SlackInstallation

from bot.services.workspace import LOOK_AROUND, Workspace
from bot.slack.client import unhurried_client
from bot.slack.installing import WorkspaceInstallations, installed
from bot.slack.tokens import AppCredentials, InstalledTokens
from storage.installations import SqlInstallations
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IN_A_TEAM = SlackInstallation(
    team_id="T1", team_name="Acme", enterprise_id="E1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1", user_id="U2"
)
ORG_WIDE = SlackInstallation(
    enterprise_id="E2",
    enterprise_name="Grid",
    bot_token="xoxb-2",
    bot_id="B2",
    bot_user_id="U3",
    user_id="U4",
    is_enterprise_install=True,
    bot_scopes="chat:write,commands",
    bot_refresh_token="xoxe-1",
    bot_token_expires_at=int(NOW.timestamp()),
)


@pytest.fixture
def installations(sqlite_store: SqlStore) -> WorkspaceInstallations:
    clock = FakeClock()
    kept = SqlInstallations(sqlite_store.engine, [Fernet.generate_key().decode()])
    client = unhurried_client(None, "http://127.0.0.1:1/api/")
    tokens = InstalledTokens(kept, AppCredentials("1.2", "s"), client, clock)
    return WorkspaceInstallations(kept, tokens, Workspace(sqlite_store, FakeDirectory(), clock))


def test_an_org_wide_installation_is_the_enterprises() -> None:
    org_wide, in_a_team = installed(ORG_WIDE, NOW), installed(IN_A_TEAM, NOW)
    assert (org_wide.team, org_wide.is_org_wide, org_wide.name) == ("E2", True, "Grid")
    assert (in_a_team.team, in_a_team.is_org_wide, in_a_team.name) == ("T1", False, "Acme")
    assert (org_wide.scopes, org_wide.expires_at) == (("chat:write", "commands"), NOW)


def test_who_kith_is_depends_on_how_it_was_installed(
    installations: WorkspaceInstallations, sqlite_store: SqlStore
) -> None:
    installations.save(IN_A_TEAM)
    installations.save(SlackInstallation(**{**ORG_WIDE.to_dict_for_copying(), "bot_token_expires_at": None}))
    in_a_team = installations.find_bot(enterprise_id="E1", team_id="T1")
    org_wide = installations.find_bot(enterprise_id="E2", team_id="T9", is_enterprise_install=True)
    assert in_a_team
    assert org_wide
    assert (in_a_team.bot_token, in_a_team.enterprise_id, in_a_team.team_id) == ("xoxb-1", "E1", "T1")
    assert (org_wide.bot_token, org_wide.enterprise_id, org_wide.team_id) == ("xoxb-2", "E2", None)
    assert installations.find_bot(enterprise_id="E1", team_id="T1", is_enterprise_install=True) is None
    assert installations.find_bot(enterprise_id="E2", team_id="T9") is None
    assert installations.find_bot(enterprise_id=None, team_id=None) is None
    looked_around = [(team, item.kind) for team, item in sqlite_store.take(NOW, 0, 9)]
    assert looked_around == [("T1", LOOK_AROUND), ("E2", LOOK_AROUND)]
