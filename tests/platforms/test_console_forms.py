"""Forms and files in the console: one question after the other, and nothing typed is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.console import Console, converse, person
from bot.commands.given import MAX_GIVEN
from bot.engine import Engine
from bot.localized import Locale
from tests.platforms import form_running
from tests.platforms.test_console import Paper, engine

__all__ = ["engine"]


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    form_running.install(monkeypatch)


def talk(engine: Engine, *lines: str, locale: Locale = Locale.EN) -> str:
    console = Console(engine, person("Aiko"), locale, lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))
    paper = Paper()
    converse(console, lines, paper)
    return paper.text


def test_a_command_that_opens_a_form_asks_one_field_after_the_other(engine: Engine) -> None:
    text = talk(engine, "/word", "受電", "taking a call", "1")

    assert "A form: Enter keeps what stands in brackets" in text
    assert "Word (needed):" in text
    assert "Meaning (In a few words):" in text
    assert "Sort (1 Noun, 2 Verb):" in text
    assert "7 受電 = taking a call (noun)" in text


def test_a_form_is_opened_by_the_number_of_its_button(engine: Engine) -> None:
    text = talk(engine, "/word way:offer", "1", "架電", "", "")

    assert "[1] Suggest a word  [2] Import a file" in text
    assert "7 架電 = nothing (no sort)" in text


def test_a_field_that_is_needed_is_asked_again(engine: Engine) -> None:
    text = talk(engine, "/word", "", "  ", "受電", "", "")

    assert text.count("This one is needed.") == 2
    assert "7 受電 = nothing" in text


@pytest.mark.parametrize(("typed", "kept"), [("2", "verb"), ("Verb", "verb"), ("noun", "noun"), ("", "no sort")])
def test_one_of_the_choices_is_taken_by_number_or_name(engine: Engine, typed: str, kept: str) -> None:
    assert f"({kept})" in talk(engine, "/word", "受電", "x", typed)


@pytest.mark.parametrize("typed", ["3", "0", "adverb", "99999999999"])
def test_what_is_no_choice_is_asked_again(engine: Engine, typed: str) -> None:
    text = talk(engine, "/word", "受電", "x", typed, "noun")

    assert "Type the number or the name of one of them." in text
    assert "(noun)" in text


def test_a_value_that_is_too_long_is_asked_again(engine: Engine) -> None:
    text = talk(engine, "/word", "あ" * 21, "受電", "", "")

    assert "At most 20 characters, please: it has 21." in text
    assert "7 受電" in text


def test_a_slash_in_a_form_is_a_value(engine: Engine) -> None:
    text = talk(engine, "/word", "受電", "/help", "")

    assert "7 受電 = /help" in text
    assert "“/help” went into the form, which is still open: . leaves it." in text
    assert "went into the form" not in talk(engine, "/word", "受電", "/elsewhere", "")


def test_leaving_sends_nothing_and_keeps_what_was_typed(engine: Engine) -> None:
    text = talk(engine, "/word", "受電", "taking a call", ".", "1", "", "", "noun")

    assert "Nothing was sent. Suggest a word: 1 opens it again as you filled it in." in text
    assert "Word (needed) [受電]:" in text
    assert "Meaning (In a few words) [taking a call]:" in text
    assert text.count("Kept") == 1
    assert "7 受電 = taking a call (noun)" in text


@pytest.mark.parametrize(("meaning", "said"), [("no", "No is no meaning."), ("bang", "tell whoever runs me")])
def test_bad_news_offers_the_form_as_it_was_filled_in(engine: Engine, meaning: str, said: str) -> None:
    text = talk(engine, "/word", "受電", meaning, "noun", "1", "", "a call", "")

    assert said in text
    assert "[1] Correct it" in text
    assert f"Meaning (In a few words) [{meaning}]:" in text
    assert "Sort (1 Noun, 2 Verb) [Noun]:" in text
    assert "7 受電 = a call (noun)" in text


def test_a_dash_empties_a_field(engine: Engine) -> None:
    text = talk(engine, "/word", "受電", "no", "noun", "1", "", "-", "-")

    assert "7 受電 = nothing (no sort)" in text


def test_the_end_of_the_input_says_that_nothing_was_sent(engine: Engine) -> None:
    assert talk(engine, "/word", "受電").endswith("The form was not sent.\n")


def test_the_questions_are_in_japanese_for_those_who_read_it(engine: Engine) -> None:
    text = talk(engine, "/word", "", locale=Locale.JA)

    assert "Enter で [ ] の内容のまま" in text
    assert "(必須):" in text
    assert "この項目は必須です。" in text


def test_a_file_comes_with_a_command_by_its_path(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_bytes(b"a,b\n")

    assert "words.csv: 4 bytes" in talk(engine, f"/word file:{tmp_path / 'words.csv'}")


def test_a_file_comes_in_a_form_by_its_path(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "two words.csv"
    path.write_bytes(b"ok, 1")
    text = talk(engine, "/word way:file", "", f"{tmp_path}/none.csv", str(path), "mine")

    assert "File (the path of a file, needed):" in text
    assert "This one is needed." in text
    assert f"{tmp_path}/none.csv. Give its path once more." in text
    assert "two words.csv: 5 bytes, mine" in text


@pytest.mark.parametrize("typed", ["/word file:{path}", "/word way:file"], ids=["command", "form"])
def test_a_file_that_is_too_large_is_refused(engine: Engine, tmp_path: Path, typed: str) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * (MAX_GIVEN + 1))

    assert "large.csv is too large" in talk(engine, typed.format(path=path), str(path))


def test_a_folder_is_no_file(engine: Engine, tmp_path: Path) -> None:
    assert "could not be read" in talk(engine, f"/word file:{tmp_path}")
