"""What is kept of a query that nobody found, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon.unfound import MAX_UNFOUND, kept_query


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("一次回答", "一次回答"),
        ("ＯＫＲ", "okr"),
        ("  Kick-Off  Deck ", "kick-off deck"),
        ("ﾄﾘｱｰｼﾞ", "トリアージ"),
        ("what does nadare mean?", "nadare"),
        ("雪崩の意味は？", "雪崩"),
        ("「雪崩」", "雪崩"),
        ("Web3", "web3"),
        ("5S活動", "5s活動"),
        ("2024年問題", "2024年問題"),
        ("Node.js", "node.js"),
        ("あ" * 80, "あ" * MAX_UNFOUND),
    ],
    ids=str,
)
def test_a_word_is_kept_folded(query: str, kept: str) -> None:
    assert kept_query(query) == kept


@pytest.mark.parametrize(
    "query",
    [
        "aiko@example.com",
        "ａｉｋｏ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "<@U12345> 雪崩",
        "https://example.com/secret",
        "example.com/secret",
        "intranet.local/wiki",
        "www.example.de",
        "example.co.jp",
        "03-1234-5678",
        "０９０１２３４５６７８",
        "090 1234 5678 に電話",
        "(03) 12.34 ってなに",
        "〇九〇一二三四五",
        "12345",
        "注文番号 98 765",
        "東京都港区1-2",
        "〒106の住所",
        "221 Baker Street",
        "佐藤さん",
        "田中様",
        "Mr Tanaka",
        "明日は休みます。よろしくお願いします",
        "please tell me where the meeting will be",
        "一行目\n二行目",
        "？？",
        "",
        "…",
        "雪" * 121,
    ],
    ids=str,
)
def test_what_leads_to_somebody_or_is_no_word_is_not_kept(query: str) -> None:
    assert kept_query(query) is None


@given(st.text(max_size=200))
def test_what_is_kept_is_short_and_has_no_long_number_and_no_address(text: str) -> None:
    kept = kept_query(text)
    if kept is not None:
        assert 0 < len(kept) <= MAX_UNFOUND
        assert not any(len(run) == 5 and run.isdecimal() for run in (kept[start:][:5] for start in range(len(kept))))
        assert not set("@<>") & set(kept)
