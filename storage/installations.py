"""Kith's installations in SQL: where it may speak, with tokens that only the holder of the key can read."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.errors import NotConfigured
from bot.domain.installations import Installation
from storage.engine import ACROSS_TEAMS, WRITES
from storage.models import InstallationRow, OAuthStateRow
from storage.upsert import upsert


class SqlInstallations:
    """The port `Installations` on an engine, each call a transaction. Raises NotConfigured where the keys do not fit.

    The first key encrypts, all of them decrypt (https://cryptography.io/en/latest/fernet/). The workspace is encrypted
    with its tokens, so that a row's tokens are worth nothing in another's.
    """

    def __init__(self, engine: Engine, keys: Sequence[str]) -> None:
        self._engine = engine
        self._cipher = MultiFernet([Fernet(key) for key in keys])

    def put(self, installation: Installation) -> None:
        """Keep an installation in place of the one before."""
        kept = {
            "team_id": installation.team,
            "enterprise_id": installation.enterprise,
            "name": installation.name,
            "bot_user_id": installation.bot_user,
            "bot_id": installation.bot_id,
            "scopes": installation.scopes,
            "installed_at": installation.installed_at,
            **self._token(installation),
        }
        with self._writing() as session, session.begin():
            upsert(session, InstallationRow, [kept])

    def renew(self, installation: Installation) -> None:
        """Keep the new tokens of an installation, if it is still the one that stands."""
        same = (InstallationRow.team_id == installation.team, InstallationRow.installed_at == installation.installed_at)
        with self._writing() as session, session.begin():
            session.execute(update(InstallationRow).where(*same).values(**self._token(installation)))

    def get(self, team: str) -> Installation | None:
        """The installation in a workspace, or org-wide in an enterprise."""
        with Session(self._engine) as session:
            row = session.get(InstallationRow, team)
        return self._read(row) if row else None

    def teams(self) -> list[str]:
        """Where Kith is installed, in order."""
        with Session(self._engine) as session:
            query = select(InstallationRow.team_id).order_by(InstallationRow.team_id)
            return list(session.scalars(query, execution_options={ACROSS_TEAMS: True}))

    def claim_renewal(self, team: str, now: datetime, until: datetime) -> bool:
        """Take on the renewal of a token until then; false where another process is at it."""
        free = or_(InstallationRow.renewed_until.is_(None), InstallationRow.renewed_until <= now)
        claim = update(InstallationRow).where(InstallationRow.team_id == team, free).values(renewed_until=until)
        with self._writing() as session, session.begin():
            return bool(session.execute(claim).rowcount)  # type: ignore[attr-defined]

    def drop_states(self, now: datetime) -> None:
        """Forget who began to install Kith and never came back."""
        with self._writing() as session, session.begin():
            session.execute(delete(OAuthStateRow).where(OAuthStateRow.expire_at < now.replace(tzinfo=None)))

    def reencrypt(self) -> int:
        """Encrypt all tokens with the first key; returns the number of installations."""
        with self._writing() as session, session.begin():
            rows = list(
                session.scalars(select(InstallationRow).with_for_update(), execution_options={ACROSS_TEAMS: True})
            )
            for row in rows:
                row.secrets = self._encrypted(self._read(row))
            return len(rows)

    def _token(self, one: Installation) -> dict[str, Any]:
        return {"secrets": self._encrypted(one), "expires_at": one.expires_at, "renewed_until": None}

    def _encrypted(self, one: Installation) -> str:
        secrets = {"team": one.team, "token": one.token, "refresh_token": one.refresh_token}
        return self._cipher.encrypt(json.dumps(secrets).encode()).decode()

    def _read(self, row: InstallationRow) -> Installation:
        secrets = self._decrypted(row)
        return Installation(
            row.team_id,
            secrets["token"],
            row.bot_user_id,
            row.bot_id,
            row.installed_at,
            row.enterprise_id,
            row.name,
            row.scopes,
            secrets["refresh_token"],
            row.expires_at,
        )

    def _decrypted(self, row: InstallationRow) -> dict[str, str]:
        try:
            secrets: dict[str, str] = json.loads(self._cipher.decrypt(row.secrets))
        except InvalidToken:
            raise NotConfigured(
                f"The tokens of {row.team_id} were encrypted with another key; add it to KITH_ENCRYPTION_KEYS."
            ) from None
        if secrets["team"] != row.team_id:
            raise NotConfigured(f"The tokens of {row.team_id} are another workspace's; install Kith there again.")
        return secrets

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(**{WRITES: True}))
