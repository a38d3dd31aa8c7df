"""Keeps what people make in SQLite or PostgreSQL, behind the ports.

SQLAlchemy and Alembic take half a second to import, so nothing here is imported by the package itself:
``bot.storage.lazy`` opens a database at the first unit of work, ``bot.storage.preferences`` reads one
person's choices with the standard library alone.
"""
