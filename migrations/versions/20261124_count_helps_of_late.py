"""Tell from an index alone which of the latest helps some scopes show, and who gave them."""

from collections.abc import Sequence

from alembic import op

revision: str = "5a7e21c94b06"
down_revision: str | None = "e80b6c4a1f93"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up: by time as before, and with the scope and who gave it."""
    op.create_index("ix_helps_lately", "helps", ["team_id", "given_at", "scope", "helper_id"])
    op.drop_index(op.f("ix_helps_team_id_given_at"), "helps")


def downgrade() -> None:
    """Go down."""
    op.create_index(op.f("ix_helps_team_id_given_at"), "helps", ["team_id", "given_at"], unique=False)
    op.drop_index("ix_helps_lately", "helps")
