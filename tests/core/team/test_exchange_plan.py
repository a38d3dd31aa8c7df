from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from random import Random

import pytest

from bot.lexicon.model import Domain, Entry, EntryId, PartOfSpeech
from bot.team.exchange import read_file
from bot.team.exchange_plan import Faulty, Plan, Standing, planned
from bot.team.exchange_sheet import MAX_ROWS, Sheet, Unreadable
from bot.team.fields import TermFields, entry_of
from bot.team.house import HouseRule, Verdict
from bot.team.term import TermState, is_own, new_id
from tests.factories import make_entry

AT = datetime(2026, 11, 22, tzinfo=UTC)
SHARED = {
    entry.id: entry
    for entry in (
        make_entry("kokyaku", "顧客", "こきゃく"),
        make_entry("ichiba", "市場", "いちば"),
        make_entry("shijo", "市場", "しじょう"),
    )
}
LABELS = {"pos": {"名詞": "noun", "接尾辞": "suffix"}, "domain": {"営業": "sales", "人事・雇用": "hr"}}


def own(entry_id: str, headword: str, reading: str, *senses: str, **fields: str) -> Entry:
    """Return a team's word with an English equivalent for each sense."""
    entry = None
    for place, english in enumerate(senses or ("word",)):
        given = TermFields(headword=headword, reading=reading, english=english, **fields)
        made = entry_of(given, EntryId(entry_id), base=entry, sense=place)
        assert isinstance(made, Entry)
        entry = made
    assert entry
    return entry


JUDEN = own("team.aaaaaaaa", "受電", "じゅでん", "incoming call", note="said in the call centre")


def rule(entry_id: str, verdict: Verdict, instead: str | None = None, why: str = "") -> HouseRule:
    return HouseRule(
        entry_id=EntryId(entry_id),
        verdict=verdict,
        why=why,
        set_by="U1",
        set_at=AT,
        instead=EntryId(instead) if instead else None,
    )


def import_(
    text: str,
    published: Iterable[Entry] = (),
    rules: Iterable[HouseRule] = (),
    others: Mapping[str, TermState] | None = None,
    *,
    withdraw_missing: bool = False,
) -> Plan | Faulty | Unreadable:
    sheet = read_file(text.encode(), "words.csv")
    assert isinstance(sheet, Sheet), sheet
    standing = Standing(
        published={entry.id: entry for entry in published},
        others={EntryId(key): state for key, state in (others or {}).items()},
        rules={each.entry_id: each for each in rules},
        shared=SHARED,
    )
    random = Random(1)
    return planned(sheet, standing, lambda: new_id(random), LABELS, withdraw_missing=withdraw_missing)


def plan(*args: object, **more: object) -> Plan:
    made = import_(*args, **more)  # type: ignore[arg-type]  # as import_ takes them
    assert isinstance(made, Plan), made
    return made


def faults(*args: object, **more: object) -> list[tuple[int, str, str]]:
    made = import_(*args, **more)  # type: ignore[arg-type]  # as import_ takes them
    assert isinstance(made, Faulty), made
    return [(fault.row, fault.column, fault.problem.en) for fault in made.faults]


def test_a_new_word_is_added_under_an_id_of_its_own() -> None:
    (entry,) = plan("headword,reading,english\n架電,かでん,outgoing call\n").added
    assert is_own(entry.id)
    assert (entry.headword, entry.reading, entry.senses[0].gloss_en) == ("架電", "かでん", ("outgoing call",))


@pytest.mark.parametrize("reading", ["かでん", "カデン", "kaden", "か・でん"])
def test_the_reading_may_be_kana_or_romaji(reading: str) -> None:
    (entry,) = plan(f"headword,reading,english\n架電,{reading},outgoing call\n").added
    assert entry.kana == "かでん"


def test_a_word_in_kana_needs_no_reading() -> None:
    (entry,) = plan("headword,english\nカスタマー,customer\n").added
    assert entry.kana == "かすたまー"


