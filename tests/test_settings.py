"""Settings come from the environment or `.env`, and what is wrong with them is said all at once."""

import os
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.domain.errors import NotConfigured
from bot.settings import Mode, Settings, SlackSettings, load

SECRETS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s"}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(("SLACK_", "KITH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_store_is_a_sqlite_file_in_the_working_folder() -> None:
    assert load(Settings).kith_database_url == "sqlite:///kith.db"


def test_settings_are_read_from_a_dotenv_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KITH_MODE=http\nKITH_PORT=8080\nSOMETHING_ELSE=1\n", encoding="utf-8")
    settings = load(Settings)
    assert (settings.kith_mode, settings.kith_port) == (Mode.HTTP, 8080)


def test_the_environment_wins_over_the_dotenv_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("KITH_PORT=8080\n", encoding="utf-8")
    monkeypatch.setenv("KITH_PORT", "8081")
    assert load(Settings).kith_port == 8081


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PORT", "")
    assert load(Settings).kith_port == 3000


def test_every_missing_and_malformed_variable_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PORT", "99999")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxp-not-a-bot")
    with pytest.raises(NotConfigured) as caught:
        load(SlackSettings)
    told = str(caught.value)
    assert "SLACK_BOT_TOKEN must start with xoxb-" in told
    assert "SLACK_APP_TOKEN is missing" in told
    assert "KITH_PORT is malformed" in told
    assert "SLACK_SIGNING_SECRET" not in told


@pytest.mark.parametrize(("mode", "needless"), [("socket", "SLACK_SIGNING_SECRET"), ("http", "SLACK_APP_TOKEN")])
def test_only_what_the_mode_needs_is_asked_for(mode: str, needless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_MODE", mode)
    for name, value in SECRETS.items():
        if name != needless:
            monkeypatch.setenv(name, value)
    assert load(SlackSettings).kith_mode == mode


DISTRIBUTED = {
    "KITH_MODE": "http",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "s",
    "SLACK_SIGNING_SECRET": "s",
    "KITH_ENCRYPTION_KEYS": f"{Fernet.generate_key().decode()}, {Fernet.generate_key().decode()}",
}


def test_workspaces_that_install_kith_themselves_bring_their_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in DISTRIBUTED.items():
        monkeypatch.setenv(name, value)
    settings = load(SlackSettings)
    assert settings.is_distributed
    assert len(settings.encryption_keys) == 2
    assert settings.encryption_keys[0] not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SLACK_CLIENT_SECRET", "", "SLACK_CLIENT_SECRET is missing"),
        ("KITH_ENCRYPTION_KEYS", "", "KITH_ENCRYPTION_KEYS is missing"),
        ("KITH_ENCRYPTION_KEYS", "too-short", "KITH_ENCRYPTION_KEYS must be keys as kith key new makes them"),
        ("KITH_MODE", "socket", "SLACK_CLIENT_ID needs KITH_MODE=http"),
        ("SLACK_BOT_TOKEN", "xoxb-1", "SLACK_BOT_TOKEN must not be set beside SLACK_CLIENT_ID"),
    ],
)
def test_what_such_a_kith_lacks_or_has_too_much_is_named(
    name: str, value: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, given in (DISTRIBUTED | {name: value}).items():
        monkeypatch.setenv(variable, given)
    with pytest.raises(NotConfigured, match=fault):
        load(SlackSettings)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("KITH_MODE", "carrier pigeon", "KITH_MODE is malformed"),
        ("KITH_PORT", "http", "KITH_PORT is malformed"),
        ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL must be an http or https URL"),
        ("KITH_DATABASE_URL", "mysql://localhost/kith", "KITH_DATABASE_URL must start with sqlite:"),
        ("KITH_LOG_LEVEL", "chatty", "KITH_LOG_LEVEL is malformed"),
        ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN must start with xapp-"),
    ],
)
def test_a_malformed_variable_is_named_with_what_is_wrong(
    name: str, value: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(NotConfigured, match=fault):
        load(Settings)


def test_no_secret_shows_in_an_error_or_a_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, f"{value}-very-secret")
    assert "very-secret" not in repr(load(SlackSettings))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "very-secret")
    with pytest.raises(NotConfigured) as caught:
        load(SlackSettings)
    assert "very-secret" not in str(caught.value)


def test_the_api_url_ends_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:3001/api")
    assert load(Settings).slack_api_url == "http://127.0.0.1:3001/api/"


def test_every_setting_says_in_one_line_what_it_is_for() -> None:
    for field in Settings.model_fields.values():
        assert field.description
        assert "\n" not in field.description
