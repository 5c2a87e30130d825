"""Note by whom a week is being counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8b5e02c7d4fa"
down_revision: str | None = "c3f08d6b9e15"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.add_column("counted_weeks", sa.Column("counting", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Go down; what is being counted is not counted yet."""
    op.execute("DELETE FROM counted_weeks WHERE counting <> ''")
    op.drop_column("counted_weeks", "counting")
