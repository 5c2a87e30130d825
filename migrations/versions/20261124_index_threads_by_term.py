"""Index threads by term."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5f1d0a7c42e9"
down_revision: str | None = "7a49aaafed8c"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""

    op.create_table(
        "postings",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("root_ts", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "term", "scope", "root_ts", "channel_id", name=op.f("pk_postings")),
        sqlite_with_rowid=False,
    )
    op.drop_index(op.f("ix_messages_team_id_channel_id_root_ts"), "messages")
    op.drop_index(op.f("ix_messages_team_id_ts"), "messages")
    op.create_index("ix_messages_thread", "messages", THREAD)
    op.create_index("ix_messages_channel_window", "messages", CHANNEL_WINDOW)
    op.create_index("ix_messages_window", "messages", WINDOW)
    op.drop_index(op.f("ix_helps_team_id_seeker_id"), "helps")
    op.create_index("ix_helps_given", "helps", ["team_id", "helper_id", "given_at"])
    op.create_index("ix_helps_received", "helps", ["team_id", "seeker_id", "given_at"])


def downgrade() -> None:
    """Go down."""

    for name in ("ix_messages_thread", "ix_messages_channel_window", "ix_messages_window"):
        op.drop_index(name, "messages")
    for name in ("ix_helps_given", "ix_helps_received"):
        op.drop_index(name, "helps")
    op.create_index(op.f("ix_helps_team_id_seeker_id"), "helps", ["team_id", "seeker_id"])
    op.create_index(op.f("ix_messages_team_id_ts"), "messages", ["team_id", "ts"])
    op.create_index(op.f("ix_messages_team_id_channel_id_root_ts"), "messages", ["team_id", "channel_id", "root_ts"])
    op.drop_table("postings")


THREAD = ["team_id", "channel_id", "root_ts", "ts", "author_id", "is_deleted"]
CHANNEL_WINDOW = ["team_id", "channel_id", "ts", "author_id", "root_ts", "is_deleted"]
WINDOW = ["team_id", "ts", "channel_id", "author_id", "root_ts", "is_deleted"]
