"""Know who administers an enterprise."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d93b51f0c7a2"
down_revision: str | None = "a7e2c90d4f18"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.add_column("people", sa.Column("is_org_admin", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Go down."""
    op.drop_column("people", "is_org_admin")
