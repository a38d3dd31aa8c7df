import pytest

from bot.commands.compare import compare_terms
from bot.commands.terms import split_terms
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup
from bot.reply import Table, Tone, plain_text
from tests.core.commands.conftest import World
from tests.factories import make_contrast, make_entry, make_sense
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
     "受電と架電の使い分けは？", "answering a call, placing a call", "受電　架電", "受電・架電", "「受電と架電の違い」",
     "受電と架電の違いは何ですか？", "受電と架電はどう違うのですか", "受電って架電とどう違うの", "受電または架電", "受電vs架電",
     "difference between juden and kaden", "What is the difference between 受電 and 架電?", "juden versus kaden",
     "how is juden different from kaden?", "「受電」と「架電」", "「受電」「架電」", "juden compared to kaden"],
)  # fmt: skip
def test_words_may_be_parted_in_any_natural_way(world: World, terms: str) -> None:
    assert ["受電（じゅでん）", "架電（かでん）"] == heads(world, terms)


def test_a_phrase_that_is_one_word_stays_whole(world: World) -> None:
    assert ("answering a call",) == split_terms("answering a call", world.services.lookup)


def test_japanese_words_that_are_each_known_stay_apart_even_if_together_they_are_one() -> None:
    together = make_entry("horenso", "報連相", "ほうれんそう", search_keys=("報告連絡",))
    entries = (make_entry("hokoku", "報告", "ほうこく"), make_entry("renraku", "連絡", "れんらく"), together)
    lookup = Lookup(Glossary(entries, ()))

    assert ("報告", "連絡") == split_terms("報告 連絡", lookup)
    assert ("報告連絡",) == split_terms("報告連絡", lookup)


def test_a_word_of_several_meanings_is_taken_as_the_others_suggest() -> None:
    entries = tuple(
        make_entry(name, headword, headword, senses=(make_sense(gloss, headword),))
        for name, headword, gloss in (
            ("kasutama", "かすたま", "customer"),
            ("kokyaku", "こきゃく", "customer"),
            ("client", "くらいあんと", "client"),
        )
    )
    told_apart = make_contrast("c", "kokyaku", "client")
    found = compare_terms("customer, client", *_lookup_in(Glossary(entries, (told_apart,))))
    alone = compare_terms("customer, client", *_lookup_in(Glossary(entries, ())))

    assert (["kokyaku", "client"], told_apart) == ([entry.id for entry in found.entries], found.contrast)
    assert ["kasutama", "client"] == [entry.id for entry in alone.entries]


def _lookup_in(glossary: Glossary) -> tuple[Lookup, Glossary]:
    return Lookup(glossary), glossary


def test_what_does_not_fit_beside_five_words_is_named(world: World) -> None:
    text = words(world.call("compare", terms="受電 架電 保留 会議 契約 juden"))

    assert "left out: juden" in text


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


def test_each_word_can_be_opened_and_the_others_of_the_table_joined(world: World) -> None:
    reply = world.call("compare", terms="受電 架電")

    assert ["show/juden", "show/kaden", "contrast/calls", "share/contrast/calls"] == actions(reply)


@pytest.mark.parametrize("action", ["contrast/ghost", "share/contrast/ghost"])
def test_a_contrast_that_is_gone_is_said_to_be_gone(world: World, action: str) -> None:
    reply = world.press(action)

    assert Tone.WARNING is reply.tone
    assert "no longer in the glossary" in words(reply)
