"""What Kith does by the clock."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import SlackBusy, SlackRefused
from bot.domain.people import Person
from bot.jobs import EVERY, for_each_team, scheduler
from bot.jobs.backfill import PAGES, backfill
from bot.jobs.refresh import refresh
from bot.services.suite import Services
from bot.slack_app import services_on
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeDirectory


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory(known_people={"U1": Person("U1", "Ada")})


@pytest.fixture
def services(sqlite_store: SqlStore, directory: FakeDirectory) -> Services:
    return services_on(sqlite_store, directory, FakeClock())


def teams() -> list[str]:
    """Two workspaces."""
    return ["T1", "T2"]


def test_every_job_runs_at_the_start_and_missed_runs_are_made_up_once(services: Services) -> None:
    jobs = scheduler(services, teams)
    jobs.start(paused=True)
    try:
        made = {job.id: job for job in jobs.get_jobs()}
        assert set(made) == {job.__name__ for job in EVERY}
        assert all(job.next_run_time <= datetime.now(UTC) for job in made.values())
        assert all(job.coalesce and job.misfire_grace_time is None for job in made.values())
        assert all(job.max_instances == 1 for job in made.values())
    finally:
        jobs.shutdown()


@pytest.mark.parametrize("error", [SlackBusy("ratelimited"), SlackRefused("token_revoked")])
def test_a_team_that_cannot_be_refreshed_does_not_keep_the_others_waiting(
    services: Services, directory: FakeDirectory, sqlite_store: SqlStore, error: Exception
) -> None:
    directory.failing = [error]
    for_each_team(refresh, services, teams)
    assert sqlite_store.teams() == ["T2"]


def test_a_fault_in_one_team_is_told_after_all_the_others_had_their_turn(services: Services) -> None:
    served = []

    def job(_: Services, team: str) -> None:
        if team == "T1":
            raise ZeroDivisionError
        served.append(team)

    with pytest.raises(ExceptionGroup, match="job failed for 1 workspaces"):
        for_each_team(job, services, teams)
    assert served == ["T2"]


def test_one_run_reads_no_more_than_slack_allows_in_a_minute(services: Services, directory: FakeDirectory) -> None:
    directory.pages["C1"] = [[] for _ in range(PAGES + 5)]
    services.backfiller.begin("T1", "C1", "9.000001", "U1")
    for_each_team(backfill, services, teams)
    assert len(directory.asked) == PAGES
    for_each_team(backfill, services, teams)
    assert len(directory.asked) == PAGES + 5


def test_where_slack_is_busy_the_next_run_goes_on(services: Services, directory: FakeDirectory) -> None:
    directory.pages["C1"] = [[], []]
    directory.failing = [SlackBusy("ratelimited", 60)]
    services.backfiller.begin("T1", "C1", "9.000001", "U1")
    for_each_team(backfill, services, teams)
    assert len(directory.asked) == 1
    for_each_team(backfill, services, teams)
    assert len(directory.asked) == 3
