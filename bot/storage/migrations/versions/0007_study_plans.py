"""Plans of study with their reminders, words looked up, and when the bot was there."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WITH_NEXT = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "study_plans",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("stays", sa.Text(), nullable=False),
        sa.Column("remind_at", sa.String()),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("lookups", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "user_id", name=op.f("pk_study_plans")),
    )
    op.create_index(
        "ix_study_plans_next_at", "study_plans", ["next_at"], sqlite_where=_WITH_NEXT, postgresql_where=_WITH_NEXT
    )
    op.create_table(
        "lookups",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "user_id", "entry_id", name=op.f("pk_lookups")),
    )
    op.create_table(
        "uptime",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "since", name=op.f("pk_uptime")),
    )
