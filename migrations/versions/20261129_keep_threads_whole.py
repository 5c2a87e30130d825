"""Keep who wrote in a thread as one row, in place of wide indexes of the messages."""

from collections.abc import Sequence
from itertools import groupby, islice
from operator import itemgetter
from struct import pack
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "c3f08d6b9e15"
down_revision: str | None = "5a7e21c94b06"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PART = "<ddi"
AT_ONCE = 1_000
PARTS = """
    SELECT team_id, channel_id, root_ts, author_id, min(ts), max(ts), count(*) FROM messages
    WHERE NOT is_deleted AND ts LIKE '__________.______'
    GROUP BY team_id, channel_id, root_ts, author_id ORDER BY team_id, channel_id, root_ts
"""
THREADS = sa.table("threads", *map(sa.column, ("team_id", "channel_id", "root_ts", "people", "authors", "parts")))
CHANNEL_WINDOW = ["team_id", "channel_id", "ts", "author_id", "root_ts", "is_deleted"]
WINDOW = ["team_id", "ts", "channel_id", "author_id", "root_ts", "is_deleted"]


def upgrade() -> None:
    """Go up: rows for the threads that are known, and no more postings of the term that every message had."""
    op.create_table(
        "threads",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("root_ts", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("authors", sa.String(), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "root_ts", name=op.f("pk_threads")),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind())
    op.create_index(op.f("ix_threads_team_id_root_ts_channel_id"), "threads", ["team_id", "root_ts", "channel_id"])
    op.execute("DELETE FROM postings WHERE term = ''")
    op.create_index(op.f("ix_messages_team_id_ts"), "messages", ["team_id", "ts"])
    op.drop_index("ix_messages_channel_window", "messages")
    op.drop_index("ix_messages_window", "messages")


def _fill(connection: sa.Connection) -> None:
    """Write the rows of the threads that are known, some at a time."""
    parts = connection.execute(sa.text(PARTS).execution_options(yield_per=AT_ONCE))
    rows = (_row(key, [*some]) for key, some in groupby(parts, key=itemgetter(0, 1, 2)))
    while batch := list(islice(rows, AT_ONCE)):
        connection.execute(THREADS.insert(), batch)


def _row(key: Sequence[Any], parts: Sequence[Any]) -> dict[str, object]:
    packed = b"".join(pack(PART, float(first), float(last), messages) for *_, first, last, messages in parts)
    authors = " ".join(part[3] for part in parts)
    columns = ("team_id", "channel_id", "root_ts", "people", "authors", "parts")
    return dict(zip(columns, (*key, len(parts), authors, packed), strict=True))


def downgrade() -> None:
    """Go down."""
    op.create_index("ix_messages_window", "messages", WINDOW)
    op.create_index("ix_messages_channel_window", "messages", CHANNEL_WINDOW)
    op.drop_index(op.f("ix_messages_team_id_ts"), "messages")
    op.execute(
        """
        INSERT INTO postings (team_id, term, scope, root_ts, channel_id, messages)
        SELECT messages.team_id, '', CASE WHEN channels.kind = 'public' THEN 'public' ELSE messages.channel_id END,
            messages.root_ts, messages.channel_id, count(*)
        FROM messages LEFT JOIN channels
            ON channels.team_id = messages.team_id AND channels.channel_id = messages.channel_id
        WHERE NOT messages.is_deleted
        GROUP BY messages.team_id, messages.root_ts, messages.channel_id, channels.kind
        """
    )
    op.drop_index(op.f("ix_threads_team_id_root_ts_channel_id"), "threads")
    op.drop_table("threads")
