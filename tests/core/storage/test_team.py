"""A team's own words as rows: on both databases, and in the fake that stands for them."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.identity import Place
from bot.lexicon.model import Domain, EntryId, Example, Style
from bot.localized import Locale, Localized
from bot.ports import UnitOfWorkFactory
from bot.storage.unit_of_work import Storage
from bot.team import term as steps
from bot.team.house import HouseRule, Verdict
from bot.team.term import Term, TermState
from tests.core.storage.people_and_quizzes import ELSEWHERE, HERE, NOON, THREAD, person
from tests.core.storage.test_races import at_once
from tests.factories import make_entry, make_sense

T1, T2 = "slack:T1", "slack:T2"


def suggestion(
    number: int = 1, *, by: str = "u1", minutes: int = 0, replaces: str | None = None, headword: str = "一次回答"
) -> Term:
    entry = make_entry(
        f"team.word{number}",
        headword,
        "いちじ かいとう",
        senses=(
            make_sense(
                "first reply",
                domain=(Domain.CALLCENTER, Domain.CX),
                examples=(Example(ja="一次回答を送ります。", reading="", en="", style=Style.WRITTEN),),
            ),
        ),
        usage_note=Localized("Only for customers.", "お客様だけに。"),
        reviewer="",
        difficulty=0,
    )
    at = NOON + timedelta(minutes=minutes)
    return steps.suggest(entry, by, at, replaces=EntryId(replaces) if replaces else None, base=7 if replaces else None)


def taken(step: Term | steps.Refusal) -> Term:
    assert isinstance(step, Term), step
    return step


def published(term: Term, by: str = "e1") -> Term:
    return taken(steps.publish(term, by, NOON))


def keep(units: UnitOfWorkFactory, *terms: Term, tenant: str = T1) -> None:
    with units() as unit:
        for each in terms:
            assert unit.terms.add(tenant, each)
        unit.commit()


def rule(entry_id: str = "kyaku", **overrides: object) -> HouseRule:
    fields = {
        "entry_id": EntryId(entry_id),
        "verdict": Verdict.AVOID,
        "why": "お客様は全員。",
        "set_by": "u1",
        "set_at": NOON,
        "instead": EntryId("okyakusama"),
    }
    return HouseRule(**{**fields, **overrides})  # type: ignore[arg-type]  # overrides are fields of the rule


def test_a_term_comes_out_as_it_went_in_and_in_its_workspace_alone(units: UnitOfWorkFactory) -> None:
    first = suggestion()
    keep(units, first)
    with units() as unit:
        assert unit.terms.get(T1, first.id) == first
        assert unit.terms.get(T2, first.id) is None
        assert not unit.terms.add(T1, replace(first, owner="u9")), "the id is in use"
        assert unit.terms.add(T2, first), "another workspace's words are none of this one's business"
        assert unit.terms.history(T1, first.id) == (steps.version_of(first),)


def test_the_language_of_who_suggested_it_is_known(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.terms.add(T1, suggestion(1), Locale.JA)
        unit.terms.add(T1, suggestion(2))
        assert unit.terms.locale_of(T1, EntryId("team.word1")) is Locale.JA
        assert unit.terms.locale_of(T1, EntryId("team.word2")) is None
        assert unit.terms.locale_of(T2, EntryId("team.word1")) is None


def test_each_step_is_kept_with_its_version(units: UnitOfWorkFactory) -> None:
    first = suggestion()
    second = published(first)
    third = taken(steps.edit(second, replace(first.entry, headword="一次返答"), "e2", NOON, "clearer"))
    keep(units, first)
    with units() as unit:
        unit.terms.save(T1, second)
        unit.terms.save(T1, third)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.terms.get(T1, first.id) == third
        assert unit.terms.history(T1, first.id) == tuple(map(steps.version_of, (first, second, third)))
        assert unit.terms.published(T1) == (third.entry,)
        assert unit.terms.history(T2, first.id) == ()


def test_a_step_from_an_older_revision_is_not_kept(units: UnitOfWorkFactory) -> None:
    first = suggestion()
    keep(units, first)
    with units() as unit:
        unit.terms.save(T1, published(first))
        unit.commit()
    with units() as unit, pytest.raises(LookupError, match="not at revision 1"):
        unit.terms.save(T1, taken(steps.refuse(first, "e2", NOON, "no")))
    with units() as unit, pytest.raises(LookupError):
        unit.terms.save(T2, published(first))


def test_only_what_a_lookup_can_see_raises_the_revision(units: UnitOfWorkFactory) -> None:
    first = suggestion()
    second = published(first)
    third = taken(steps.withdraw(second, "e1", NOON))
    numbers = []

    def note() -> None:
        with units(read_only=True) as unit:
            numbers.append(unit.terms.revision(T1))

    note()
    keep(units, first, suggestion(2))
    note()
    for step in (second, third):
        with units() as unit:
            unit.terms.save(T1, step)
            unit.commit()
        note()
    with units() as unit:
        unit.terms.save(T1, taken(steps.refuse(suggestion(2), "e1", NOON, "no")))
        unit.terms.set_rule(T1, rule())
        unit.commit()
    note()
    with units() as unit:
        assert unit.terms.clear_rule(T1, EntryId("kyaku"))
        assert not unit.terms.clear_rule(T1, EntryId("kyaku"))
        unit.commit()
    note()
    keep(units, published(suggestion(3)))
    note()
    assert numbers == [0, 0, 1, 2, 3, 4, 5]
    with units() as unit:
        unit.terms.set_rule(T1, rule())
    note()
    assert numbers[-1] == 5, "what is not committed is not counted"
    with units(read_only=True) as unit:
        assert unit.terms.revision(T2) == 0


def test_suggestions_are_listed_the_oldest_first_and_other_words_by_id(units: UnitOfWorkFactory) -> None:
    waiting = [suggestion(1, minutes=5), suggestion(2, minutes=1), suggestion(3, by="u2", minutes=3)]
    done = [published(suggestion(number)) for number in (6, 5)]
    keep(units, *waiting, *done, suggestion(9, replaces="team.word5", minutes=9))
    keep(units, suggestion(7), tenant=T2)
    with units(read_only=True) as unit:
        suggested = unit.terms.listed(T1, [TermState.SUGGESTED], 10)
        assert [term.id[-1] for term in suggested] == ["2", "3", "1", "9"]
        assert unit.terms.listed(T1, [TermState.SUGGESTED], 2, 1) == suggested[1:3]
        assert [term.id[-1] for term in unit.terms.listed(T1, [TermState.PUBLISHED], 10)] == ["5", "6"]
        assert unit.terms.listed(T1, [TermState.PUBLISHED, TermState.REFUSED], 1, 1) == (done[0],)
        assert unit.terms.counts(T1) == {TermState.SUGGESTED: 4, TermState.PUBLISHED: 2}
        assert [term.id[-1] for term in unit.terms.suggested_by(T1, "u1")] == ["2", "1", "9"]
        assert [term.id[-1] for term in unit.terms.edits_of(T1, EntryId("team.word5"))] == ["9"]
        assert [entry.id[-1] for entry in unit.terms.published(T1)] == ["5", "6"]


def test_a_step_does_not_change_how_long_a_suggestion_waits(units: UnitOfWorkFactory) -> None:
    old = suggestion(1)
    keep(units, old, suggestion(2, minutes=1))
    edited = taken(steps.edit(old, replace(old.entry, headword="一次"), "u1", NOON + timedelta(hours=1)))
    with units() as unit:
        unit.terms.save(T1, edited)
        assert [term.id[-1] for term in unit.terms.listed(T1, [TermState.SUGGESTED], 10)] == ["1", "2"]


def test_words_to_look_at_again_are_found_the_longest_due_first(units: UnitOfWorkFactory) -> None:
    first, second, third = (published(suggestion(number)) for number in (1, 2, 3))
    keep(
        units,
        replace(first, review_at=NOON - timedelta(days=1)),
        replace(second, review_at=NOON - timedelta(days=2)),
        replace(third, review_at=NOON + timedelta(seconds=1)),
        suggestion(4),
    )
    with units(read_only=True) as unit:
        assert [term.id[-1] for term in unit.terms.to_review(T1, NOON, 10)] == ["2", "1"]
        assert len(unit.terms.to_review(T1, NOON, 1)) == 1
        assert unit.terms.to_review(T2, NOON, 10) == ()


def test_who_decided_lately_is_known(units: UnitOfWorkFactory) -> None:
    keep(units, suggestion(1), published(suggestion(2), "e1"), published(suggestion(3), "former-x"))
    with units() as unit:
        unit.terms.save(T1, taken(steps.refuse(suggestion(1), "e2", NOON - timedelta(days=9), "no")))
        assert unit.terms.deciders(T1, NOON - timedelta(days=10)) == {"e1", "e2"}
        assert unit.terms.deciders(T1, NOON - timedelta(days=1)) == {"e1"}
        assert unit.terms.deciders(T2, NOON - timedelta(days=10)) == frozenset()


def test_an_entry_has_one_rule(units: UnitOfWorkFactory) -> None:
    later = rule(verdict=Verdict.PREFERRED, instead=None, why="", set_by="u2")
    with units() as unit:
        unit.terms.set_rule(T1, rule())
        unit.terms.set_rule(T1, rule("anata"))
        unit.terms.set_rule(T1, later)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.terms.rules(T1) == (rule("anata"), later)
        assert unit.terms.rules(T2) == ()


def test_a_draft_is_its_writers_alone_and_is_taken_once(units: UnitOfWorkFactory) -> None:
    typed = {"headword": "一次回答", "english": "first; reply"}
    with units() as unit:
        unit.drafts.keep(person("u1"), "d1", {"headword": "old"}, NOON - timedelta(hours=1))
        unit.drafts.keep(person("u1"), "d1", typed, NOON)
        unit.drafts.keep(person("u2"), "d1", {"headword": "theirs"}, NOON)
        unit.commit()
    with units() as unit:
        assert unit.drafts.take(person("u3"), "d1") is None
        assert unit.drafts.take(person("u1", workspace="T2"), "d1") is None
        assert unit.drafts.take(person("u1"), "d1") == typed
        assert unit.drafts.take(person("u1"), "d1") is None
        unit.drafts.keep(person("u2"), "d2", typed, NOON + timedelta(days=1, seconds=1))
        assert unit.drafts.take(person("u2"), "d1") is None, "a day is over"


def test_hints_are_a_channels_and_its_threads(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        assert not unit.channels.has_hints(HERE)
        unit.channels.set_hints(THREAD, on=True)
        unit.commit()
    with units() as unit:
        assert unit.channels.has_hints(HERE)
        assert not unit.channels.has_hints(ELSEWHERE)
        assert not unit.channels.has_hints(Place(platform="slack", workspace="T2", channel="C1"))
        unit.channels.set_hints(HERE, on=False)
        assert not unit.channels.has_hints(THREAD)


def test_of_two_who_decide_at_once_one_decides_and_the_other_sees_it(storage: Storage) -> None:
    for number in range(20):
        first = suggestion(number)
        keep(storage, first)

        def decide(worker: int, term_id: EntryId = first.id) -> str | None:
            with storage() as unit:
                found = unit.terms.get(T1, term_id)
                assert found is not None
                by = f"e{worker}"
                done = steps.refuse(found, by, NOON, "no") if worker else steps.publish(found, by, NOON)
                if isinstance(done, Term):
                    unit.terms.save(T1, done)
                    unit.commit()
                    return None
                return found.decided_by

        told = at_once(2, decide)
        winner = told.index(None)
        assert told[1 - winner] == f"e{winner}"
    with storage(read_only=True) as unit:
        assert all(len(unit.terms.history(T1, EntryId(f"team.word{number}"))) == 2 for number in range(20))


def test_changes_at_once_are_all_counted(storage: Storage) -> None:
    random = Random(5)
    ids = [f"team.{random.getrandbits(40)}" for _ in range(40)]

    def add(worker: int) -> None:
        for entry_id in ids[worker::4]:
            term = suggestion()
            with storage() as unit:
                assert unit.terms.add(T1, published(replace(term, entry=replace(term.entry, id=EntryId(entry_id)))))
                unit.commit()

    at_once(4, add)
    with storage(read_only=True) as unit:
        assert unit.terms.revision(T1) == 40
        assert {entry.id for entry in unit.terms.published(T1)} == set(ids)


def test_a_person_who_goes_leaves_the_words_and_not_the_id(storage: Storage) -> None:
    mine = published(suggestion(1, by="u1"), "u1")
    others = published(suggestion(2, by="u2"), "u1")
    keep(storage, mine, others)
    with storage() as unit:
        unit.terms.set_rule(T1, rule())
        unit.drafts.keep(person("u1"), "d1", {"headword": "x"}, NOON)
        unit.commit()
    with storage() as unit:
        unit.people.forget(person("u1"), "former-x7")
        unit.commit()
    with storage() as unit:
        kept = unit.terms.get(T1, mine.id)
        assert kept == replace(
            mine, owner="former-x7", suggested_by="former-x7", changed_by="former-x7", decided_by="former-x7"
        )
        assert unit.terms.get(T1, others.id) == replace(others, changed_by="former-x7", decided_by="former-x7")
        assert [version.changed_by for version in unit.terms.history(T1, mine.id)] == ["former-x7"]
        assert [each.set_by for each in unit.terms.rules(T1)] == ["former-x7"]
        assert unit.drafts.take(person("u1"), "d1") is None
        assert not any(unit.people.export(person("u1")).values())