def test_a_word_with_kanji_needs_one() -> None:
    assert faults("headword,english\n架電,outgoing call\n") == [(2, "reading", "Give the reading, in kana or romaji.")]


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    text = "headword,reading,english,level,pos\n架電,,call,7,\n,,x,,\n折返し,おりかえし,,,verbs\n"
    assert [(row, column) for row, column, _ in faults(text)] == [
        (2, "reading"),
        (2, "level"),
        (3, "headword"),
        (4, "english"),
        (4, "pos"),
    ]


def test_a_word_that_is_there_is_changed_where_the_file_says_so() -> None:
    made = plan("headword,reading,english\n受電,じゅでん,inbound call\n", [JUDEN])
    (change,) = made.changed
    assert (change.entry.id, change.fields) == (JUDEN.id, ("english",))
    assert change.entry.usage_note == JUDEN.usage_note
    assert not made.added


def test_a_column_that_is_there_but_empty_clears_the_field() -> None:
    (change,) = plan("headword,english,note\n受電,incoming call,\n", [JUDEN]).changed
    assert change.fields == ("note",)
    assert change.entry.usage_note is None


def test_a_word_keeps_its_reading_and_meaning_where_the_cells_for_them_are_empty() -> None:
    assert plan("headword,reading,english,definition\n受電,,,\n", [JUDEN]).changes_nothing
    (change,) = plan("headword,reading,english,definition\n受電,,,A call that comes in.\n", [JUDEN]).changed
    assert change.fields == ("english", "definition")


def test_a_word_that_says_the_same_is_left_alone() -> None:
    made = plan("headword,english\n受電,incoming call\n", [JUDEN])
    assert made.changes_nothing
    assert made.unchanged == 1


def test_an_id_lets_a_word_be_renamed() -> None:
    (change,) = plan("id,headword,reading\nteam.aaaaaaaa,入電,にゅうでん\n", [JUDEN]).changed
    assert change.fields == ("headword", "reading")


def test_nothing_is_withdrawn_unless_that_is_asked_for() -> None:
    text = "headword,english\nカスタマー,customer\n"
    rules = [rule("kokyaku", Verdict.PREFERRED)]
    assert not plan(text, [JUDEN], rules).withdrawn
    asked = plan(text, [JUDEN], rules, withdraw_missing=True)
    assert asked.withdrawn == (JUDEN,)
    assert [(each.entry_id, each.headword, each.verdict) for each in asked.rules] == [("kokyaku", "顧客", None)]


def test_a_word_that_was_withdrawn_comes_back_with_its_id() -> None:
    text = "id,headword,reading,english\nteam.aaaaaaaa,受電,じゅでん,incoming call\n"
    made = plan(text, others={"team.aaaaaaaa": TermState.WITHDRAWN})
    assert [entry.id for entry in made.returned] == ["team.aaaaaaaa"]
    assert not made.added


@pytest.mark.parametrize("state", [TermState.SUGGESTED, TermState.REFUSED, TermState.ADOPTED])
def test_the_id_of_a_suggestion_is_a_fault(state: TermState) -> None:
    text = "id,headword,reading,english\nteam.aaaaaaaa,受電,じゅでん,incoming call\n"
    ((row, column, problem),) = faults(text, others={"team.aaaaaaaa": state})
    assert (row, column) == (2, "id")
    assert "suggestion" in problem


@pytest.mark.parametrize("given", ["team.x", "team.AAAAAAAA", "no-such-word", "team.aaaaaaaa; DROP"])
def test_an_id_that_no_word_has_and_none_could_have_is_a_fault(given: str) -> None:
    assert [each[:2] for each in faults(f"id,headword\n{given},カスタマー\n")] == [(2, "id")]


