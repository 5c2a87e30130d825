"""Keep contacts and introductions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b3d2e29d1077"
down_revision: str | None = "5c1d7e0a94b2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "contact_drafts",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("introducer_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "introducer_id", name=op.f("pk_contact_drafts")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("introducer_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("team_id", "introducer_id", "key", name=op.f("uq_contacts_team_id_introducer_id_key")),
    )
    op.create_index(op.f("ix_contacts_team_id_handle"), "contacts", ["team_id", "handle"], unique=False)
    op.create_table(
        "declined_offers",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("introducer_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "introducer_id", "person_id", name=op.f("pk_declined_offers")),
    )
    op.create_table(
        "external_terms",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "term", "contact_id", name=op.f("pk_external_terms")),
    )
    op.create_index(
        op.f("ix_external_terms_team_id_contact_id"), "external_terms", ["team_id", "contact_id"], unique=False
    )
    op.create_table(
        "external_ties",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("introducer_id", sa.String(), nullable=False),
        sa.Column("how_well", sa.String(length=20), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "contact_id", name=op.f("pk_external_ties")),
    )
    op.create_index(
        op.f("ix_external_ties_team_id_introducer_id"), "external_ties", ["team_id", "introducer_id"], unique=False
    )
    op.create_table(
        "introductions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("ask_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.String(), nullable=False),
        sa.Column("introducer_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ask_id", "contact_id", name=op.f("pk_introductions")),
    )
    op.create_index(op.f("ix_introductions_team_id_asker_id"), "introductions", ["team_id", "asker_id"], unique=False)
    op.create_index(
        op.f("ix_introductions_team_id_contact_id"), "introductions", ["team_id", "contact_id"], unique=False
    )
    op.create_index(
        op.f("ix_introductions_team_id_introducer_id_asked_at"),
        "introductions",
        ["team_id", "introducer_id", "asked_at"],
        unique=False,
    )


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_introductions_team_id_introducer_id_asked_at"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_team_id_contact_id"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_team_id_asker_id"), table_name="introductions")
    op.drop_table("introductions")
    op.drop_index(op.f("ix_external_ties_team_id_introducer_id"), table_name="external_ties")
    op.drop_table("external_ties")
    op.drop_index(op.f("ix_external_terms_team_id_contact_id"), table_name="external_terms")
    op.drop_table("external_terms")
    op.drop_table("declined_offers")
    op.drop_index(op.f("ix_contacts_team_id_handle"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_table("contact_drafts")
