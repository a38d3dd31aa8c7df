"""Forms as replies offer them, what they were filled with as the dispatcher takes it, and files as options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from bot.commands import actions
from bot.commands.dispatcher import Dispatcher
from bot.commands.given import GivenFile
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Value, View, option
from bot.reply import MAX_FIELD_TEXT, MAX_FORM_ACTION, FormButton, FormChoice, FormField, Reply, plain
from tests.core.commands.conftest import World
from tests.factories import both, make_invocation
from tests.reading import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    term: str = option(both("a term"), maximum=10)
    why: str = option(both("a reason"), default="none", maximum=20)
    file: GivenFile | None = option(both("a file"), default=None)


def pressed(world: World, action: str, fields: Mapping[str, Value]) -> str:
    """Return what a form's action is answered with."""

    def handler(services: Services, invocation: Invocation, params: Params) -> Params:
        return params

    def presenter(result: Params, view: View) -> Reply:
        size = len(result.file.content) if result.file else 0
        return Reply(title=plain(f"{result.term} because {result.why}, {size} bytes"))

    spec = CommandSpec(name="refuse", summary=both("refuse"), params=Params, handler=handler, presenter=presenter)
    call = make_invocation("refuse")
    reply = Dispatcher(world.services, {"refuse": spec}).press(
        action, actor=call.actor, place=call.place, locale=call.locale, received_at=call.received_at, fields=fields
    )
    return words(reply)


ACTION = actions.build("refuse", "t1")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"why": "too vague"}, "t1 because too vague, 0 bytes"),
        ({"why": ""}, "t1 because none, 0 bytes"),
        ({"why": "  "}, "t1 because none, 0 bytes"),
        ({"term": "t2", "why": "x"}, "t1 because x, 0 bytes"),
        ({"why": "x" * 21}, "at most 20 characters"),
        ({"file": GivenFile("a.csv", b"abc")}, "t1 because none, 3 bytes"),
        ({"why": GivenFile("a.csv", b"abc")}, "“why” is a file"),
        ({"file": "a.csv"}, "“file” is a file: attach one."),
        ({"role": "owner"}, "role"),
    ],
    ids=["filled", "empty", "blank", "the action wins", "too long", "file", "a file for a text", "no file", "unknown"],
)
def test_a_form_fills_the_options_that_its_action_leaves(world: World, fields: dict[str, Value], said: str) -> None:
    assert said in pressed(world, ACTION, fields)


def test_a_form_may_fill_what_is_required(world: World) -> None:
    assert "t9 because x" in pressed(world, "refuse", {"term": "t9", "why": "x"})
    assert "no longer in use" in pressed(world, "refuse", {"why": "x"})


def text(**changed: object) -> FormField:
    return FormField(**{"name": "a", "label": "A", **changed})  # type: ignore[arg-type]  # the dataclass names them


@pytest.mark.parametrize(
    "made",
    [
        lambda: text(label=""),
        lambda: text(label="x" * 46),
        lambda: text(placeholder="x" * 101),
        lambda: text(maximum=0),
        lambda: text(maximum=MAX_FIELD_TEXT + 1),
        lambda: text(choices=tuple(FormChoice(str(each), "x") for each in range(26))),
        lambda: text(choices=(FormChoice("", "x"),)),
        lambda: text(choices=(FormChoice("x", "x" * 76),)),
        lambda: FormButton("x", "y", ()),
        lambda: FormButton("x", "y", tuple(text(name=str(each)) for each in range(6))),
        lambda: FormButton("x", "y", (text(), text())),
        lambda: FormButton("x", "y" * (MAX_FORM_ACTION + 1), (text(),)),
    ],
)
def test_a_form_that_some_platform_would_not_take_cannot_be_made(made: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"characters|choices|fields|name|fit"):
        made()


def test_the_widest_form_can_be_made() -> None:
    choices = tuple(FormChoice(f"{each:075}", "x" * 75) for each in range(25))
    fields = [text(name=str(each), label="x" * 45, placeholder="x" * 100, maximum=MAX_FIELD_TEXT) for each in range(4)]

    form = FormButton("x", "y" * MAX_FORM_ACTION, (*fields, text(choices=choices)))

    assert len(form.fields) == 5
