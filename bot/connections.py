"""How Kith is joined to Slack: in the one workspace of a token, or wherever it is installed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

from slack_bolt import App
from slack_bolt.oauth.callback_options import CallbackOptions
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Engine

from bot.app import open_store
from bot.listeners.dispatch import ObservedApp
from bot.listeners.envelope import tenant
from bot.monitoring.health import Check
from bot.monitoring.metrics import Metrics
from bot.services.ports import Clock, Installations
from bot.services.suite import Services
from bot.settings import Settings
from bot.slack import install_pages
from bot.slack.client import TokenOf, asking_client, saying_client, unhurried_client
from bot.slack.installing import InstalledTeams, InstallFlow, WorkspaceInstallations
from bot.slack.refusals import refusals
from bot.slack.scopes import OPTIONAL, REQUIRED
from bot.slack.tokens import AppCredentials, InstalledTokens, one_token
from storage.engine import WRITES
from storage.installations import SqlInstallations

GONE = "Kith is not installed in this workspace any more. Whoever manages it can install it again."
STATE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Connection:
    """Whose token speaks for a team, which teams there are, whether Slack answers, and what takes in what it sends.

    An event is acknowledged only after its listener has returned, so that what fails is sent again.
    """

    token_of: TokenOf
    teams: Callable[[], list[str]]
    check: Check
    bolt: Callable[[Services], App]


def connect(settings: Settings, engine: Engine, clock: Clock, metrics: Metrics) -> Connection:
    """The connection that the settings ask for. Raises NotConfigured, SlackRefused, SlackBusy."""
    if settings.is_distributed:
        return _to_many(settings, engine, clock, metrics)
    return _to_one(settings, metrics)


@contextmanager
def open_installations(settings: Settings) -> Iterator[Installations]:
    """Where Kith is installed, in a database as `open_store` opens it. Raises as that does."""
    with open_store(settings) as store:
        yield SqlInstallations(store.engine, settings.encryption_keys)


def _to_one(settings: Settings, metrics: Metrics) -> Connection:
    """To the workspace of the bot token, which Slack names."""
    token, base_url = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
    asking = asking_client(token, base_url, metrics)
    with refusals():
        identity = asking.auth_test()
    own_team = tenant({name: identity.get(name) for name in ("team_id", "enterprise_id", "is_enterprise_install")})

    def bolt(_: Services) -> App:
        return ObservedApp(
            metrics,
            client=saying_client(token, base_url, metrics),
            signing_secret=settings.slack_signing_secret.get_secret_value(),
            process_before_response=True,
            token_verification_enabled=False,
        )

    return Connection(one_token(own_team, token), lambda: [own_team], _answers(asking.auth_test), bolt)


def _to_many(settings: Settings, engine: Engine, clock: Clock, metrics: Metrics) -> Connection:
    """To every workspace that has installed Kith. Raises NotConfigured where the keys do not fit the database."""
    installations = SqlInstallations(engine, settings.encryption_keys)
    for team in installations.teams()[:1]:
        installations.get(team)
    app = AppCredentials(settings.slack_client_id, settings.slack_client_secret.get_secret_value())
    unhurried = unhurried_client(None, settings.slack_api_url, metrics)
    tokens = InstalledTokens(installations, app, unhurried, clock)

    def bolt(services: Services) -> App:
        store = WorkspaceInstallations(installations, tokens, services.workspace)
        return ObservedApp(
            metrics,
            client=saying_client(None, settings.slack_api_url, metrics),
            signing_secret=settings.slack_signing_secret.get_secret_value(),
            process_before_response=True,
            authorize=InstalledTeams(store),
            oauth_flow=InstallFlow(
                begun=lambda: installations.drop_states(clock()),
                client=unhurried,
                settings=_oauth(app, settings.slack_api_url, store, engine),
            ),
            user_facing_authorize_error_message=GONE,
        )

    return Connection(tokens, installations.teams, _answers(unhurried.api_test), bolt)


def _answers(call: Callable[[], object]) -> Check:
    def check() -> None:
        with refusals():
            call()

    return check


def _oauth(app: AppCredentials, api_url: str, store: WorkspaceInstallations, engine: Engine) -> OAuthSettings:
    """Slack's own page asks for consent; it is reached beside the Web API."""
    return OAuthSettings(
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=sorted(REQUIRED | OPTIONAL),
        user_scopes=[],
        authorization_url=urljoin(api_url, "../oauth/v2/authorize"),
        installation_store=store,
        state_store=SQLAlchemyOAuthStateStore(STATE_SECONDS, engine.execution_options(**{WRITES: True})),
        state_expiration_seconds=STATE_SECONDS,
        install_page_rendering_enabled=False,
        callback_options=CallbackOptions(install_pages.succeeded, install_pages.failed),
    )
