"""People, quiz sessions, their items and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "people",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("display_name", sa.String()),
        sa.Column("locale", sa.String()),
        sa.Column("romaji", sa.Boolean()),
        sa.PrimaryKeyConstraint("tenant", "user_id", name=op.f("pk_people")),
    )
    op.create_table(
        "quiz_sessions",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String()),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "status IN ('open', 'finished', 'stopped')", name=op.f("ck_quiz_sessions_status")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_quiz_sessions")),
    )
    op.create_index(op.f("ix_quiz_sessions_tenant_channel"), "quiz_sessions", ["tenant", "channel"])
    op.create_index(op.f("ix_quiz_sessions_tenant_started_by"), "quiz_sessions", ["tenant", "started_by"])
    op.create_table(
        "quiz_items",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "session_id", "question", name=op.f("pk_quiz_items")),
        sa.ForeignKeyConstraint(
            ["tenant", "session_id"],
            ["quiz_sessions.tenant", "quiz_sessions.id"],
            name=op.f("fk_quiz_items_quiz_sessions"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "quiz_answers",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("chosen", sa.Integer()),
        sa.Column("verdict", sa.String()),
        sa.Column("rule", sa.String()),
        sa.Column("credit", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "session_id", "question", "user_id", name=op.f("pk_quiz_answers")),
        sa.ForeignKeyConstraint(
            ["tenant", "session_id", "question"],
            ["quiz_items.tenant", "quiz_items.session_id", "quiz_items.question"],
            name=op.f("fk_quiz_answers_quiz_items"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_quiz_answers_tenant_user_id"), "quiz_answers", ["tenant", "user_id"])
