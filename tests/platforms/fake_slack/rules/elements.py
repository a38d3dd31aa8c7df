"""Block elements and the objects they are made of. Limits: block_kit_limits.json; keys: slack_sdk 3.47's models."""

from collections.abc import Iterator

from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.rules.shapes import (
    Check,
    Rule,
    by_type,
    choice,
    flag,
    items,
    record,
    text,
    whole,
)
from tests.platforms.fake_slack.rules.texts import either, plain
from tests.platforms.fake_slack.shown import options_of
from tests.platforms.fake_slack.wire import as_list

ACTION_ID = text(1, 255)
WEB_ADDRESS = text(1, 3000, r"https?://[^\s<>|]+")
_ID = text(1, 64)
_IDS = items(_ID, 0, 1000)
_STYLE = choice("primary", "danger")


def one_of_keys(*keys: str) -> Rule:
    """Exactly one of ``keys`` is there."""

    def check(value: dict[str, object], path: str) -> Iterator[Problem]:
        there = [key for key in keys if key in value]
        if len(there) != 1:
            yield Problem(path, "one_of", f"must have exactly one of {', '.join(keys)}, has {there or 'none'}")

    return check


def _option(label: Check, **more: Check) -> Check:
    return record({"text": label, "value": text(1, 150)}, {"description": label, **more})


