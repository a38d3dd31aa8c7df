"""Live rounds: modes, phases and deadlines of sessions, their players; and posts, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN_ROUND = sa.text("status = 'open' AND mode IN ('everyone', 'race', 'teams')")
_OPEN_DAILY = sa.text("status = 'open' AND mode = 'daily'")
_WITH_DUE = sa.text("due_at IS NOT NULL")
_UNSENT = sa.text("state IN ('waiting', 'sending')")


def upgrade() -> None:
    """Add the columns one by one: to rebuild quiz_sessions would take its items and answers along."""
    for column in (
        sa.Column("mode", sa.String(), nullable=False, server_default="solo"),
        sa.Column("phase", sa.String(), nullable=False, server_default="asking"),
        sa.Column("seconds", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("locale", sa.String(), nullable=False, server_default="en"),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("paused_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("quiz_sessions", column)
    for name, where in (("open_round", _OPEN_ROUND), ("open_daily", _OPEN_DAILY)):
        op.create_index(
            f"uq_quiz_sessions_{name}", "quiz_sessions", ["tenant", "channel"],
            unique=True, sqlite_where=where, postgresql_where=where,
        )
    op.create_index(
        "ix_quiz_sessions_due_at", "quiz_sessions", ["due_at"], sqlite_where=_WITH_DUE, postgresql_where=_WITH_DUE
    )
    op.add_column("quiz_items", sa.Column("closes_at", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("hidden", sa.Boolean()))
    op.create_table(
        "quiz_players",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("team", sa.Integer()),
        sa.PrimaryKeyConstraint("tenant", "session_id", "user_id", name=op.f("pk_quiz_players")),
        sa.ForeignKeyConstraint(
            ["tenant", "session_id"],
            ["quiz_sessions.tenant", "quiz_sessions.id"],
            name=op.f("fk_quiz_players_quiz_sessions"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "posts",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String()),
        sa.Column("user_id", sa.String()),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("edits", sa.String()),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("message", sa.String()),
        sa.Column("detail", sa.String()),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dropped')", name=op.f("ck_posts_state")
        ),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_posts")),
    )
    op.create_index(
        "ix_posts_unsent", "posts", ["platform", "due_at"], sqlite_where=_UNSENT, postgresql_where=_UNSENT
    )
    op.create_index(op.f("ix_posts_tenant_edits"), "posts", ["tenant", "edits"])
