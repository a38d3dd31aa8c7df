from bot.reply import Tone
from tests.core.commands.conftest import World
from tests.factories import make_actor
from tests.reading import action, words


def test_a_word_is_saved_from_its_entry_and_listed(world: World) -> None:
    saved = world.press(action(world.call("define", term="受電"), "Save"))

    assert "Saved: 受電" in words(saved)
    assert "受電（じゅでん）" in words(world.press(action(saved, "My words")))


def test_saving_twice_is_said(world: World) -> None:
    world.press("save/juden")

    assert "already" in words(world.press("save/juden"))


def test_a_word_is_taken_off_again(world: World) -> None:
    saved = world.press("save/juden")
    world.press(action(saved, "Take off"))

    assert "no words yet" in words(world.call("saved"))


def test_the_list_is_one_s_own(world: World) -> None:
    world.press("save/juden")

    assert "no words yet" in words(world.press("saved", actor=make_actor("Ben")))


def test_a_word_that_is_gone_cannot_be_saved(world: World) -> None:
    assert Tone.WARNING is world.press("save/ghost").tone
