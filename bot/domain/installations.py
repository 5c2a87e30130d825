"""Where Kith is installed, and with what it may speak there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

RENEWED_BEFORE = timedelta(hours=2)
"""A token that expires is renewed so long before: what is under way with the old one still ends well."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Kith in one workspace or, org-wide, in one enterprise: `team` is the tenant, whichever of the two it is.

    A bot token belongs to the workspace, not to whoever installed Kith: a later installation takes the place of the
    one before. `refresh_token` and `expires_at` are there where Slack rotates the app's tokens.
    """

    team: str
    token: str = field(repr=False)
    bot_user: str
    bot_id: str
    installed_at: datetime
    enterprise: str = ""
    name: str = ""
    scopes: tuple[str, ...] = ()
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None

    @property
    def is_org_wide(self) -> bool:
        """Whether it speaks for a whole enterprise."""
        return self.team == self.enterprise

    def is_due(self, now: datetime) -> bool:
        """Whether its token is to be renewed."""
        return self.expires_at is not None and self.expires_at <= now + RENEWED_BEFORE

    def is_expired(self, now: datetime) -> bool:
        """Whether its token is worth nothing any more."""
        return self.expires_at is not None and self.expires_at <= now
