"""What people do is remembered: answers are reviews, saved words are cards."""

from datetime import timedelta

import pytest

from bot.commands.remembering import remember
from bot.lexicon.model import EntryId
from bot.quiz.memory import CardState, HeldCard, Rating, Source
from bot.quiz.model import Session
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor

JUDEN = EntryId("juden")


def cards(world: World) -> tuple[HeldCard, ...]:
    with world.storage(read_only=True) as work:
        return work.cards.of(world.actor)


def ratings(world: World) -> list[Rating]:
    with world.storage(read_only=True) as work:
        return list(work.cards.ratings(world.actor, "").values())


def asked(world: World) -> Session:
    world.call("quiz", number=2, kind="meaning-to-word")
    (session,) = world.storage.rows.sessions.values()
    return session


@pytest.mark.parametrize(("step", "rating"), [(0, Rating.GOOD), (1, Rating.AGAIN)], ids=["right", "wrong"])
def test_an_answer_in_a_quiz_is_a_review_of_its_word(world: World, step: int, rating: Rating) -> None:
    session = asked(world)
    item = session.items[0]
    assert item.key is not None
    world.press(f"answer/{session.id}/0/{(item.key + step) % len(item.options)}")
    (held,) = cards(world)
    assert (held.entry_id, held.source, held.reviews) == (item.entry_id, Source.QUIZ, 1)
    assert held.card.last_review == NOON
    assert ratings(world) == [rating]


def test_an_answer_in_a_round_is_a_review_for_who_gave_it(world: World) -> None:
    channel = Channel(world.services)
    channel.call("round", number=1, kind="meaning-to-word")
    channel.press(channel.button("Join"), make_actor("Ben"))
    channel.press(channel.button("Start now"))
    item = channel.session.items[0]
    channel.press(f"round-answer/{channel.session.id}/0/{item.key}", make_actor("Ben"))
    with world.storage(read_only=True) as work:
        assert [held.entry_id for held in work.cards.of(make_actor("Ben"))] == [item.entry_id]
        assert work.cards.of(world.actor) == ()


def test_a_skipped_question_is_a_word_not_known(world: World) -> None:
    session = asked(world)
    world.press(f"skip/{session.id}/0")
    assert ratings(world) == [Rating.AGAIN]


def test_a_button_pressed_twice_is_one_review(world: World) -> None:
    session = asked(world)
    for _ in range(2):
        world.press(f"answer/{session.id}/0/0")
    assert len(ratings(world)) == 1


def test_stopping_a_quiz_reviews_nothing(world: World) -> None:
    session = asked(world)
    world.press(f"stop/{session.id}")
    assert cards(world) == ()


def test_a_saved_word_is_a_new_card_until_it_is_taken_off(world: World) -> None:
    world.press("save/juden")
    (held,) = cards(world)
    assert (held.source, held.card.state) == (Source.SAVED, CardState.NEW)
    world.press("unsave/juden")
    assert cards(world) == ()


def test_what_was_learnt_stays_when_the_word_is_taken_off_the_list(world: World) -> None:
    world.press("save/juden")
    with world.storage() as work:
        remember(world.services, work, world.actor, JUDEN, key="k", rating=Rating.GOOD, source=Source.REVIEWED, at=NOON)
        work.commit()
    world.press("unsave/juden")
    assert len(cards(world)) == 1


def test_a_review_dated_before_the_last_one_is_not_kept(world: World) -> None:
    with world.storage() as work:
        for number, at in enumerate((NOON, NOON - timedelta(seconds=1))):
            held = remember(
                world.services,
                work,
                make_actor(),
                JUDEN,
                key=f"k{number}",
                rating=Rating.GOOD,
                source=Source.REVIEWED,
                at=at,
            )
        assert held.reviews == 1
        assert len(work.cards.reviews(make_actor(), JUDEN)) == 1
