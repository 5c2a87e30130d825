"""Backups of PostgreSQL by its own tools, which must be installed: pg_dump, pg_restore and psql."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, inspect

from bot.domain.errors import NotConfigured, TransferFailed
from storage.models import Row
from storage.schema import UNFINISHED_MOVE

WITHOUT_ROLES = ("--no-owner", "--no-privileges")


def write(engine: Engine, file: Path, copying: Callable[[int, int], None]) -> None:
    """Write a file that holds one snapshot, in pg_dump's custom format."""
    _run("pg_dump", "--format=custom", *WITHOUT_ROLES, f"--file={file}", engine=engine)
    copying(1, 1)


def read(engine: Engine, file: Path, copying: Callable[[int, int], None]) -> None:
    """Replace Kith's tables, in one transaction; the statements lie whole on the disk before the first is executed."""
    ours = {*Row.metadata.tables, "alembic_version", UNFINISHED_MOVE} & set(inspect(engine).get_table_names())
    first = f"DROP TABLE {', '.join(sorted(ours))} CASCADE" if ours else "SELECT"
    with TemporaryDirectory(prefix="kith-restore-") as folder:
        script = Path(folder, "restore.sql")
        _run("pg_restore", *WITHOUT_ROLES, f"--file={script}", str(file))
        once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
        _run("psql", *once, f"--command={first}", f"--file={script}", engine=engine)
    copying(1, 1)


def revisions(file: Path) -> set[str]:
    """The schema's revisions, none where it is not Kith's. Raises TransferFailed for a file that is damaged."""
    _run("pg_restore", "--file=/dev/null", str(file))
    told = _run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file))
    return set(_copied(told.splitlines()))


def _copied(lines: list[str]) -> Iterator[str]:
    """The lines between a COPY statement and its end."""
    within = False
    for line in lines:
        if line == "\\.":
            within = False
        elif within:
            yield line
        elif line.startswith("COPY "):
            within = True


def _run(tool: str, *words: str, engine: Engine | None = None) -> str:
    """What a tool says. Raises NotConfigured where it is not installed, TransferFailed where it fails."""
    if not (path := shutil.which(tool)):
        raise NotConfigured(
            f"PostgreSQL's {tool} is not installed: install its client programs, or use your provider's snapshots."
        )
    environment = dict(os.environ)
    if engine:
        url = engine.url.set(drivername="postgresql")
        environment["PGPASSWORD"] = url.password or environment.get("PGPASSWORD", "")
        words = (f"--dbname={url.set(password=None).render_as_string(hide_password=False)}", *words)
    done = subprocess.run([path, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()), "no reason given")
        raise TransferFailed(f"{said.rstrip('.')}.")
    return done.stdout
