"""Posts of which nobody can tell whether they were sent, for the operator to look at; changes nothing."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.outbox import State
from bot.storage import reach
from bot.storage.database import connect
from bot.storage.sqlite_file import exists, path_of
from bot.storage.tables import PostRow

_NEWEST = "SELECT tenant, channel, due_at FROM posts WHERE state = ? ORDER BY due_at DESC LIMIT ?"
_COUNT = "SELECT count(*) FROM posts WHERE state = ?"


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many there are, and workspace, channel and day of the newest."""

    number: int
    newest: Sequence[tuple[str, str, str]]


def in_doubt(url: str, most: int, busy_timeout_s: float) -> Doubts:
    """Return the posts in doubt of all workspaces, the newest first; none where they cannot be read."""
    path = path_of(url)
    try:
        if path is None:
            return _on_server(url, most, busy_timeout_s)
        if not exists(path):
            return Doubts(0, ())
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=busy_timeout_s)) as file:
            (number,) = file.execute(_COUNT, (State.UNKNOWN.value,)).fetchone()
            rows = file.execute(_NEWEST, (State.UNKNOWN.value, most)).fetchall()
    except (sqlite3.Error, SQLAlchemyError):
        return Doubts(0, ())
    return Doubts(number, [(tenant, channel, str(due)[:10]) for tenant, channel, due in rows])


def _on_server(url: str, most: int, busy_timeout_s: float) -> Doubts:
    database = connect(url, busy_timeout_s)
    unknown = PostRow.state == State.UNKNOWN.value
    newest = select(PostRow.tenant, PostRow.channel, PostRow.due_at).where(unknown).order_by(PostRow.due_at.desc())
    try:
        with reach.unbound(database.reader).connect() as connection:
            number = connection.scalar(select(func.count()).select_from(PostRow).where(unknown)) or 0
            rows = connection.execute(newest.limit(most)).all()
    finally:
        database.dispose()
    return Doubts(number, [(tenant, channel, due.date().isoformat()) for tenant, channel, due in rows])
