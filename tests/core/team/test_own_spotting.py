"""Finding a team's own words in messages, beside those of the glossary that ships."""

from random import Random

import pytest

from bot.lexicon.model import Entry, Glossary
from bot.lexicon.spotting import MAX_MESSAGE
from bot.team.vocabulary import TeamWords, Vocabulary, build_vocabulary, laid_over
from tests.core.team.test_own_lookup import invented
from tests.factories import make_entry
from tests.own_words import make_own


@pytest.fixture(scope="module")
def shared(glossary: Glossary) -> Vocabulary:
    return build_vocabulary(glossary)


def spotted(shared: Vocabulary, message: str, *own: Entry) -> list[tuple[str, str]]:
    """Return the surface and the id of each term in the message."""
    spotter = laid_over(shared, TeamWords(revision=1, entries=own)).spotter()
    return [(term.surface, term.entry.id) for term in spotter.find(message)]


NARU = make_own("naru", "ナル活", "なるかつ", english="Naru drive")
TMM = make_own("tmm", "全社定例会", "ぜんしゃ ていれいかい", english="town hall", also="TMM")
PICK_UP = make_own("hirou", "拾い上げる", "ひろいあげる", english="pick up", pos="verb-ichidan")


@pytest.mark.parametrize(
    ("message", "surface", "entry_id"),
    [
        pytest.param("明日のナル活に出ます", "ナル活", "team.naru", id="as written"),
        pytest.param("明日のﾅﾙ活に出ます", "ﾅﾙ活", "team.naru", id="half width"),
        pytest.param("ashita no narukatsu desu", "narukatsu", "team.naru", id="romaji"),
        pytest.param("全社定例会資料を共有します", "全社定例会", "team.tmm", id="in a compound"),
        pytest.param("TMMの資料です", "TMM", "team.tmm", id="abbreviation"),
        pytest.param("要望を拾い上げました", "拾い上げました", "team.hirou", id="inflected"),
    ],
)
def test_an_own_word_is_spotted_as_shared_ones_are(
    shared: Vocabulary, message: str, surface: str, entry_id: str
) -> None:
    assert (surface, entry_id) in spotted(shared, message, NARU, TMM, PICK_UP)


def test_shared_and_own_words_are_spotted_in_one_message_in_order(shared: Vocabulary) -> None:
    found = spotted(shared, "顧客へのナル活のあと、稟議をTMMで話します", NARU, TMM)
    assert [entry_id for _, entry_id in found] == ["kokyaku", "team.naru", "ringi", "team.tmm"]


def test_the_longer_word_is_spotted_whosever_it_is(shared: Vocabulary) -> None:
    assert spotted(shared, "顧客名簿を開く", make_own("a", "顧客名簿", "こきゃくめいぼ", english="list")) == [
        ("顧客名簿", "team.a")
    ]
    assert spotted(shared, "見込み顧客へ電話", make_own("b", "顧客へ", "こきゃくへ", english="to x"))[0] == (
        "見込み顧客",
        "mikomi-kokyaku",
    )


def test_of_one_span_the_own_word_is_spotted(shared: Vocabulary) -> None:
    assert spotted(shared, "顧客です") == [("顧客", "kokyaku")]
    assert spotted(shared, "顧客です", make_own("k", "顧客", "こきゃく", english="client")) == [("顧客", "team.k")]


def test_an_own_abbreviation_is_the_teams(shared: Vocabulary) -> None:
    """CS is short for two shared words, and so nobody's, until a team says whose it is here."""
    own = make_own("cs", "顧客支援室", "こきゃく しえんしつ", english="help desk", also="CS")
    assert ("CS", "team.cs") in spotted(shared, "CSに回してください", own)


def test_a_shared_headword_is_not_an_own_words_reading() -> None:
    entries = (make_entry("onegai", "おねがい", "おねがい"),)
    shared = build_vocabulary(Glossary(entries, ()))
    own = make_own("x", "尾根貝", "おねがい", english="ridge shell")
    assert spotted(shared, "おねがいします", own) == [("おねがい", "onegai")]


@pytest.mark.parametrize(
    ("message", "own"),
    [
        pytest.param("本日は会社員として", make_own("a", "社員", "しゃいん", english="x"), id="half of another word"),
        pytest.param("シフトキーを押す", make_own("b", "フトキ", english="x"), id="inside a loanword"),
        pytest.param(
            "中途半端な対応", make_own("c", "半端", "はんぱ", english="x"), id="inside what only looks like it"
        ),
        pytest.param("projector", make_own("d", "PROJ", english="x"), id="inside an English word"),
        pytest.param("https://example.com/naru", make_own("e", "naru", english="x"), id="inside a link"),
        pytest.param("しましたら", make_own("f", "まし", english="x"), id="inside an ending"),
    ],
)
def test_an_own_word_is_not_found_inside_another(shared: Vocabulary, message: str, own: Entry) -> None:
    assert own.id not in {entry_id for _, entry_id in spotted(shared, message, own)}


def test_what_only_looks_like_a_shared_term_may_be_a_teams_word(shared: Vocabulary) -> None:
    assert "中途半端" not in dict(spotted(shared, "中途半端な対応"))
    own = make_own("x", "中途半端", "ちゅうとはんぱ", english="our half-way review")
    assert ("中途半端", "team.x") in spotted(shared, "中途半端な対応", own)


def test_unrelated_own_words_change_no_answer(shared: Vocabulary, glossary: Glossary) -> None:
    random = Random(22)
    spotter = laid_over(shared, TeamWords(revision=1, entries=invented(random, 60))).spotter()
    for entry in random.sample(glossary.entries, 200):
        for example in entry.examples:
            assert shared.spotter().find(example.ja) == spotter.find(example.ja), example.ja


def test_a_spotter_under_many_is_not_changed_by_any(shared: Vocabulary) -> None:
    before = shared.spotter().find("ナル活の顧客とTMM")
    assert spotted(shared, "ナル活の顧客とTMM", NARU) != spotted(shared, "ナル活の顧客とTMM", TMM)
    assert shared.spotter().find("ナル活の顧客とTMM") == before


@pytest.mark.parametrize(
    "headword",
    [
        pytest.param("拾い上げ" * 30, id="okurigana without end"),
        pytest.param("打ち合わせ込み" * 17, id="many verbs in one"),
        pytest.param("ー" * 120, id="long marks alone"),
        pytest.param("サーバー" * 30, id="long a without end"),
        pytest.param("\u0301" * 120, id="marks alone"),
        pytest.param("・", id="a dot"),
        pytest.param("株式会社" * 30, id="a wall of kanji"),
        pytest.param("🍣", id="no letter at all"),
    ],
)
@pytest.mark.parametrize("pos", ["noun", "verb-godan", "i-adj", "suffix"])
def test_no_headword_makes_the_spotter_fail_or_grow(headword: str, pos: str) -> None:
    own = make_own("odd", headword, "よみ" * 60, english="odd", pos=pos)
    shared = build_vocabulary(Glossary((make_entry("kyaku", "客", "きゃく"),), ()))
    vocabulary = laid_over(shared, TeamWords(revision=1, entries=(own,)))
    assert len(vocabulary.spotter().compounds._spellings) < 2_000
    for message in (headword, f"客と{headword}です", headword * (MAX_MESSAGE // len(headword))):
        for term in vocabulary.spotter().find(message):
            assert message[term.start : term.end] == term.surface
    vocabulary.lookup.find(headword)
    vocabulary.lookup.complete(headword[:1])
    assert "kyaku" in {match.entry.id for match in vocabulary.lookup.find("客").matches}
