"""Installing Kith from a browser: OAuth 2 as Bolt does it, with our store and our pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import FailureArgs
from slack_sdk.oauth.installation_store import Bot, InstallationStore
from slack_sdk.oauth.installation_store import Installation as SlackInstallation

from bot.domain.errors import NotInstalled
from bot.domain.installations import Installation
from bot.services.ports import Installations
from bot.services.workspace import Workspace
from bot.slack.tokens import InstalledTokens

log = structlog.get_logger(__name__)


class WorkspaceInstallations(InstallationStore):
    """slack_sdk's interface on ours; a workspace that is new is looked around in at once."""

    def __init__(self, installations: Installations, tokens: InstalledTokens, workspace: Workspace) -> None:
        self._installations, self._tokens, self._workspace = installations, tokens, workspace

    def save(self, installation: SlackInstallation) -> None:
        """Keep what Slack gave to whoever installed Kith."""
        given = installed(installation, self._workspace.clock())
        self._installations.put(given)
        self._workspace.installed(given.team)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """Who Kith is: in the enterprise where it is installed org-wide, else in the team. Raises SlackBusy."""
        try:
            found = self._tokens.installation((enterprise_id if is_enterprise_install else team_id) or "")
        except NotInstalled:
            return None
        return Bot(
            enterprise_id=found.enterprise or None,
            team_id=None if found.is_org_wide else found.team,
            bot_token=found.token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user,
            bot_scopes=found.scopes,
            is_enterprise_install=found.is_org_wide,
            installed_at=found.installed_at,
        )


def installed(given: SlackInstallation, at: datetime) -> Installation:
    """What Slack gives at the end of the flow, as Kith keeps it."""
    expires_at = given.bot_token_expires_at
    of = given.enterprise_id if given.is_enterprise_install else given.team_id
    return Installation(
        team=of or "",
        token=given.bot_token or "",
        bot_user=given.bot_user_id or "",
        bot_id=given.bot_id or "",
        installed_at=at,
        enterprise=given.enterprise_id or "",
        name=(given.enterprise_name if given.is_enterprise_install else given.team_name) or "",
        scopes=tuple(given.bot_scopes or ()),
        refresh_token=given.bot_refresh_token or "",
        expires_at=datetime.fromtimestamp(expires_at, UTC) if expires_at else None,
    )


class InstalledTeams(Authorize):
    """Lets in what comes from where Kith is installed. Bolt's own would ask Slack about the token each time."""

    def __init__(self, store: WorkspaceInstallations) -> None:
        self._store = store

    def __call__(
        self, *, context: Any, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        """Who Kith is there; None where it is not installed."""
        bot = self._store.find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=context.is_enterprise_install
        )
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            user_id=user_id,
        )


class InstallFlow(OAuthFlow):
    """Bolt's flow; whatever goes wrong on the way, a person sees a page that says what to do.

    `begun` is called whenever somebody sets out.
    """

    def __init__(self, begun: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self._begun = begun

    def issue_new_state(self, request: BoltRequest) -> str:
        """What proves, ten minutes long, that whoever comes back is who set out."""
        self._begun()
        return super().issue_new_state(request)

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        """Where Slack sends whoever has decided."""
        try:
            return super().handle_callback(request)
        except Exception as error:
            log.exception("an installation failed")
            return self.failure_handler(
                FailureArgs(
                    request=request,
                    reason="internal_error",
                    error=error,
                    suggested_status_code=500,
                    settings=self.settings,
                    default=self.default_callback_options,
                )
            )
