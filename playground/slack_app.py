"""The app that is installed in the workspace: its bot user, its secrets, its manifest."""

from dataclasses import dataclass, field

from playground.manifest import Manifest


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
class SlackApp:
    """The installed app; `is_installed` is false once its tokens were revoked."""

    manifest: Manifest
    user_id: str
    id: str = "A0PLAYGRND"
    bot_id: str = "B0PLAYGRND"
    credentials: Credentials = field(default_factory=Credentials)
    is_installed: bool = True
