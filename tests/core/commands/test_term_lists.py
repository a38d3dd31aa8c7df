"""Lists of the team's own words, who looks after them, and who hears what, on a fake and on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.given import GivenPerson
from bot.reply import Tone
from bot.team.term import TermState
from tests.core.commands.term_world import AIKO, BEN, EDDA, MIKA, TENANT, TermWorld, form_of, opened
from tests.reading import action, actions, words


@pytest.fixture(params=["fake", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TermWorld]:
    """A workspace with Aiko and Ben, an editor and a manager."""
    with opened(request.param, tmp_path) as ready:
        yield ready


def test_a_word_nobody_looked_at_for_half_a_year_is_listed_for_its_owner(world: TermWorld) -> None:
    term = world.publish()
    assert "looked at within half a year" in words(world.call("term", AIKO, action="stale"))
    world.wait(days=181)
    assert "一次回答" not in words(world.call("term", BEN, action="stale")), "it is not Ben's"
    listed = world.call("term", AIKO, action="stale")
    after = world.press(action(listed, "Still right: 一次回答"), AIKO)
    assert "Still right: 一次回答" in words(after)
    assert "To be looked at again: 0" in words(after)
    assert "To be looked at again: 0" in words(world.call("term", EDDA, action="stale"))
    assert world.term(term.id).revision == term.revision + 1


def test_a_word_changes_hands(world: TermWorld) -> None:
    term = world.publish()
    assert (
        world.call("term", BEN, action="owner", term="一次回答", owner=GivenPerson("ben", "Ben")).tone is Tone.WARNING
    )
    assert "Who?" in words(world.call("term", EDDA, action="owner", term="一次回答"))
    world.call("term", AIKO, action="owner", term="一次回答", owner=GivenPerson("ben", "Ben"))
    assert world.term(term.id).owner == "ben"
    card = world.press(f"term-show/{term.id}", EDDA)
    world.press(action(card, "I look after it"), EDDA)
    assert world.term(term.id).owner == "edda"


def test_editors_hear_of_what_waits_once_a_day_at_most(world: TermWorld) -> None:
    world.suggest()
    world.suggest(term="二次回答", reading="にじかいとう", english="second reply")
    world.suggest(EDDA, term="三次回答", reading="さんじかいとう", english="third reply")
    (post,) = world.heard("edda")
    assert "Suggestions waiting: 1" in words(post.reply)
    assert action(post.reply, "Review") == "term-page/review"
    world.wait(days=3, hours=22)
    assert len(world.heard("edda")) == 2, "on Tuesday, after the holiday"
    assert "Suggestions waiting: 3" in words(world.heard("edda")[1].reply)


def test_nobody_hears_of_what_was_decided_meanwhile(world: TermWorld) -> None:
    world.suggest()
    second = world.suggest(term="二次回答", reading="にじかいとう", english="second reply")
    for term in world.terms():
        world.press(f"term-refuse/{term.id}/1", MIKA, text="no")
    world.wait(days=4)
    assert len(world.heard("edda")) == 1
    assert world.term(second.id).state is TermState.REFUSED


def test_who_decided_before_hears_without_being_on_the_list(world: TermWorld) -> None:
    term = world.suggest()
    world.press(f"term-publish/{term.id}/1", MIKA)
    world.wait(days=1)
    world.suggest(BEN, term="二次回答", reading="にじかいとう", english="second reply")
    assert len(world.heard("mika")) == 1


def test_the_decision_comes_in_the_language_of_who_suggested(world: TermWorld) -> None:
    world.call("settings", AIKO, language="ja")
    term = world.suggest()
    world.press(f"term-publish/{term.id}/1", EDDA)
    assert "公開されました" in words(world.heard("aiko")[0].reply)


def test_own_decisions_are_not_told(world: TermWorld) -> None:
    term = world.suggest(EDDA)
    world.press(f"term-publish/{term.id}/1", EDDA)
    assert world.heard("edda") == []


def test_the_list_pages_and_searches(world: TermWorld) -> None:
    for number in range(12):
        world.publish(
            EDDA, term=f"社内語{number:02}", reading=f"しゃないご{'あ' * number}", english=f"word {number}", anyway=True
        )
    first = world.call("term", BEN)
    assert "Your team's words: 12" in words(first)
    assert "page 1 of 2" in words(first)
    second = world.press(action(first, "Next"), BEN)
    assert "社内語11" in words(second)
    assert "社内語00" not in words(second)
    assert "社内語00" in words(world.press(action(second, "Previous"), BEN))
    found = world.fill(form_of(first), BEN, query="word 11")
    assert "“word 11” in your team's words: 1" in words(found)
    assert "社内語03" in words(world.call("term", BEN, term="shanaigo"))
    assert "None has that" in words(world.call("term", BEN, term="qqqq"))
    assert "page 2 of 2" in words(world.call("term", BEN, page=99))


def test_what_waits_is_listed_for_editors_and_ones_own_for_others(world: TermWorld) -> None:
    world.suggest()
    world.suggest(BEN, term="二次回答", reading="にじかいとう", english="second reply")
    everything = words(world.call("term", EDDA, action="review"))
    assert "suggested by Aiko" in everything
    assert "suggested by Ben" in everything
    own = words(world.call("term", BEN, action="review"))
    assert "二次回答" in own
    assert "一次回答" not in own


def test_people_who_hide_are_not_named(world: TermWorld) -> None:
    world.call("settings", AIKO, board="hidden")
    term = world.suggest()
    assert "Suggested by somebody" in words(world.press(f"term-show/{term.id}", EDDA))


def test_every_change_raises_the_revision_that_lookups_see(world: TermWorld) -> None:
    def revision() -> int:
        with world.services.unit_of_work(read_only=True) as work:
            return work.terms.revision(TENANT)

    world.suggest()
    assert revision() == 0
    world.call("term", EDDA, action="publish", term="一次回答")
    assert revision() == 1
    world.call("term", EDDA, action="edit", term="一次回答", english="initial reply")
    assert revision() == 2
    assert [each for each in actions(world.call("term", EDDA)) if each.startswith("term-show")] != []
