"""Count phrases and keep digests."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "770c4a83565b"
down_revision: str | None = "b2cbe75bf95c"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "counted_weeks",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "scope", "week", name=op.f("pk_counted_weeks")),
    )
    op.create_table(
        "digests",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_ts", sa.String(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "target", "period", name=op.f("pk_digests")),
    )
    op.create_table(
        "phrase_weeks",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "scope", "stem", "week", name=op.f("pk_phrase_weeks")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "target", name=op.f("pk_subscriptions")),
    )
    op.create_table(
        "verdicts",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "stem", "person_id", name=op.f("pk_verdicts")),
    )
    op.add_column("messages", sa.Column("phrases", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down."""
    op.drop_column("messages", "phrases")
    op.drop_table("verdicts")
    op.drop_table("subscriptions")
    op.drop_table("phrase_weeks")
    op.drop_table("digests")
    op.drop_table("counted_weeks")
