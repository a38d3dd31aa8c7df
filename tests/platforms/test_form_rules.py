"""What the rules say of modals that no client would show: each broken limit of a form is named."""

from typing import Any

import pytest

from tests.platforms import validate_discord, validate_slack


def discord(*components: dict[str, Any], title: str = "x") -> dict[str, Any]:
    return {"type": 9, "data": {"title": title, "custom_id": "form:x:y", "components": list(components)}}


def label(component: dict[str, Any], text: str = "x") -> dict[str, Any]:
    return {"type": 18, "label": text, "component": component}


def line(name: str = "a", **more: object) -> dict[str, Any]:
    return {"type": 4, "custom_id": name, "style": 1, **more}


def menu(count: int) -> dict[str, Any]:
    options = [{"label": str(each), "value": str(each)} for each in range(count)]
    return {"type": 3, "custom_id": "m", "options": options}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (discord(*(label(line(str(each))) for each in range(6))), "data.components"),
        (discord(label(line()), title="x" * 46), "data.title"),
        (discord(label(line(), "x" * 46)), "data.components[0].label"),
        (discord(label(line(placeholder="x" * 101))), "data.components[0].component.placeholder"),
        (discord(label(line(value="x" * 5, max_length=4))), "data.components[0].component.value"),
        (discord(label(line(max_length=4001))), "data.components[0].component.max_length"),
        (discord(label(menu(26))), "data.components[0].component.options"),
        (discord(label({"type": 19, "custom_id": "f", "max_values": 11})), "data.components[0].component.max_values"),
        (discord(label(line()), label(line())), "data.components[1].component.custom_id"),
    ],
    ids=["six fields", "title", "label", "placeholder", "value", "length", "menu", "files", "two of one name"],
)
def test_discord_names_the_limit_that_a_form_breaks(body: dict[str, Any], path: str) -> None:
    assert path in {each.path for each in validate_discord.problems(body, validate_discord.Kind.CALLBACK)}


def test_discord_takes_a_form_with_every_kind_of_field() -> None:
    upload = label({"type": 19, "custom_id": "f", "required": False})

    validate_discord.assert_valid(discord(label(line()), label(menu(25)), upload), validate_discord.Kind.CALLBACK)


def slack(element: dict[str, Any], title: str = "x", text: str = "x") -> dict[str, Any]:
    block = {"type": "input", "block_id": "a", "label": plain(text), "element": {"action_id": "a", **element}}
    view = {"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": [block]}
    return {"trigger_id": "1.2.a", "view": view}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def typed(**more: object) -> dict[str, Any]:
    return {"type": "plain_text_input", **more}


def choices(count: int, size: int = 1) -> dict[str, Any]:
    return {
        "type": "static_select",
        "options": [{"text": plain("x" * size), "value": str(each)} for each in range(count)],
    }


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (slack(typed(), title="x" * 25), "view.title.text"),
        (slack(typed(), text="x" * 2001), "view.blocks[0].label.text"),
        (slack(typed(max_length=3001)), "view.blocks[0].element.max_length"),
        (slack(typed(initial_value="x" * 3001)), "view.blocks[0].element.initial_value"),
        (slack(typed(placeholder=plain("x" * 151))), "view.blocks[0].element.placeholder.text"),
        (slack(choices(101)), "view.blocks[0].element.options"),
        (slack(choices(1, 76)), "view.blocks[0].element.options[0].text.text"),
        (slack({"type": "file_input", "max_files": 11}), "view.blocks[0].element.max_files"),
    ],
    ids=["title", "label", "length", "value", "placeholder", "options", "option", "files"],
)
def test_slack_names_the_limit_that_a_form_breaks(body: dict[str, Any], path: str) -> None:
    found = validate_slack.problems_of(body, validate_slack.Kind.VIEWS_OPEN)

    assert path in {each.path for each in found}, found


@pytest.mark.parametrize("element", [typed(multiline=True), choices(100, 75), {"type": "file_input", "max_files": 1}])
def test_slack_takes_a_form_with_every_kind_of_field(element: dict[str, Any]) -> None:
    validate_slack.assert_valid(slack(element), validate_slack.Kind.VIEWS_OPEN)
