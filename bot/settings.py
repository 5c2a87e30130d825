"""Kith's settings: read from the environment or a `.env` file in the working folder, checked before anything starts."""

from base64 import urlsafe_b64decode
from enum import StrEnum
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import NotConfigured

KEY_BYTES = 32

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Mode(StrEnum):
    """How Slack reaches Kith: over a WebSocket that Kith opens, or by signed HTTP requests."""

    SOCKET = "socket"
    HTTP = "http"


class LogFormat(StrEnum):
    """How the log is written: for people to read, or one JSON object a line."""

    CONSOLE = "console"
    JSON = "json"


class Settings(BaseSettings):
    """Everything that can be set; a field's description is its documentation. Enough for all that needs no Slack."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    kith_mode: Mode = Field(default=Mode.SOCKET, description="How Slack reaches Kith: `socket` or `http`.")
    slack_client_id: str = Field(
        default="",
        description="Client ID, from Basic Information: lets workspaces install Kith themselves, at `/slack/install`.",
    )
    slack_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Client secret, from Basic Information; needed with the client ID."
    )
    kith_encryption_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys (of `kith key new`) that encrypt the tokens of such workspaces, newest first, by commas.",
    )
    slack_bot_token: SecretStr = Field(
        default=SecretStr(""), description="Bot token (`xoxb-…`), from OAuth & Permissions after installing the app."
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), description="App-level token (`xapp-…`) with `connections:write`; needed in socket mode."
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), description="Signing secret, from Basic Information; needed in HTTP mode."
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Base URL of Slack's Web API (or a local workspace's).",
    )
    kith_database_url: str = Field(
        default="sqlite:///kith.db",
        repr=False,
        description="SQLAlchemy URL of the database: `sqlite:///…` or `postgresql://…`.",
    )
    kith_host: str = Field(default="127.0.0.1", description="Address to listen on in HTTP mode.")
    kith_port: int = Field(
        default=3000, ge=1, le=65535, description="Port to listen on in HTTP mode; Slack posts to `/slack/events`."
    )
    kith_stop_within: float = Field(
        default=25, gt=0, description="Seconds in which a Kith that is told to stop finishes what it began."
    )
    kith_clock_url: str = Field(
        default="",
        description="Address that tells the time (JSON with `now`), for a workspace with a clock of its own.",
    )
    kith_asks_per_hour: int = Field(
        default=30,
        ge=1,
        description="So many questions an hour of one person are answered; then they are asked to wait.",
    )
    kith_log_level: LogLevel = Field(default="INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`.")
    kith_log_format: LogFormat = Field(
        default=LogFormat.CONSOLE, description="`console`, or `json`: one object a line."
    )
    kith_monitor_host: str = Field(default="127.0.0.1", description="Address on which Kith may be watched.")
    kith_monitor_port: int = Field(
        default=9464,
        ge=0,
        le=65535,
        description="Port of `/metrics`, `/healthz` and `/readyz` (the latter two also on KITH_PORT); 0 closes it.",
    )

    @property
    def is_distributed(self) -> bool:
        """Whether workspaces install Kith themselves, each with a token of its own."""
        return bool(self.slack_client_id)

    @property
    def encryption_keys(self) -> list[str]:
        """The keys that encrypt tokens, newest first."""
        return [key.strip() for key in self.kith_encryption_keys.get_secret_value().split(",") if key.strip()]

    @field_validator("kith_encryption_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr) -> SecretStr:
        if not all(_is_key(key.strip()) for key in keys.get_secret_value().split(",") if key.strip()):
            raise ValueError("must be keys as kith key new makes them, parted by commas")
        return keys

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _is_such_a_token(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        start = "xoxb-" if info.field_name == "slack_bot_token" else "xapp-"
        if token and not token.get_secret_value().startswith(start):
            raise ValueError(f"must start with {start}")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _is_a_url(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an http or https URL")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("kith_database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
            raise ValueError("must start with sqlite: or postgresql:")
        return url

    @field_validator("kith_log_level", mode="before")
    @classmethod
    def _in_capitals(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level


class SlackSettings(Settings):
    """The settings of a Kith that talks to Slack: nothing that this needs may be missing."""

    model_config = SettingsConfigDict(validate_default=True)

    @field_validator("slack_client_id")
    @classmethod
    def _is_reachable(cls, client_id: str, info: ValidationInfo) -> str:
        if client_id and info.data.get("kith_mode") is Mode.SOCKET:
            raise ValueError("needs KITH_MODE=http: Slack lets workspaces install only apps that it reaches over HTTP")
        return client_id

    @field_validator("slack_bot_token")
    @classmethod
    def _is_the_only_one(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        if token and info.data.get("slack_client_id"):
            raise ValueError("must not be set beside SLACK_CLIENT_ID: each workspace brings a token of its own")
        return token

    @field_validator(
        "slack_client_secret", "kith_encryption_keys", "slack_bot_token", "slack_app_token", "slack_signing_secret"
    )
    @classmethod
    def _is_there(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        is_distributed, mode = bool(info.data.get("slack_client_id")), info.data.get("kith_mode")
        needed = {
            "slack_client_secret": is_distributed,
            "kith_encryption_keys": is_distributed,
            "slack_bot_token": not is_distributed,
            "slack_app_token": mode is Mode.SOCKET,
            "slack_signing_secret": mode is Mode.HTTP,
        }
        if not secret and needed[info.field_name or ""]:
            raise ValueError("is missing")
        return secret


AnySettings = TypeVar("AnySettings", bound=Settings)


def load(kind: type[AnySettings]) -> AnySettings:
    """The settings as they stand. Raises NotConfigured, naming every variable that is missing or malformed."""
    try:
        return kind()
    except ValidationError as error:
        faults = [f"{detail['loc'][0]!s}".upper() + f" {_fault(detail['msg'])}" for detail in error.errors()]
        raise NotConfigured(f"Set these in the environment or in .env: {'; '.join(faults)}.") from None


def _fault(message: str) -> str:
    """Pydantic's message as the rest of a sentence: "Value error, is missing" becomes "is missing"."""
    own = message.removeprefix("Value error, ")
    return own if own != message else f"is malformed ({message[:1].lower()}{message[1:]})"


def _is_key(key: str) -> bool:
    """Whether this is 32 bytes in URL-safe base64, as Fernet takes them."""
    try:
        return len(urlsafe_b64decode(key)) == KEY_BYTES
    except ValueError:
        return False
