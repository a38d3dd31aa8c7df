"""The team's own words through commands and buttons, on a fake and on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reply import Tone
from bot.team.term import TermState
from tests.core.commands.term_world import AIKO, BEN, EDDA, FIRST, MIKA, TermWorld, form_of, opened, values
from tests.reading import action, words


@pytest.fixture(params=["fake", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TermWorld]:
    """A workspace with Aiko and Ben, an editor and a manager."""
    with opened(request.param, tmp_path) as ready:
        yield ready


def test_a_suggestion_is_published_and_found_and_who_suggested_it_hears(world: TermWorld) -> None:
    reply = world.call("term", AIKO, action="suggest", definition="The first reply.", **FIRST)
    assert "An editor decides" in words(reply)
    assert "not in the glossary" in words(world.call("house", EDDA, action="avoid", term="一次回答"))
    (term,) = world.terms()
    card = world.press(f"term-show/{term.id}", EDDA)
    assert "Suggested by Aiko" in words(card)
    published = world.press(action(card, "Publish"), EDDA)
    assert "Published: 一次回答" in words(published)
    assert published.tone is Tone.SUCCESS
    assert "first reply" in words(world.call("define", BEN, term="ichijikaitou"))
    (post,) = world.heard("aiko")
    assert "Your word is published" in words(post.reply)
    assert "Edda" in words(post.reply)
    assert action(post.reply, "Look") == f"show/{term.id}"


def test_a_refusal_needs_a_reason_and_is_told_with_it(world: TermWorld) -> None:
    term = world.suggest()
    card = world.press(f"term-show/{term.id}", EDDA)
    refused = world.fill(form_of(card), EDDA, reason="  ")
    assert "Say why" in words(refused)
    assert world.term(term.id).state is TermState.SUGGESTED
    assert "Not published" in words(world.fill(form_of(refused), EDDA, reason="We say 初回回答."))
    (post,) = world.heard("aiko")
    assert "We say 初回回答." in words(post.reply)
    again = form_of(world.press(action(post.reply, "suggest again"), AIKO))
    assert values(again)["headword"] == "一次回答"
    world.fill(again, headword="初回回答", reading="しょかいかいとう")
    (waiting,) = world.terms(TermState.SUGGESTED)
    assert waiting.entry.headword == "初回回答"
    assert world.term(term.id).state is TermState.REFUSED


def test_who_decides_second_is_told_by_whom_it_was_decided(world: TermWorld) -> None:
    term = world.suggest()
    cards = [world.press(f"term-show/{term.id}", actor) for actor in (EDDA, MIKA)]
    world.fill(form_of(cards[0]), EDDA, reason="no need")
    late = world.press(action(cards[1], "Publish"), MIKA)
    assert "It was refused already, by Edda." in words(late)
    assert "no need" in words(late)
    assert world.term(term.id).state is TermState.REFUSED
    assert len(world.heard("aiko")) == 1


def test_a_suggestion_that_changed_meanwhile_is_shown_before_it_is_published(world: TermWorld) -> None:
    term = world.suggest()
    card = world.press(f"term-show/{term.id}", EDDA)
    world.call("term", AIKO, action="edit", term="一次回答", english="something rude")
    seen = world.press(action(card, "Publish"), EDDA)
    assert "has changed since you saw it" in words(seen)
    assert "something rude" in words(seen)
    assert world.term(term.id).state is TermState.SUGGESTED
    world.press(action(seen, "Publish"), EDDA)
    assert world.term(term.id).state is TermState.PUBLISHED


def test_members_decide_nothing(world: TermWorld) -> None:
    term = world.suggest()
    for button in (f"term-publish/{term.id}/1", f"term-refuse/{term.id}/1/no", f"term-withdraw/{term.id}/1"):
        assert world.press(button, BEN).tone is Tone.WARNING
    for act in ("publish", "refuse", "withdraw", "undo"):
        assert world.call("term", BEN, action=act, term=term.id, reason="x").tone is Tone.WARNING
    assert "Publish" not in words(world.press(f"term-show/{term.id}", AIKO))
    assert "not there any more" in words(world.press(f"term-show/{term.id}", BEN)), "others' suggestions are not shown"
    assert world.term(term.id) == term


def test_who_suggested_a_word_can_take_it_back_and_have_it_again(world: TermWorld) -> None:
    term = world.suggest()
    gone = world.press(f"term-withdraw/{term.id}/1", AIKO)
    assert world.term(term.id).state is TermState.WITHDRAWN
    world.press(action(gone, "Restore"), AIKO)
    assert world.term(term.id).state is TermState.SUGGESTED


def test_a_members_edit_of_a_published_word_is_a_suggestion_for_it(world: TermWorld) -> None:
    term = world.publish()
    reply = world.call("term", BEN, action="edit", term="一次回答", english="initial reply")
    assert "stays as it is until an editor decides" in words(reply)
    assert "first reply → initial reply" in words(reply)
    assert world.term(term.id).entry.senses[0].gloss_en == ("first reply",)
    (edit,) = world.terms(TermState.SUGGESTED)
    world.call("term", EDDA, action="edit", term=term.id, note="For customers only.")
    card = world.press(f"term-show/{edit.id}", EDDA)
    assert "first reply → initial reply" in words(card)
    assert "For customers only. →" not in words(card), "what others changed since is not undone"
    world.press(action(card, "Publish"), EDDA)
    now = world.term(term.id).entry
    assert now.senses[0].gloss_en == ("initial reply",)
    assert now.usage_note is not None
    assert world.term(edit.id).state is TermState.ADOPTED
    assert "Your change is published" in words(world.heard("ben")[0].reply)
    assert "initial reply" in words(world.call("define", AIKO, term="一次回答"))


def test_an_edit_of_an_old_version_is_refused_with_what_changed_and_nothing_is_lost(world: TermWorld) -> None:
    term = world.publish()
    form = form_of(world.press(f"term-form/{term.id}/word/0", EDDA))
    world.call("term", MIKA, action="edit", term="一次回答", definition="Theirs.")
    late = world.fill(form, EDDA, english="initial reply", definition="Mine, typed for an hour.")
    assert "by Mika" in words(late)
    assert "(empty) → Theirs." in words(late)
    assert world.term(term.id).entry.senses[0].def_en == "Theirs."
    again = form_of(late)
    assert values(again)["definition"] == "Mine, typed for an hour."
    assert values(again)["english"] == "initial reply"
    world.fill(again, EDDA)
    assert world.term(term.id).entry.senses[0].def_en == "Mine, typed for an hour."


def test_a_step_that_changed_no_text_is_no_reason_to_refuse_an_edit(world: TermWorld) -> None:
    term = world.publish()
    form = form_of(world.press(f"term-form/{term.id}/word/0", EDDA))
    world.press(f"term-right/{term.id}/{term.revision}", MIKA)
    assert "Changed: 一次回答" in words(world.fill(form, EDDA, english="initial reply"))


def test_two_forms_of_one_person_about_other_parts_do_not_undo_each_other(world: TermWorld) -> None:
    term = world.suggest(definition="The first reply.", example_ja="一次回答を送ります。")
    form = form_of(world.press(f"term-form/{term.id}/more/0", AIKO))
    assert values(form) == {"example-ja": "一次回答を送ります。"}
    world.fill(form, note="Within a day.", example_ja="")
    entry = world.term(term.id).entry
    assert (entry.senses[0].examples, entry.senses[0].def_en) == ((), "The first reply.")
    form = form_of(world.press(f"term-form/{term.id}/labels/0", AIKO))
    world.fill(form, pos="suru-noun", domain="callcenter", level="2")
    assert world.term(term.id).entry.difficulty == 2
    assert world.term(term.id).entry.usage_note is not None


def test_a_word_may_have_several_meanings(world: TermWorld) -> None:
    term = world.suggest()
    card = world.press(f"term-show/{term.id}", AIKO)
    form = form_of(world.press(action(card, "Add a meaning"), AIKO))
    assert values(form) == {}
    world.fill(form, english="preliminary answer", definition="An answer before the real one.")
    assert [sense.gloss_en for sense in world.term(term.id).entry.senses] == [("first reply",), ("preliminary answer",)]
    world.call("term", AIKO, action="edit", term="一次回答", sense=2, english="interim answer")
    assert world.term(term.id).entry.senses[1].gloss_en == ("interim answer",)
    world.call("term", AIKO, action="sense", term="一次回答", english="third")
    assert len(world.term(term.id).entry.senses) == 3


def test_with_nothing_given_the_form_is_offered(world: TermWorld) -> None:
    form = form_of(world.call("term", AIKO, action="suggest", term="一次回答"))
    assert [field.name for field in form.fields] == ["headword", "reading", "english", "definition", "definition-ja"]
    assert values(form) == {"headword": "一次回答"}
    assert "Suggested: 一次回答" in words(world.fill(form, reading="ichiji kaitou", english="first reply"))
    assert world.terms()[0].entry.kana == "いちじかいとう"


def test_faults_are_told_and_what_was_typed_stands_in_the_form_again(world: TermWorld) -> None:
    reply = world.call("term", AIKO, action="suggest", term="一次回答", definition="x" * 900)
    assert "Give the reading" in words(reply)
    assert world.terms() == ()
    form = form_of(reply)
    assert values(form)["definition"] == "x" * 900
    world.fill(form, reading="いちじかいとう")
    assert world.terms()[0].entry.senses[0].def_en == "x" * 900


def test_words_like_it_are_shown_before_it_is_kept(world: TermWorld) -> None:
    options = {"action": "suggest", "term": "電話", "reading": "でんわ", "english": "phone"}
    reply = world.call("term", AIKO, **options)
    assert "The same word is there already: 電話" in words(reply)
    assert "Nothing is kept yet" in words(reply)
    assert world.terms() == ()
    keep = action(reply, "Keep it anyway")
    assert "kept already" in words(world.press(keep, BEN)), "what is typed is its writer's"
    world.press(keep, AIKO)
    assert len(world.terms()) == 1
    assert "kept already" in words(world.press(keep, AIKO))
    assert len(world.terms()) == 1


def test_who_sees_words_like_it_may_change_what_was_typed(world: TermWorld) -> None:
    reply = world.call("term", AIKO, action="suggest", term="電話", reading="でんわ", english="phone", note="n")
    world.fill(form_of(reply), headword="社内電話", reading="しゃないでんわ")
    (term,) = world.terms()
    assert (term.entry.headword, term.entry.usage_note is not None) == ("社内電話", True)


def test_a_suggestion_that_waits_is_told_to_the_next_who_has_the_same_idea(world: TermWorld) -> None:
    world.suggest()
    assert "waits for a decision" in words(world.call("term", BEN, action="suggest", **FIRST))
    world.suggest(BEN, anyway=True)
    assert len(world.terms()) == 2
    assert "Several words are called" in words(world.call("term", EDDA, action="publish", term="一次回答"))


def test_history_tells_who_changed_what_and_any_version_can_be_had_again(world: TermWorld) -> None:
    term = world.publish()
    world.call("term", EDDA, action="edit", term="一次回答", english="initial reply")
    told = world.call("term", BEN, action="history", term="一次回答")
    text = words(told)
    assert "3. published, 2026-11-20, Edda" in text
    assert "English: first reply → initial reply" in text.replace("In English", "English")
    assert "Back to version" not in text, "a member only looks"
    own = world.call("term", EDDA, action="history", term="一次回答")
    world.press(action(own, "Back to version 2"), EDDA)
    assert world.term(term.id).entry == term.entry
    world.call("term", EDDA, action="undo", term="一次回答")
    assert world.term(term.id).entry.senses[0].gloss_en == ("initial reply",)
    assert world.term(term.id).revision == 5
    assert "initial reply" in words(world.call("define", term="一次回答"))


def test_undo_of_a_decision_brings_the_suggestion_back(world: TermWorld) -> None:
    term = world.suggest()
    published = world.press(f"term-publish/{term.id}/1", EDDA)
    world.press(action(published, "Undo"), EDDA)
    assert world.term(term.id).state is TermState.SUGGESTED
    assert "first reply" not in words(world.call("define", term="一次回答"))


def test_an_undo_from_a_card_that_is_out_of_date_changes_nothing(world: TermWorld) -> None:
    term = world.publish()
    edited = world.call("term", EDDA, action="edit", term="一次回答", english="initial reply")
    world.call("term", MIKA, action="edit", term="一次回答", english="other reply")
    assert "has changed since you saw it" in words(world.press(action(edited, "Undo"), EDDA))
    assert world.term(term.id).entry.senses[0].gloss_en == ("other reply",)


def test_a_withdrawn_word_is_found_no_more_until_it_is_restored(world: TermWorld) -> None:
    world.publish()
    world.call("term", EDDA, action="withdraw", term="一次回答", reason="outdated")
    assert "first reply" not in words(world.call("define", term="一次回答"))
    world.call("term", EDDA, action="restore", term="一次回答")
    assert "first reply" in words(world.call("define", term="一次回答"))


@pytest.mark.parametrize("action", ["edit", "sense", "withdraw", "confirm", "owner"])
def test_who_names_a_withdrawn_word_is_shown_that_it_is_withdrawn(world: TermWorld, action: str) -> None:
    term = world.publish()
    world.call("term", EDDA, action="withdraw", term="一次回答")
    reply = world.call("term", EDDA, action=action, term="一次回答", english="x")
    assert "Withdrawn by Edda" in words(reply)
    assert "Restore" in words(reply)
    assert world.term(term.id).state is TermState.WITHDRAWN


def test_a_word_that_is_there_needs_no_restoring(world: TermWorld) -> None:
    world.publish()
    assert "Published" in words(world.call("term", EDDA, action="restore", term="一次回答"))


def test_the_shared_glossary_is_not_edited(world: TermWorld) -> None:
    assert "is in the shared glossary" in words(world.call("term", EDDA, action="edit", term="受電", english="x"))
    assert "none of your team's words" in words(world.call("term", EDDA, action="edit", term="qqqq", english="x"))


def test_nobody_fills_the_workspace(world: TermWorld) -> None:
    for number in range(20):
        world.suggest(term=f"語彙{number:02}", reading="ごい", english="x", anyway=True)
    reply = world.call("term", AIKO, action="suggest", **FIRST)
    assert "20 of your suggestions wait already" in words(reply)
    assert len(world.terms()) == 20
    world.suggest(BEN)


def test_an_edit_that_says_the_same_changes_nothing(world: TermWorld) -> None:
    term = world.publish()
    assert "says already" in words(world.call("term", EDDA, action="edit", term="一次回答", english="first reply"))
    assert world.term(term.id).revision == term.revision


def test_a_hyphen_empties_a_field(world: TermWorld) -> None:
    term = world.suggest(definition="The first reply.")
    world.call("term", AIKO, action="edit", term="一次回答", definition="-")
    assert world.term(term.id).entry.senses[0].def_en == ""


@pytest.mark.parametrize(
    "button",
    ["term-publish/team.qqqqqqqq/1", "term-show/team.x", "term-edit/juden/1/word", "term-keep/zzz", "term-mend/zzz/0/word", "term-right/team.x/1/1"],
)  # fmt: skip
def test_forged_buttons_do_nothing(world: TermWorld, button: str) -> None:
    reply = world.press(button, MIKA)
    assert reply.tone is Tone.WARNING
    assert world.terms() == ()
