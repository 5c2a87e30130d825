"""Databases over a table of steps with an index for each direction: one statement walks, and tells through whom.

They store what Kith stores, a step's weight as of a landmark, and see at reading how far it is trusted by now: `faded`
is by how much weights have faded since. Trust itself cannot be stored: it would be another tomorrow.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path as File
from typing import Any

import duckdb
import numpy as np
import psycopg

from bench.peers.walking import Edges, Path, Question

TRUST = "(steps.weight * {faded} / (1 + steps.weight * {faded}))"

GIVEN = {name: f"{{{name}}}" for name in ("faded", "asker", "candidates")}
"""Left for each question, where a statement is spelt for one database."""

MEETING = f"""
    WITH one AS (SELECT ended AS person, {TRUST} AS trust FROM steps WHERE started = {{asker}}),
    two AS (
        SELECT steps.ended AS person, max(one.trust * {TRUST}) AS trust, {{through}} AS through
        FROM one JOIN steps ON steps.started = one.person GROUP BY steps.ended
    ),
    reached AS (
        SELECT person, max(trust) AS trust, {{first}} AS through
        FROM (SELECT person, trust, NULL AS through FROM one UNION ALL SELECT person, trust, through FROM two) AS ways
        GROUP BY person
    )
    SELECT candidate, max(trust), {{first}}, {{second}} FROM (
        SELECT person AS candidate, trust, NULL AS through, NULL AS last FROM one WHERE person IN ({{candidates}})
        UNION ALL
        SELECT steps.ended, reached.trust * {TRUST}, reached.through, reached.person
        FROM steps JOIN reached ON reached.person = steps.started WHERE steps.ended IN ({{candidates}})
    ) AS found GROUP BY candidate
"""
"""Two steps forward, one back, as Kith walks."""

IN_SQLITE = MEETING.format(
    **GIVEN,
    through="one.person",
    first="through",
    second="last",
)
"""SQLite takes a column that stands alone beside a maximum from the row that has it."""

IN_DUCKDB = MEETING.format(
    **GIVEN,
    through=f"arg_max(one.person, one.trust * {TRUST})",
    first="arg_max_null(through, trust)",
    second="arg_max_null(last, trust)",
)

IN_POSTGRESQL = f"""
    WITH one AS (SELECT ended AS person, {TRUST} AS trust FROM steps WHERE started = %(asker)s),
    reached AS (
        SELECT DISTINCT ON (person) person, trust, through FROM (
            SELECT person, trust, NULL AS through FROM one
            UNION ALL
            SELECT steps.ended, one.trust * {TRUST}, one.person FROM one JOIN steps ON steps.started = one.person
        ) AS ways ORDER BY person, trust DESC
    )
    SELECT DISTINCT ON (candidate) candidate, trust, through, last FROM (
        SELECT person AS candidate, trust, NULL AS through, NULL AS last FROM one WHERE person = ANY(%(candidates)s)
        UNION ALL
        SELECT steps.ended, reached.trust * {TRUST}, reached.through, reached.person
        FROM steps JOIN reached ON reached.person = steps.started WHERE steps.ended = ANY(%(candidates)s)
    ) AS found ORDER BY candidate, trust DESC
""".replace("{faded}", "%(faded)s::double precision")
"""The first of what is sorted is what PostgreSQL tells fastest together with the best; prepared, to be planned once."""

RECURSIVE = f"""
    WITH RECURSIVE walked(person, trust, taken, first, last) AS (
        SELECT {{asker}}, CAST(1.0 AS double precision), 0, CAST(NULL AS integer), CAST(NULL AS integer)
        UNION ALL
        SELECT steps.ended, walked.trust * {TRUST}, walked.taken + 1, walked.last, nullif(walked.person, {{asker}})
        FROM walked JOIN steps ON steps.started = walked.person WHERE walked.taken < 3
    )
    SELECT {{distinct}} person, {{best}}, first, last FROM walked
    WHERE person IN ({{candidates}}) AND taken > 0 {{ordered}}
