"""Databases over a table of steps with an index for each direction: one statement walks.

They store what Kith stores, a step's weight as of a landmark, and see at reading how far it is trusted by now: `faded`
is by how much weights have faded since. Trust itself cannot be stored: it would be another tomorrow.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import psycopg

from bench.peers.walking import Edges, Question

TRUST = "(steps.weight * {faded} / (1 + steps.weight * {faded}))"

MEETING = f"""
    WITH one AS (SELECT ended AS person, {TRUST} AS trust FROM steps WHERE started = {{asker}}),
    two AS (
        SELECT steps.ended AS person, max(one.trust * {TRUST}) AS trust
        FROM one JOIN steps ON steps.started = one.person GROUP BY steps.ended
    ),
    reached AS (
        SELECT person, max(trust) AS trust
        FROM (SELECT person, trust FROM one UNION ALL SELECT person, trust FROM two) AS both_ways GROUP BY person
    )
    SELECT candidate, max(trust) FROM (
        SELECT person AS candidate, trust FROM one WHERE person IN ({{candidates}})
        UNION ALL
        SELECT steps.ended, reached.trust * {TRUST}
        FROM steps JOIN reached ON reached.person = steps.started WHERE steps.ended IN ({{candidates}})
    ) AS found GROUP BY candidate
"""
"""Two steps forward, one back, as Kith walks."""

RECURSIVE = f"""
    WITH RECURSIVE walked(person, trust, taken) AS (
        SELECT {{asker}}, 1.0{{double}}, 0
        UNION ALL
        SELECT steps.ended, walked.trust * {TRUST}, walked.taken + 1
        FROM walked JOIN steps ON steps.started = walked.person WHERE walked.taken < 3
    )
    SELECT person, max(trust) FROM walked WHERE person IN ({{candidates}}) AND taken > 0 GROUP BY person
"""
"""Three steps forward, as the manuals of both databases teach it."""

TABLE = "CREATE TABLE steps (started integer, ended integer, weight double precision, PRIMARY KEY (started, ended))"
BACK = "CREATE INDEX steps_back ON steps (ended, started, weight)"


class InSqlite:
    """SQLite, the steps clustered by where they start."""

    def __init__(self, edges: Edges, faded: float, file: Path, statement: str = MEETING) -> None:
        self._statement, self._faded = statement, faded
        is_new = not file.exists()
        self._connection = sqlite3.connect(file)
        if is_new:
            self._connection.execute(f"{TABLE} WITHOUT ROWID")
            self._connection.executemany("INSERT INTO steps VALUES (?, ?, ?)", edges.tuples())
            self._connection.execute(BACK)
            self._connection.execute("ANALYZE")
            self._connection.commit()

    def best(self, question: Question) -> Mapping[int, float]:
        """One statement."""
        return dict(self._connection.execute(_asked(self._statement, self._faded, question)).fetchall())


class InPostgresql:
    """PostgreSQL, both indexes holding the weight, so that no table is read."""

    def __init__(self, edges: Edges, faded: float, url: str, statement: str = MEETING) -> None:
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

    def best(self, question: Question) -> Mapping[int, float]:
        """One statement."""
        statement = _asked(self._statement, self._faded, question, "::double precision")
        return dict(self._connection.execute(statement).fetchall())


class InDuckDb:
    """DuckDB, the steps sorted by where they start, and again by where they end."""

    def __init__(self, edges: Edges, faded: float, file: Path) -> None:
        self._faded = faded
        self._connection: Any = duckdb.connect(str(file))
        columns = {"started": edges.start, "ended": edges.end, "weight": edges.weight.astype(np.float64)}
        self._connection.execute("CREATE TABLE steps AS SELECT started, ended, weight FROM columns ORDER BY started")
        del columns

    def best(self, question: Question) -> Mapping[int, float]:
        """One statement."""
        return dict(self._connection.execute(_asked(MEETING, self._faded, question)).fetchall())


def _asked(statement: str, faded: float, question: Question, double: str = "") -> str:
    listed = ", ".join(map(str, question.candidates))
    return statement.format(asker=question.asker, candidates=listed, faded=faded, double=double)
