"""Count who was named in vain."""

from collections.abc import Sequence

from alembic import op

revision: str = "e27b90c5d184"
down_revision: str | None = "8b5e02c7d4fa"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEX = "ix_suggestions_person"
BEFORE = "ix_suggestions_team_id_person_id_shown_at"


def upgrade() -> None:
    """Go up."""
    op.create_index(INDEX, "suggestions", ["team_id", "person_id", "shown_at", "place", "verdict"])
    op.drop_index(BEFORE, table_name="suggestions")


def downgrade() -> None:
    """Go down."""
    op.create_index(BEFORE, "suggestions", ["team_id", "person_id", "shown_at"])
    op.drop_index(INDEX, table_name="suggestions")
