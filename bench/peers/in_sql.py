"""Databases over a table of steps with an index for each direction: one statement walks."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import psycopg

from bench.peers.walking import Edges, Question

MEETING = """
    WITH one AS (SELECT ended AS person, trust FROM steps WHERE started = {asker}),
    two AS (
        SELECT steps.ended AS person, max(one.trust * steps.trust) AS trust
        FROM one JOIN steps ON steps.started = one.person GROUP BY steps.ended
    ),
    reached AS (
        SELECT person, max(trust) AS trust
        FROM (SELECT person, trust FROM one UNION ALL SELECT person, trust FROM two) AS both_ways GROUP BY person
    )
    SELECT candidate, max(trust) FROM (
        SELECT person AS candidate, trust FROM one WHERE person IN ({candidates})
        UNION ALL
        SELECT steps.ended, reached.trust * steps.trust
        FROM steps JOIN reached ON reached.person = steps.started WHERE steps.ended IN ({candidates})
    ) AS found GROUP BY candidate
"""
"""Two steps forward, one back, as Kith walks."""

RECURSIVE = """
    WITH RECURSIVE walked(person, trust, taken) AS (
        SELECT {asker}, 1.0{double}, 0
        UNION ALL
        SELECT steps.ended, walked.trust * steps.trust, walked.taken + 1
        FROM walked JOIN steps ON steps.started = walked.person WHERE walked.taken < 3
    )
    SELECT person, max(trust) FROM walked WHERE person IN ({candidates}) AND taken > 0 GROUP BY person
"""
"""Three steps forward, as the manuals of both databases teach it."""

TABLE = "CREATE TABLE steps (started integer, ended integer, trust double precision, PRIMARY KEY (started, ended))"
BACK = "CREATE INDEX steps_back ON steps (ended, started, trust)"


class InSqlite:
    """SQLite, the steps clustered by where they start."""

    def __init__(self, edges: Edges, file: Path, statement: str = MEETING) -> None:
        self._statement = statement
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
        return dict(self._connection.execute(_asked(self._statement, question)).fetchall())


class InPostgresql:
    """PostgreSQL, both indexes holding the trust, so that no table is read."""

    def __init__(self, edges: Edges, url: str, statement: str = MEETING) -> None:
        self._statement = statement
        self._connection = psycopg.connect(url, autocommit=True)
        if self._connection.execute("SELECT to_regclass('steps')").fetchone() == (None,):
            self._connection.execute(TABLE.replace(", PRIMARY KEY (started, ended)", ""))
            with self._connection.cursor().copy("COPY steps FROM STDIN") as copy:
                for row in edges.tuples():
                    copy.write_row(row)
            self._connection.execute("CREATE INDEX steps_ahead ON steps (started, ended) INCLUDE (trust)")
            self._connection.execute(BACK)
            self._connection.execute("VACUUM ANALYZE steps")

    def best(self, question: Question) -> Mapping[int, float]:
        """One statement."""
        return dict(self._connection.execute(_asked(self._statement, question, "::double precision")).fetchall())


class InDuckDb:
    """DuckDB, the steps sorted by where they start, and again by where they end."""

    def __init__(self, edges: Edges, file: Path) -> None:
        self._connection: Any = duckdb.connect(str(file))
        columns = {"started": edges.start, "ended": edges.end, "trust": edges.trust.astype(np.float64)}
        self._connection.execute("CREATE TABLE steps AS SELECT started, ended, trust FROM columns ORDER BY started")
        del columns

    def best(self, question: Question) -> Mapping[int, float]:
        """One statement."""
        return dict(self._connection.execute(_asked(MEETING, question)).fetchall())


def _asked(statement: str, question: Question, double: str = "") -> str:
    listed = ", ".join(map(str, question.candidates))
    return statement.format(asker=question.asker, candidates=listed, double=double)