class TestSenses:
    def test_numbered_rows_are_the_meanings_of_one_word(self) -> None:
        text = "headword,reading,sense,english,note\n当番,とうばん,1,duty,ours\n当番,とうばん,2,person on duty,\n"
        (entry,) = plan(text).added
        assert [sense.gloss_en for sense in entry.senses] == [("duty",), ("person on duty",)]
        assert entry.usage_note is not None

    def test_meanings_stay_where_the_file_numbers_none(self) -> None:
        word = own("team.bbbbbbbb", "当番", "とうばん", "duty", "person on duty")
        (change,) = plan("headword,english\n当番,shift\n", [word]).changed
        assert [sense.gloss_en for sense in change.entry.senses] == [("shift",), ("person on duty",)]

    def test_meanings_that_a_numbered_word_does_not_have_go(self) -> None:
        word = own("team.bbbbbbbb", "当番", "とうばん", "duty", "person on duty")
        (change,) = plan("headword,sense,english\n当番,1,duty\n", [word]).changed
        assert len(change.entry.senses) == 1
        assert "english" in change.fields

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            pytest.param("当番,とうばん,2,duty\n", (2, "sense"), id="begins with 2"),
            pytest.param("当番,とうばん,1,duty\n当番,とうばん,3,x\n", (3, "sense"), id="leaves one out"),
            pytest.param("当番,とうばん,1,duty\n受電,じゅでん,2,x\n", (3, "sense"), id="of another word"),
            pytest.param("当番,とうばん,x,duty\n", (2, "sense"), id="no number"),
            pytest.param("当番,とうばん,99,duty\n", (2, "sense"), id="too many"),
            pytest.param("当番,とうばん,1,duty\n当番,とうばん,2,\n", (3, "english"), id="a meaning that says nothing"),
        ],
    )
    def test_numbers_that_make_no_sense_are_faults(self, rows: str, expected: tuple[int, str]) -> None:
        assert [each[:2] for each in faults("headword,reading,sense,english\n" + rows)] == [expected]

    def test_what_is_about_the_word_stands_in_its_first_row(self) -> None:
        text = "headword,reading,sense,english,note\n当番,とうばん,1,duty,\n当番,とうばん,2,person,n\n"
        assert [each[:2] for each in faults(text)] == [(3, "note")]


class TestDuplicates:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("headword,reading,english\n架電,かでん,a\n架電,kaden,b\n", id="two new words"),
            pytest.param("headword,english\n受電,a\n受電,b\n", id="a word that is there"),
            pytest.param(
                "id,headword,reading,english\nteam.aaaaaaaa,受電,じゅでん,a\n,受電,,b\n", id="by id and by name"
            ),
            pytest.param("id,headword,english\nteam.zzzzzzzz,カスタ,a\n,カスタ,b\n", id="a new id and by name"),
        ],
    )
    def test_a_word_that_stands_twice_is_a_fault_that_names_the_other_row(self, text: str) -> None:
        ((row, _, problem),) = faults(text, [JUDEN])
        assert row == 3
        assert "the same word as in row 2" in problem

    def test_two_words_with_one_name_are_told_apart_by_their_ids(self) -> None:
        twin = own("team.bbbbbbbb", "受電", "じゅでん", "power receiving")
        assert [each[1] for each in faults("headword,english\n受電,x\n", [JUDEN, twin])] == ["id"]
        text = "id,headword,reading\nteam.aaaaaaaa,受電,じゅでん\nteam.bbbbbbbb,受電,じゅでん\n"
        assert plan(text, [JUDEN, twin]).unchanged == 2

    def test_words_of_one_name_and_two_readings_are_two(self) -> None:
        assert len(plan("headword,reading,english\n市場,いちば,fair\n市場,しじょう,market\n").added) == 2


