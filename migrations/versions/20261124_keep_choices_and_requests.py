"""Keep people's choices, requests on somebody's behalf and the exposure log."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5c1d7e0a94b2"
down_revision: str | None = "770c4a83565b"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go up."""

    _widen_choices()
    op.add_column("asks", sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "exposures",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("seen_by", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", "ref", name=op.f("pk_exposures")),
    )
    op.create_index(op.f("ix_exposures_team_id_person_id_shown_at"), "exposures", ["team_id", "person_id", "shown_at"])
    op.create_index(op.f("ix_exposures_team_id_seen_by"), "exposures", ["team_id", "seen_by"])
    op.create_table(
        "outreaches",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("ask_id", BIG, nullable=False),
        sa.Column("asker_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("urgency_minutes", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ask_id", name=op.f("pk_outreaches")),
    )
    op.create_index(op.f("ix_outreaches_team_id_state"), "outreaches", ["team_id", "state"])
    op.create_index(op.f("ix_outreaches_team_id_asker_id"), "outreaches", ["team_id", "asker_id"])
    op.create_table(
        "requests",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("ask_id", BIG, nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("ts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ask_id", "person_id", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_team_id_person_id_asked_at"), "requests", ["team_id", "person_id", "asked_at"])


def downgrade() -> None:
    """Go down."""

    op.drop_table("requests")
    op.drop_table("outreaches")
    op.drop_table("exposures")
    op.drop_column("asks", "followed_up_at")
    op.add_column("choices", sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE choices SET hidden = (openness = 'hidden') WHERE openness IS NOT NULL"))
    for column in ("openness", "lends_contacts", "in_digests", "weekly_limit", "paused_until", "never", "noticed_at"):
        op.drop_column("choices", column)


def _widen_choices() -> None:
    """Whoever was hidden stays hidden; whoever had chosen to be found is open by their own choice."""
    for column in (
        sa.Column("openness", sa.String(length=20), nullable=True),
        sa.Column("lends_contacts", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("in_digests", sa.Boolean(), nullable=True),
        sa.Column("weekly_limit", sa.Integer(), nullable=False, server_default=sa.text("3")),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("never", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("choices", column)
    op.execute(sa.text("UPDATE choices SET openness = CASE WHEN hidden THEN 'hidden' ELSE 'open' END"))
    op.drop_column("choices", "hidden")
