"""An import is done whole or not at all, whatever happens in the middle of it, and twice is once."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event, text

from bot.commands.services import Services
from bot.commands.term_exchange import Given, export_words, import_kept, import_words, keep_given, preview_import
from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.storage.unit_of_work import open_storage
from bot.team import term as steps
from bot.team.exchange import FileKind
from bot.team.exchange_plan import Faulty, Plan
from bot.team.fields import TermFields, entry_of
from bot.team.term import TermState
from tests.core.commands.conftest import make_world
from tests.core.storage.people_and_quizzes import NOON, person
from tests.docs import ROOT

EDITOR = person("e1")
TENANT = EDITOR.tenant
WORDS = 1_500
"""More than go into one statement."""
HEAD = "headword,reading,english,rule,instead\n"
MANY = Given(
    name="words.csv",
    content=(
        HEAD + "".join(f"語{n},ご,word {n},{'avoid,架電' if n % 100 == 0 else ','}\n" for n in range(WORDS))
    ).encode(),
)


def services(units: UnitOfWorkFactory, seed: int = 1) -> Services:
    return replace(make_world().services, unit_of_work=units, new_random=lambda: Random(seed))


def done(outcome: object) -> Plan:
    assert isinstance(outcome, Plan), outcome
    return outcome


def given(rows: str, *, withdraw_missing: bool = False) -> Given:
    return Given(name="words.csv", content=(HEAD + rows).encode(), withdraw_missing=withdraw_missing)


def entry(number: int, english: str = "word") -> Entry:
    made = entry_of(TermFields(headword="ことば", english=english), EntryId(f"team.word{number:04}"))
    assert isinstance(made, Entry)
    return made


def test_many_terms_are_kept_as_one_by_one(units: UnitOfWorkFactory) -> None:
    first = [steps.suggest(entry(number), "u1", NOON) for number in range(1, 4)]
    second = [steps.publish(term, "e1", NOON) for term in first]
    with units() as unit:
        assert unit.terms.add_all(TENANT, first)
        unit.terms.save_all(TENANT, [term for term in second if isinstance(term, steps.Term)])
        assert unit.terms.add_all(TENANT, [])
        unit.terms.save_all(TENANT, [])
        unit.commit()
    with units(read_only=True) as unit:
        assert [unit.terms.get(TENANT, term.id) for term in first] == second
        assert [version.revision for version in unit.terms.history(TENANT, first[0].id)] == [1, 2]
        assert unit.terms.published("slack:T2") == ()
        assert unit.terms.revision(TENANT) > 0


def test_of_many_terms_none_is_kept_if_one_is_not_as_it_was(units: UnitOfWorkFactory) -> None:
    first = [steps.suggest(entry(number), "u1", NOON) for number in range(1, 4)]
    with units() as unit:
        assert unit.terms.add_all(TENANT, first[:2])
        unit.commit()
    with units() as unit:
        assert not unit.terms.add_all(TENANT, first)
    stepped = [steps.withdraw(term, "u1", NOON) for term in first]
    with units() as unit, pytest.raises(LookupError):
        unit.terms.save_all(TENANT, [term for term in stepped if isinstance(term, steps.Term)])
    with units(read_only=True) as unit:
        assert unit.terms.counts(TENANT) == {TermState.SUGGESTED: 2}


def test_importing_twice_changes_nothing_the_second_time(units: UnitOfWorkFactory) -> None:
    file = given("顧客DB,こきゃくでぃーびー,customer database,,\n客,,,avoid,顧客DB\n")
    preview = done(preview_import(services(units), TENANT, file))
    first = done(import_words(services(units), EDITOR, file, NOON))
    assert len(first.added) == len(preview.added) == 1
    with units(read_only=True) as unit:
        revision = unit.terms.revision(TENANT)
        kept = unit.terms.get(TENANT, first.added[0].id)
        assert kept is not None
        assert (kept.state, kept.revision, kept.owner, kept.reason) == (TermState.PUBLISHED, 1, "e1", "words.csv")
        (rule,) = unit.terms.rules(TENANT)
        assert (rule.entry_id, rule.instead) == ("kyaku", kept.id)
    again = done(import_words(services(units, 2), EDITOR, file, NOON))
    assert again.changes_nothing
    with units(read_only=True) as unit:
        assert unit.terms.revision(TENANT) == revision


def test_what_is_exported_makes_the_same_words_in_another_workspace(units: UnitOfWorkFactory) -> None:
    assert done(
        import_words(services(units), EDITOR, given("顧客DB,こきゃくでぃーびー,CRM; customer data,preferred,\n"), NOON)
    ).added
    for kind in FileKind:
        (content,) = export_words(services(units), TENANT, kind, Locale.JA).files
        other = person("e1", workspace=f"T{kind.value}")
        done(import_words(services(units), other, Given(name=f"x.{kind.value}", content=content), NOON))
        with units(read_only=True) as unit:
            assert unit.terms.published(other.tenant) == unit.terms.published(TENANT)
            assert [rule.verdict for rule in unit.terms.rules(other.tenant)] == ["preferred"]


def test_every_kind_of_change_is_made_and_can_be_taken_back(units: UnitOfWorkFactory) -> None:
    first = done(import_words(services(units), EDITOR, given("ア,,one,,\nイ,,two,prefer,\nウ,,three,,\n"), NOON))
    file = given("ア,,one,,\nイ,,second,,\nエ,,four,,\n", withdraw_missing=True)
    second = done(import_words(services(units, 2), EDITOR, file, NOON))
    assert [change.entry.headword for change in second.changed] == ["イ"]
    assert [gone.headword for gone in second.withdrawn] == ["ウ"]
    with units(read_only=True) as unit:
        assert sorted(each.headword for each in unit.terms.published(TENANT)) == ["ア", "イ", "エ"]
        assert unit.terms.rules(TENANT) == ()
        gone = unit.terms.history(TENANT, first.added[2].id)
        assert [version.state for version in gone] == [TermState.PUBLISHED, TermState.WITHDRAWN]
    back = Given(name="b.csv", content=f"id,headword,english\n{first.added[2].id},ウ,three\n".encode())
    assert [each.headword for each in done(import_words(services(units), EDITOR, back, NOON)).returned] == ["ウ"]
    with units(read_only=True) as unit:
        assert sorted(each.headword for each in unit.terms.published(TENANT)) == ["ア", "イ", "ウ", "エ"]


def test_a_file_with_one_fault_changes_nothing(units: UnitOfWorkFactory) -> None:
    outcome = import_words(services(units), EDITOR, given("ア,,one,,\n漢字,,no reading,,\n"), NOON)
    assert isinstance(outcome, Faulty)
    with units(read_only=True) as unit:
        assert unit.terms.counts(TENANT) == {}
        assert unit.terms.revision(TENANT) == 0


def test_a_file_that_was_kept_is_imported_once(units: UnitOfWorkFactory) -> None:
    mine = services(units)
    draft = keep_given(mine, EDITOR, given("ア,,one,,\n"), NOON)
    assert import_kept(mine, person("e2"), draft, NOON, withdraw_missing=False) is None
    assert done(import_kept(mine, EDITOR, draft, NOON, withdraw_missing=False)).added
    assert import_kept(mine, EDITOR, draft, NOON, withdraw_missing=False) is None


def test_a_draft_of_another_kind_is_no_file(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.drafts.keep(EDITOR, "forged", {"headword": "x", "content": "not base64!"}, NOON)
        unit.commit()
    assert import_kept(services(units), EDITOR, "forged", NOON, withdraw_missing=False) is None
    with units() as unit:
        assert unit.drafts.take(EDITOR, "forged") is not None, "it was left alone"


POINTS = [
    "before the first words",
    "after the first words",
    "after more words",
    "after the history",
    "after a rule",
    "before the commit",
    "committed",
]


def import_and_die(url: str, fatal_point: str) -> None:
    """Import in a process of its own, which kills itself at the point."""
    storage = open_storage(url)
    seen: dict[str, int] = {}

    def reached(point: str) -> None:
        if point == fatal_point:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(storage._database.writer, "before_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO team_terms") and "team_terms" not in seen:
            reached("before the first words")

    @event.listens_for(storage._database.writer, "after_cursor_execute")
    def _(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        table = statement.partition("INSERT INTO ")[2].partition(" ")[0]
        seen[table] = seen.get(table, 0) + 1
        reached({"team_history": "after the history", "house_rules": "after a rule"}.get(table, ""))
        if table == "team_terms":
            reached("after the first words" if seen[table] == 1 else "after more words")

    @event.listens_for(storage._database.writer, "commit")
    def _(_connection: object) -> None:
        reached("before the commit")

    done(import_words(services(storage), EDITOR, MANY, NOON))
    reached("committed")


@pytest.mark.parametrize("point", POINTS)
def test_an_import_that_is_killed_leaves_nothing_half_done(point: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    storage = open_storage(url)
    base = Given(name="base.csv", content=(HEAD + "入電,にゅうでん,incoming call,,\n語0,ご,old,,\n").encode())
    done(import_words(services(storage, 9), EDITOR, base, NOON))
    before = export_words(services(storage), TENANT, FileKind.CSV, Locale.EN)
    storage.close()

    # Not a fork: a child of a process with threads may wait for ever for a lock that one of them held.
    code = f"from {__name__} import import_and_die; import_and_die({url!r}, {point!r})"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()

    storage = open_storage(url)
    with storage._database.reader.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    found = export_words(services(storage), TENANT, FileKind.CSV, Locale.EN)
    if point == "committed":
        assert found.words == WORDS + 1
        assert found.rules == WORDS // 100
    else:
        assert found == before
    again = done(import_words(services(storage, 3), EDITOR, MANY, NOON))
    assert again.changes_nothing == (point == "committed")
    assert done(import_words(services(storage, 4), EDITOR, MANY, NOON)).changes_nothing
    storage.close()
