"""Bodies that keep every rule, and makers of bodies of a given size, for the tests of the rules."""

from collections.abc import Callable, Mapping

from tests.platforms.fake_slack.rules.blocks import json_bytes
from tests.platforms.fake_slack.rules.bodies import Kind
from tests.platforms.fake_slack.wire import Json, without_nones

Sample = tuple[Kind, object]
Maker = Callable[[int], Sample]

DIVIDER: Json = {"type": "divider"}
QUIET: Json = {"unfurl_links": False, "unfurl_media": False}


def plain(size_or_text: int | str) -> Json:
    """Return a plain_text object of so many letters, or with this text."""
    return {"type": "plain_text", "text": _letters(size_or_text)}


def mrkdwn(size_or_text: int | str, **more: object) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": _letters(size_or_text), **more}


def _letters(size_or_text: int | str) -> str:
    return "あ" * size_or_text if isinstance(size_or_text, int) else size_or_text


def section(**more: object) -> Json:
    """Return a section."""
    return {"type": "section", **(more or {"text": plain("受電")})}


def button(number: int = 0, **more: object) -> Json:
    """Return a button with an action_id of its own."""
    return {"type": "button", "action_id": f"a{number}", "text": plain("Share"), **more}


def actions(*elements: Json) -> Json:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements or [button()])}


def option(number: int = 0, **more: object) -> Json:
    """Return an option with a value of its own."""
    return {"text": plain(f"受電 {number}"), "value": f"v{number}", **more}


def options(number: int) -> list[Json]:
    """Return so many options."""
    return [option(one) for one in range(number)]


def post(*blocks: Json, **more: object) -> Sample:
    """Return a chat.postMessage with these blocks."""
    return Kind.POST_MESSAGE, {"channel": "C1", "text": "受電", "blocks": list(blocks), **QUIET, **more}


def response(**more: object) -> Sample:
    """Return the body for a response_url."""
    return Kind.RESPONSE_URL, {"text": "受電", "blocks": [section()], **QUIET, **more}


def update(**more: object) -> Sample:
    """Return a chat.update."""
    return Kind.UPDATE, {"channel": "C1", "ts": "1.000001", "text": "受電", "blocks": [], **more}


def input_block(element: Json | None = None, **more: object) -> Json:
    """Return an input block."""
    typed = element or {"type": "plain_text_input", "action_id": "word"}
    return {"type": "input", "label": plain("Word"), "element": typed, **more}


def modal(*blocks: Json, **more: object) -> Sample:
    """Return a views.open with these blocks; a key given as None is left out."""
    view = without_nones({"type": "modal", "title": plain("Look up"), "submit": plain("Go"), **more})
    return Kind.VIEWS_OPEN, {"trigger_id": "1.2.abc", "view": {**view, "blocks": list(blocks or [section()])}}


def home(*blocks: Json, **more: object) -> Sample:
    """Return a views.publish with these blocks."""
    return Kind.VIEWS_PUBLISH, {"user_id": "U1", "view": {"type": "home", "blocks": list(blocks), **more}}


