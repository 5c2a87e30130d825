"""`kith doctor`: what is wrong with an installation, and what to do about it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.app import check_schema, open_database
from bot.cli.findings import Finding, attempt
from bot.cli.surroundings import backlog_found, clock_found, disk_found, files_found, process_found
from bot.connections import Connection, connect
from bot.domain.errors import KithError
from bot.monitoring.metrics import Metrics
from bot.settings import Mode, Settings, SlackSettings, load
from bot.slack.client import asking_client
from bot.slack.refusals import refusals
from bot.slack.scopes import OPTIONAL, REQUIRED
from bot.watch import backlog_of

LOOKED_AT = 20

REINSTALL = "Update the app's manifest from manifest.yml, then reinstall the app."


def doctor() -> None:
    """Look at everything and say what was found; leaves with 1 where something is wrong."""
    console = Console(highlight=False)
    findings = list(examine())
    for finding in findings:
        console.print(f"{_mark(finding)} {escape(finding.what)}", soft_wrap=True)
        if finding.advice:
            console.print(f"  [dim]{escape(finding.advice)}[/]", soft_wrap=True)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


def _mark(finding: Finding) -> str:
    if not finding.is_well:
        return "[red]✗[/]"
    return "[yellow]![/]" if finding.advice else "[green]✓[/]"


def examine() -> Iterator[Finding]:
    """Settings, database, the running process, Slack; what depends on something that is wrong is not looked at."""
    try:
        settings = load(Settings)
    except KithError as error:
        yield Finding("The settings are malformed.", is_well=False, advice=str(error))
        return
    yield from attempt("The database", lambda: _database(settings))
    try:
        settings = load(SlackSettings)
    except KithError as error:
        yield Finding("The settings are not complete.", is_well=False, advice=str(error))
        return
    yield Finding("The settings are complete.")
    yield from process_found(settings)
    yield from attempt("Slack", lambda: _installations(settings) if settings.is_distributed else _slack(settings))


def _database(settings: Settings) -> Iterator[Finding]:
    with open_database(settings) as engine:
        check_schema(engine)
        yield Finding(f"The database {engine.url} can be reached, and has this version's schema.")
        if engine.dialect.name == "sqlite" and engine.url.database:
            yield from disk_found(Path(engine.url.database))
            yield from files_found(Path(engine.url.database), Path(".env"))
        yield from backlog_found(backlog_of(engine, datetime.now(UTC)))


def _slack(settings: SlackSettings) -> Iterator[Finding]:
    client = asking_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    with refusals():
        identity = client.auth_test()
    yield Finding(f"Slack knows the bot token: {identity['user']} in {identity['team']}.")
    yield from clock_found(identity.headers, datetime.now(UTC))
    yield from scopes_found(_granted(identity))
    if settings.kith_mode is Mode.SOCKET:
        yield from _socket_mode(client, settings.slack_app_token.get_secret_value())


def _granted(identity: SlackResponse) -> str:
    """The token's scopes, which Slack lists beside every answer."""
    return str(identity.headers.get("x-oauth-scopes") or identity.headers.get("X-OAuth-Scopes") or "")


def scopes_found(granted: str) -> Iterator[Finding]:
    """How the token's scopes, parted by commas, compare with what Kith needs."""
    scopes = frozenset(filter(None, (scope.strip() for scope in granted.split(","))))
    if missing := REQUIRED - scopes:
        yield Finding(f"The token lacks scopes: {', '.join(sorted(missing))}.", is_well=False, advice=REINSTALL)
    else:
        yield Finding("The token has all scopes that Kith needs.")
    if lacking := OPTIONAL - scopes:
        advice = f"Private channels are left out, for want of {', '.join(sorted(lacking))}; that may be as you wish."
        yield Finding("The token has no access to private channels.", advice=advice)
    if more := scopes - REQUIRED - OPTIONAL:
        advice = f"Kith does not need {', '.join(sorted(more))}. {REINSTALL}"
        yield Finding("The token may do more than Kith needs.", advice=advice)


def _installations(settings: SlackSettings) -> Iterator[Finding]:
    """The workspaces that installed Kith, the first some of them one by one."""
    with open_database(settings) as engine:
        connection = connect(settings, engine, lambda: datetime.now(UTC), Metrics())
        connection.check()
        teams = connection.teams()
        advice = "" if teams else "Workspaces install it at /slack/install."
        yield Finding(f"Slack answers; {len(teams):,} workspaces have installed Kith.", advice=advice)
        for team in teams[:LOOKED_AT]:
            yield from attempt(f"The installation in {team}", partial(_installation, connection, team, settings))


def _installation(connection: Connection, team: str, settings: SlackSettings) -> Iterator[Finding]:
    client = asking_client(connection.token_of(team), settings.slack_api_url)
    with refusals():
        identity = client.auth_test()
    yield Finding(f"Slack knows the bot token of {team}: {identity['user']} in {identity['team']}.")
    yield from (finding for finding in scopes_found(_granted(identity)) if not finding.is_well)


def _socket_mode(client: WebClient, app_token: str) -> Iterator[Finding]:
    with refusals():
        client.apps_connections_open(app_token=app_token)
    yield Finding("Slack knows the app-level token.")
