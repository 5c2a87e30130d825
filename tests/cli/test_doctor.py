"""`kith doctor` says what is wrong, and what to do about it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.cli.doctor import scopes_found
from bot.domain.installations import Installation
from bot.slack.scopes import OPTIONAL, REQUIRED
from playground.testing import Playground, running_playground
from storage.engine import open_engine
from storage.installations import SqlInstallations
from tests.cli.conftest import Kith

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
ALL = ",".join(REQUIRED | OPTIONAL)


@pytest.fixture
def playground() -> Iterator[Playground]:
    with running_playground(MANIFEST) as running:
        yield running


def use(playground: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Kith talk to this playground."""
    for name, value in playground.environment.items():
        monkeypatch.setenv(name, value)


def test_a_sound_installation_has_nothing_wrong(
    run_kith: Kith, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(playground, monkeypatch)
    assert run_kith("migrate")[0] == 0
    code, out, _ = run_kith("doctor")
    assert (code, "✗" in out) == (0, False), out
    assert "kith in Playground" in out
    assert "all scopes that Kith needs" in out


def test_missing_settings_are_named(run_kith: Kith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    run_kith("migrate")
    code, out, _ = run_kith("doctor")
    assert code == 1
    assert "SLACK_BOT_TOKEN is missing" in out.replace("\n", " ").replace("  ", " ")


def test_a_database_without_the_schema_is_told_how_to_get_it(run_kith: Kith) -> None:
    code, out, _ = run_kith("doctor")
    assert code == 1
    assert "run kith migrate" in out


def test_a_bad_token_is_slacks_word(run_kith: Kith, playground: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    use(playground, monkeypatch)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
    code, out, _ = run_kith("doctor")
    assert code == 1
    assert "✗ Slack cannot be used.\n  Slack refused: invalid_auth. Its token is none" in out


def test_what_might_be_better_is_marked_and_is_no_fault(
    run_kith: Kith, playground: Playground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(playground, monkeypatch)
    run_kith("migrate")
    (tmp_path / "kith.sqlite").chmod(0o644)
    code, out, _ = run_kith("doctor")
    assert (code, "! Other accounts of this machine can read Kith's files.\n  chmod 600" in out) == (0, True), out


@pytest.fixture
def narrow_playground() -> Iterator[Playground]:
    """A workspace whose app was not given a scope that Kith needs."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read")
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    manifest["settings"]["event_subscriptions"]["bot_events"] = [
        event for event in events if event not in ("user_change", "team_join")
    ]
    with running_playground(manifest) as running:
        yield running


def test_an_app_installed_with_too_few_scopes_is_told_so(
    run_kith: Kith, narrow_playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(narrow_playground, monkeypatch)
    code, out, _ = run_kith("doctor")
    assert code == 1
    assert "lacks scopes: users:read" in out
    assert "reinstall the app" in out


def test_an_installation_with_too_few_scopes_is_told_so(
    run_kith: Kith, distributed: SqlInstallations, narrow_playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_API_URL", narrow_playground.api_url)
    token = narrow_playground.credentials.bot_token
    distributed.put(Installation(narrow_playground.team_id, token, "U1", "B1", datetime.now(UTC)))
    code, out, _ = run_kith("doctor")
    assert (code, "lacks scopes: users:read" in out) == (1, True), out


def test_private_channels_may_be_left_out() -> None:
    findings = list(scopes_found(",".join(REQUIRED)))
    assert all(finding.is_well for finding in findings)
    assert any("no access to private channels" in finding.what for finding in findings)


def test_more_than_needed_is_said_but_not_wrong() -> None:
    findings = list(scopes_found(f"{ALL}, channels:join"))
    assert all(finding.is_well for finding in findings)
    assert any("channels:join" in finding.advice for finding in findings)


@pytest.fixture
def distributed(
    run_kith: Kith, playground: Playground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[SqlInstallations]:
    """A Kith that workspaces install themselves, with a database of its own."""
    keys = Fernet.generate_key().decode()
    for name, value in {
        "KITH_MODE": "http",
        "KITH_DATABASE_URL": f"sqlite:///{tmp_path / 'kith.db'}",
        "KITH_ENCRYPTION_KEYS": keys,
        "SLACK_API_URL": playground.api_url,
        "SLACK_CLIENT_ID": playground.credentials.client_id,
        "SLACK_CLIENT_SECRET": playground.credentials.client_secret,
        "SLACK_SIGNING_SECRET": playground.credentials.signing_secret,
    }.items():
        monkeypatch.setenv(name, value)
    run_kith("migrate")
    engine = open_engine(f"sqlite:///{tmp_path / 'kith.db'}")
    yield SqlInstallations(engine, [keys])
    engine.dispose()


def test_each_workspace_that_installed_kith_is_looked_at(
    run_kith: Kith, playground: Playground, distributed: SqlInstallations
) -> None:
    assert "0 workspaces have installed Kith" in run_kith("doctor")[1]
    sound = Installation(playground.team_id, playground.credentials.bot_token, "U1", "B1", datetime.now(UTC))
    distributed.put(sound)
    code, out, _ = run_kith("doctor")
    assert (code, f"knows the bot token of {playground.team_id}: kith in Playground" in out) == (0, True), out
    distributed.put(replace(sound, team="T0GONE", token="xoxb-gone"))
    code, out, _ = run_kith("doctor")
    assert (code, "The installation in T0GONE cannot be used" in out, "invalid_auth" in out) == (1, True, True), out


def test_a_key_that_does_not_fit_the_database_is_said(
    run_kith: Kith, distributed: SqlInstallations, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed.put(Installation("T1", "xoxb-1", "U1", "B1", datetime.now(UTC)))
    new = run_kith("key", "new")[1].strip()
    monkeypatch.setenv("KITH_ENCRYPTION_KEYS", new)
    code, out, _ = run_kith("doctor")
    assert (code, "encrypted with another key" in out.replace("\n", " ")) == (1, True), out


def test_a_new_key_takes_over_and_the_old_one_is_needless(
    run_kith: Kith, distributed: SqlInstallations, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed.put(Installation("T1", "xoxb-1", "U1", "B1", datetime.now(UTC)))
    old, new = os.environ["KITH_ENCRYPTION_KEYS"], run_kith("key", "new")[1].strip()
    monkeypatch.setenv("KITH_ENCRYPTION_KEYS", f"{new},{old}")
    assert run_kith("key", "rotate")[:2] == (0, "Installations encrypted with the first key: 1.\n")
    monkeypatch.setenv("KITH_ENCRYPTION_KEYS", new)
    assert "encrypted with another key" not in run_kith("doctor")[1]
