"""Alembic's migrations, run from code by ``bot.storage.schema``.

A new one is ``versions/NNNN_what_it_brings.py`` with its number as ``revision`` and the one before as
``down_revision``; ``schema.HEAD`` names it, and a test holds its tables to ``bot.storage.tables``. There is no way
down: a backup is the way back.
"""
