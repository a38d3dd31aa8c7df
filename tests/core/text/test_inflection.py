"""Politeness and inflection come off at both ends."""

import pytest

from bot.text.inflection import Conjugation, inflected, stripped
from bot.text.rules import Rule


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("お客様は", "お客様"),
        ("ご確認ください", "確認"),
        ("検討中です", "検討"),
        ("折り返しいたします", "折り返し"),
        ("ご査収ください", "ご査収"),
        ("リスケしました", "リスケ"),
        ("顧客について", "顧客"),
        ("稟議って何ですか", "稟議"),
        ("稟議とは", "稟議"),
        ("稟議の意味", "稟議"),
        ("田中様", "田中"),
        ("お忙しい", "忙しい"),
        ("承りました", "承り"),
        ("承っております", "承っ"),
        ("確認させていただきます", "確認"),
    ],
)
def test_the_word_is_found_inside_what_is_said(typed: str, word: str) -> None:
    assert word in [form for form, _ in stripped(typed)]


def test_the_reasons_are_given_with_the_form() -> None:
    forms = dict(stripped("お客様は"))
    assert forms["お客様"] == (Rule.PARTICLE,)
    assert forms["客様"] == (Rule.HONORIFIC, Rule.PARTICLE)


def test_nothing_is_taken_from_a_bare_word() -> None:
    assert list(stripped("稟議")) == []


def test_a_form_is_never_empty() -> None:
    assert all(form for text in ("は", "です", "します", "お", "様", "中") for form, _ in stripped(text))


@pytest.mark.parametrize(
    ("word", "conjugation", "forms"),
    [
        ("承る", Conjugation.GODAN, {"承り", "承ら", "承れ", "承ろ", "承っ"}),
        ("伺う", Conjugation.GODAN, {"伺い", "伺わ", "伺え", "伺お", "伺っ"}),
        ("致す", Conjugation.GODAN, {"致し", "致さ", "致せ", "致そ"}),
        ("行く", Conjugation.GODAN, {"行き", "行か", "行け", "行こ", "行っ"}),
        ("下さる", Conjugation.GODAN, {"下さり", "下さら", "下され", "下さろ", "下さっ", "下さい"}),
        ("申し上げる", Conjugation.ICHIDAN, {"申し上げ", "申し上げられ", "申し上げよ", "申し上げれ"}),
        ("頂戴する", Conjugation.SURU, {"頂戴"}),
        ("忙しい", Conjugation.ADJECTIVE, {"忙しく", "忙しかっ", "忙しけれ", "忙し"}),
        ("顧客", Conjugation.GODAN, set()),
        ("", Conjugation.GODAN, set()),
    ],
)
def test_a_dictionary_form_shows_these_stems(word: str, conjugation: Conjugation, forms: set[str]) -> None:
    assert set(inflected(word, conjugation)) == forms
