"""Which channels get a question of the day; answers found by when they were given."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and the index."""
    op.create_table(
        "daily_schedules",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("set_up_by", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("days", sa.String(), nullable=False),
        sa.Column("holidays", sa.String(), nullable=False),
        sa.Column("domain", sa.String()),
        sa.Column("level", sa.Integer()),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("paused", sa.String()),
        sa.Column("missed_on", sa.Date()),
        sa.PrimaryKeyConstraint("tenant", "channel", name=op.f("pk_daily_schedules")),
    )
    op.create_index(op.f("ix_daily_schedules_next_at"), "daily_schedules", ["next_at"])
    op.create_index(op.f("ix_daily_schedules_tenant_set_up_by"), "daily_schedules", ["tenant", "set_up_by"])
    op.create_index(op.f("ix_quiz_answers_tenant_answered_at"), "quiz_answers", ["tenant", "answered_at"])
