"""What Kith does by the clock. The complete list."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain.errors import KithError
from bot.jobs.backfill import backfill
from bot.jobs.digests import digests
from bot.jobs.follow_ups import follow_ups
from bot.jobs.learn import learn
from bot.jobs.refresh import refresh
from bot.jobs.requests import requests
from bot.jobs.retention import retention
from bot.jobs.weaving import weaving
from bot.services.suite import Services

Teams = Callable[[], list[str]]

Job = Callable[[Services, str], None]
"""Does for a team what is due. Raises KithError where that has to wait for the next run."""

EVERY: Mapping[Job, timedelta] = {
    refresh: timedelta(hours=6),
    backfill: timedelta(minutes=1),
    digests: timedelta(minutes=1),
    requests: timedelta(minutes=1),
    follow_ups: timedelta(minutes=10),
    weaving: timedelta(hours=1),
    retention: timedelta(hours=1),
    learn: timedelta(minutes=10),
}
"""Each job with its interval; the first run is at the start."""

WHILE_PAUSED = (refresh, retention)
"""The jobs that go on in a paused workspace."""

Watch = Callable[[str], AbstractContextManager[str | None]]
"""What a job, by its name, runs within."""

log = structlog.get_logger(__name__)


def scheduler(services: Services, teams: Teams, watch: Watch = nullcontext) -> BackgroundScheduler:
    """The scheduler, not yet started. It only ticks, in real time: what is due is told by the clock and the store."""
    jobs = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(len(EVERY))},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    begun = datetime.now(UTC)

    def at_work() -> list[str]:
        return [team for team in teams() if not services.administration.is_paused(team)]

    for job, interval in EVERY.items():
        run = partial(for_each_team, job, services, teams if job in WHILE_PAUSED else at_work, watch)
        jobs.add_job(run, "interval", seconds=interval.total_seconds(), id=job.__name__, next_run_time=begun)
    return jobs


def for_each_team(job: Job, services: Services, teams: Teams, watch: Watch = nullcontext) -> None:
    """Run a job for each team: the trouble of one is not the others'.

    Raises an ExceptionGroup of what is no trouble but a fault, once all teams had their turn.
    """
    faults = []
    with watch(job.__name__):
        for team in teams():
            try:
                job(services, team)
            except KithError as error:
                log.info("left to the next run", job=job.__name__, team=team, reason=str(error))
            except Exception as error:
                faults.append(error)
        if faults:
            raise ExceptionGroup(f"{job.__name__} failed for {len(faults)} workspaces", faults)
