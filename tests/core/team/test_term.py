"""The steps of a team's word, and those that cannot be taken."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from bot.lexicon.model import EntryId
from bot.team.term import (
    REVIEW_AFTER,
    Refusal,
    Term,
    TermState,
    adopt,
    confirm,
    edit,
    hand_over,
    is_own,
    new_id,
    publish,
    refuse,
    restore,
    suggest,
    version_of,
    withdraw,
)
from tests.factories import NOON
from tests.own_words import make_own, taken

WORD = make_own("naru", "ナル活", "なるかつ", english="Naru drive")
BETTER = make_own("other", "ナル活", "なるかつ", english="Naru push")
LATER = NOON + timedelta(days=1)

SUGGESTED = suggest(WORD, "aiko", NOON)
PUBLISHED = taken(publish(SUGGESTED, "eda", NOON))
REFUSED = taken(refuse(SUGGESTED, "eda", NOON, "We say it otherwise."))
WITHDRAWN = taken(withdraw(PUBLISHED, "eda", NOON))
EDIT = suggest(BETTER, "bob", NOON, replaces=WORD.id)
ADOPTED = next(each for each in [adopt(PUBLISHED, EDIT, "eda", NOON)] if not isinstance(each, Refusal))[1]
ALL = {
    TermState.SUGGESTED: SUGGESTED,
    TermState.PUBLISHED: PUBLISHED,
    TermState.REFUSED: REFUSED,
    TermState.WITHDRAWN: WITHDRAWN,
    TermState.ADOPTED: ADOPTED,
}
STEPS: dict[str, tuple[Callable[[Term], Term | Refusal], dict[TermState, TermState]]] = {
    "publish": (lambda term: publish(term, "eda", LATER), {TermState.SUGGESTED: TermState.PUBLISHED}),
    "refuse": (lambda term: refuse(term, "eda", LATER, "No."), {TermState.SUGGESTED: TermState.REFUSED}),
    "edit": (
        lambda term: edit(term, BETTER, "eda", LATER),
        {TermState.SUGGESTED: TermState.SUGGESTED, TermState.PUBLISHED: TermState.PUBLISHED},
    ),
    "withdraw": (
        lambda term: withdraw(term, "eda", LATER),
        {TermState.SUGGESTED: TermState.WITHDRAWN, TermState.PUBLISHED: TermState.WITHDRAWN},
    ),
    "confirm": (lambda term: confirm(term, "eda", LATER), {TermState.PUBLISHED: TermState.PUBLISHED}),
}


@pytest.mark.parametrize("state", [pytest.param(state, id=state.value) for state in TermState])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_taken_where_it_may_be_and_refused_elsewhere(step: str, state: TermState) -> None:
    take, allowed = STEPS[step]
    before = ALL[state]
    after = take(before)
    if state not in allowed:
        assert isinstance(after, Refusal)
        return
    assert isinstance(after, Term)
    assert after.state is allowed[state]
    assert after.id == before.id
    assert after.revision == before.revision + 1
    assert (after.changed_by, after.changed_at) == ("eda", LATER)
    assert (after.review_at is not None) == (after.state is TermState.PUBLISHED)


def test_a_refusal_has_a_reason() -> None:
    assert refuse(SUGGESTED, "eda", NOON, " \n") is Refusal.NO_REASON
    assert REFUSED.reason == "We say it otherwise."


def test_a_suggested_edit_goes_into_the_word_it_is_for() -> None:
    found = adopt(PUBLISHED, EDIT, "eda", LATER)
    assert not isinstance(found, Refusal)
    word, suggestion = found
    assert word.id == WORD.id
    assert word.entry.senses == BETTER.senses
    assert word.state is TermState.PUBLISHED
    assert (suggestion.state, suggestion.id) == (TermState.ADOPTED, BETTER.id)


@pytest.mark.parametrize(
    ("published", "suggestion", "refusal"),
    [
        pytest.param(PUBLISHED, SUGGESTED, Refusal.NOT_ITS_WORD, id="a new word"),
        pytest.param(WITHDRAWN, EDIT, Refusal.NOT_PUBLISHED, id="of a withdrawn word"),
        pytest.param(PUBLISHED, ADOPTED, Refusal.NOT_SUGGESTED, id="that was adopted"),
    ],
)
def test_no_other_suggestion_does(published: Term, suggestion: Term, refusal: Refusal) -> None:
    assert adopt(published, suggestion, "eda", LATER) is refusal


def test_a_suggested_edit_is_not_published_beside_its_word() -> None:
    assert publish(EDIT, "eda", LATER) is Refusal.NOT_ITS_WORD


def test_an_edit_that_changes_nothing_is_none() -> None:
    assert edit(PUBLISHED, WORD, "eda", LATER) is Refusal.NOTHING_CHANGED
    assert hand_over(PUBLISHED, "aiko", "eda", LATER) is Refusal.NOTHING_CHANGED


def test_undo_brings_back_words_and_state() -> None:
    edited = taken(edit(PUBLISHED, BETTER, "eda", LATER))
    gone = taken(withdraw(edited, "eda", LATER))
    back = taken(restore(gone, version_of(PUBLISHED), "eda", LATER))
    assert (back.entry, back.state) == (PUBLISHED.entry, TermState.PUBLISHED)
    assert back.revision == gone.revision + 1
    assert back.review_at == LATER + REVIEW_AFTER
    assert restore(back, version_of(PUBLISHED), "eda", LATER) is Refusal.NOTHING_CHANGED
    assert restore(back, version_of(EDIT), "eda", LATER) is Refusal.NOT_ITS_WORD


def test_the_owner_is_handed_over_and_keeps_it_through_an_edit() -> None:
    handed = taken(hand_over(PUBLISHED, "chie", "eda", LATER))
    assert handed.owner == "chie"
    assert taken(edit(handed, BETTER, "eda", LATER)).owner == "chie"
    assert handed.suggested_by == "aiko"


def test_ids_are_own_and_not_those_of_shared_words() -> None:
    random = Random(1)
    made = {new_id(random) for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(map(is_own, made))
    assert not is_own(EntryId("team"))
    assert not is_own(EntryId("kokyaku"))
