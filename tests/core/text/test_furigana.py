"""A reading is shared out over the words of a sentence: kana anchor it, spaces and usual lengths settle the rest."""

import pytest

from bot.lexicon.model import Glossary
from bot.text.furigana import furigana

SENTENCES = {
    "kana between": ("新しい顧客を待つ。", "あたらしい こきゃくを まつ。", "新[あたら]しい顧客[こきゃく]を待[ま]つ。"),
    "no spaces": ("新しい顧客", "あたらしいこきゃく", "新[あたら]しい顧客[こきゃく]"),
    "katakana stays": ("上司にメールする。", "じょうしに メールする。", "上司[じょうし]にメールする。"),
    "a kana twice in a reading": ("母は花を買う。", "ははは はなを かう。", "母[はは]は花[はな]を買[か]う。"),
    "te inside a word": (
        "了承を得て確定します。",
        "りょうしょうを えて かくていします。",
        "了承[りょうしょう]を得[え]て確定[かくてい]します。",
    ),
    "a comma anchors": ("今、一分。", "いま、いっぷん。", "今[いま]、一分[いっぷん]。"),
    "letters and digits": (
        "KPIは90%です。",
        "ケーピーアイは きゅうじゅっパーセントです。",
        "KPI[けーぴーあい]は90%[きゅうじゅっぱーせんと]です。",
    ),
    "two words in one run": ("今月中取引", "こんげつちゅう とりひき", "今月中取引[こんげつちゅうとりひき]"),
    "kana only": ("なるはやで。", "なるはやで。", "なるはやで。"),
    "a reading that does not fit": ("会議です。", "うちあわせでした。", "会議です。[うちあわせでした]"),
    "nothing": ("", "", ""),
}


@pytest.mark.parametrize(("written", "reading", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_each_word_gets_its_part_of_the_reading(written: str, reading: str, expected: str) -> None:
    parts = furigana(written, reading)

    assert expected == "".join(f"{part}[{sounds}]" if sounds else part for part, sounds in parts)


def test_every_example_of_the_glossary_can_be_shared_out(glossary: Glossary) -> None:
    for entry in glossary.entries:
        for example in entry.examples:
            parts = furigana(example.ja, example.reading)

            assert example.ja == "".join(part for part, _ in parts)
            assert len(parts) > 1 or not parts[0][1], f"{entry.id}: {example.ja} / {example.reading}"
