"""What Kith does by the clock. The complete list."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

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

EVERY = {
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
        run = partial(_within, watch, job, services, teams if job in WHILE_PAUSED else at_work)
        jobs.add_job(run, "interval", seconds=interval.total_seconds(), id=job.__name__, next_run_time=begun)
    return jobs


def _within(watch: Watch, job: Callable[[Services, Teams], None], services: Services, teams: Teams) -> None:
    with watch(job.__name__):
        job(services, teams)