PLAIN_OPTION = _option(plain(75))
_FREE_OPTION = _option(either(75))
OPTION_GROUP = record({"label": plain(75), "options": items(PLAIN_OPTION, 1, 100)})
CONFIRM = record({"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)}, {"style": _STYLE})
_FILE = record({}, {"id": _ID, "url": WEB_ADDRESS}, one_of_keys("id", "url"))
IMAGE_SOURCE: dict[str, Check] = {"image_url": WEB_ADDRESS, "slack_file": _FILE}
IMAGE = record(
    {"type": choice("image"), "alt_text": text(1, 2000)}, IMAGE_SOURCE, one_of_keys("image_url", "slack_file")
)


def _initial_is_offered(value: dict[str, object], path: str) -> Iterator[Problem]:
    chosen = as_list(value.get("initial_options"))
    chosen += [value["initial_option"]] if "initial_option" in value else []
    offered = options_of(value)
    for one in chosen:
        if one not in offered:
            yield Problem(path, "initial", "starts with an option that it does not offer")


def _values_differ(value: dict[str, object], path: str) -> Iterator[Problem]:
    values = [repr(one.get("value")) for one in options_of(value)]
    if len(set(values)) < len(values):
        yield Problem(path, "double_value", "offers two options with the same value", house=True)


def _lengths_agree(value: dict[str, object], path: str) -> Iterator[Problem]:
    low, high = value.get("min_length", 0), value.get("max_length", 3000)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield Problem(path, "lengths", f"wants at least {low} and at most {high} characters")


def _element(kind: str, optional: dict[str, Check], *also: Rule, required: dict[str, Check] | None = None) -> Check:
    return record({"type": choice(kind), "action_id": ACTION_ID, **(required or {})}, optional, *also)


_ASKS: dict[str, Check] = {"confirm": CONFIRM, "focus_on_load": flag}
_HINTS: dict[str, Check] = {**_ASKS, "placeholder": plain(150)}
_MANY: dict[str, Check] = {**_HINTS, "max_selected_items": whole(1, 1000)}
_OFFERS: dict[str, Check] = {"options": items(PLAIN_OPTION, 1, 100), "option_groups": items(OPTION_GROUP, 1, 100)}
_TYPED: dict[str, Check] = {
    "placeholder": plain(150),
    "focus_on_load": flag,
    "initial_value": text(0, 3000),
    "dispatch_action_config": record(
        {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 1, 2)}
    ),
}
_FILTER = record(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_OFFERED: tuple[Rule, ...] = (one_of_keys("options", "option_groups"), _initial_is_offered, _values_differ)
_FEEDBACK = record({"text": plain(75), "value": text(1, 2000)}, {"accessibility_label": text(1, 75)})

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "button",
        {
            "url": WEB_ADDRESS,
            "value": text(1, 2000),
            "style": _STYLE,
            "confirm": CONFIRM,
            "accessibility_label": text(1, 75),
        },
        required={"text": plain(75)},
    ),
    "static_select": _element("static_select", {**_HINTS, **_OFFERS, "initial_option": PLAIN_OPTION}, *_OFFERED),
    "multi_static_select": _element(
        "multi_static_select", {**_MANY, **_OFFERS, "initial_options": items(PLAIN_OPTION, 1, 100)}, *_OFFERED
    ),
    "external_select": _element(
        "external_select", {**_HINTS, "initial_option": PLAIN_OPTION, "min_query_length": whole(0, 100)}
    ),
    "multi_external_select": _element(
        "multi_external_select",
        {**_MANY, "initial_options": items(PLAIN_OPTION, 1, 100), "min_query_length": whole(0, 100)},
    ),
    "users_select": _element("users_select", {**_HINTS, "initial_user": _ID}),
    "multi_users_select": _element("multi_users_select", {**_MANY, "initial_users": _IDS}),
    "channels_select": _element("channels_select", {**_HINTS, "initial_channel": _ID, "response_url_enabled": flag}),
    "multi_channels_select": _element("multi_channels_select", {**_MANY, "initial_channels": _IDS}),
    "conversations_select": _element(
        "conversations_select",
        {
            **_HINTS,
            "initial_conversation": _ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": _FILTER,
        },
    ),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        {**_MANY, "initial_conversations": _IDS, "default_to_current_conversation": flag, "filter": _FILTER},
    ),
    "overflow": _element(
        "overflow",
        {"confirm": CONFIRM},
        _values_differ,
        required={"options": items(_option(plain(75), url=WEB_ADDRESS), 1, 5)},
    ),
    "checkboxes": _element(
        "checkboxes",
        {**_ASKS, "initial_options": items(_FREE_OPTION, 1, 10)},
        _initial_is_offered,
        _values_differ,
        required={"options": items(_FREE_OPTION, 1, 10)},
    ),
    "radio_buttons": _element(
        "radio_buttons",
        {**_ASKS, "initial_option": _FREE_OPTION},
        _initial_is_offered,
        _values_differ,
        required={"options": items(_FREE_OPTION, 1, 10)},
    ),
    "plain_text_input": _element(
        "plain_text_input",
        {**_TYPED, "multiline": flag, "min_length": whole(0, 3000), "max_length": whole(1, 3000)},
        _lengths_agree,
    ),
    "email_text_input": _element("email_text_input", _TYPED),
    "url_text_input": _element("url_text_input", _TYPED),
    "number_input": _element(
        "number_input",
        {**_TYPED, "min_value": text(1, 30, r"-?[\d.]+"), "max_value": text(1, 30, r"-?[\d.]+")},
        required={"is_decimal_allowed": flag},
    ),
    "file_input": _element(
        "file_input", {"filetypes": items(text(1, 20), 1, 100), "max_files": whole(1, 10), "focus_on_load": flag}
    ),
    "datepicker": _element("datepicker", {**_HINTS, "initial_date": text(10, 10, r"\d{4}-\d\d-\d\d")}),
    "timepicker": _element(
        "timepicker", {**_HINTS, "initial_time": text(5, 5, r"\d\d:\d\d"), "timezone": text(1, 100)}
    ),
    "datetimepicker": _element("datetimepicker", {**_ASKS, "initial_date_time": whole(10**9, 10**10 - 1)}),
    "feedback_buttons": _element(
        "feedback_buttons", {}, required={"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}
    ),
    "icon_button": _element(
        "icon_button",
        {"value": text(1, 2000), "confirm": CONFIRM, "accessibility_label": text(1, 75), "visible_to_user_ids": _IDS},
        required={"icon": choice("trash"), "text": plain(75)},
    ),
    "image": IMAGE,
}
"""Every element with a table; a type Slack knows but this project never sends (workflow_button, rich_text_input) is not in it."""

PICKERS = frozenset(
    {
        "checkboxes",
        "datepicker",
        "datetimepicker",
        "timepicker",
        "radio_buttons",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
    }
)
IN_ACTIONS = by_type(ELEMENTS, PICKERS | {"button", "overflow"})
IN_SECTION = by_type(ELEMENTS, PICKERS | {"button", "overflow", "image"})
IN_INPUT = by_type(
    ELEMENTS,
    PICKERS | {"plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"},
)
IN_CONTEXT_ACTIONS = by_type(ELEMENTS, frozenset({"feedback_buttons", "icon_button"}))
IN_CARD = by_type(ELEMENTS, frozenset({"button", "overflow"}))
