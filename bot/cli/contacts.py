"""`kith contacts`: people outside, from a CSV or vCard file, each into the keeping of who knows them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.app import open_store
from bot.cli.naming import the_person, the_workspace
from bot.domain.contacts import MOST_CONTACTS, Contact
from bot.domain.errors import ImportFailed, UnknownPerson
from bot.domain.people import Person
from bot.services.clock import time_in
from bot.services.contact_files import LARGEST, BadLine, Entry, decoded, read_contacts
from bot.services.contacts import has_room
from bot.services.ports import Clock, Store, UnitOfWork
from bot.settings import Settings, load

SHOWN = 20


def import_contacts(path: Path, introducer: str, team: str) -> None:
    """Keep a file's contacts and say what was in it. Raises KithError, having changed nothing."""
    console = Console(highlight=False)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ImportFailed(f"{path} cannot be read: {error.strerror or 'no reason given'}.") from error
    with open_store(load(Settings)) as store:
        workspace = the_workspace(store, team)
        kept, bad = keep_all(store, workspace, content, introducer, _now)
    report(console, kept, bad)


def keep_all(
    store: Store, workspace: str, content: bytes, introducer: str, clock: Clock
) -> tuple[Counter[str], Sequence[BadLine]]:
    """Keep all contacts in one transaction, those of nobody in particular as `introducer`'s.

    Returns how many are kept for whom, by name, and the lines that are no contacts. Raises ImportFailed.
    """
    with store.writing(workspace) as work:
        at, people = time_in(work, clock), [one for one in work.people.all() if not (one.is_bot or one.is_deleted)]
        read = read_contacts(decoded(content), at)
        bad, known = list(read.bad), defaultdict[Person, list[Contact]](list)
        for entry in read.entries:
            who = _whose(entry, people, introducer)
            if isinstance(who, BadLine):
                bad.append(who)
            else:
                known[who].append(entry.contact)
        for who, contacts in known.items():
            _keep(work, who, contacts)
    kept = Counter({who.name: len(contacts) for who, contacts in known.items()})
    return kept, sorted(bad, key=lambda line: line.line)


def report(console: Console, kept: Counter[str], bad: Sequence[BadLine]) -> None:
    """Say how many contacts are kept for whom, and what was not understood; never who a contact is."""
    console.print(f"[bold]{kept.total():,}[/] contacts kept for [bold]{len(kept):,}[/] people who know them.")
    for one in bad[:SHOWN]:
        console.print(f"[dim]Line {one.line:,}: {escape(one.why)}[/]")
    if len(bad) > SHOWN:
        console.print(f"[dim]… and {len(bad) - SHOWN:,} more lines.[/]")


def _keep(work: UnitOfWork, introducer: Person, contacts: Sequence[Contact]) -> None:
    if not has_room(work, introducer.id, contacts):
        raise ImportFailed(f"{introducer.name} would know more than {MOST_CONTACTS:,} people outside; nothing is kept.")
    for contact in contacts:
        work.contacts.put(introducer.id, contact)


def _whose(entry: Entry, people: Sequence[Person], introducer: str) -> Person | BadLine:
    wanted = entry.introducer.partition("@")[0] or introducer
    if not wanted:
        return BadLine(entry.line, "It does not say who knows them: add a column introducer, or give --as USER.")
    try:
        return the_person(people, wanted)
    except UnknownPerson as error:
        return BadLine(entry.line, str(error))


def _now() -> datetime:
    return datetime.now(UTC)
