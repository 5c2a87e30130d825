"""What jobs cost for workspaces in which nothing happens: an installation serves many such at any time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from bench.servers import postgresql_server
from bot.jobs import EVERY, Job, for_each_team
from bot.jobs.refresh import refresh
from bot.services.ports import Directory
from bot.services.suite import Services
from bot.slack_app import HEARD_EVERY, services_on
from storage.engine import WRITES, open_engine
from storage.migrating import migrate
from storage.models import ChannelRow, PersonRow
from storage.unit_of_work import SqlStore

ROUNDS = 3


def hearing(services: Services, team: str) -> None:
    """Note that Kith hears, as the job does that notices silences."""
    services.catching_up.hear(team)


JOBS: Mapping[Job, timedelta] = {hearing: HEARD_EVERY} | {job: every for job, every in EVERY.items() if job != refresh}
"""All but the job that is bound by Slack's limits, not by ours."""


def main(workspaces: int) -> None:
    """Run each job for so many workspaces on both databases, and say how long a workspace took."""
    with TemporaryDirectory(prefix="kith-bench-") as folder, postgresql_server() as url:
        taken = {engine: _costs(where, workspaces) for engine, where in _databases(folder, url).items()}
    shown = Table("job", "every", *(f"{engine}: ms a workspace" for engine in taken))
    for job, interval in JOBS.items():
        shown.add_row(job.__name__, str(interval), *(f"{costs[job.__name__]:.2f}" for costs in taken.values()))
    Console(width=100).print(f"{workspaces:,} workspaces, median of {ROUNDS} rounds", shown)


def _databases(folder: str, url: str) -> dict[str, str]:
    return {"sqlite": f"sqlite:///{Path(folder)}/bench.sqlite", "postgresql": url}


def _costs(url: str, workspaces: int) -> dict[str, float]:
    """Milliseconds that each job takes for one workspace."""
    engine = open_engine(url)
    migrate(engine)
    store = SqlStore(engine)
    teams = [f"T{number:06}" for number in range(workspaces)]
    _settle(store, teams)
    services = services_on(store, cast(Directory, None), lambda: datetime.now(UTC))
    costs = {job.__name__: _cost(job, services, teams) for job in JOBS}
    engine.dispose()
    return costs


def _cost(job: Job, services: Services, teams: list[str]) -> float:
    def at_work() -> list[str]:
        return [team for team in teams if not services.administration.is_paused(team)]

    rounds = []
    for _ in range(ROUNDS):
        began = perf_counter()
        for_each_team(job, services, at_work)
        rounds.append(perf_counter() - began)
    return median(rounds) / len(teams) * 1000


def _settle(store: SqlStore, teams: list[str]) -> None:
    """One person and one channel in each workspace, in which Kith is."""
    people = [
        {"team_id": team, "person_id": "U1", "name": "", "title": "", "tz": "UTC", "home_team": team}
        | dict.fromkeys(("is_bot", "is_deleted", "is_guest", "is_admin"), False)
        for team in teams
    ]
    channels = [
        {"team_id": team, "channel_id": "C1", "name": "general", "kind": "public", "is_member": True}
        | dict.fromkeys(("is_archived", "is_shared"), False)
        for team in teams
    ]
    with store.engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(insert(PersonRow), people)
        connection.execute(insert(ChannelRow), channels)
