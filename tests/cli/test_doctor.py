"""`kith doctor` says what is wrong, and what to do about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.cli.doctor import scopes_found
from bot.slack.scopes import OPTIONAL, REQUIRED
from playground.testing import Playground, running_playground
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
    assert "invalid_auth" in out


def test_an_app_installed_with_too_few_scopes_is_told_so(run_kith: Kith, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read")
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    manifest["settings"]["event_subscriptions"]["bot_events"] = [
        event for event in events if event not in ("user_change", "team_join")
    ]
    with running_playground(manifest) as playground:
        use(playground, monkeypatch)
        code, out, _ = run_kith("doctor")
    assert code == 1
    assert "lacks scopes: users:read" in out
    assert "reinstall the app" in out


def test_private_channels_may_be_left_out() -> None:
    findings = list(scopes_found(",".join(REQUIRED)))
    assert all(finding.is_well for finding in findings)
    assert any("no access to private channels" in finding.what for finding in findings)


def test_more_than_needed_is_said_but_not_wrong() -> None:
    findings = list(scopes_found(f"{ALL}, channels:join"))
    assert all(finding.is_well for finding in findings)
    assert any("channels:join" in finding.advice for finding in findings)
