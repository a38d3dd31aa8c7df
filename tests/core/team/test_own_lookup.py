"""Looking up, in the glossary that ships, with a team's own words laid over it."""

from random import Random

import pytest

from bot.lexicon.match import LookupResult, Match, MatchKind, Outcome
from bot.lexicon.model import Entry, Glossary
from bot.team.term import is_own
from bot.team.vocabulary import TeamWords, Vocabulary, build_vocabulary, laid_over
from bot.text.kana import to_katakana
from bot.text.romaji import to_romaji
from tests.own_words import make_own

OWN = (
    make_own("naru", "ナル活", "なるかつ", english="Naru drive", also="ナル活動"),
    make_own("zenkai", "全社定例会", "ぜんしゃ ていれいかい", english="company-wide assembly", also="ZTK"),
    make_own("torakku", "トラックバースター", english="dock booking system"),
    make_own("miruru", "ミルル", english="watch list", definition_ja="毎朝見る一覧。"),
    make_own("sfdx", "SFDX", "えすえふでぃーえっくす", definition="The sales pipeline of the Osaka branch."),
    make_own("hiroage", "拾い上げ", "ひろいあげ", definition_ja="問い合わせから要望を拾うこと。"),
    make_own("kobito", "こびとさん", definition="The night batch."),
)


@pytest.fixture(scope="module")
def shared(glossary: Glossary) -> Vocabulary:
    return build_vocabulary(glossary)


@pytest.fixture(scope="module")
def ours(shared: Vocabulary) -> Vocabulary:
    return laid_over(shared, TeamWords(revision=1, entries=OWN))


def best(vocabulary: Vocabulary, query: str) -> str:
    """Return the id of the word that a query means, or nothing if it means none."""
    found = vocabulary.lookup.find(query)
    return found.matches[0].entry.id if found.outcome is Outcome.MATCH else ""


@pytest.mark.parametrize(
    ("query", "entry_id"),
    [
        pytest.param("ナル活", "team.naru", id="as written"),
        pytest.param("なるかつ", "team.naru", id="hiragana"),
        pytest.param("ナルカツ", "team.naru", id="katakana"),
        pytest.param("ﾅﾙｶﾂ", "team.naru", id="half width"),
        pytest.param("narukatsu", "team.naru", id="Hepburn"),
        pytest.param("narukatu", "team.naru", id="Kunrei"),
        pytest.param("NARUKATSU", "team.naru", id="capitals"),
        pytest.param("ナル活動", "team.naru", id="another name"),
        pytest.param("naru drive", "team.naru", id="English"),
        pytest.param("ナル活を", "team.naru", id="with a particle"),
        pytest.param("ナル活とは", "team.naru", id="asked"),
        pytest.param("what does narukatsu mean", "team.naru", id="asked in English"),
        pytest.param("zensha teireikai", "team.zenkai", id="long vowels left out"),
        pytest.param("zensyateireikai", "team.zenkai", id="run together"),
        pytest.param("全社定例會", "team.zenkai", id="old kanji"),
        pytest.param("ztk", "team.zenkai", id="abbreviation"),
        pytest.param("companywide assembly", "team.zenkai", id="English otherwise spaced"),
        pytest.param("トラックバースタ", "team.torakku", id="without the last long mark"),
        pytest.param("torakku basuta", "team.torakku", id="romaji without length"),
        pytest.param("torakkubausutaa", "team.torakku", id="a letter too many"),
        pytest.param("トラックベースター", "team.torakku", id="another kana"),
        pytest.param("dock booking sistem", "team.torakku", id="English misspelt"),
        pytest.param("sfdx", "team.sfdx", id="initialism in small letters"),
        pytest.param("拾上げ", "team.hiroage", id="less okurigana"),
        pytest.param("ひろい上げ", "team.hiroage", id="partly in kana"),
        pytest.param("kobitosan", "team.kobito", id="kana word in romaji"),
    ],
)
def test_an_own_word_is_found_as_shared_ones_are(ours: Vocabulary, query: str, entry_id: str) -> None:
    assert best(ours, query) == entry_id


def test_an_own_word_is_completed_beside_shared_ones(ours: Vocabulary, shared: Vocabulary) -> None:
    typed = [match.entry.id for match in ours.lookup.complete("zensha")]
    assert "team.zenkai" in typed
    assert {match.entry.id for match in shared.lookup.complete("zensha")} <= set(typed)
    assert [match.entry.id for match in ours.lookup.complete("narukats")] == ["team.naru"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("miru", {"team.miruru", "mairu"}, id="slips"),
        pytest.param("teirei", {"team.zenkai", "tereapo"}, id="words of compounds and beginnings"),
    ],
)
def test_did_you_mean_knows_both(ours: Vocabulary, query: str, expected: set[str]) -> None:
    offered = ours.lookup.find(query).suggestions
    assert expected <= {match.entry.id for match in offered}
    assert offered == tuple(sorted(offered, key=lambda match: -match.score))


def test_of_two_equally_good_ones_the_own_word_comes_first(shared: Vocabulary) -> None:
    own = make_own("kokyaku", "顧客", "こきゃく", definition="Only those who have signed.")
    for query in ("顧客", "こきゃく", "kokyaku"):
        found = laid_over(shared, words(own)).lookup.find(query)
        assert [match.entry.id for match in found.matches][:2] == ["team.kokyaku", "kokyaku"], query


