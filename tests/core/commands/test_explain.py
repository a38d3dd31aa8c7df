import pytest

from bot.commands.explain import Explanation, present
from bot.commands.spec import View
from bot.lexicon.spotting import MAX_MESSAGE
from bot.lexicon.spotting.spotter import Spotter, Term
from bot.localized import Locale
from bot.reply import Tone
from tests.core.commands.conftest import World
from tests.factories import make_entry, make_sense
from tests.reading import actions, words

MESSAGE = "受電後、契約の件で架電しました。保留にした見積は会議で決めます。"


def many(count: int) -> Explanation:
    """Return an explanation of ``count`` made-up terms."""
    entries = [
        make_entry(f"term-{number}", f"用語{number}", "ようご", senses=(make_sense(f"gloss {number}"),))
        for number in range(count)
    ]
    return Explanation(
        terms=tuple(
            Term(entry=entry, start=10 * number, end=10 * number + 3, surface=entry.headword)
            for number, entry in enumerate(entries)
        )
    )


def test_terms_are_told_in_the_order_of_the_message_with_reading_and_gloss(world: World) -> None:
    text = words(world.call("explain", message=MESSAGE))
    glosses = ["answering a call", "contract", "placing a call", "putting on hold", "estimate", "meeting"]

    assert [text.index(gloss) for gloss in glosses] == sorted(text.index(gloss) for gloss in glosses)
    assert "受電（じゅでん）" in text


def test_the_first_five_terms_can_be_opened(world: World) -> None:
    reply = world.call("explain", message=MESSAGE)

    assert ["show/juden", "show/keiyaku", "show/kaden", "show/horyu", "show/mitsumori"] == actions(reply)
    assert "answering a call" in words(world.press("show/juden"))


def test_a_button_gives_the_reading_of_kanji_alone() -> None:
    kanji, kana = make_entry("juden", "受電", "じゅでん"), make_entry("risuke", "リスケ", "りすけ")
    found = Explanation(terms=tuple(Term(entry=each, start=0, end=2, surface=each.headword) for each in (kanji, kana)))

    assert ["受電（じゅでん）", "リスケ"] == [button.label for button in present(found, View(locale=Locale.EN)).buttons]


def test_a_term_that_comes_twice_is_told_once(world: World) -> None:
    reply = world.call("explain", message="受電、また受電。")

    assert 1 == words(reply).count("answering a call")


def test_another_spelling_is_told_with_the_word_it_stands_for(world: World) -> None:
    assert "juden → 受電" in words(world.call("explain", message="juden no ken desu"))


def test_a_message_without_terms_says_so(world: World) -> None:
    reply = world.call("explain", message="会社の前で待っています")

    assert Tone.WARNING is reply.tone
    assert "None of the glossary's words" in words(reply)


@pytest.mark.parametrize(("length", "accepted"), [(MAX_MESSAGE, True), (MAX_MESSAGE + 1, False)], ids=["most", "more"])
def test_a_message_may_have_as_many_characters_as_the_platforms_send(world: World, length: int, accepted: bool) -> None:
    text = words(world.call("explain", message="受電".ljust(length, "あ")))

    assert accepted == ("answering a call" in text)
    assert accepted != (f"at most {MAX_MESSAGE} characters" in text)


def test_beyond_twenty_terms_only_the_words_are_named() -> None:
    text = words(present(many(23), View(locale=Locale.EN)))

    assert "gloss 19" in text
    assert "gloss 20" not in text
    assert "用語20, 用語21, 用語22" in text


def test_romaji_is_left_out_for_those_who_do_not_want_it() -> None:
    assert "yōgo" in words(present(many(1), View(locale=Locale.EN)))
    assert "yōgo" not in words(present(many(1), View(locale=Locale.EN, romaji=False)))


def test_japanese_readers_are_answered_in_japanese() -> None:
    text = words(present(many(2), View(locale=Locale.JA)))

    assert "このメッセージの用語：2語" in text


def test_the_spotter_is_built_once(world: World) -> None:
    first = world.services.spotter()

    world.call("explain", message=MESSAGE)

    assert isinstance(first, Spotter)
    assert first is world.services.spotter()
