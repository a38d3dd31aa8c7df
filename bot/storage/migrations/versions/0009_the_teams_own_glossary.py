"""The team's own glossary: its words with their history, its rules about words, what waits to be kept, hints."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "team_terms",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("suggested_by", sa.String(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locale", sa.String()),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("review_at", sa.DateTime(timezone=True)),
        sa.Column("replaces", sa.String()),
        sa.Column("base", sa.Integer()),
        sa.CheckConstraint(
            "state IN ('suggested', 'published', 'refused', 'withdrawn', 'adopted')", name=op.f("ck_team_terms_state")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_team_terms")),
    )
    op.create_index(op.f("ix_team_terms_tenant_state_changed_at"), "team_terms", ["tenant", "state", "changed_at"])
    op.create_index(op.f("ix_team_terms_tenant_review_at"), "team_terms", ["tenant", "review_at"])
    op.create_index(op.f("ix_team_terms_tenant_suggested_by_state"), "team_terms", ["tenant", "suggested_by", "state"])
    op.create_index(op.f("ix_team_terms_tenant_replaces"), "team_terms", ["tenant", "replaces"])
    op.create_table(
        "team_history",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("term_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "term_id"],
            ["team_terms.tenant", "team_terms.id"],
            name=op.f("fk_team_history_team_terms"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant", "term_id", "revision", name=op.f("pk_team_history")),
    )
    op.create_index(op.f("ix_team_history_tenant_changed_by"), "team_history", ["tenant", "changed_by"])
    op.create_table(
        "team_revisions",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_team_revisions")),
    )
    op.create_table(
        "house_rules",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("instead", sa.String()),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("verdict IN ('preferred', 'avoid')", name=op.f("ck_house_rules_verdict")),
        sa.PrimaryKeyConstraint("tenant", "entry_id", name=op.f("pk_house_rules")),
    )
    op.create_index(op.f("ix_house_rules_tenant_set_by"), "house_rules", ["tenant", "set_by"])
    op.create_table(
        "team_drafts",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "user_id", "id", name=op.f("pk_team_drafts")),
    )
    op.create_table(
        "channel_settings",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("hints", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "channel", name=op.f("pk_channel_settings")),
    )
