"""Installations: kept encrypted, readable with any of the keys, and by whom they are for alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Engine, text

from bot.domain.errors import NotConfigured
from bot.domain.installations import Installation
from storage.installations import SqlInstallations

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, SECOND = Fernet.generate_key().decode(), Fernet.generate_key().decode()
ACME = Installation(
    team="T1",
    token="xoxe.xoxb-1-" + "long" * 60,
    bot_user="U9",
    bot_id="B9",
    installed_at=NOW,
    name="Acme",
    scopes=("chat:write", "users:read"),
    refresh_token="xoxe-1-secret",
    expires_at=NOW + timedelta(hours=12),
)


def test_what_was_installed_is_read_back(engine: Engine) -> None:
    installations = SqlInstallations(engine, [FIRST])
    assert installations.get("T1") is None
    installations.put(ACME)
    assert installations.get("T1") == ACME
    assert installations.teams() == ["T1"]


def test_a_new_installation_takes_the_place_of_the_one_before(engine: Engine) -> None:
    installations = SqlInstallations(engine, [FIRST])
    installations.put(ACME)
    again = Installation("T1", "xoxb-2", "U9", "B9", NOW + timedelta(days=1))
    installations.put(again)
    assert installations.get("T1") == again


def test_no_token_stands_in_the_database_or_in_a_representation(engine: Engine) -> None:
    SqlInstallations(engine, [FIRST]).put(ACME)
    with engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM installations")).all())
    for secret in (ACME.token, ACME.refresh_token):
        assert secret not in stored
        assert secret not in repr(ACME)


def test_an_older_key_still_decrypts_and_reencrypting_makes_it_needless(engine: Engine) -> None:
    SqlInstallations(engine, [FIRST]).put(ACME)
    both = SqlInstallations(engine, [SECOND, FIRST])
    assert both.get("T1") == ACME
    with pytest.raises(NotConfigured, match="T1 were encrypted with another key"):
        SqlInstallations(engine, [SECOND]).get("T1")
    assert both.reencrypt() == 1
    assert SqlInstallations(engine, [SECOND]).get("T1") == ACME
    with pytest.raises(NotConfigured):
        SqlInstallations(engine, [FIRST]).get("T1")


def test_tokens_copied_into_another_workspaces_row_are_worth_nothing(engine: Engine) -> None:
    installations = SqlInstallations(engine, [FIRST])
    installations.put(ACME)
    installations.put(Installation("T2", "xoxb-2", "U8", "B8", NOW))
    with engine.begin() as connection:
        stolen = connection.scalar(text("SELECT secrets FROM installations WHERE team_id = 'T1'"))
        connection.execute(text("UPDATE installations SET secrets = :s WHERE team_id = 'T2'"), {"s": stolen})
    with pytest.raises(NotConfigured, match="T2 are another workspace's"):
        installations.get("T2")


def test_a_renewal_is_taken_on_by_one_and_after_a_crash_by_the_next(engine: Engine) -> None:
    installations = SqlInstallations(engine, [FIRST])
    installations.put(ACME)
    minute = timedelta(minutes=1)
    assert installations.claim_renewal("T1", NOW, NOW + minute)
    assert not installations.claim_renewal("T1", NOW, NOW + minute)
    assert installations.claim_renewal("T1", NOW + minute, NOW + 2 * minute)
    installations.renew(ACME)
    assert installations.claim_renewal("T1", NOW, NOW + minute)


def test_new_tokens_reach_only_the_installation_whose_they_are(engine: Engine) -> None:
    installations = SqlInstallations(engine, [FIRST])
    installations.put(ACME)
    renewed = replace(ACME, token="xoxb-new", refresh_token="xoxe-new", expires_at=NOW + timedelta(days=1))
    installations.renew(renewed)
    assert installations.get("T1") == renewed
    installed_again = replace(ACME, token="xoxb-again", installed_at=NOW + timedelta(seconds=1))
    installations.put(installed_again)
    installations.renew(renewed)
    installations.renew(replace(renewed, team="T2"))
    assert installations.get("T1") == installed_again
    assert installations.teams() == ["T1"]


def test_who_began_to_install_kith_and_never_came_back_is_forgotten(engine: Engine) -> None:
    installations, now = SqlInstallations(engine, [FIRST]), datetime.now(UTC)
    states = SQLAlchemyOAuthStateStore(600, engine.execution_options(kith_writes=True))
    waiting, late = states.issue(), states.issue()
    installations.drop_states(now)
    assert states.consume(waiting)
    installations.drop_states(now + timedelta(minutes=11))
    assert not states.consume(late)
