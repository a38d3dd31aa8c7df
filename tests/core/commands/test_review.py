"""A review from the first word to the last: an attempt, the answer, the rating."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.remembering import remember
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.quiz.memory import HeldCard, Rating, Sitting, Source, replay
from bot.reply import Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_place
from tests.fakes import FakeClock
from tests.reading import action, words

YESTERDAY = NOON - timedelta(days=1)


@pytest.fixture
def world(world: World) -> World:
    """Return the world at noon."""
    return changed(world, clock=FakeClock(NOON))


def changed(world: World, **parts: Any) -> World:
    """Return the world with other parts."""
    services = replace(world.services, **parts)
    return replace(world, services=services, dispatcher=Dispatcher(services, COMMANDS))


def known(world: World, *entry_ids: str, rating: Rating = Rating.AGAIN) -> None:
    """Let Aiko have met the words yesterday, in this order."""
    with world.storage() as work:
        for number, entry_id in enumerate(entry_ids):
            remember(
                world.services,
                work,
                world.actor,
                EntryId(entry_id),
                key=f"before/{entry_id}",
                rating=rating,
                source=Source.QUIZ,
                at=YESTERDAY + timedelta(minutes=number),
            )
        work.commit()


def sitting(world: World) -> Sitting:
    (only,) = world.storage.rows.memory.sittings.values()
    return only


def card(world: World, entry_id: str) -> HeldCard:
    with world.storage(read_only=True) as work:
        held = work.cards.held(world.actor, EntryId(entry_id))
    assert held
    return held


def attempt(world: World, *, right: bool = True) -> Reply:
    now = sitting(world)
    item = now.current
    assert item
    if item.key is not None:
        return world.press(f"review-answer/{now.id}/{now.position}/{item.key if right else (item.key + 1) % 3}")
    return world.press(f"review-answer/{now.id}/{now.position}", text=item.answers[0] if right else "ざざざ")


def test_due_words_are_asked_the_longest_due_first(world: World) -> None:
    known(world, "kaden", "juden", "kaigi")
    reply = world.call("review")

    assert "Review 1 of 3" in words(reply)
    assert [item.entry_id for item in sitting(world).items] == ["kaden", "juden", "kaigi"]


def test_a_word_is_asked_before_its_answer_is_shown(world: World) -> None:
    known(world, "juden")
    asked = world.call("review")
    item = sitting(world).items[0]

    assert not item.kind.is_choice
    assert all(spelling not in words(asked) for spelling in item.answers)
    assert not [button for button in asked.buttons if button.action.startswith(("review-rate", "show"))]


def test_what_is_typed_right_is_good_and_says_when_the_word_comes_again(world: World) -> None:
    known(world, "juden")
    world.call("review")
    reply = attempt(world)

    assert Tone.SUCCESS is reply.tone
    assert "Right." in words(reply)
    assert "Counted as Good: again" in words(reply)
    assert "受電 (juden)" in words(reply)
    assert {"Next", "Finish"} & {button.label for button in reply.buttons}
    assert card(world, "juden").card.due > NOON


def test_a_wrong_attempt_gets_the_answer_and_counts_as_again(world: World) -> None:
    known(world, "juden")
    world.call("review")
    reply = attempt(world, right=False)

    assert Tone.WARNING is reply.tone
    assert "受電 (juden)" in words(reply)
    assert "Counted as Again" in words(reply)


def test_a_word_not_known_is_shown_and_counts_as_again(world: World) -> None:
    known(world, "juden")
    reply = world.press(action(world.call("review"), "I don't know"))

    assert "受電 (juden)" in words(reply)
    assert "Counted as Again" in words(reply)


def test_only_the_last_rating_counts(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    reply = world.press(action(attempt(world), "Easy"))
    easy = card(world, "juden").card
    reply = world.press(action(reply, "Hard"))

    assert "Counted as Hard" in words(reply)
    assert card(world, "juden").card.due < easy.due
    assert card(world, "juden").reviews == 2
    with world.storage(read_only=True) as work:
        log = work.cards.reviews(world.actor, EntryId("juden"))
    assert [each.rating for each in log] == [Rating.AGAIN, Rating.HARD]
    assert replay(log, card(world, "juden").added_at) == card(world, "juden").card


def test_a_rating_stays_once_the_next_word_is_answered(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    easy = action(attempt(world), "Easy")
    before = card(world, "juden")
    attempt(world)
    reply = world.press(easy)

    assert "That rating stays" in words(reply)
    assert card(world, "juden") == before


def test_a_rating_stays_once_the_word_was_reviewed_elsewhere(world: World) -> None:
    known(world, "juden")
    world.call("review")
    easy = action(attempt(world), "Easy")
    with world.storage() as work:
        remember(
            world.services,
            work,
            world.actor,
            EntryId("juden"),
            key="quiz/x/0",
            rating=Rating.GOOD,
            source=Source.QUIZ,
            at=NOON + timedelta(minutes=1),
        )
        work.commit()
    before = card(world, "juden")

    assert "That rating stays" in words(world.press(easy))
    assert card(world, "juden") == before


def test_the_end_tells_what_was_known_and_what_comes_again(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    attempt(world)
    reply = world.press(action(attempt(world, right=False), "Finish"))

    assert "1 of 2 known" in words(reply)
    assert "架電" in words(reply)
    assert "受電" not in words(reply)


def test_an_answer_pressed_twice_is_one_review(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    first = sitting(world)
    attempt(world)
    item = first.items[0]
    reply = world.press(f"review-answer/{first.id}/0", text=item.answers[0])

    assert "answered already" in words(reply)
    assert "Review 2 of 2" in words(reply)
    assert card(world, "juden").reviews == 2


def test_review_goes_on_with_the_sitting_under_way(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    attempt(world)
    reply = world.call("review")

    assert "Review 2 of 2" in words(reply)
    assert "Going on" in words(reply)


def test_stopping_keeps_what_is_left_for_later(world: World) -> None:
    known(world, "juden", "kaden")
    world.call("review")
    attempt(world)
    reply = world.press(f"review-stop/{sitting(world).id}")

    assert "1 of 1 known" in words(reply)
    assert "More due now: 1" in words(reply)


def test_nothing_due_says_when_the_next_word_is(world: World) -> None:
    known(world, "juden", rating=Rating.EASY)
    reply = world.call("review")

    assert "Nothing is due" in words(reply)
    assert "in 7 days" in words(reply) or "in 8 days" in words(reply) or "in 6 days" in words(reply)


def test_a_word_just_missed_may_be_asked_again_at_once(world: World) -> None:
    known(world, "juden")
    world.call("review")
    over = world.press(action(attempt(world, right=False), "Finish"))

    assert "in 1 min" in words(over)
    assert "Review 1 of 1" in words(world.press(action(over, "Go on")))


def test_without_any_words_it_says_where_they_come_from(world: World) -> None:
    assert "save a word" in words(world.call("review"))


def test_saved_words_are_offered_and_learnt(world: World) -> None:
    world.press("save/kaigi")
    reply = world.call("review")
    assert "learnt: 1" in words(reply)
    asked = world.press(action(reply, "Learn new words"))

    assert "Review 1 of 1" in words(asked)
    assert [item.entry_id for item in sitting(world).items] == ["kaigi"]


def test_a_word_that_is_asked_in_the_channel_is_not_reviewed_there(world: World) -> None:
    known(world, "juden", "kaden")
    world = changed(world, withheld=lambda place: {EntryId("juden")} if place == make_place() else ())
    world.call("review")

    assert [item.entry_id for item in sitting(world).items] == ["kaden"]


def test_a_review_is_one_s_own(world: World) -> None:
    known(world, "juden")
    world.call("review")
    reply = world.press(f"review-answer/{sitting(world).id}/0/x", actor=make_actor("Ben"))

    assert "no longer here" in words(reply)
    assert card(world, "juden").reviews == 1


def test_words_that_left_the_glossary_are_passed_over(world: World) -> None:
    known(world, "ghost", "juden")
    world.call("review")

    assert [item.entry_id for item in sitting(world).items] == ["juden"]


@pytest.mark.parametrize("typed", ["", "   "], ids=["nothing", "blanks"])
def test_nothing_typed_is_no_attempt(world: World, typed: str) -> None:
    known(world, "juden")
    world.call("review")
    reply = world.press(f"review-answer/{sitting(world).id}/0", text=typed)

    assert "no answer in that" in words(reply)
    assert card(world, "juden").reviews == 1


def test_a_review_is_spoken_of_in_japanese_too(world: World) -> None:
    known(world, "juden")
    world.call("settings", language=Locale.JA)
    asked = world.call("review")
    answered = attempt(world)

    assert "復習 1/1" in words(asked)
    assert "「覚えていた」にしました。次は" in words(answered)
