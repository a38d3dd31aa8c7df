"""Components of messages, old and V2, and autocompletion."""

from tests.platforms.fake_discord.cases.case import (
    V2,
    Body,
    Case,
    answer,
    button,
    container,
    field,
    menu,
    message,
    reply,
    row,
    text,
)
from tests.platforms.fake_discord.rules.kinds import Kind


def _old(rule: str, path: str, good: list[Body], bad: list[Body]) -> Case:
    return Case(
        kind=Kind.CALLBACK,
        rule=rule,
        path=f"data.components{path}",
        good=reply(content="x", components=good),
        bad=reply(content="x", components=bad),
    )


def _new(rule: str, path: str, good: list[Body], bad: list[Body]) -> Case:
    return Case(
        kind=Kind.MESSAGE,
        rule=rule,
        path=f"components{path}",
        good=message(flags=V2, components=good),
        bad=message(flags=V2, components=bad),
    )


def _rows(count: int) -> list[Body]:
    return [row(button(f"b{number}")) for number in range(count)]


def _buttons(count: int) -> Body:
    return row(*(button(f"b{number}") for number in range(count)))


def _section(**parts: object) -> Body:
    return {"type": 9, "components": [text()], "accessory": button(), **parts}


def _gallery(count: int) -> Body:
    return {"type": 12, "items": [{"media": {"url": "https://a.example/p.png"}}] * count}


def _menu(path: str, rule: str, good: Body, bad: Body) -> Case:
    return _old(rule, f"[0].components[0]{path}", [row(good)], [row(bad)])


def _button(path: str, rule: str, good: Body, bad: Body) -> Case:
    return _old(rule, f"[0].components[0]{path}", [row(good)], [row(bad)])


def _choices(*choices: Body) -> Body:
    return answer(8, choices=list(choices))


def _choice(name: str = "n", value: str | int = "v") -> Body:
    return {"name": name, "value": value}


_LINK: Body = {"style": 5, "url": "https://a.example"}
_FACE: Body = {"emoji": {"id": None, "name": "📞"}, "label": None}

COMPONENT_CASES = [
    _old("five-rows", "", _rows(5), _rows(6)),
    _old("maxItems", "[0].components", [_buttons(5)], [_buttons(6)]),
    _old("minItems", "[0].components", [_buttons(1)], [_buttons(0)]),
    _old("select-alone", "[0]", [row(menu())], [row(menu(), button())]),
    _old("custom-id-twice", "[1].components[0].custom_id", _rows(2), [_buttons(1), row(button("b0"))]),
    Case(
        kind=Kind.MESSAGE,
        rule="v2-flag",
        path="components[0]",
        good=message(flags=V2, components=[text()]),
        bad=message(components=[text()]),
    ),
    _old("union", "[0].components[0].type", [row(button())], [row(field())]),
    _old("union", "[0].type", [row(button())], [{"type": 99}]),
    _button(".label", "maxLength", button(label="x" * 80), button(label="x" * 81)),
    _button(".custom_id", "maxLength", button("x" * 100), button("x" * 101)),
    _button(".custom_id", "button-style", button("b", style=4), button(None, style=4)),
    _button(".url", "button-style", button(), button(url="https://a.example")),
    _button(".url", "button-style", button(None, **_LINK), button(None, style=5)),
    _button(".custom_id", "button-style", button(None, **_LINK), button("b", **_LINK)),
    _button("", "button-style", button(None, style=6, sku_id="1", label=None), button(None, style=6, sku_id="1")),
    _button(".label", "button-face", button(**_FACE), button(label=None)),
    _button(".label", "button-face", button(), button(label=" ")),
    _button(".style", "enum", button(style=1), button(style=7)),
    _button(".disabled", "type", button(disabled=True), button(disabled="no")),
    _button(".lable", "unknown-key", button(), button(lable="x")),
    _menu(".options", "maxItems", menu(25), menu(26)),
    _menu(".placeholder", "maxLength", menu(placeholder="x" * 150), menu(placeholder="x" * 151)),
    _menu(".min_values", "select-range", menu(min_values=2, max_values=2), menu(min_values=2, max_values=1)),
    _menu(".max_values", "select-range", menu(max_values=2), menu(max_values=3)),
    _menu(
        ".options",
        "select-range",
        menu(options=[{"label": "A", "value": "a", "default": True}]),
        menu(options=[{"label": each, "value": each, "default": True} for each in "ab"]),
    ),
    _menu(
        ".options",
        "option-twice",
        menu(options=[{"label": "A", "value": each} for each in "ab"]),
        menu(options=[{"label": each, "value": "a"} for each in "AB"]),
    ),
    _menu(
        ".options[0].label",
        "blank",
        menu(options=[{"label": "A", "value": "a"}]),
        menu(options=[{"label": " ", "value": "a"}]),
    ),
    _new(
        "forty-components",
        "",
        [container(*(text() for _ in range(38))), text()],
        [container(*(text() for _ in range(38))), text(), text()],
    ),
    _new(
        "forty-components",
        "",
        [_section(accessory=button(f"b{at}")) for at in range(13)] + [text()],
        [_section(accessory=button(f"b{at}")) for at in range(13)] + [text(), text()],
    ),
    _new("text-4000", "", [text("x" * 3999), container(text("x"))], [text("x" * 3999), container(text("xx"))]),
    _new("blank", "[0].content", [text()], [text(" ")]),
    _new("id-twice", "[1].id", [text(id=1), text(id=2), text(id=0), text(id=0)], [text(id=1), text(id=1)]),
    _new(
        "custom-id-twice",
        "[1].components[0].accessory.custom_id",
        [row(button("a")), container(_section())],
        [row(button("b")), container(_section())],
    ),
    _new("maxItems", "[0].components", [_section(components=[text()] * 3)], [_section(components=[text()] * 4)]),
    _new("required", "[0].accessory", [_section()], [{"type": 9, "components": [text()]}]),
    _new("maxItems", "[0].items", [_gallery(10)], [_gallery(11)]),
    _new("union", "[0].components[0].type", [container(text())], [container(container(text()))]),
    _new("enum", "[0].spacing", [{"type": 14, "spacing": 2}, text()], [{"type": 14, "spacing": 3}, text()]),
    Case(
        kind=Kind.CALLBACK,
        rule="maxItems",
        path="data.choices",
        good=_choices(*(_choice() for _ in range(25))),
        bad=_choices(*(_choice() for _ in range(26))),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="maxLength",
        path="data.choices[0].name",
        good=_choices(_choice("x" * 100)),
        bad=_choices(_choice("x" * 101)),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="blank",
        path="data.choices[0].name",
        good=_choices(_choice()),
        bad=_choices(_choice(" ")),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="choice-value-100",
        path="data.choices[0].value",
        good=_choices(_choice(value="x" * 100)),
        bad=_choices(_choice(value="x" * 101)),
    ),
]
