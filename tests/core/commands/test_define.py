import pytest

from bot.commands.define import Definition, present
from bot.commands.spec import View
from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.reply import Ruby, Tone
from tests.core.commands.conftest import World
from tests.reading import action, actions, words


def test_a_known_word_is_explained_under_its_headword_and_reading(world: World) -> None:
    reply = world.call("define", term="受電")

    assert Ruby("受電", "じゅでん") == reply.title[0]
    assert "juden" in words(reply)
    assert "answering a call" in words(reply)
    assert Tone.INFO is reply.tone


def test_the_reply_says_how_the_query_led_to_the_word(world: World) -> None:
    assert "jyuden → " in words(world.call("define", term="jyuden"))


def test_a_word_typed_just_so_needs_no_reason(world: World) -> None:
    assert "→" not in words(world.call("define", term="受電"))


def test_links_are_shown_with_readings(world: World) -> None:
    reply = world.call("define", term="受電")

    assert "See also" not in words(reply)
    assert "See also: 架電（かでん）" in words(world.press(action(reply, "More")))


def test_what_is_shown_whole_has_no_more(world: World) -> None:
    whole = world.press(action(world.call("define", term="受電"), "More"))

    assert "More" not in [button.label for button in whole.buttons]


@pytest.mark.parametrize(
    "asked", ["difference between juden and kaden", "受電と架電の違いは？", "受電と架電はどう違いますか"]
)
def test_a_question_how_words_differ_is_answered_with_the_contrast(world: World, asked: str) -> None:
    text = words(world.call("define", term=asked))

    assert "If in doubt: say juden" in text
    assert "○ 受電" in text


def test_a_question_about_a_word_unknown_is_answered_with_the_one_that_is_known(world: World) -> None:
    assert "answering a call" in words(world.call("define", term="difference between juden and qqqqzzzz"))


def test_a_word_in_a_contrast_offers_the_comparison(world: World) -> None:
    reply = world.call("define", term="受電")
    compared = world.press(action(reply, "Compare"))

    assert "gist of juden" in words(compared)
    assert "gist of horyu" in words(compared)


def test_a_near_miss_asks_back_with_buttons_that_open_the_word(world: World) -> None:
    near = Match(
        entry=world.services.glossary.entry(EntryId("mitsumori")), score=70, kind=MatchKind.FUZZY, spelling="見積"
    )
    result = LookupResult(query="mitsu", outcome=Outcome.SUGGEST, suggestions=(near,))
    reply = present(Definition(result=result, glossary=world.services.glossary), View(locale=Locale.EN))
    assert Tone.WARNING is reply.tone
    assert "I do not know “mitsu”" in words(reply)

    opened = world.press(action(reply, "見積"))
    assert "estimate" in words(opened)


def test_nothing_found_says_what_to_try(world: World) -> None:
    reply = world.call("define", term="qqqqzzzz")

    assert Tone.WARNING is reply.tone
    assert "qqqqzzzz" in words(reply)
    assert "kana or romaji" in words(reply)


def test_nothing_found_can_be_tried_again_by_typing(world: World) -> None:
    reply = world.call("define", term="qqqqzzzz")

    assert "telephone" in words(world.press(reply.buttons[0].action, text="denwa"))


def test_a_word_that_has_left_the_glossary_is_said_to_be_gone(world: World) -> None:
    assert "no longer" in words(world.press("show/ghost"))


@pytest.mark.parametrize("given", [{}, {"term": ""}, {"term": " 　"}], ids=["nothing", "empty", "blank"])
def test_a_missing_term_is_asked_for(world: World, given: dict[str, str]) -> None:
    reply = world.call("define", **given)

    assert "“term” is missing" in words(reply)
    assert not actions(reply)


def test_a_term_of_any_length_is_answered(world: World) -> None:
    reply = world.call("define", term="会" * 100_000)

    assert "at most 120 characters" in words(reply)
