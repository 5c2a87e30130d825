"""The app that is installed in the workspace: its bot user, its secrets, its manifest."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from playground.manifest import Manifest
from playground.model import Json

TOKEN_SECONDS = 12 * 3600
"""How long a token lasts that rotates (https://docs.slack.dev/authentication/using-token-rotation)."""


@dataclass(frozen=True)
class Credentials:
    """Secrets of a workspace that only this machine can reach, the same every time."""

    bot_token: str = "xoxb-playground"
    app_token: str = "xapp-playground"
    signing_secret: str = "playground-signing-secret"
    client_id: str = "playground.client"
    client_secret: str = "playground-client-secret"
    verification_token: str = "playground-verification-token"


@dataclass
class RotatingTokens:
    """Bot tokens that expire, where the manifest asks for token rotation: each with the time of its end in seconds."""

    expiring: dict[str, float] = field(default_factory=dict)
    refresh_token: str = ""

    def issue(self, now: float) -> Json:
        """A new token beside those that still last, and a new refresh token in place of the one before."""
        token, self.refresh_token = f"xoxe.xoxb-1-{token_urlsafe(24)}", f"xoxe-1-{token_urlsafe(24)}"
        self.expiring[token] = now + TOKEN_SECONDS
        return {"access_token": token, "refresh_token": self.refresh_token, "expires_in": TOKEN_SECONDS}


@dataclass
class SlackApp:
    """The installed app; `is_installed` is false before it is installed and once its tokens were revoked."""

    manifest: Manifest
    user_id: str
    id: str = "A0PLAYGRND"
    bot_id: str = "B0PLAYGRND"
    credentials: Credentials = field(default_factory=Credentials)
    is_installed: bool = True
    rotating: RotatingTokens = field(default_factory=RotatingTokens)
