"""Row-level security on PostgreSQL, for the tables that there are.

There is nothing to do here: after the last migration, ``bot.storage.reach.protect`` puts every table under it that is
not yet. This one sees to it that there is a last migration.
"""

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing."""
