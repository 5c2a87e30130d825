"""The token with which Kith speaks in a workspace: the one of the settings, or the one it was installed with."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from slack_sdk import WebClient

from bot.domain.errors import NotInstalled, SlackBusy, SlackRefused
from bot.domain.installations import Installation
from bot.services.ports import Clock, Installations
from bot.slack.client import TokenOf
from bot.slack.refusals import refusals

RENEWAL_TAKES = timedelta(seconds=60)
"""After so long whoever renews a token is taken for dead."""

log = structlog.get_logger(__name__)


def one_token(own_team: str, token: str) -> TokenOf:
    """The token of a Kith that is in one workspace alone."""

    def token_of(team: str) -> str:
        if team != own_team:
            raise NotInstalled(f"Kith is installed in {own_team}, not in {team}.")
        return token

    return token_of


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """By what Slack knows the app itself."""

    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class InstalledTokens:
    """Fits `TokenOf`: a token that expires is renewed in time, by one process alone, since that ends the refresh token.

    (https://docs.slack.dev/authentication/using-token-rotation; slack_sdk's `TokenRotator` knows one process only.)
    """

    installations: Installations
    app: AppCredentials
    client: WebClient
    clock: Clock

    def __call__(self, team: str) -> str:
        """The token of a team. Raises as `installation`."""
        return self.installation(team).token

    def installation(self, team: str) -> Installation:
        """An installation whose token lasts. Raises NotInstalled; SlackBusy where it expired and is not renewed yet."""
        now, found = self.clock(), self._kept(team)
        if found.is_due(now):
            if self.installations.claim_renewal(team, now, now + RENEWAL_TAKES):
                return self._renewed(self._kept(team), now)
            if found.is_expired(now):
                raise SlackBusy("the token is being renewed")
        return found

    def _kept(self, team: str) -> Installation:
        if found := self.installations.get(team):
            return found
        raise NotInstalled(f"Kith is not installed in {team}.")

    def _renewed(self, old: Installation, now: datetime) -> Installation:
        """With a new token; with the old one while it lasts and Slack gives no new one. `now` is that of the claim."""
        if not old.is_due(now):
            return old
        try:
            with refusals():
                given = self.client.oauth_v2_access(
                    client_id=self.app.client_id,
                    client_secret=self.app.client_secret,
                    grant_type="refresh_token",
                    refresh_token=old.refresh_token,
                )
        except (SlackBusy, SlackRefused) as error:
            log.warning("the token was not renewed", team=old.team, reason=str(error))
            if old.is_expired(now):
                raise
            return old
        expires_at = now + timedelta(seconds=int(given["expires_in"]))
        new = replace(old, token=given["access_token"], refresh_token=given["refresh_token"], expires_at=expires_at)
        self.installations.renew(new)
        return new
