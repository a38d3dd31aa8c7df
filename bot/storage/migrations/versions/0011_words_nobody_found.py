"""Words that nobody found, by workspace and day, and whether a workspace wants them kept."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "unfound",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "query", "day", name=op.f("pk_unfound")),
    )
    op.create_index(op.f("ix_unfound_tenant_day"), "unfound", ["tenant", "day"])
    op.create_table(
        "unfound_choices",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_unfound_choices")),
    )
