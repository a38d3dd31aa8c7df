"""House rules: set by editors, shown on the word, and told after Explain terms where a channel wants that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reply import Tone
from bot.team.house import Verdict
from tests.core.commands.term_world import AIKO, EDDA, MIKA, TENANT, TermWorld, opened
from tests.reading import action, actions, words


@pytest.fixture(params=["fake", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TermWorld]:
    """A workspace with Aiko, an editor and a manager."""
    with opened(request.param, tmp_path) as ready:
        yield ready


def _rules(world: TermWorld) -> dict[str, Verdict]:
    with world.services.unit_of_work(read_only=True) as work:
        return {rule.entry_id: rule.verdict for rule in work.terms.rules(TENANT)}


def test_a_rule_stands_on_the_word_with_what_to_use_and_why(world: TermWorld) -> None:
    reply = world.call("house", EDDA, action="avoid", term="客", instead="電話", why="Nobody says so.")
    assert "Rule set: 客" in words(reply)
    shown = world.call("define", AIKO, term="客")
    assert "avoid this word. Use 電話（でんわ）. Nobody says so." in words(shown)
    assert "show/denwa" in actions(shown)
    world.press(action(reply, "Undo"), EDDA)
    assert "House rule" not in words(world.call("define", AIKO, term="客"))
    assert "There is no rule about 客" in words(world.press(action(reply, "Undo"), EDDA))


def test_preferring_one_word_to_another_makes_both_rules(world: TermWorld) -> None:
    world.call("house", MIKA, action="prefer", term="電話", instead="客", why="clear")
    assert _rules(world) == {"denwa": Verdict.PREFERRED, "kyaku": Verdict.AVOID}
    assert "use this word" in words(world.call("define", AIKO, term="電話"))
    assert "Use 電話" in words(world.call("define", AIKO, term="客"))


def test_a_rule_may_be_about_the_teams_own_word(world: TermWorld) -> None:
    world.publish()
    world.call("house", EDDA, action="avoid", term="一次回答")
    assert "House rule: avoid this word." in words(world.call("define", AIKO, term="一次回答"))


@pytest.mark.parametrize("act", ["prefer", "avoid", "clear", "hints-on", "hints-off"])
def test_members_set_no_rules(world: TermWorld, act: str) -> None:
    world.call("house", EDDA, action="prefer", term="電話")
    reply = world.call("house", AIKO, action=act, term="電話")
    assert "Only editors" in words(reply)
    assert _rules(world) == {"denwa": Verdict.PREFERRED}


def test_rules_send_nobody_in_a_circle(world: TermWorld) -> None:
    world.call("house", EDDA, action="avoid", term="客", instead="電話")
    reply = world.call("house", EDDA, action="avoid", term="電話", instead="客")
    assert reply.tone is Tone.WARNING
    assert "/house clear" in words(reply)
    assert "its own place" in words(world.call("house", EDDA, action="avoid", term="客", instead="客"))
    assert _rules(world) == {"kyaku": Verdict.AVOID}


def test_what_is_not_in_the_glossary_has_no_rule(world: TermWorld) -> None:
    assert "not in the glossary" in words(world.call("house", EDDA, action="avoid", term="qqqq"))
    assert "not in the glossary" in words(world.call("house", EDDA, action="avoid", term="客", instead="qqqq"))
    assert "Which word?" in words(world.call("house", EDDA, action="avoid"))
    assert _rules(world) == {}


def test_a_rule_about_a_word_is_none_about_the_one_that_a_lookup_takes_it_for(world: TermWorld) -> None:
    reply = world.call("house", EDDA, action="avoid", term="お客")
    assert "not in the glossary" in words(reply)
    assert actions(reply) == ["show/kyaku"]
    assert _rules(world) == {}


def test_everyone_sees_the_rules_and_who_set_them(world: TermWorld) -> None:
    assert "There are none yet" in words(world.call("house", AIKO))
    world.call("house", EDDA, action="avoid", term="客", instead="電話", why="clear")
    listed = words(world.call("house", AIKO))
    assert "House rules: 1" in listed
    assert "clear · Edda, 2026-11-20" in listed


def test_many_rules_are_paged(world: TermWorld) -> None:
    for number in range(12):
        world.publish(EDDA, term=f"社内語{number:02}", reading="しゃないご", english="x", anyway=True)
        world.call("house", EDDA, action="prefer", term=f"社内語{number:02}")
    first = world.call("house", AIKO)
    assert "page 1 of 2" in words(first)
    assert "page 2 of 2" in words(world.press(action(first, "Next"), AIKO))


def test_after_explain_terms_rules_are_told_where_the_channel_wants_it(world: TermWorld) -> None:
    world.call("house", EDDA, action="avoid", term="客", instead="電話", why="clear")
    world.call("house", EDDA, action="prefer", term="受電")
    message = "客から受電しました。客です。"
    assert "House rule" not in words(world.call("explain", AIKO, message=message))
    on = world.call("house", EDDA, action="hints-on")
    assert "Hints are on" in words(on)
    told = words(world.call("explain", AIKO, message=message))
    assert told.count("avoid this word. Use 電話") == 1
    assert "use this word" not in told, "what is right needs no hint"
    assert "House rule" not in words(world.call("explain", AIKO, message="受電しました。"))
    world.press(action(on, "Hints off"), EDDA)
    assert "House rule" not in words(world.call("explain", AIKO, message=message))


def test_a_rule_whose_word_was_withdrawn_says_so_no_more(world: TermWorld) -> None:
    term = world.publish()
    world.call("house", EDDA, action="avoid", term="客", instead="一次回答")
    world.call("term", EDDA, action="withdraw", term=term.id)
    assert "House rule: avoid this word." in words(world.call("define", AIKO, term="客"))
    assert "House rules: 1" in words(world.call("house", AIKO))
