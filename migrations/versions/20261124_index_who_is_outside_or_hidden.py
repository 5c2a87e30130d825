"""Index who is outside or hidden."""

from collections.abc import Sequence

from alembic import op

revision: str = "e80b6c4a1f93"
down_revision: str | None = "d93b51f0c7a2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEXES = (("people", "is_guest"), ("people", "home_team"), ("people", "home_enterprise"), ("choices", "openness"))


def upgrade() -> None:
    """Go up."""

    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_team_id_{column}"), table, ["team_id", column])


def downgrade() -> None:
    """Go down."""

    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_team_id_{column}"), table)
