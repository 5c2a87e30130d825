"""Keep the ledger of help."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b2cbe75bf95c"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go up."""

    op.create_table(
        "asks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asker_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("response_url", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer_ts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_asks_team_id_key")),
    )
    op.create_index(op.f("ix_asks_team_id_asked_at"), "asks", ["team_id", "asked_at"], unique=False)
    op.create_table(
        "channels",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", name=op.f("pk_channels")),
    )
    op.create_table(
        "choices",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_choices")),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("helper_id", sa.String(), nullable=False),
        sa.Column("seeker_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint(
            "team_id",
            "channel_id",
            "ts",
            "helper_id",
            "seeker_id",
            "source",
            "detail",
            "position",
            "given",
            name="uq_entries_claim",
        ),
    )
    op.create_index(
        op.f("ix_entries_team_id_channel_id_thread_ts"), "entries", ["team_id", "channel_id", "thread_ts"], unique=False
    )
    op.create_index(op.f("ix_entries_team_id_helper_id"), "entries", ["team_id", "helper_id"], unique=False)
    op.create_index(op.f("ix_entries_team_id_seeker_id"), "entries", ["team_id", "seeker_id"], unique=False)
    op.create_table(
        "erased",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_erased")),
    )
    op.create_table(
        "helps",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("helper_id", sa.String(), nullable=False),
        sa.Column("seeker_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("strength", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("question_ts", sa.String(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "ts", "helper_id", "seeker_id", name=op.f("pk_helps")),
    )
    op.create_index(
        op.f("ix_helps_team_id_channel_id_question_ts"), "helps", ["team_id", "channel_id", "question_ts"], unique=False
    )
    op.create_index(op.f("ix_helps_team_id_given_at"), "helps", ["team_id", "given_at"], unique=False)
    op.create_index(
        op.f("ix_helps_team_id_helper_id_seeker_id"), "helps", ["team_id", "helper_id", "seeker_id"], unique=False
    )
    op.create_index(op.f("ix_helps_team_id_seeker_id"), "helps", ["team_id", "seeker_id"], unique=False)
    op.create_table(
        "members",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "person_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_team_id_person_id"), "members", ["team_id", "person_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("root_ts", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_question", sa.Boolean(), nullable=False),
        sa.Column("thanks", sa.Boolean(), nullable=False),
        sa.Column("thanked", sa.Text(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "ts", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_team_id_author_id"), "messages", ["team_id", "author_id"], unique=False)
    op.create_index(
        op.f("ix_messages_team_id_channel_id_root_ts"), "messages", ["team_id", "channel_id", "root_ts"], unique=False
    )
    op.create_index(op.f("ix_messages_team_id_ts"), "messages", ["team_id", "ts"], unique=False)
    op.create_table(
        "numbers",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_numbers")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_numbers_team_id_number")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_outbox_team_id_key")),
    )
    op.create_index(op.f("ix_outbox_done_at_due_at"), "outbox", ["done_at", "due_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("home_team", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_people")),
    )
    op.create_table(
        "settings",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "name", name=op.f("pk_settings")),
    )
    op.create_table(
        "suggestions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("ask_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "ask_id", "person_id", name=op.f("pk_suggestions")),
    )
    op.create_index(
        op.f("ix_suggestions_team_id_person_id_shown_at"),
        "suggestions",
        ["team_id", "person_id", "shown_at"],
        unique=False,
    )
    op.create_table(
        "ties",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=False),
        sa.Column("received", sa.LargeBinary(), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "scope", "person", name=op.f("pk_ties")),
    )


def downgrade() -> None:
    """Go down."""

    op.drop_table("ties")
    op.drop_index(op.f("ix_suggestions_team_id_person_id_shown_at"), table_name="suggestions")
    op.drop_table("suggestions")
    op.drop_table("settings")
    op.drop_table("people")
    op.drop_index(op.f("ix_outbox_done_at_due_at"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("numbers")
    op.drop_index(op.f("ix_messages_team_id_ts"), table_name="messages")
    op.drop_index(op.f("ix_messages_team_id_channel_id_root_ts"), table_name="messages")
    op.drop_index(op.f("ix_messages_team_id_author_id"), table_name="messages")
    op.drop_table("messages")
    op.drop_index(op.f("ix_members_team_id_person_id"), table_name="members")
    op.drop_table("members")
    op.drop_index(op.f("ix_helps_team_id_seeker_id"), table_name="helps")
    op.drop_index(op.f("ix_helps_team_id_helper_id_seeker_id"), table_name="helps")
    op.drop_index(op.f("ix_helps_team_id_given_at"), table_name="helps")
    op.drop_index(op.f("ix_helps_team_id_channel_id_question_ts"), table_name="helps")
    op.drop_table("helps")
    op.drop_table("erased")
    op.drop_index(op.f("ix_entries_team_id_seeker_id"), table_name="entries")
    op.drop_index(op.f("ix_entries_team_id_helper_id"), table_name="entries")
    op.drop_index(op.f("ix_entries_team_id_channel_id_thread_ts"), table_name="entries")
    op.drop_table("entries")
    op.drop_table("choices")
    op.drop_table("channels")
    op.drop_index(op.f("ix_asks_team_id_asked_at"), table_name="asks")
    op.drop_table("asks")