def test_a_better_match_comes_first_whosever_it_is(shared: Vocabulary) -> None:
    own = make_own("koukyaku", "公客", "こーきゃく", definition="A guest of the town.")
    found = laid_over(shared, words(own)).lookup.find("こきゃく")
    assert found.matches[0].entry.id == "kokyaku"


def test_no_slip_is_looked_for_where_a_team_knows_the_word(shared: Vocabulary) -> None:
    assert shared.lookup.find("teikeu").outcome is not Outcome.NONE
    own = make_own("teikeu", "定系卯", "ていけう", definition="A rabbit.")
    found = laid_over(shared, words(own)).lookup.find("teikeu")
    assert [match.entry.id for match in found.matches] == ["team.teikeu"]
    assert all(match.kind is not MatchKind.FUZZY for match in found.suggestions)


def test_what_is_a_word_of_the_shared_glossary_is_not_taken_for_a_slip_of_an_own_one(shared: Vocabulary) -> None:
    own = make_own("contrast", "対照表", "たいしょうひょう", english="contrast")
    found = laid_over(shared, words(own)).lookup.find("contract")
    assert "team.contrast" not in {match.entry.id for match in found.matches}


def test_an_own_word_without_a_reading_or_an_equivalent_is_found_by_its_name(shared: Vocabulary) -> None:
    both = laid_over(
        shared, words(make_own("a", "Q3-X", definition="The third plan."), make_own("b", "の", english="of"))
    )
    assert best(both, "q3-x") == "team.a"
    assert best(both, "の") == "team.b"


def test_unrelated_own_words_change_no_answer(shared: Vocabulary, glossary: Glossary) -> None:
    random = Random(20)
    lookups = [laid_over(shared, words(*invented(random, 60))).lookup for _ in range(4)]
    for number, query in enumerate(queries(glossary, random, 150)):
        before, after = shared.lookup.find(query), lookups[number % 4].find(query)
        assert told(before.matches) == told(after.matches), query
        kept = [match for match in after.suggestions if not is_own(match.entry.id)]
        assert told(before.suggestions)[: len(kept)] == told(kept), query
        assert before.outcome is after.outcome or before.outcome is Outcome.NONE, query
        completed = [m for m in lookups[number % 4].complete(query, 50) if not is_own(m.entry.id)]
        assert told(shared.lookup.complete(query, 50))[: len(completed)] == told(completed), query


def test_every_own_word_is_found_however_it_is_typed(shared: Vocabulary) -> None:
    """The same words, shared and own, are found by the same queries."""
    random = Random(21)
    entries = invented(random, 80)
    own = laid_over(shared, words(*entries)).lookup
    alone = build_vocabulary(Glossary((*shared.glossary.entries, *entries), ())).lookup
    for entry in entries:
        reading = to_romaji(entry.reading)
        at = random.randrange(1, len(reading))
        for query in (
            entry.headword,
            entry.kana,
            to_katakana(entry.kana),
            reading,
            reading.replace("ō", "o").replace("ū", "u"),
            reading[:at] + reading[at + 1 :],
            entry.senses[0].gloss_en[0],
        ):
            assert ids(own.find(query)) == ids(alone.find(query)), query
            assert entry.id in ids(own.find(query)) or query == reading[:at] + reading[at + 1 :], query


def words(*entries: Entry) -> TeamWords:
    return TeamWords(revision=1, entries=entries)


def ids(found: LookupResult) -> set[str]:
    return {match.entry.id for match in found.matches}


def told(matches: "tuple[Match, ...] | list[Match]") -> list[tuple[str, float, str]]:
    return [(match.entry.id, match.score, match.spelling) for match in matches]


def queries(glossary: Glossary, random: Random, number: int) -> list[str]:
    """Return what people type for shared words: signs, sounds, English, slips, beginnings."""
    asked: list[str] = []
    for entry in random.sample(glossary.entries, number):
        reading = to_romaji(entry.reading)
        at = random.randrange(len(reading))
        asked += [entry.headword, entry.kana, reading, entry.senses[0].gloss_en[0], reading[:at] + reading[at + 1 :]]
    return asked


def invented(random: Random, number: int) -> tuple[Entry, ...]:
    """Return words that no company has: made of sounds that Japanese seldom puts together."""
    made: dict[str, Entry] = {}
    while len(made) < number:
        kana = "".join(random.choice(("ぬぽ", "ゆぺ", "びゃぴ", "もぬ", "ぱびゅ", "ぞぺ")) for _ in range(3))
        name = f"{random.choice('綾楓梓桜椿榊')}{random.choice('鶴亀鷹鴎鷺鴨')}{random.choice('甲乙丙丁戊己')}"
        if name in made or any(kana == each.reading for each in made.values()):
            continue
        english = f"{random.choice(('zyx', 'qwv', 'xjq', 'vzk'))}{len(made)}gadget"
        made[name] = make_own(f"w{len(made)}", name, kana, english=english, definition_ja="社内の道具。")
    return tuple(made.values())
