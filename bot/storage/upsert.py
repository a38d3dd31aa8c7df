"""INSERT … ON CONFLICT, which both databases read alike and SQLAlchemy keeps in their dialects.

It settles races: PostgreSQL makes the second of two rivals wait for the first, and then see its row.
"""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as Connection

from bot.storage.tables import Base


def insert(connection: Connection, row: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT into the table of ``row`` that takes ON CONFLICT, for the database of ``connection``."""
    return sqlite.insert(row) if connection.get_bind().dialect.name == "sqlite" else postgresql.insert(row)
