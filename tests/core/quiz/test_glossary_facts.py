"""What is known of a glossary is kept, and changes no quiz."""

from dataclasses import replace
from random import Random

from bot.lexicon.model import Glossary
from bot.quiz.glossary_facts import facts_of
from bot.quiz.items import build_items
from tests.factories import make_entry

QUESTIONS = 8


def test_a_quiz_is_the_same_whether_the_glossary_has_been_asked_about_before_or_not(glossary: Glossary) -> None:
    fresh = replace(glossary)
    assert fresh is not glossary
    known = replace(glossary)
    for seed in range(5):
        build_items(known, Random(seed), QUESTIONS)

    for seed in range(5, 8):
        assert build_items(replace(fresh), Random(seed), QUESTIONS) == build_items(known, Random(seed), QUESTIONS)


def test_facts_are_of_one_glossary_and_kept_while_it_is_used() -> None:
    first, second = (Glossary((make_entry(),), ()) for _ in range(2))
    facts = facts_of(first)

    assert facts_of(first) is facts
    assert facts_of(second) is not facts


def test_glossaries_that_nobody_uses_any_more_are_forgotten() -> None:
    used = Glossary((make_entry(),), ())
    facts, left = facts_of(used), Glossary((make_entry(),), ())
    old = facts_of(left)
    for _ in range(20):
        facts_of(Glossary((make_entry(),), ()))
        assert facts_of(used) is facts
    assert facts_of(left) is not old
