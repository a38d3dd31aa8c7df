"""The conversation in a terminal: commands, numbers, typed answers, completion."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console as RichConsole

from adapters import console_rich
from adapters.console import Console, converse, person
from adapters.console_terminal import completions
from adapters.console_text import render
from bot.engine import Engine, build_engine
from bot.localized import Locale
from bot.reply import Reply, Ruby, Table, plain
from bot.settings import Settings
from tests.conftest import DATA


class Paper:
    """An output that is read afterwards."""

    def __init__(self) -> None:
        self.text = ""

    def reply(self, reply: Reply) -> None:
        self.text += render(reply, interactive=True) + "\n"

    def line(self, text: str) -> None:
        self.text += text + "\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    settings = Settings(
        data=DATA,
        database_url=f"sqlite:///{tmp_path / 'n.sqlite3'}",
        locale=Locale.EN,
        timezone=ZoneInfo("Asia/Tokyo"),
        jmdict=tmp_path / "jmdict.sqlite3",
    )
    built = build_engine(settings, lambda: Random(3))
    yield built
    built.close()


def talk(engine: Engine, *lines: str, name: str = "Aiko") -> str:
    console = Console(engine, person(name), Locale.EN, lambda: datetime(2026, 11, 20, 3, tzinfo=UTC))
    paper = Paper()
    converse(console, lines, paper)
    return paper.text


def test_a_bare_word_is_looked_up(engine: Engine) -> None:
    assert "受電（じゅでん） juden" in talk(engine, "受電")


def test_a_command_is_called(engine: Engine) -> None:
    assert "架電" in talk(engine, "/compare 受電 架電")


def test_a_full_width_slash_is_a_slash(engine: Engine) -> None:
    assert "/define" in talk(engine, "／help")
    assert "/define" in talk(engine, "／ｈｅｌｐ")


def test_a_number_presses_a_button(engine: Engine) -> None:
    assert "If in doubt" in talk(engine, "/define 受電", "1")


def test_a_number_without_a_button_is_a_sentence(engine: Engine) -> None:
    assert "There is no button 9" in talk(engine, "/define 受電", "9")


def test_a_whole_quiz_is_played(engine: Engine) -> None:
    text = talk(engine, "/quiz 5", *["1"] * 5)

    assert "Question 5 of 5" in text
    assert "Quiz finished" in text


def test_a_question_is_skipped_and_a_quiz_stopped_by_name(engine: Engine) -> None:
    text = talk(engine, "/quiz 3", "/skip", "/stop")

    assert "[/skip] Skip  [/stop] Stop the quiz" in text
    assert "Question 2 of 3" in text
    assert "Quiz stopped" in text


def test_a_word_looked_up_in_a_quiz_leaves_the_question_open(engine: Engine) -> None:
    text = talk(engine, "/quiz number:3 kind:meaning-to-word", "架電", "/skip", "qqqqzzzz", "1", "受電", "/stop")

    assert "The question from before is still open" in text
    assert "Question 2 of 3" in text
    assert "Question 3 of 3" in text
    assert "Quiz stopped" in text
    assert "There is no command" not in text


def test_a_reply_without_buttons_leaves_the_numbers_of_the_last_that_has_some(engine: Engine) -> None:
    assert "If in doubt" in talk(engine, "/define 受電", "/frobnicate", "1")


def test_a_number_never_ends_a_quiz(engine: Engine) -> None:
    assert "Quiz stopped" not in talk(engine, "/quiz number:20 kind:reading", *"123456789")


def test_skip_without_a_question_is_a_sentence(engine: Engine) -> None:
    assert "There is no command /skip" in talk(engine, "/skip")


def test_leaving_in_the_middle_says_that_the_quiz_is_kept(engine: Engine) -> None:
    assert "Your quiz is kept" in talk(engine, "/quiz 5", "/exit", "受電")


def test_nothing_after_exit_is_read(engine: Engine) -> None:
    assert "受電" not in talk(engine, "/exit", "受電")


def test_an_unknown_command_is_a_sentence(engine: Engine) -> None:
    assert "There is no command /frobnicate" in talk(engine, "/frobnicate")


def test_a_hidden_command_cannot_be_typed_with_values(engine: Engine) -> None:
    assert "There is no command /answer" in talk(engine, "/answer abc 0 1")


@pytest.mark.parametrize(
    "line", ["/", "//", "/ define", "/define", "\x00\x1b[2J", "'; DROP TABLE sessions; --", "😀" * 300, "/quiz number:" + "9" * 999, "/quiz number:--5"]
)  # fmt: skip
def test_any_line_is_answered(engine: Engine, line: str) -> None:
    text = talk(engine, line)

    assert text.strip()
    assert "Something went wrong" not in text


def test_two_people_have_their_own_quizzes(engine: Engine) -> None:
    talk(engine, "/quiz 3")

    assert "Here is where you were" not in talk(engine, "/quiz 3", name="Ben")
    assert "Here is where you were" in talk(engine, "/quiz 3", name="aiko")


def completed(engine: Engine, text: str) -> list[str]:
    return [text[: len(text) + start] + completion for completion, start, _ in completions(engine, text)]


def test_commands_are_completed(engine: Engine) -> None:
    assert ["/compare "] == completed(engine, "/com")


@pytest.mark.parametrize("text", ["/define kasuta", "kasuta", "かすた", "カスタ"])
def test_words_are_completed_in_any_script(engine: Engine, text: str) -> None:
    assert any(line.endswith("カスタマー") for line in completed(engine, text))


def test_the_last_of_several_words_is_completed(engine: Engine) -> None:
    assert "/compare 受電 架電" in completed(engine, "/compare 受電 kade")


def test_choices_of_options_are_completed(engine: Engine) -> None:
    assert "/quiz domain:callcenter" in completed(engine, "/quiz domain:call")


def test_a_term_of_an_unknown_command_is_not_completed(engine: Engine) -> None:
    assert [] == completed(engine, "/frobnicate kasu")


def test_a_narrow_table_keeps_a_reading_in_one_piece() -> None:
    head = tuple((Ruby("入電", "にゅうでん"),) for _ in range(3))
    reply = Reply(title=plain("words"), blocks=(Table(head=head, rows=(("row", (plain("cell"),) * 3),)),))
    paper = StringIO()
    RichConsole(width=60, file=paper, color_system=None).print(console_rich.render(reply))

    assert 3 == paper.getvalue().count("（にゅうでん）")
