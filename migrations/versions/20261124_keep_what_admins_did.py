"""Keep what admins did."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c41d7be2a906"
down_revision: str | None = "c41f6a0b7d35"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "admin_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_acts")),
    )
    op.create_index(op.f("ix_admin_acts_team_id_at"), "admin_acts", ["team_id", "at"], unique=False)


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_admin_acts_team_id_at"), table_name="admin_acts")
    op.drop_table("admin_acts")
