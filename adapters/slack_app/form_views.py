"""A form as Slack's modal, and what a modal brings back.

Limits are Slack's: a title of 24 characters, text inputs of 3,000, 100 options of 75 characters in a menu.
"""

import json
from dataclasses import dataclass

from adapters.form_ids import id_of
from adapters.forms import LONGEST_TEXT, typed
from adapters.sendable import received, sendable
from adapters.slack_app.render import Renderer, text
from adapters.slack_app.wire import Json, cut, units
from bot.commands.spec import Value
from bot.localized import Locale, Localized
from bot.reply import MAX_FIELD_LABEL, FormButton, FormField, Reply

FORM_MODAL = "form"
"""callback_id of a modal that holds a form."""
_MAX_TITLE = 24
_MAX_METADATA = 3000
_MAX_INPUT = 3000
_MAX_NAME = 255
_MAX_HINT = 150
_MAX_OPTION = 75
_SEND = Localized("Send", "送信")
_CANCEL = Localized("Cancel", "キャンセル")


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file as Slack tells of it: where it lies, and how large it says it is. Has no repr: the name is a person's."""

    name: str
    url: str
    size: int


def form_view(form: FormButton, origin: Json, locale: Locale, told: tuple[Renderer, Reply] | None = None) -> Json:
    """Return the modal of a form; ``origin`` says where its answer belongs, ``told`` is what is wrong with it so far."""
    blocks: list[Json] = []
    if told is not None:
        renderer, reply = told
        blocks = [block for block in renderer.blocks(reply, locale) if block["type"] != "actions"]
    metadata = json.dumps({"form": str(id_of(form)), **origin})
    return {
        "type": "modal",
        "callback_id": FORM_MODAL,
        "title": text(cut(form.title or form.label, _MAX_TITLE)),
        "submit": text(_SEND.in_(locale)),
        "close": text(_CANCEL.in_(locale)),
        "private_metadata": metadata if units(metadata) <= _MAX_METADATA else json.dumps({"form": str(id_of(form))}),
        "blocks": [*blocks, *map(_input, form.fields)],
    }


def submitted(view: Json) -> dict[str, Value | SentFile]:
    """Return what a modal was filled with, by the names of its fields; what was left empty is an empty text."""
    given: dict[str, Value | SentFile] = {}
    values = _object(_object(view.get("state")).get("values"))
    for block, inner in values.items():
        name = str(block)[:_MAX_NAME]
        state = _object(_object(inner).get(name))
        files = state.get("files")
        if state.get("type") == "file_input":
            file = _file(files[0]) if isinstance(files, list) and files else None
            given |= {name: file} if file else {}
        elif "selected_option" in state:
            chosen = _object(state["selected_option"])
            given[name] = received(str(chosen.get("value") or ""), _MAX_NAME)
        else:
            given[name] = typed(str(state.get("value") or "")[:LONGEST_TEXT])
    return given


def _file(told: object) -> SentFile:
    file = _object(told)
    size = file.get("size")
    return SentFile(
        name=sendable(received(str(file.get("name") or "…"), _MAX_NAME)),
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
        size=size if isinstance(size, int) else 0,
    )


def _input(field: FormField) -> Json:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": not field.required,
        "label": text(cut(field.label, MAX_FIELD_LABEL)),
        "element": {"action_id": field.name, **_element(field)},
    }


def _element(field: FormField) -> Json:
    if field.is_file:
        return {"type": "file_input", "max_files": 1}
    hint = {"placeholder": text(cut(field.placeholder, _MAX_HINT))} if field.placeholder else {}
    if field.choices:
        options = {
            choice.value: {"text": text(cut(choice.label, _MAX_OPTION)), "value": choice.value}
            for choice in field.choices
        }
        chosen = {"initial_option": options[field.value]} if field.value in options else {}
        return {"type": "static_select", "options": list(options.values()), **chosen, **hint}
    value = cut(sendable(field.value), _MAX_INPUT)
    return {
        "type": "plain_text_input",
        "multiline": field.multiline or "\n" in value,
        "max_length": max(field.maximum, units(value)),
        **({"initial_value": value} if value else {}),
        **hint,
    }


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
