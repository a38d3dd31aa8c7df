from dataclasses import dataclass
from enum import StrEnum

import pytest

from bot.commands import actions
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import CommandSpec, option
from bot.localized import Localized
from bot.reply import Reply, plain
from tests.factories import both


def declare(name: str, params: type, summary: Localized | None = None) -> CommandSpec[object, object]:
    return CommandSpec(
        name=name,
        summary=summary or both("does things"),
        params=params,
        handler=lambda services, invocation, given: given,
        presenter=lambda result, view: Reply(title=plain("done")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    pass


@pytest.mark.parametrize("name", ["Define", "", "two words", "ü", "x" * 33, "1st"])
def test_a_name_that_a_platform_refuses_fails_when_declared(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case"):
        declare(name, Nothing)


@pytest.mark.parametrize("text", [both("", "x"), both("x", "長" * 101)], ids=["empty", "too long in Japanese"])
def test_a_description_that_a_platform_refuses_fails_when_declared(text: Localized) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        declare("fine", Nothing, text)


def test_an_option_of_a_type_no_platform_has_fails_when_declared() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Odd:
        amount: float = option(both("amount"), default=1.5)

    with pytest.raises(TypeError, match="str, int, bool"):
        declare("odd", Odd)


def test_too_many_choices_fail_when_declared() -> None:
    many = StrEnum("many", [f"m{number}" for number in range(26)])  # type: ignore[misc]  # made for this test
    made = type("Params", (), {"__annotations__": {"pick": many}, "pick": option(both("pick"))})
    params: type = dataclass(frozen=True, kw_only=True)(made)

    with pytest.raises(ValueError, match="more than 25 choices"):
        declare("pick", params)


def test_usage_shows_what_must_and_what_may_be_given() -> None:
    assert "/define term" == COMMANDS["define"].usage
    assert "/quiz [number:…] [domain:…] [level:…] [kind:…]" == COMMANDS["quiz"].usage


def test_every_visible_command_has_an_example_that_begins_with_it() -> None:
    for spec in VISIBLE:
        assert spec.examples, spec.name
        assert all(example.startswith(f"/{spec.name}") for example in spec.examples)


@pytest.mark.parametrize("values", [("a", 3), ("日本", 0), ("a/b", 1), ("100%", 2), ("", 1)])
def test_a_button_id_comes_back_as_it_went_in(values: tuple[str, int]) -> None:
    command, parsed = actions.parse(actions.build("answer", *values))

    assert "answer" == command
    assert [str(value) for value in values] == list(parsed)


def test_a_button_id_longer_than_a_platform_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="button id"):
        actions.build("define", "会" * 50)
