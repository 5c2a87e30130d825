"""Keep offers to meet."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "7a49aaafed8c"
down_revision: str | None = "b3d2e29d1077"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "weavings",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=False),
        sa.Column("second_id", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("first_channel", sa.String(), nullable=False),
        sa.Column("second_channel", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_says", sa.String(length=20), nullable=False),
        sa.Column("second_says", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "first_id", "second_id", name=op.f("pk_weavings")),
    )
    op.create_index(op.f("ix_weavings_team_id_offered_at"), "weavings", ["team_id", "offered_at"], unique=False)
    op.create_index(op.f("ix_weavings_team_id_second_id"), "weavings", ["team_id", "second_id"], unique=False)


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_weavings_team_id_second_id"), table_name="weavings")
    op.drop_index(op.f("ix_weavings_team_id_offered_at"), table_name="weavings")
    op.drop_table("weavings")