"""
"""Three steps forward, as the manuals of both databases teach it."""

RECURSIVE_IN_SQLITE = RECURSIVE.format(**GIVEN, distinct="", best="max(trust)", ordered="GROUP BY person")
RECURSIVE_IN_POSTGRESQL = RECURSIVE.format(
    **GIVEN, distinct="DISTINCT ON (person)", best="trust", ordered="ORDER BY person, trust DESC"
)

TABLE = "CREATE TABLE steps (started integer, ended integer, weight double precision, PRIMARY KEY (started, ended))"
BACK = "CREATE INDEX steps_back ON steps (ended, started, weight)"


class InSqlite:
    """SQLite, the steps clustered by where they start."""

    def __init__(self, edges: Edges, faded: float, file: File, statement: str = IN_SQLITE) -> None:
        self._statement, self._faded = statement, faded
        is_new = not file.exists()
        self._connection = sqlite3.connect(file)
        if is_new:
            self._connection.execute(f"{TABLE} WITHOUT ROWID")
            self._connection.executemany("INSERT INTO steps VALUES (?, ?, ?)", edges.tuples())
            self._connection.execute(BACK)
            self._connection.execute("ANALYZE")
            self._connection.commit()

    def best(self, question: Question) -> Mapping[int, Path]:
        """One statement."""
        return _paths(self._connection.execute(_asked(self._statement, self._faded, question)).fetchall())


class InPostgresql:
    """PostgreSQL, both indexes holding the weight, so that no table is read."""

    def __init__(self, edges: Edges, faded: float, url: str, statement: str = IN_POSTGRESQL) -> None:
        self._statement, self._faded = statement, faded
        self._connection = psycopg.connect(url, autocommit=True)
        if self._connection.execute("SELECT to_regclass('steps')").fetchone() == (None,):
            self._connection.execute(TABLE.replace(", PRIMARY KEY (started, ended)", ""))
            with self._connection.cursor().copy("COPY steps FROM STDIN") as copy:
                for row in edges.tuples():
                    copy.write_row(row)
            self._connection.execute("CREATE INDEX steps_ahead ON steps (started, ended) INCLUDE (weight)")
            self._connection.execute(BACK)
            self._connection.execute("VACUUM ANALYZE steps")

    def best(self, question: Question) -> Mapping[int, Path]:
        """One statement, prepared where it takes parameters."""
        given = {"asker": question.asker, "candidates": list(question.candidates), "faded": self._faded}
        if self._statement is not IN_POSTGRESQL:
            return _paths(self._connection.execute(_asked(self._statement, self._faded, question)).fetchall())
        return _paths(self._connection.execute(self._statement, given, prepare=True).fetchall())


class InDuckDb:
    """DuckDB, the steps sorted by where they start."""

    def __init__(self, edges: Edges, faded: float, file: File) -> None:
        self._faded = faded
        self._connection: Any = duckdb.connect(str(file))
        columns = {"started": edges.start, "ended": edges.end, "weight": edges.weight.astype(np.float64)}
        self._connection.execute("CREATE TABLE steps AS SELECT started, ended, weight FROM columns ORDER BY started")
        del columns

    def best(self, question: Question) -> Mapping[int, Path]:
        """One statement."""
        return _paths(self._connection.execute(_asked(IN_DUCKDB, self._faded, question)).fetchall())


def _asked(statement: str, faded: float, question: Question) -> str:
    listed = ", ".join(map(str, question.candidates))
    return statement.format(asker=question.asker, candidates=listed, faded=faded)


def _paths(rows: Iterable[tuple[int, float, int | None, int | None]]) -> dict[int, Path]:
    return {
        candidate: Path(trust, tuple(person for person in (first, last) if person is not None))
        for candidate, trust, first, last in rows
    }
