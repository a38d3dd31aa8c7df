"""Alembic's migrations, run from code by ``bot.storage.schema``."""