def rich(*elements: Json) -> Json:
    """Return a rich_text block with one section."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def table(*rows: list[Json], **more: object) -> Json:
    """Return a table."""
    return {"type": "table", "rows": list(rows), **more}


def cell(size_or_text: int | str = "受電") -> Json:
    """Return a table cell."""
    return {"type": "raw_text", "text": _letters(size_or_text)}


def select(kind: str = "static_select", **more: object) -> Json:
    """Return a select of this kind."""
    return {"type": kind, "action_id": "pick", **more}


_SELECTS = ("static_select", "multi_static_select")
_EXTRA: Mapping[str, Json] = {
    "static_select": {"options": [option()]},
    "multi_static_select": {"options": [option()]},
    "number_input": {"is_decimal_allowed": False},
}
_WITH_PLACEHOLDER = (
    "static_select",
    "multi_static_select",
    "external_select",
    "multi_external_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "datepicker",
    "timepicker",
)


def _with_placeholder(kind: str) -> Maker:
    return lambda n: modal(input_block(select(kind, placeholder=plain(n), **_EXTRA.get(kind, {}))))


def _confirm(key: str) -> Maker:
    def make(n: int) -> Sample:
        texts = {name: plain("Yes") for name in ("title", "text", "confirm", "deny")}
        return post(actions(button(confirm={**texts, key: plain(n)})))

    return make


def _filled_modal(size: int) -> Sample:
    """A modal of exactly ``size`` bytes of JSON, ASCII in private text so that a letter is a byte."""
    kind, body = modal(*[section(text=plain("x" * 3000)) for _ in range(60)])
    return _padded(kind, body, size)


def _filled_home(size: int) -> Sample:
    kind, body = home(*[section(text=plain("x" * 3000)) for _ in range(60)])
    return _padded(kind, body, size)


def _padded(kind: Kind, body: object, size: int) -> Sample:
    assert isinstance(body, dict)
    view = body["view"]
    while json_bytes(view) < size - 3100:
        view["blocks"].append(section(text=plain("x" * 3000)))
    short = size - json_bytes({**view, "private_metadata": ""})
    view["private_metadata"] = "x" * short
    return kind, body


LIMITS: Mapping[str, Maker] = {
    "surfaces.message.blocks": lambda n: post(*[DIVIDER] * n),
    "surfaces.modal.blocks": lambda n: modal(*[DIVIDER] * n),
    "surfaces.home.blocks": lambda n: home(*[DIVIDER] * n),
    "surfaces.modal.title": lambda n: modal(title=plain(n)),
    "surfaces.modal.submit": lambda n: modal(submit=plain(n)),
    "surfaces.modal.close": lambda n: modal(close=plain(n)),
    "surfaces.modal.callback_id": lambda n: modal(callback_id="x" * n),
    "surfaces.modal.external_id": lambda n: modal(external_id="x" * n),
    "surfaces.modal.private_metadata": lambda n: modal(private_metadata="x" * n),
    "surfaces.home.callback_id": lambda n: home(callback_id="x" * n),
    "surfaces.home.private_metadata": lambda n: home(private_metadata="x" * n),
    "surfaces.modal.bytes": _filled_modal,
    "surfaces.home.bytes": _filled_home,
    "surfaces.message.text_recommended": lambda n: post(text="あ" * n),
    "block_id": lambda n: post(section(block_id="x" * n, text=plain("x"))),
    "action_id": lambda n: post(actions(button(action_id="x" * n))),
    "blocks.section.text[2]": lambda n: post(section(text=mrkdwn(n))),
    "blocks.section.fields.max": lambda n: post(section(fields=[plain("x")] * n)),
    "blocks.section.fields.text[1]": lambda n: post(section(fields=[mrkdwn(n)])),
    "blocks.header.text[2]": lambda n: post({"type": "header", "text": plain(n)}),
    "blocks.image.alt_text": lambda n: post({"type": "image", "image_url": "https://x.jp/a", "alt_text": "x" * n}),
    "blocks.image.image_url": lambda n: post(
        {"type": "image", "image_url": "https://" + "x" * (n - 8), "alt_text": "x"}
    ),
    "blocks.image.title": lambda n: post(
        {"type": "image", "image_url": "https://x.jp/a", "alt_text": "x", "title": plain(n)}
    ),
    "blocks.context.elements[1]": lambda n: post({"type": "context", "elements": [plain("x")] * n}),
    "blocks.actions.elements[1]": lambda n: post(actions(*[button(one) for one in range(n)])),
    "blocks.input.label": lambda n: modal(input_block(label=plain(n))),
    "blocks.input.hint": lambda n: modal(input_block(hint=plain(n))),
    "blocks.markdown.text": lambda n: post({"type": "markdown", "text": "あ" * n}),
    "blocks.markdown.per_message_total": lambda n: post(
        {"type": "markdown", "text": "あ" * (n // 2)}, {"type": "markdown", "text": "あ" * (n - n // 2)}
    ),
    "blocks.table.rows": lambda n: post(table(*[[cell()]] * n)),
    "blocks.table.columns": lambda n: post(table([cell()] * n)),
    "blocks.table.per_message": lambda n: post(*[table([cell()])] * n),
    "blocks.context_actions.elements[1]": lambda n: post(
        {
            "type": "context_actions",
            "elements": [
                {"type": "icon_button", "icon": "trash", "text": plain("x"), "action_id": f"a{i}"} for i in range(n)
            ],
        }
    ),
    "elements.button.text": lambda n: post(actions(button(text=plain(n)))),
    "elements.button.value": lambda n: post(actions(button(value="x" * n))),
    "elements.button.url": lambda n: post(actions(button(url="https://" + "x" * (n - 8)))),
    "elements.button.accessibility_label": lambda n: post(actions(button(accessibility_label="x" * n))),
    **{f"elements.{kind}.placeholder": _with_placeholder(kind) for kind in _WITH_PLACEHOLDER},
    "elements.static_select.options[1]": lambda n: post(actions(select(options=options(n)))),
    "elements.multi_static_select.options[1]": lambda n: post(
        section(text=plain("x"), accessory=select("multi_static_select", options=options(n)))
    ),
    "elements.static_select.option_groups[1]": lambda n: post(
        actions(select(option_groups=[{"label": plain("x"), "options": [option(i)]} for i in range(n)]))
    ),
    "elements.multi_static_select.option_groups[1]": lambda n: post(
        section(
            text=plain("x"),
            accessory=select(
                "multi_static_select",
                option_groups=[{"label": plain("x"), "options": [option(i)]} for i in range(n)],
            ),
        )
    ),
    "elements.overflow.options[1]": lambda n: post(actions(select("overflow", options=options(n)))),
    "elements.checkboxes.options[1]": lambda n: post(actions(select("checkboxes", options=options(n)))),
    "elements.radio_buttons.options[1]": lambda n: post(actions(select("radio_buttons", options=options(n)))),
    "elements.plain_text_input.max_length": lambda n: modal(input_block(select("plain_text_input", max_length=n))),
    "elements.plain_text_input.initial_value": lambda n: modal(
        input_block(select("plain_text_input", initial_value="x" * n))
    ),
    "elements.file_input.max_files": lambda n: modal(input_block(select("file_input", max_files=n))),
    "elements.image.alt_text": lambda n: post(
        {"type": "context", "elements": [{"type": "image", "image_url": "https://x.jp/a", "alt_text": "x" * n}]}
    ),
    "elements.image.image_url": lambda n: post(
        {
            "type": "context",
            "elements": [{"type": "image", "image_url": "https://" + "x" * (n - 8), "alt_text": "x"}],
        }
    ),
    "option.text": lambda n: post(actions(select(options=[option(text=plain(n))]))),
    "option.value": lambda n: post(actions(select(options=[option(value="x" * n)]))),
    "option.description": lambda n: post(actions(select(options=[option(description=plain(n))]))),
    "option.url": lambda n: post(actions(select("overflow", options=[option(url="https://" + "x" * (n - 8))]))),
    "option_group.label": lambda n: post(actions(select(option_groups=[{"label": plain(n), "options": [option()]}]))),
    "option_group.options": lambda n: post(
        actions(select(option_groups=[{"label": plain("x"), "options": options(n)}]))
    ),
    **{f"confirm.{key}": _confirm(key) for key in ("title", "text", "confirm", "deny")},
    "external_options_response.options": lambda n: (Kind.ACK_OPTIONS, {"options": options(n)}),
    "external_options_response.option_groups": lambda n: (
        Kind.ACK_OPTIONS,
        {"option_groups": [{"label": plain("x"), "options": [option(i)]} for i in range(n)]},
    ),
}
"""A maker for every limit in block_kit_limits.json, by its place there; ``[1]`` is the upper end of a pair."""

ELSEWHERE: Mapping[str, str] = {
    "surfaces.message.text": "the advised 4,000 is refused first",
    "surfaces.message.attachments": "attachments are refused altogether",
    "surfaces.modal.stack": "the fake counts the stack",
    "slash_command.name": "the manifest's schema",
    "slash_command.description": "the manifest's schema",
    "slash_command.usage_hint": "the manifest's schema",
    "slash_command.per_app": "the manifest's schema",
    "elements.rich_text_input.placeholder": "never sent: no table, refused",
    "elements.workflow_button.text": "never sent: no table, refused",
    "blocks.video.title": "never sent: no table, refused",
    "blocks.video.author_name": "never sent: no table, refused",
}
"""Limits that are kept somewhere else."""
