from bot.commands.catalog import COMMANDS
from bot.commands.spec import Visibility
from bot.reply import Tone
from tests.core.commands.conftest import World
from tests.reading import action, words


def test_an_entry_is_shared_with_the_name_of_who_shared_it(world: World) -> None:
    shared = world.press(action(world.call("define", term="受電"), "Share"))

    assert "answering a call" in words(shared)
    assert "Aiko shared this." in words(shared)


def test_a_comparison_is_shared(world: World) -> None:
    shared = world.press(action(world.call("compare", terms="受電 架電"), "Share"))

    assert "gist of juden" in words(shared)


def test_what_is_shared_cannot_be_shared_again(world: World) -> None:
    shared = world.press(action(world.call("define", term="受電"), "Share"))

    assert not any(button.action.startswith("share/") for button in shared.buttons)


def test_sharing_alone_is_public() -> None:
    public = {name for name, spec in COMMANDS.items() if spec.visibility is Visibility.PUBLIC}

    assert {"share"} == public


def test_sharing_what_is_gone_is_a_sentence(world: World) -> None:
    assert Tone.WARNING is world.press("share/entry/ghost").tone
    assert Tone.WARNING is world.press("share/colour/ghost").tone
