"""Modals."""

from tests.platforms.fake_discord.cases.case import Body, Case, field, labelled, menu, modal, row, text
from tests.platforms.fake_discord.rules.kinds import Kind


def _modal(rule: str, path: str, good: Body, bad: Body) -> Case:
    return Case(kind=Kind.CALLBACK, rule=rule, path=f"data{path}", good=good, bad=bad)


def _field(rule: str, path: str, good: Body, bad: Body) -> Case:
    return _modal(rule, f".components[0].component{path}", modal(labelled(good)), modal(labelled(bad)))


def _fields(count: int) -> list[Body]:
    return [labelled(field(f"f{number}")) for number in range(count)]


def _radio(*values: str) -> Body:
    return {
        "type": 21,
        "custom_id": "r",
        "options": [{"label": f"Label {at}", "value": each} for at, each in enumerate(values)],
    }


MODAL_CASES = [
    _modal("maxLength", ".title", modal(*_fields(1), title="x" * 45), modal(*_fields(1), title="x" * 46)),
    _modal("blank", ".title", modal(*_fields(1)), modal(*_fields(1), title=" ")),
    _modal("maxLength", ".custom_id", modal(*_fields(1), custom_id="x" * 100), modal(*_fields(1), custom_id="x" * 101)),
    _modal("five-components", ".components", modal(*_fields(5)), modal(*_fields(6))),
    _modal("minItems", ".components", modal(*_fields(1)), modal()),
    _modal(
        "one-input",
        ".components[0]",
        modal(row(field(label="L"))),
        modal(row(field("a", label="L"), field("b", label="L"))),
    ),
    _modal("label-missing", ".components[0].components[0].label", modal(row(field(label="L"))), modal(row(field()))),
    _modal("label-twice", ".components[0].component.label", modal(*_fields(1)), modal(labelled(field(label="L")))),
    _modal(
        "custom-id-twice",
        ".components[1].component.custom_id",
        modal(*_fields(2)),
        modal(*_fields(1), labelled(field("f0"))),
    ),
    _modal(
        "maxLength",
        ".components[0].label",
        modal(labelled(field(), label="x" * 45)),
        modal(labelled(field(), label="x" * 46)),
    ),
    _modal("blank", ".components[0].label", modal(*_fields(1)), modal(labelled(field(), label=" "))),
    _modal(
        "maxLength",
        ".components[0].description",
        modal(labelled(field(), description="x" * 100)),
        modal(labelled(field(), description="x" * 101)),
    ),
    _modal("union", ".components[0].type", modal(text(), *_fields(1)), modal({"type": 17, "components": [text()]})),
    _field("maxLength", ".placeholder", field(placeholder="x" * 100), field(placeholder="x" * 101)),
    _field("maximum", ".max_length", field(max_length=4000), field(max_length=4001)),
    _field("length-range", ".min_length", field(min_length=5, max_length=5), field(min_length=6, max_length=5)),
    _field("preset-length", ".value", field(max_length=5, value="x" * 5), field(max_length=5, value="x" * 6)),
    _field("preset-length", ".value", field(min_length=2, value="xx"), field(min_length=2, value="x")),
    _field("enum", ".style", field(style=2), field(style=3)),
    _field("select-range", ".max_values", menu(max_values=2), menu(max_values=3)),
    _field("modal-disabled", ".disabled", menu(disabled=False), menu(disabled=True)),
    _field("required-range", ".min_values", menu(min_values=0, required=False), menu(min_values=0)),
    _field("option-twice", ".options", _radio("a", "b"), _radio("a", "a")),
    _field("minItems", ".options", _radio("a", "b"), _radio("a")),
]
