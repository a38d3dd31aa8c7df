import logging
from dataclasses import dataclass, replace

import pytest

from bot import messages
from bot.commands.dispatcher import Dispatcher
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, View, option
from bot.errors import StorageError
from bot.identity import Actor
from bot.localized import Localized
from bot.ports import Preferences
from bot.reply import Reply, Tone, plain
from tests.core.commands.conftest import World
from tests.factories import both, make_actor, make_invocation
from tests.reading import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    number: int = option(both("a number"), default=1, minimum=1, maximum=9)


def spec(fault: Exception | None = None, permission: Permission = Permission.EVERYONE) -> CommandSpec[Params, int]:
    def handler(services: Services, invocation: Invocation, params: Params) -> int:
        if fault:
            raise fault
        return params.number

    def presenter(result: int, view: View) -> Reply:
        return Reply(title=plain(f"number {result}"))

    return CommandSpec(
        name="count",
        summary=both("count"),
        params=Params,
        handler=handler,
        presenter=presenter,
        permission=permission,
    )


def reply_of(world: World, declared: CommandSpec[Params, int], **options: str | int) -> Reply:
    return Dispatcher(world.services, {"count": declared}).handle(make_invocation("count", **options))


def test_a_command_is_found_and_its_result_presented(world: World) -> None:
    assert "number 4" in words(reply_of(world, spec(), number=4))


def test_a_misspelt_command_is_guessed(world: World) -> None:
    reply = Dispatcher(world.services, {"count": spec()}).handle(make_invocation("cuont"))

    assert "Did you mean /count?" in words(reply)


def test_a_manager_s_command_is_refused_to_a_member(world: World) -> None:
    reply = reply_of(world, spec(permission=Permission.MANAGER))

    assert "Only a manager" in words(reply)
    assert Tone.WARNING is reply.tone


@pytest.mark.parametrize(
    ("permission", "rights", "allowed"),
    [
        (Permission.EDITOR, {}, False),
        (Permission.EDITOR, {"is_editor": True}, True),
        (Permission.EDITOR, {"is_manager": True}, True),
        (Permission.MANAGER, {"is_editor": True}, False),
        (Permission.MANAGER, {"is_manager": True}, True),
    ],
)
def test_a_manager_may_what_an_editor_may_and_more(
    world: World, permission: Permission, rights: dict[str, bool], allowed: bool
) -> None:
    dispatcher = Dispatcher(world.services, {"count": spec(permission=permission)})
    reply = dispatcher.handle(replace(make_invocation("count"), actor=make_actor("Mina", **rights)))

    assert allowed is ("number 1" in words(reply))
    assert allowed is not ("Only a" in words(reply))


@pytest.mark.parametrize(
    "value", ["0", "10", "many", "", "1e3", "-1", "--1", "-", "9" * 5000], ids=lambda value: str(value)[:8]
)
def test_a_number_outside_its_bounds_is_refused_in_one_sentence(world: World, value: str) -> None:
    text = words(reply_of(world, spec(), number=value))

    assert ("number from 1 to 9" in text) is (value != "")


def test_full_width_digits_are_digits(world: World) -> None:
    assert "number 5" in words(reply_of(world, spec(), number="５"))


def test_an_unknown_option_is_named_and_cut(world: World) -> None:
    text = words(reply_of(world, spec(), **{"x" * 400: 1}))

    assert "is not an option here" in text
    assert len(text) < 200


def test_many_unknown_options_are_one_sentence(world: World) -> None:
    text = words(reply_of(world, spec(), **{f"word{number}": 1 for number in range(300)}))

    assert 1 == text.count("is not an option here")


def test_a_database_that_is_down_is_a_sentence(world: World) -> None:
    reply = reply_of(world, spec(StorageError("The file is locked.")))

    assert "The file is locked." in words(reply)
    assert "nothing was changed" in words(reply)


def test_anything_else_is_an_incident_number_in_reply_and_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reply = reply_of(world, spec(ZeroDivisionError("secret detail")))

    incident = words(reply).split("number: ")[1].split()[0]
    assert incident in caplog.text
    assert "secret" not in words(reply)


def test_preferences_that_cannot_be_read_are_answered_too(world: World) -> None:
    def broken(actor: Actor) -> Preferences:
        raise ZeroDivisionError

    dispatcher = Dispatcher(replace(world.services, preferences=broken), {"count": spec()})

    assert "tell whoever runs me this number" in words(dispatcher.handle(make_invocation("count")))


def test_what_only_buttons_call_cannot_be_typed(world: World) -> None:
    assert "There is no command /stop" in words(world.call("stop", session="abc"))


def test_a_stale_button_is_refused_in_the_person_s_language(world: World) -> None:
    world.call("settings", language="ja")

    assert "そのボタンはもう使えません" in words(world.press("ghost/1"))


@pytest.mark.parametrize("action", ["", "/", "ghost/1", "answer", "answer/%00", "quiz/" + "9" * 300, "answer/a/b/c"])
def test_a_forged_button_gets_a_sentence(world: World, action: str) -> None:
    assert Tone.WARNING is world.press(action).tone


def test_messages_have_the_same_placeholders_in_both_languages() -> None:
    import re

    for name, text in vars(messages).items():
        if isinstance(text, Localized):
            assert sorted(re.findall(r"{\w+}", text.en)) == sorted(re.findall(r"{\w+}", text.ja)), name
