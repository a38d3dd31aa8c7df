"""Where the bot is, and since when it is no longer."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "presences",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_presences")),
    )
    op.create_index(op.f("ix_presences_left_at"), "presences", ["left_at"])
