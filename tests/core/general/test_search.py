import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.general.model import GeneralEntry, Tier
from bot.general.search import GeneralDictionary


def headwords(dictionary: GeneralDictionary, query: str) -> list[str]:
    return [entry.headword for entry in dictionary.find(query).entries]


def first(dictionary: GeneralDictionary, query: str) -> GeneralEntry:
    return dictionary.find(query).entries[0]


WAYS = {
    "kanji": ("会議", "会議", Tier.SURFACE),
    "kana": ("かいぎ", "会議", Tier.SURFACE),
    "katakana": ("カイギ", "会議", Tier.SURFACE),
    "half width": ("ｶｲｷﾞ", "会議", Tier.SURFACE),
    "old kanji": ("會議", "会議", Tier.SURFACE),
    "romaji": ("kaigi", "会議", Tier.STRICT),
    "capitals": ("KAIGI", "会議", Tier.STRICT),
    "length left out": ("ame", "アーメ", Tier.LOOSE),
    "length added": ("kaigii", "会議", Tier.LOOSE),
    "beginning in romaji": ("kaigis", "会議室", Tier.PREFIX),
    "beginning in kana": ("かいぎし", "会議室", Tier.PREFIX),
    "beginning, mora cut in sh": ("kaigish", "会議室", Tier.PREFIX),
    "beginning, mora cut in ts": ("kaigishits", "会議室", Tier.PREFIX),
    "English": ("mushroom", "茸", Tier.ENGLISH),
    "English plural": ("mushrooms", "茸", Tier.ENGLISH),
    "English capital": ("Mushroom", "茸", Tier.ENGLISH),
    "English with an article": ("a mushroom", "茸", Tier.ENGLISH),
    "English verb": ("take", "受ける", Tier.ENGLISH),
    "English verb with to": ("to take", "受ける", Tier.ENGLISH),
    "English without its brackets": ("candy", "飴", Tier.ENGLISH),
    "American spelling": ("call center & staff", "会議", Tier.ENGLISH),
}


@pytest.mark.parametrize(("query", "headword", "tier"), WAYS.values(), ids=WAYS)
def test_a_word_is_found_however_it_is_typed(
    dictionary: GeneralDictionary, query: str, headword: str, tier: Tier
) -> None:
    found = {entry.headword: entry.tier for entry in dictionary.find(query).entries}

    assert tier is found.get(headword), found


NOTHING = {
    "not there": "ぷろじぇくと",
    "a slip of the finger": "kaigu",
    "the middle of a word": "いぎし",
    "two letters of a longer word": "ka",
    "one kanji of a word": "室",
    "a word within a gloss": "boiled",
    "German": "Regen",
    "not for learners": "something rude",
    "the dictionary's own date": "じぇいえむでぃくと",
    "nothing": "",
    "spaces": " 　",
    "marks": "！？…",
    "digits": "2026",
    "an emoji": "🌧",
    "a wild card": "%",
    "a lone surrogate": "\ud800",
    "a null": "\0",
    "a quotation mark": "' OR 1=1 --",
}


@pytest.mark.parametrize("query", NOTHING.values(), ids=NOTHING)
def test_what_is_no_word_and_no_beginning_finds_nothing(dictionary: GeneralDictionary, query: str) -> None:
    assert [] == headwords(dictionary, query)


def test_everyday_words_come_first_and_archaic_ones_last(dictionary: GeneralDictionary) -> None:
    found = dictionary.find("あめ").entries[:3]

    assert [("雨", True), ("飴", True), ("天", False)] == [(entry.headword, entry.common) for entry in found]


def test_a_loose_hit_never_comes_before_a_strict_one(dictionary: GeneralDictionary) -> None:
    assert [Tier.STRICT] * 3 + [Tier.LOOSE] == [entry.tier for entry in dictionary.find("ame").entries]
    assert [Tier.STRICT] + [Tier.LOOSE] * 3 == [entry.tier for entry in dictionary.find("a-me").entries]


def test_a_word_that_is_romaji_and_english_answers_both_ways(dictionary: GeneralDictionary) -> None:
    assert ["茸", "受ける"] == headwords(dictionary, "take")


def test_a_beginning_is_looked_for_only_when_nothing_is_met_whole(dictionary: GeneralDictionary) -> None:
    assert ["会議"] == headwords(dictionary, "kaigi")


def test_rows_are_no_more_than_asked_for(dictionary: GeneralDictionary) -> None:
    assert ["雨"] == [entry.headword for entry in dictionary.find("あめ", limit=1).entries]


READINGS = {
    "the first": ("家", "家", "いえ"),
    "as asked": ("うち", "家", "うち"),
    "as asked in romaji": ("uchi", "家", "うち"),
    "of the spelling asked for": ("宅", "宅", "うち"),
    "usually in kana": ("今日は", "今日は", "こんにちは"),
    "kana for kana": ("konnichiha", "こんにちは", "こんにちは"),
    "misspelt kana are put right": ("こんにちわ", "こんにちは", "こんにちは"),
    "search-only kanji are put right": ("會義", "会議", "かいぎ"),
}


@pytest.mark.parametrize(("query", "headword", "reading"), READINGS.values(), ids=READINGS)
def test_the_spelling_and_reading_shown_are_those_asked_for(
    dictionary: GeneralDictionary, query: str, headword: str, reading: str
) -> None:
    entry = first(dictionary, query)

    assert (headword, reading) == (entry.headword, entry.reading)


def test_an_entry_has_its_english_by_sense_and_its_parts_of_speech(dictionary: GeneralDictionary) -> None:
    entry = first(dictionary, "雨")

    assert (("rain",), ("rainy day", "the rains")) == entry.senses
    assert ("rain", "rainy day", "the rains") == entry.glosses
    assert ("n", "vs") == first(dictionary, "会議").pos


def test_only_the_first_120_characters_are_read(dictionary: GeneralDictionary) -> None:
    assert ["雨"] == headwords(dictionary, "雨" + " " * 119 + "傘" * 200_000)


def test_threads_may_share_the_dictionary(dictionary: GeneralDictionary) -> None:
    queries = ["あめ", "kaigi", "uchi", "mushroom", "kaigis"] * 200
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(dictionary.find, queries))

    assert [dictionary.find(query) for query in queries] == together


def test_lookups_leave_the_file_as_it_is(dictionary: GeneralDictionary) -> None:
    before = hashlib.sha256(dictionary.path.read_bytes()).digest(), dictionary.path.stat().st_mtime_ns
    beside = set(dictionary.path.parent.iterdir())
    for query in ("雨", "ame", "rain", "kaigis"):
        dictionary.find(query)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        dictionary._connection.execute("DELETE FROM entry")

    assert before == (hashlib.sha256(dictionary.path.read_bytes()).digest(), dictionary.path.stat().st_mtime_ns)
    assert beside == set(dictionary.path.parent.iterdir())


def test_a_dictionary_whose_keys_are_of_today_is_not_stale(dictionary: GeneralDictionary) -> None:
    assert not dictionary.is_stale()


def test_a_dictionary_is_stale_once_words_are_folded_otherwise(
    dictionary: GeneralDictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.text.keys.strict_key", str.upper)

    assert dictionary.is_stale()
