"""What is exported and imported again is what it was: in a new workspace, in the same one, and from any of the kinds."""

from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random

import pytest

from bot.lexicon.model import Domain, Entry, EntryId, PartOfSpeech, Register
from bot.localized import Locale
from bot.team.exchange import FileKind, read_file, written_files
from bot.team.exchange_plan import Plan, Standing, planned
from bot.team.exchange_sheet import MAX_BYTES, Sheet
from bot.team.fields import MAX_SENSES, TermFields, entry_of
from bot.team.house import HouseRule, Verdict
from bot.team.term import new_id
from tests.factories import make_entry

AT = datetime(2026, 11, 22, tzinfo=UTC)
SHARED = {
    entry.id: entry for entry in (make_entry("kokyaku", "顧客", "こきゃく"), make_entry("kasutama", "カスタマー"))
}
_SIGNS = "=+-@|＝＋－＠'\"\\;,，、；\n\r\t 　ー・（）()[]{}#&<>%007aZé語かナ\u037e\ufe54\u200b💡%\u0301"
_KANA = "あいうえおかさたなはまやらわんがぱーっょ"


def _text(random: Random, longest: int) -> str:
    return "".join(random.choices(_SIGNS, k=random.randrange(longest)))


def _fields(random: Random) -> TermFields:
    return TermFields(
        headword="語" + _text(random, 20),
        reading="あ" + "".join(random.choices(_KANA, k=random.randrange(10))),
        english="x" + _text(random, 60),
        definition=_text(random, 200),
        definition_ja=_text(random, 200),
        example_ja=_text(random, 80),
        example_en=_text(random, 80),
        pos=random.choice(["", *PartOfSpeech]),
        register=random.choice(["", *Register]),
        domain="; ".join(random.sample(list(Domain), k=random.randrange(4))),
        level=random.choice(["", *"12345"]),
        also=_text(random, 60),
        note=_text(random, 100),
    )


def _entry(random: Random) -> Entry:
    """Return a word with as many meanings as chance will have it, all fields full of what could go wrong."""
    entry_id = new_id(random)
    entry = None
    for place in range(random.randrange(1, MAX_SENSES)):
        made = entry_of(_fields(random), entry_id, base=entry, sense=place)
        assert isinstance(made, Entry), made
        entry = made
    assert entry
    return entry


def _rules(random: Random, words: list[EntryId]) -> dict[EntryId, HouseRule]:
    rules = {}
    for word in words:
        verdict = random.choice([None, *Verdict])
        if verdict:
            instead = random.choice([None, *words]) if verdict is Verdict.AVOID else None
            rules[word] = HouseRule(
                entry_id=word,
                verdict=verdict,
                why=" ".join(_text(random, 40).split()).replace("\u037e", ";").replace("e\u0301", "é"),
                set_by="U1",
                set_at=AT,
                instead=None if instead == word else instead,
            )
    return rules


def _standing(entries: Mapping[EntryId, Entry], rules: Mapping[EntryId, HouseRule]) -> Standing:
    return Standing(published=entries, others={}, rules=rules, shared=SHARED)


def _import(content: bytes, name: str, standing: Standing) -> Plan:
    sheet = read_file(content, name)
    assert isinstance(sheet, Sheet), sheet
    plan = planned(sheet, standing, lambda: new_id(Random(0)), {}, withdraw_missing=True)
    assert isinstance(plan, Plan), plan
    return plan


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("seed", range(8))
def test_export_and_import_is_identity(seed: int, kind: FileKind, locale: Locale) -> None:
    random = Random(seed)
    entries = {entry.id: entry for entry in (_entry(random) for _ in range(12))}
    rules = _rules(random, [*entries, *SHARED])
    (content,) = written_files(tuple(entries.values()), rules.values(), SHARED, kind, locale)
    name = f"words.{kind.value}"

    same = _import(content, name, _standing(entries, rules))
    assert same.changes_nothing
    assert same.unchanged == len(entries)

    anew = _import(content, name, _standing({}, {}))
    assert {entry.id: entry for entry in anew.added} == entries
    made = {rule.entry_id: (rule.verdict, rule.instead, rule.why) for rule in anew.rules}
    assert made == {rule.entry_id: (rule.verdict, rule.instead, rule.why) for rule in rules.values()}

    further = written_files(anew.added, rules.values(), SHARED, kind, locale)
    assert further == (content,)


def test_an_export_that_is_too_large_for_one_file_comes_in_parts_that_import_one_by_one() -> None:
    random = Random(3)
    entries = tuple(_entry(random) for _ in range(700))
    files = written_files(entries, (), SHARED, FileKind.CSV)
    assert len(files) > 1
    assert all(len(content) <= MAX_BYTES for content in files)
    got: list[Entry] = []
    for content in files:
        sheet = read_file(content, "words.csv")
        assert isinstance(sheet, Sheet)
        plan = planned(sheet, _standing({entry.id: entry for entry in got}, {}), lambda: new_id(random), {})
        assert isinstance(plan, Plan), plan
        got.extend(plan.added)
    assert tuple(got) == entries


@pytest.mark.parametrize("kind", FileKind)
def test_importing_twice_changes_nothing_the_second_time(kind: FileKind) -> None:
    texts = {
        FileKind.CSV: "headword,reading,english,rule,instead\n受電,juden,incoming call,,\n架電,かでん,call,avoid,受電\n",
        FileKind.JSON: '[{"headword": "受電", "reading": "juden", "english": ["incoming call"], "rule": "preferred"}]',
        FileKind.TOML: '[[terms]]\nheadword = "受電"\nreading = "じゅ・でん"\nenglish = "incoming call"\n',
    }
    content, name = texts[kind].encode(), f"words.{kind.value}"
    random = Random(1)
    sheet = read_file(content, name)
    assert isinstance(sheet, Sheet)
    first = planned(sheet, _standing({}, {}), lambda: new_id(random), {})
    assert isinstance(first, Plan)
    assert first.added
    entries = {entry.id: entry for entry in first.added}
    rules = {
        rule.entry_id: HouseRule(
            entry_id=rule.entry_id, verdict=rule.verdict, why=rule.why, set_by="U", set_at=AT, instead=rule.instead
        )
        for rule in first.rules
        if rule.verdict
    }
    assert _import(content, name, _standing(entries, rules)).changes_nothing
