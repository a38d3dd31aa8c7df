"""What the bench makes of what it measured."""

from random import Random

import pytest

from tests.bench import invention
from tests.bench.__main__ import put_into
from tests.bench.bars import bars
from tests.bench.comparing import Ratio, WRatio
from tests.bench.engine import Answer, best
from tests.bench.keystrokes import Times
from tests.bench.measure import Measured
from tests.bench.ours import FullScan, General, Naruhaya
from tests.bench.quality import judge
from tests.bench.questions import MIX, Question, mixed
from tests.bench.speed import Results, Size, growth
from tests.bench.table import share, table
from tests.bench.words import Material, Word

QUICK = Times(1e-4, 2e-4, 3e-4)


def measured(name: str, rate: float = 25_000, p99: float = 1e-4, answers: tuple[Answer, ...] = ()) -> Measured:
    return Measured(name, answers, rate, 1e-5, p99, 1e-3, 0.1, 1_000_000, outside=False)


def results(keys: int, *, questions: tuple[Question, ...] = (), **engines: Measured) -> Results:
    word = Word("語", "ご", (), ("word",))
    size = Size(f"{keys:,} keys", Material([word] * keys), questions, ())
    return Results(size, {each.name: each for each in engines.values()})


def ask(right: int | None, kind: str = "human: bare") -> Question:
    return Question("query", kind, frozenset() if right is None else frozenset({right}), "")


def test_words_that_score_alike_share_the_first_place() -> None:
    assert best([(3, 90.0), (4, 90.0), (3, 88.0), (5, 80.0)]) == Answer((3, 4, 5), 2, 90.0)


def test_only_five_words_count() -> None:
    assert best((number, 1.0 / (number + 1)) for number in range(9)).words == (0, 1, 2, 3, 4)


def test_a_family_counts_what_is_first_and_what_is_among_five() -> None:
    questions = [ask(1), ask(2), ask(3)]
    answers = [Answer((1,), 1, 9.0), Answer((7, 2), 1, 9.0), Answer((7, 8), 2, 9.0)]

    tally = judge(questions, answers).families["human romaji"]

    assert (tally.count, tally.first, tally.in_five) == (3, 1, 2)


def test_an_engine_with_its_own_word_is_taken_at_it() -> None:
    questions = [ask(1), ask(2), ask(3), ask(None), ask(None)]
    answers = [
        Answer((1,), 1, 50.0, sure=True),
        Answer((7,), 1, 50.0, sure=True),
        Answer((3,), 1, 99.0, sure=False),
        Answer((7,), 1, 50.0, sure=True),
        Answer((), 0, sure=False),
    ]

    quality = judge(questions, answers)

    assert (quality.sure_and_right, quality.sure_and_wrong, quality.false_positives) == (1 / 3, 1 / 3, 1 / 2)


def test_an_engine_with_scores_alone_gets_the_limit_that_suits_it_best() -> None:
    questions = [ask(1), ask(2), ask(None), ask(3)]
    answers = [Answer((number,), 1, score) for number, score in ((1, 90.0), (2, 80.0), (7, 70.0), (3, 60.0))]

    quality = judge(questions, answers)

    assert (quality.sure_and_right, quality.sure_and_wrong, quality.false_positives) == (2 / 3, 0, 0)


@pytest.fixture(scope="module")
def words() -> list[Word]:
    random = Random(7)
    return invention.words(invention.readings(300, random), random)


def test_questions_come_in_their_shares_and_each_but_the_absent_has_a_right_answer(words: list[Word]) -> None:
    questions = mixed(words, 400, Random(8))

    assert {kind: sum(each.kind == kind for each in questions) for kind, _ in MIX} == {
        kind: round(400 * part) for kind, part in MIX
    }
    assert all(bool(each.right) == (each.kind != "absent") for each in questions)
    assert len({each.query for each in questions}) == len(questions)


def test_every_word_that_begins_so_is_right_for_a_beginning(words: list[Word]) -> None:
    for question in mixed(words, 400, Random(9)):
        if question.kind == "beginning":
            starting = {number for number, word in enumerate(words) if word.romaji.startswith(question.query)}
            assert question.right == starting


def test_made_up_readings_differ_and_are_the_same_for_the_same_seed() -> None:
    readings = invention.readings(2_000, Random(3))

    assert len(set(readings)) == 2_000
    assert readings == invention.readings(2_000, Random(3))


def test_growth_is_the_power_of_the_number_of_keys() -> None:
    by_keys = [results(keys, ours=measured(Naruhaya.name, rate=1e6 / keys**0.5)) for keys in (100, 1_000, 10_000)]

    assert growth(by_keys, Naruhaya) == pytest.approx(0.5)
    assert growth(by_keys[:1], Naruhaya) is None


@pytest.mark.parametrize(
    ("rate", "recall", "missed"),
    [
        pytest.param(25_000, 0.996, set(), id="all hold"),
        pytest.param(15_000, 0.996, {"a second"}, id="too slow"),
        pytest.param(25_000, 0.98, {"full scan"}, id="finds less"),
    ],
)
def test_bars_tell_what_does_not_hold(rate: float, recall: float, missed: set[str]) -> None:
    questions = tuple(ask(1) for _ in range(1_000))
    hit, miss = Answer((1,), 1), Answer((2,), 1)
    ours = (hit,) * round(1_000 * recall) + (miss,) * round(1_000 * (1 - recall))
    at_ten_thousand = results(
        10_000,
        questions=questions,
        ours=measured(Naruhaya.name, rate, answers=ours),
        scan=measured(FullScan.name, 500, answers=(hit,) * 1_000),
        ratio=measured(Ratio.name, 700, answers=(hit,) * 1_000),
        wratio=measured(WRatio.name, 20),
        general=measured(General.name),
    )
    at_glossary = results(500, ours=measured(Naruhaya.name))

    failed = [bar.what for bar in bars(at_glossary, [at_ten_thousand], QUICK, QUICK) if not bar.holds]

    assert len(failed) == len(missed)
    assert all(any(part in what for what in failed) for part in missed)


def test_tables_are_markdown_with_figures_to_the_right() -> None:
    assert table(["name", "n"], [["ours", "1,000"]]) == "| name |     n |\n| ---- | ----: |\n| ours | 1,000 |"


@pytest.mark.parametrize(("number", "text"), [(0.985, ".985"), (1.0, "1.000"), (0.0, ".000")])
def test_shares_have_three_decimals(number: float, text: str) -> None:
    assert share(number) == text


def test_the_report_is_put_between_its_marks() -> None:
    assert put_into("a\n<!-- bench -->\nold\n<!-- /bench -->\nb", "new") == "a\n<!-- bench -->\nnew\n<!-- /bench -->\nb"
    with pytest.raises(ValueError, match="no place"):
        put_into("a", "new")
