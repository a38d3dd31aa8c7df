"""Sees to it that every statement on a table of ours says which workspace it is about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from bot.storage.tables import Base
from bot.storage.unit_of_work import Storage

_TABLE = re.compile(rf"\b(?:FROM|JOIN|UPDATE) ({'|'.join(Base.metadata.tables)})\b")

# What may look into all workspaces, and why: what is due there is found by when, not by where; so are workspaces whose
# tokens are to be sealed anew, people whose cards are to be replayed, and what has been kept for long enough. All of it
# reads keys and moments and nothing else; whatever is done then is done in one workspace.
_DUE = re.compile(
    r"SELECT (quiz_sessions\.tenant, quiz_sessions\.id|quiz_sessions\.due_at|posts\.tenant, posts\.\W?key\W?|min\(posts\.\w+\) AS \w+"
    r"|wotd_schedules\.tenant, wotd_schedules\.channel|min\(wotd_schedules\.next_at\) AS \w+"
    r"|daily_schedules\.tenant, daily_schedules\.channel|min\(daily_schedules\.next_at\) AS \w+)"
    r"\s+FROM (quiz_sessions|posts|wotd_schedules|daily_schedules)\s+WHERE|SELECT installations\.tenant\s+FROM installations\s+WHERE"
    r"|SELECT study_plans\.(tenant, study_plans\.user_id|next_at)\s+FROM study_plans\s+WHERE"
    r"|SELECT (DISTINCT )?(?P<table>unfound|presences|posts|deliveries|oauth_states)\.tenant\s+FROM (?P=table)\s+WHERE"
    r"|SELECT DISTINCT cards\.tenant, cards\.user_id\s+FROM cards\s+WHERE"
)


def strays(statement: str) -> list[str]:
    """Return the tables that the statement reads or changes without naming one tenant of them."""
    if _DUE.match(statement):
        return []
    tables = _TABLE.findall(statement)
    return [table for table in tables if not re.search(rf"\b{table}\.tenant = (\?|%\()", statement)]


@contextmanager
def watching(storage: Storage) -> Iterator[list[str]]:
    """Yield a list that every stray statement of ``storage`` is added to."""
    strayed: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        strayed.extend(f"{table} in {statement}" for table in strays(statement))

    engines = {storage._database.writer, storage._database.reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", watch)
    try:
        yield strayed
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", watch)
