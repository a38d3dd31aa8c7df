"""Whoever asks is told which rule graded what they typed, and never before a question closes."""

import pytest

from bot.localized import Locale
from bot.quiz.model import Rule
from bot.reply import Reply, Tone
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_place
from tests.reading import action, actions, words


def asks(reply: Reply) -> bool:
    return any(each.startswith("why/") for each in actions(reply))


def answered(world: World, response: str, *, number: int = 2) -> Reply:
    """Return the reply to a reading that is typed in a quiz."""
    world.call("quiz", number=number, kind="reading")
    (session,) = world.storage.rows.sessions.values()
    kana = session.items[0].answers[0]
    return world.press(f"answer/{session.id}/0/{response.format(kana=kana)}")


@pytest.mark.parametrize("number", [1, 2], ids=["last question", "not the last"])
def test_a_typed_answer_can_be_asked_about(world: World, number: int) -> None:
    told = world.press(action(answered(world, "zzz", number=number), "Why?"))

    assert "It is not the answer." in words(told)


def test_a_note_can_be_asked_about(world: World) -> None:
    reply = answered(world, "お{kana}です")

    assert "Right" in words(reply)
    assert "polite endings" in words(world.press(action(reply, "Why?")))


def test_an_answer_that_is_just_right_needs_no_reason(world: World) -> None:
    assert not asks(answered(world, "{kana}"))


def test_an_option_has_its_reason_beside_it(world: World) -> None:
    world.call("quiz", number=2, kind="meaning-to-word")
    (session,) = world.storage.rows.sessions.values()
    key = session.items[0].key
    assert key is not None

    assert not asks(world.press(f"answer/{session.id}/0/{(key + 1) % len(session.items[0].options)}"))


def test_a_review_can_be_asked_about(world: World) -> None:
    world.press("save/denwa")
    world.press("review-learn")
    (sitting,) = world.storage.rows.memory.sittings.values()
    assert sitting.items[0].answers, "a word without a contrast is typed"
    reply = world.press(f"review-answer/{sitting.id}/0/zzz")

    assert asks(reply)


def test_a_round_tells_the_rule_once_the_question_is_closed(world: World) -> None:
    channel = Channel(world.services)
    channel.call("round", number=1, kind="reading")
    channel.press(channel.button("Start now"))
    session = channel.session
    counted = channel.press(f"round-answer/{session.id}/0", text="zzz")
    mine = channel.press(f"round-mine/{session.id}/0")

    assert not asks(counted)
    assert asks(mine)


def test_a_round_that_still_asks_tells_no_rule(world: World) -> None:
    channel = Channel(world.services)
    channel.call("round", number=1, kind="reading")
    channel.press(channel.button("Join"), world.actor)
    channel.press(channel.button("Start now"))
    session = channel.session
    channel.press(f"round-join/{session.id}", actor=make_actor("Ben"))
    for reply in (
        channel.press(f"round-answer/{session.id}/0", text="zzz"),
        channel.press(f"round-mine/{session.id}/0"),
    ):
        assert not asks(reply)
        assert "no-match" not in repr(reply)


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_is_said_in_both_languages(world: World, rule: Rule) -> None:
    said = [
        words(
            world.dispatcher.press(
                f"why/{rule}", actor=world.actor, place=make_place(), locale=locale, received_at=NOON
            )
        )
        for locale in Locale
    ]
    assert said[0] != said[1]


def test_a_rule_that_is_gone_is_a_sentence(world: World) -> None:
    reply = world.press("why/of-old")

    assert Tone.WARNING is reply.tone
