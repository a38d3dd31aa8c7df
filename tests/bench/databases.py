"""Engines that are databases: SQLite's and PostgreSQL's trigrams, and jamdict's copy of JMdict."""

import importlib
import sqlite3
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg

from bot.text import keys
from tests.bench.engine import FIVE, NOTHING, ROWS, Answer, Engine, best, folded, folded_spellings
from tests.bench.words import Material

Rows = list[tuple[int, float]]
_GRAM = 3


class FullText(Engine[Rows]):
    """SQLite FTS5: any trigram in common, ranked by bm25; what is shorter than a trigram must be equal."""

    name = "SQLite FTS5 trigram, folded keys"

    def __init__(self, material: Material) -> None:
        self._words = material.words
        self._connection = sqlite3.connect(":memory:")

    def build(self) -> None:
        pairs = folded_spellings(self._words)
        self._connection.execute("CREATE VIRTUAL TABLE spelling USING fts5(key, number UNINDEXED, tokenize='trigram')")
        self._connection.executemany("INSERT INTO spelling(number, key) VALUES (?, ?)", pairs)
        self._connection.execute("CREATE TABLE short (number INTEGER, key TEXT)")
        short = (pair for pair in pairs if len(pair[1]) < _GRAM)
        self._connection.executemany("INSERT INTO short VALUES (?, ?)", short)
        self._connection.execute("CREATE INDEX short_key ON short (key)")
        self._connection.execute("INSERT INTO spelling(spelling) VALUES ('optimize')")

    def ask(self, query: str) -> Rows:
        key = folded(query)
        if len(key) < _GRAM:
            return self._connection.execute("SELECT number, 1.0 FROM short WHERE key = ?", (key,)).fetchall()
        grams = " OR ".join(f'"{gram}"' for gram in {key[at : at + _GRAM] for at in range(len(key) - _GRAM + 1)})
        statement = "SELECT number, -rank FROM spelling WHERE spelling MATCH ? ORDER BY rank LIMIT ?"
        return self._connection.execute(statement, (grams, ROWS)).fetchall()

    def read(self, answer: Rows) -> Answer:
        return best(answer)

    def close(self) -> None:
        self._connection.close()


class Trigrams(Engine[Rows]):
    """PostgreSQL's pg_trgm: what a GIN index finds similar, the most similar first."""

    name = "PostgreSQL pg_trgm, folded keys"

    def __init__(self, material: Material) -> None:
        assert material.postgres is not None
        self._words = material.words
        self._connection = psycopg.connect(material.postgres, autocommit=True)
        self._server = Path(f"/proc/{self._connection.info.backend_pid}/schedstat")

    def build(self) -> None:
        cursor = self._connection.cursor()
        cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("CREATE TABLE spelling (number integer, key text)")
        with cursor.copy("COPY spelling FROM STDIN") as copy:
            for pair in folded_spellings(self._words):
                copy.write_row(pair)
        cursor.execute("CREATE INDEX spelling_key ON spelling USING gin (key gin_trgm_ops)")
        cursor.execute("VACUUM ANALYZE spelling")

    def ask(self, query: str) -> Rows:
        return self._connection.execute(
            "SELECT number, similarity(key, %(key)s) AS likeness FROM spelling WHERE key %% %(key)s"
            " ORDER BY likeness DESC LIMIT %(rows)s",
            {"key": folded(query), "rows": ROWS},
            prepare=True,
        ).fetchall()

    def read(self, answer: Rows) -> Answer:
        return best(answer)

    def elsewhere(self) -> float:
        try:
            return int(self._server.read_text().split()[0]) / 1e9
        except OSError:  # then all the time that passes counts, whatever else the machine does in it
            return time.perf_counter() - time.thread_time()

    def size(self) -> int:
        row = self._connection.execute("SELECT pg_total_relation_size('spelling')").fetchone()
        assert row is not None
        return int(row[0])

    def close(self) -> None:
        self._connection.close()


class Jamdict(Engine[Any]):
    """jamdict with jamdict-data: the JMdict of 2021, met exactly."""

    name = "jamdict, exact"
    wants_kana = True

    def __init__(self, material: Material) -> None:
        self._jamdict: Any = None
        self._called: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(material.words):
            for text in {word.headword, word.kana, *word.others}:
                self._called[keys.surface_key(text)].append(number)

    def build(self) -> None:
        self._jamdict = importlib.import_module("jamdict").Jamdict()

    def ask(self, query: str) -> Any:
        return self._jamdict.lookup(query, lookup_chars=False, lookup_ne=False)

    def read(self, answer: Any) -> Answer:
        numbers: dict[int, None] = {}
        for entry in answer.entries:
            for form in (*entry.kanji_forms, *entry.kana_forms):
                numbers.update(dict.fromkeys(self._called.get(keys.surface_key(form.text), ())))
        found = tuple(numbers)[:FIVE]
        return Answer(found, len(found), 1.0, sure=True) if found else NOTHING._replace(sure=bool(answer.entries))
