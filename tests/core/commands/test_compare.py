import pytest

from bot.commands.compare import split_terms
from bot.reply import Table, Tone, plain_text
from tests.core.commands.conftest import World
from tests.reading import actions, words


def heads(world: World, terms: str) -> list[str]:
    reply = world.call("compare", terms=terms)
    table = next(block for block in reply.blocks if isinstance(block, Table))
    return [plain_text(head) for head in table.head]


def test_words_of_one_contrast_are_told_apart_by_it(world: World) -> None:
    text = words(world.call("compare", terms="受電 架電"))

    assert "gist of juden" in text
    assert "who of kaden" in text
    assert "If in doubt: say juden" in text
    assert "○ 受電" in text
    assert "kaden does not fit" in text


def test_only_the_words_asked_for_are_shown(world: World) -> None:
    assert ["受電（じゅでん）", "架電（かでん）"] == heads(world, "受電 架電")
    assert "gist of horyu" not in words(world.call("compare", terms="受電 架電"))


def test_one_word_shows_the_whole_contrast_it_is_in(world: World) -> None:
    assert ["受電（じゅでん）", "架電（かでん）", "保留（ほりゅう）"] == heads(world, "受電")


def test_words_without_a_contrast_are_lined_up_from_their_entries(world: World) -> None:
    text = words(world.call("compare", terms="会議 契約"))

    assert "meeting" in text
    assert "contract" in text
    assert "Nobody has written a comparison" in text


@pytest.mark.parametrize(
    "terms",
    ["juden kaden", "juden, kaden", "受電、架電", "受電 / 架電", "受電|架電", "juden vs kaden", "受電と架電", "受電と架電の違い",
     "受電と架電の使い分けは？", "answering a call, placing a call", "受電　架電", "受電・架電"],
)  # fmt: skip
def test_words_may_be_parted_in_any_natural_way(world: World, terms: str) -> None:
    assert ["受電（じゅでん）", "架電（かでん）"] == heads(world, terms)


def test_a_phrase_that_is_one_word_stays_whole(world: World) -> None:
    assert ("answering a call",) == split_terms("answering a call", world.services.lookup)


def test_an_unknown_word_is_named(world: World) -> None:
    reply = world.call("compare", terms="受電, qqqqzzzz")

    assert Tone.WARNING is reply.tone
    assert "I do not know “qqqqzzzz”" in words(reply)


def test_a_word_in_no_contrast_asks_for_a_second(world: World) -> None:
    assert "Name a second word" in words(world.call("compare", terms="契約"))


def test_the_same_word_twice_is_one_word(world: World) -> None:
    assert "Name a second word" in words(world.call("compare", terms="契約 keiyaku"))


def test_only_separators_ask_for_words(world: World) -> None:
    assert "at least two words" in words(world.call("compare", terms=",,, /"))


def test_each_word_can_be_opened(world: World) -> None:
    reply = world.call("compare", terms="受電 架電")

    assert ["show/juden", "show/kaden", "share/contrast/calls"] == actions(reply)


@pytest.mark.parametrize("action", ["contrast/ghost", "share/contrast/ghost"])
def test_a_contrast_that_is_gone_is_said_to_be_gone(world: World, action: str) -> None:
    reply = world.press(action)

    assert Tone.WARNING is reply.tone
    assert "no longer in the glossary" in words(reply)
