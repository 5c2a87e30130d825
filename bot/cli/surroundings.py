"""What `kith doctor` finds around Kith: the disk, the clock, who may read its files, and whether it is running."""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bot.cli.findings import Finding
from bot.domain.outbox import Backlog
from bot.settings import Settings

LEAST_FREE = 2**30
"""Bytes that should be free beside an embedded database, or as many as it has, where that is more."""

FURTHEST_OFF = timedelta(minutes=1)
"""Slack's signatures are refused when they are five minutes old (https://docs.slack.dev/authentication)."""

LONGEST_OVERDUE = timedelta(minutes=10)
FOR_OTHERS = 0o077


def disk_found(database: Path) -> Iterator[Finding]:
    """Whether an embedded database can grow and be backed up beside itself."""
    free, size = shutil.disk_usage(database.parent).free, database.stat().st_size
    is_well = free >= max(LEAST_FREE, size)
    advice = "" if is_well else "A full disk stops Kith: make room, or move the database (kith migrate --to)."
    yield Finding(f"Beside the database of {_mib(size)} there are {_mib(free)} free.", is_well, advice)


def files_found(*files: Path) -> Iterator[Finding]:
    """Which files that hold secrets can be read by other accounts of this machine; no fault where there are none."""
    open_to_others = [file for file in files if file.is_file() and file.stat().st_mode & FOR_OTHERS]
    if open_to_others:
        names = " ".join(str(file) for file in open_to_others)
        yield Finding("Other accounts of this machine can read Kith's files.", advice=f"chmod 600 {names}")


def clock_found(headers: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """How far this machine's clock is from Slack's, by the date of an answer of Slack's."""
    said = headers.get("date") or headers.get("Date")
    if not said:
        return
    off = abs(now - parsedate_to_datetime(said).astimezone(UTC))
    is_well = off <= FURTHEST_OFF
    advice = "" if is_well else "Set the clock (NTP): Slack's requests are refused when it is five minutes off."
    yield Finding(f"This machine's clock is {off.total_seconds():,.0f} s from Slack's.", is_well, advice)


def backlog_found(backlog: Backlog) -> Iterator[Finding]:
    """Whether what Kith has to say is said."""
    if backlog.overdue <= LONGEST_OVERDUE:
        yield Finding(f"{backlog.waiting:,} things wait to be said or looked up, none for long.")
        return
    minutes = backlog.overdue.total_seconds() / 60
    advice = "Start Kith, or look in its log for deliveries that are postponed or fail."
    yield Finding(f"{backlog.due:,} things should have been said, one {minutes:,.0f} minutes ago.", False, advice)


def process_found(settings: Settings) -> Iterator[Finding]:
    """Whether a Kith runs on this machine and is ready, as far as its monitoring port tells."""
    if not settings.kith_monitor_port:
        return
    url = f"http://{settings.kith_monitor_host}:{settings.kith_monitor_port}/readyz"
    try:
        with urlopen(url, timeout=15) as answer:
            answer.read()
        yield Finding("Kith is running here, and ready.")
    except HTTPError as error:
        with error:
            yield Finding("Kith is running here, and not ready.", is_well=False, advice=_reasons(error.read()))
    except (URLError, OSError):
        yield Finding("Kith is not running here.", advice=f"Start it with kith run; nobody answers at {url}.")


def _reasons(body: bytes) -> str:
    try:
        checks: Mapping[str, str] = json.loads(body)["checks"]
    except (ValueError, KeyError, TypeError):
        return "It does not say why; is that Kith, on this port?"
    return " ".join(f"{name}: {said}" for name, said in checks.items() if said != "ok")


def _mib(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"
