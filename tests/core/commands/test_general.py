"""The general dictionary in define: asked last, shown apart."""

from dataclasses import replace
from datetime import date

import pytest

from bot.commands.define import Definition, look_up, present
from bot.commands.general_view import general_blocks
from bot.commands.spec import View
from bot.general.model import NO_ANSWER, Edition, GeneralAnswer, GeneralEntry, Tier
from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.reply import BulletList, Reply, Ruby, Tone, plain_text
from tests.core.commands.conftest import World
from tests.reading import actions, words

EDITION = Edition(created=date(2026, 1, 2), entries=2, keys=2)
ENGLISH = View(locale=Locale.EN)


def entry(headword: str = "魚", reading: str = "さかな", **fields: object) -> GeneralEntry:
    values = {"senses": (("fish",),), "pos": ("n",), "common": True, "tier": Tier.SURFACE}
    return GeneralEntry(headword=headword, reading=reading, **{**values, **fields})  # type: ignore[arg-type] # any field


def answer(*entries: GeneralEntry) -> GeneralAnswer:
    return GeneralAnswer(entries=entries or (entry(),), edition=EDITION)


def shown(world: World, result: LookupResult, general: GeneralAnswer, view: View = ENGLISH) -> Reply:
    return present(Definition(result=result, glossary=world.services.glossary, general=general), view)


def row(each: GeneralEntry, view: View = ENGLISH) -> str:
    block = general_blocks(answer(each), view)[1]
    assert isinstance(block, BulletList)
    return plain_text(block.items[0])


NONE = LookupResult("sakana", Outcome.NONE)


def test_the_general_dictionary_is_not_asked_when_the_glossary_is_sure(world: World) -> None:
    asked: list[str] = []

    def general(text: str) -> GeneralAnswer:
        asked.append(text)
        return answer()

    services = replace(world.services, general=general)

    assert NO_ANSWER == look_up(services, "受電").general
    assert answer() == look_up(services, "qqqqzzzz").general
    assert ["qqqqzzzz"] == asked


def test_rows_stand_under_a_heading_with_date_and_end_in_source_and_licence(world: World) -> None:
    reply = shown(world, NONE, answer())
    text = words(reply)

    assert Tone.INFO is reply.tone
    assert "“sakana”" in text
    assert "General dictionary (JMdict, 2026-01-02)" in text
    assert "魚（さかな） noun: fish" in text
    assert "(EDRDG)" in text
    assert "CC BY-SA 4.0" in text
    assert "www.edrdg.org/edrdg/licence.html" in text


def test_the_heading_and_the_licence_are_in_the_reader_s_language(world: World) -> None:
    text = words(shown(world, NONE, answer(), View(locale=Locale.JA)))

    assert "一般の辞書（JMdict、2026-01-02）" in text
    assert "魚（さかな） 名詞: fish" in text
    assert "のもとで利用しています" in text


def test_an_edition_without_a_date_claims_none(world: World) -> None:
    general = replace(answer(), edition=replace(EDITION, created=None))

    assert "General dictionary (JMdict)" in words(shown(world, NONE, general))


def test_near_misses_keep_their_buttons_and_come_first(world: World) -> None:
    near = Match(
        entry=world.services.glossary.entry(EntryId("mitsumori")), score=70, kind=MatchKind.FUZZY, spelling="見積"
    )
    reply = shown(world, LookupResult("mitsu", Outcome.SUGGEST, suggestions=(near,)), answer())
    text = words(reply)

    assert text.index("見積") < text.index("General dictionary") < text.index("魚")
    assert ["show/mitsumori"] == actions(reply)


@pytest.mark.parametrize("general", [NO_ANSWER, GeneralAnswer(edition=EDITION)], ids=["not installed", "no row"])
def test_without_rows_the_reply_is_what_it_was(world: World, general: GeneralAnswer) -> None:
    reply = shown(world, NONE, general)

    assert shown(world, NONE, NO_ANSWER) == reply
    assert "General dictionary" not in words(reply)
    assert Tone.WARNING is reply.tone


PARTS = {
    "noun": (("n",), " noun: "),
    "suru noun": (("n", "vs", "vt"), " noun, verb with する: "),
    "na-adjective": (("adj-na", "n"), " na-adjective: "),
    "godan verb": (("v5r", "vi"), " godan verb: "),
    "ichidan verb": (("v1",), " ichidan verb: "),
    "suru verb": (("vs-i",), " suru verb: "),
    "adverb that takes to": (("adv-to",), " adverb: "),
    "suffix": (("n-suf",), " suffix: "),
    "one the glossary has not": (("prt",), "（さかな）: "),
    "none": ((), "（さかな）: "),
}


@pytest.mark.parametrize(("codes", "label"), PARTS.values(), ids=PARTS)
def test_parts_of_speech_are_named_as_in_the_glossary(codes: tuple[str, ...], label: str) -> None:
    assert label in row(entry(pos=codes))


def test_a_word_in_kana_has_no_reading_beside_it() -> None:
    assert "ねこ noun: fish" == row(entry("ねこ", "ねこ"))


def test_a_row_has_its_reading_as_ruby() -> None:
    block = general_blocks(answer(), ENGLISH)[1]

    assert isinstance(block, BulletList)
    assert isinstance(block.items[0][0], Ruby)


@pytest.mark.parametrize(("tier", "label"), [(Tier.LOOSE, "sounds alike"), (Tier.PREFIX, "begins like this")])
def test_a_row_that_was_not_met_whole_says_so(tier: Tier, label: str) -> None:
    assert label in row(entry(tier=tier))


def test_senses_are_numbered_and_the_long_tail_is_left_out() -> None:
    many = tuple(tuple(f"gloss {sense}{number}" for number in range(9)) for sense in "abcdef")

    assert "1. gloss a0; gloss a1; gloss a2; gloss a3 2. gloss b0" in row(entry(senses=many))
    assert "gloss d0" not in row(entry(senses=many))
    assert len(row(entry(senses=(("long " * 500,),)))) < 300
