"""`kith doctor` looks beyond Kith: at the disk, the clock, who may read its files, and the running process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from bot.cli.findings import Finding
from bot.cli.surroundings import backlog_found, clock_found, disk_found, files_found, process_found
from bot.domain.errors import StoreUnavailable
from bot.domain.outbox import Backlog
from bot.monitoring.health import Health
from bot.monitoring.site import monitoring_site
from bot.settings import Settings
from bot.web import Site, WebServer

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def only(findings: Iterator[Finding]) -> Finding:
    """The one thing that was found."""
    (finding,) = findings
    return finding


def test_a_disk_that_a_backup_would_fill_is_a_fault(tmp_path: Path) -> None:
    database = tmp_path / "kith.db"
    database.write_bytes(b"small")
    assert "free" in only(disk_found(database)).what
    with database.open("r+b") as sparse:
        sparse.truncate(2**42)
    finding = only(disk_found(database))
    assert not finding.is_well
    assert "make room" in finding.advice


def test_files_that_others_may_read_are_named_with_what_to_do(tmp_path: Path) -> None:
    closed, open_, absent = tmp_path / "kith.db", tmp_path / ".env", tmp_path / "none"
    closed.touch(0o600)
    open_.touch(0o644)
    open_.chmod(0o644)
    finding = only(files_found(closed, open_, absent))
    assert (finding.is_well, finding.advice) == (True, f"chmod 600 {open_}")
    assert list(files_found(closed, absent)) == []


@pytest.mark.parametrize(("off", "is_well"), [(0, True), (59, True), (-240, False), (3600, False)])
def test_a_clock_that_is_off_is_a_fault_before_slack_is_refused(off: int, is_well: bool) -> None:
    finding = only(clock_found({"Date": "Tue, 24 Nov 2026 12:00:00 GMT"}, NOON + timedelta(seconds=off)))
    assert finding.is_well is is_well
    assert f"{abs(off):,} s from Slack's" in finding.what


def test_where_slack_gives_no_date_nothing_is_said_of_the_clock() -> None:
    assert list(clock_found({}, NOON)) == []


def test_an_outbox_that_nobody_empties_is_a_fault() -> None:
    assert only(backlog_found(Backlog(3, 3, timedelta(minutes=1)))).is_well
    finding = only(backlog_found(Backlog(9, 7, timedelta(hours=1))))
    assert not finding.is_well
    assert "7 things should have been said, one 60 minutes ago" in finding.what


@contextmanager
def listening(site: Site) -> Iterator[Settings]:
    """The settings of a Kith that is watched here."""
    server = WebServer(site, "127.0.0.1", 0, threads=1)
    server.open()
    try:
        yield Settings(kith_monitor_port=int(server.address.rpartition(":")[2]))
    finally:
        server.close(1.0)


def broken() -> None:
    """A check that fails."""
    raise StoreUnavailable("The disk is full.")


def test_a_running_kith_is_asked_how_it_is() -> None:
    with listening(monitoring_site(Health({}, {"slack": lambda: None}), CollectorRegistry())) as well:
        assert only(process_found(well)) == Finding("Kith is running here, and ready.")
    ready = {"slack": lambda: None, "database": broken}
    with listening(monitoring_site(Health({}, ready), CollectorRegistry())) as ill:
        finding = only(process_found(ill))
        assert (finding.is_well, finding.advice) == (False, "database: The disk is full.")
    assert "nobody answers" in only(process_found(ill)).advice


def test_something_else_on_the_port_is_no_running_kith() -> None:
    with listening(Site({})) as settings:
        finding = only(process_found(settings))
    assert not finding.is_well
    assert "is that Kith" in finding.advice


def test_without_a_monitoring_port_nothing_is_said_of_a_process() -> None:
    assert list(process_found(Settings(kith_monitor_port=0))) == []
