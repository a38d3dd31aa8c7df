"""English words are compared in one form."""

import pytest

from bot.lexicon.english import EnglishIndex, singular, words_of


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("customers", "customer"),
        ("companies", "company"),
        ("bosses", "boss"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("business", "business"),
        ("ties", "tie"),
        ("bus", "bus"),
    ],
)
def test_plurals_become_singular(plural: str, word: str) -> None:
    assert singular(plural) == word


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("analyse", "analyze"),
        ("labour", "labor"),
        ("centre", "center"),
        ("catalogue", "catalog"),
        ("programme", "program"),
        ("licence", "license"),
        ("travelling", "traveling"),
        ("cheque", "check"),
        ("enrolment", "enrollment"),
        ("judgement", "judgment"),
        ("call-back", "call back"),
        ("to make a call", "make calls"),
        ("the customer's voice", "customer voice"),
    ],
)
def test_two_spellings_are_one(british: str, american: str) -> None:
    assert words_of(british) == words_of(american)


def test_words_without_meaning_stay_when_there_are_no_others() -> None:
    assert words_of("to do") == ("to", "do")


def test_what_is_in_brackets_may_be_left_out() -> None:
    index = EnglishIndex([(0, 0, "client (of a lawyer)")])
    assert [phrase.text for phrase in index.whole(words_of("client"))] == ["client (of a lawyer)"]
    assert [phrase.text for phrase in index.whole(words_of("client of a lawyer"))] == ["client (of a lawyer)"]


def _nothing(_: str) -> list[str]:
    return []


def test_phrases_that_share_words_are_found_by_how_much_they_share() -> None:
    index = EnglishIndex([(0, 0, "customer satisfaction score"), (1, 0, "credit score")])
    found = {found.phrase.position: found.share for found in index.sharing(words_of("customer score"), _nothing)}
    assert found == {0: pytest.approx(0.8), 1: pytest.approx(0.5)}


def test_a_misspelt_word_is_taken_for_its_neighbour() -> None:
    index = EnglishIndex([(0, 0, "customer satisfaction")])
    (found,) = index.sharing(words_of("custmer satisfaction"), {"custmer": ["customer"]}.__getitem__)
    assert (found.share, found.edits) == (1.0, 1)
