"""Know of which enterprise people are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "a7e2c90d4f18"
down_revision: str | None = "c41d7be2a906"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.add_column("people", sa.Column("home_enterprise", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down."""
    op.drop_column("people", "home_enterprise")