class TestRules:
    def test_a_row_may_rule_about_a_shared_word(self) -> None:
        made = plan("headword,reading,rule,why\n顧客,,優先,one word for all\n")
        (change,) = made.rules
        assert (change.entry_id, change.verdict, change.why) == ("kokyaku", Verdict.PREFERRED, "one word for all")
        assert not made.added

    def test_what_to_say_instead_is_named_by_headword_or_id(self) -> None:
        text = "headword,english,rule,instead\nカスタマー,customer,avoid,顧客\nクラ,client,avoid,kokyaku\n"
        assert [change.instead for change in plan(text).rules] == ["kokyaku", "kokyaku"]

    def test_it_may_be_a_word_of_the_same_file(self) -> None:
        made = plan("headword,english,rule,instead\nカスタ,customer,avoid,カスタマー\nカスタマー,customer,,\n")
        assert made.rules[0].instead == made.added[1].id

    def test_an_empty_rule_clears_the_one_there_is_and_no_column_leaves_it(self) -> None:
        there = [rule("team.aaaaaaaa", Verdict.AVOID, "kokyaku")]
        (change,) = plan("headword,rule\n受電,\n", [JUDEN], there).rules
        assert change.verdict is None
        assert plan("headword,english\n受電,incoming call\n", [JUDEN], there).changes_nothing

    def test_a_rule_keeps_what_the_file_has_no_column_for(self) -> None:
        there = [rule("kokyaku", Verdict.AVOID, "ichiba", "because")]
        assert plan("id,headword,rule\nkokyaku,顧客,avoid\n", (), there).changes_nothing

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            pytest.param("顧客,,,never,,", "rule", id="no verdict"),
            pytest.param("顧客,,,prefer,いちば,", "instead", id="instead of a preferred word"),
            pytest.param("顧客,,,avoid,ない語,", "instead", id="a word that is not there"),
            pytest.param("顧客,,,avoid,市場,", "instead", id="a name that two words have"),
            pytest.param("顧客,,,avoid,顧客,", "instead", id="the word itself"),
            pytest.param("受電,,,,顧客,", "instead", id="instead without a verdict"),
            pytest.param("受電,,,,,why", "why", id="why without a verdict"),
            pytest.param("市場,,,avoid,,", "id", id="a rule about a name that two words have"),
            pytest.param("ない語,,,avoid,,", "headword", id="a rule about no word"),
        ],
    )
    def test_a_rule_that_cannot_be_is_a_fault(self, row: str, column: str) -> None:
        text = f"headword,reading,english,rule,instead,why\n{row}\n"
        assert [each[:2] for each in faults(text, [JUDEN])] == [(2, column)]

    def test_a_shared_word_itself_cannot_be_changed(self) -> None:
        assert [each[:2] for each in faults("id,headword,english\nkokyaku,顧客,buyer\n")] == [(2, "id")]
        assert [each[:2] for each in faults("id,headword\nkokyaku,顧客\n")] == [(2, "rule")]

    def test_a_word_with_a_fault_makes_no_second_one_where_it_is_named(self) -> None:
        text = "headword,reading,english,rule,instead\n受注,,order,,\nカスタ,,customer,avoid,受注\n"
        assert [each[:2] for each in faults(text)] == [(2, "reading")]


def test_choices_may_be_given_as_people_call_them() -> None:
    (entry,) = plan('headword,english,pos,domain\nさん,Mr; Ms,接尾辞,"人事・雇用, sales"\n').added
    assert (entry.pos, entry.senses[0].domain) == (PartOfSpeech.SUFFIX, (Domain.HR, Domain.SALES))


def test_words_that_the_shared_glossary_has_too_are_counted() -> None:
    assert plan("headword,reading,english\n顧客,こきゃく,our buyers\n架電,かでん,call\n").beside == 1


def test_a_word_with_a_sign_that_only_looks_right_is_warned_of() -> None:
    made = plan("headword,reading,english\n力ード,かーど,card\nカード,,card\nカスタマー,,customer\n")
    assert made.lookalikes == (("カード", "力ード"),)
    there = own("team.bbbbbbbb", "ロ座", "こうざ", "account")
    assert plan("headword,reading,english\n口座,こうざ,account\n", [there]).lookalikes == (("口座", "ロ座"),)


def test_a_team_has_only_so_many_words() -> None:
    there = [own(f"team.{number:08}", "受電", "じゅでん") for number in range(MAX_ROWS)]
    refusal = import_("headword,english\nカスタマー,customer\n", there)
    assert isinstance(refusal, Unreadable)
    assert "5,001 words" in refusal.problem.en
