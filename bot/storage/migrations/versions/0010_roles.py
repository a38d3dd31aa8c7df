"""A workspace's own list of editors and managers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "roles",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('editor', 'manager')", name=op.f("ck_roles_role")),
        sa.PrimaryKeyConstraint("tenant", "user_id", name=op.f("pk_roles")),
    )
    op.create_index(op.f("ix_roles_tenant_given_by"), "roles", ["tenant", "given_by"])
