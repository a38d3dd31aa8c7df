"""The word of the day: which channels get one, what they had, and what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "wotd_schedules",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
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
        sa.PrimaryKeyConstraint("tenant", "channel", name=op.f("pk_wotd_schedules")),
    )
    op.create_index(op.f("ix_wotd_schedules_next_at"), "wotd_schedules", ["next_at"])
    op.create_index(op.f("ix_wotd_schedules_tenant_set_up_by"), "wotd_schedules", ["tenant", "set_up_by"])
    op.create_table(
        "wotd_ledger",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "channel", "local_date", name=op.f("pk_wotd_ledger")),
    )
    op.create_table(
        "wotd_wishes",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date()),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "channel", "entry_id", name=op.f("pk_wotd_wishes")),
        sa.UniqueConstraint("tenant", "channel", "on_date", name=op.f("uq_wotd_wishes_tenant_channel_on_date")),
    )
    op.create_index(op.f("ix_wotd_wishes_tenant_added_by"), "wotd_wishes", ["tenant", "added_by"])
