"""Suggest groups to each other, and keep who wants no suggestions among their choices."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c41f6a0b7d35"
down_revision: str | None = "0d54ceeb928f"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEVER = "never"


def upgrade() -> None:
    """Go up; whoever was asked had made a choice before, or had notice of it."""
    op.add_column("choices", sa.Column("meets_people", sa.Boolean(), nullable=False, server_default=sa.true()))
    for place in ("first", "second"):
        op.add_column("weavings", sa.Column(f"{place}_others", sa.Integer(), nullable=False, server_default="0"))
    choices = sa.table("choices", sa.column("team_id"), sa.column("person_id"), sa.column("meets_people", sa.Boolean))
    columns = ("team_id", "first_id", "second_id", "first_says", "second_says")
    weavings = sa.table("weavings", *map(sa.column, columns))
    for place in ("first", "second"):
        said = weavings.c[f"{place}_says"] == NEVER
        mine = (weavings.c.team_id == choices.c.team_id) & (weavings.c[f"{place}_id"] == choices.c.person_id)
        declined = sa.exists().where(said, mine)
        op.execute(sa.update(choices).where(declined).values(meets_people=False))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("weavings") as table:
        for place in ("first", "second"):
            table.drop_column(f"{place}_others")
    with op.batch_alter_table("choices") as table:
        table.drop_column("meets_people")
