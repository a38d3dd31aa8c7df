"""Every body an app sends, by kind, and the rules it must keep."""

from collections.abc import Collection, Iterator
from enum import StrEnum

from tests.platforms.fake_slack.rules import manifest, markup
from tests.platforms.fake_slack.rules.blocks import block_list, json_bytes
from tests.platforms.fake_slack.rules.elements import OPTION_GROUP, PLAIN_OPTION, one_of_keys
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.rules.shapes import (
    Check,
    Rule,
    anything,
    by_type,
    choice,
    flag,
    items,
    record,
    text,
)
from tests.platforms.fake_slack.rules.texts import plain
from tests.platforms.fake_slack.shown import options_of

_ADVISED_TEXT = 4000
_VIEW_BYTES = 250_000


class Kind(StrEnum):
    """What a body is for; the value of a Web API body is its method."""

    POST_MESSAGE = "chat.postMessage"
    POST_EPHEMERAL = "chat.postEphemeral"
    UPDATE = "chat.update"
    RESPONSE_URL = "response_url"
    VIEWS_OPEN = "views.open"
    VIEWS_PUSH = "views.push"
    VIEWS_UPDATE = "views.update"
    VIEWS_PUBLISH = "views.publish"
    ACK_COMMAND = "ack.command"
    ACK_VIEW = "ack.view_submission"
    ACK_OPTIONS = "ack.options"
    ACK_EMPTY = "ack.empty"
    MANIFEST = "manifest"


# ---- messages ----------------------------------------------------------------------------------------------------


def _has_text(value: dict[str, object], path: str) -> Iterator[Problem]:
    """``text`` is what a screen reader and a notification say: Slack takes a message without, this project not."""
    if value.get("delete_original") is True:
        return
    written = value.get("text")
    if not isinstance(written, str) or not written.strip():
        yield Problem(_at(path, "text"), "no_text", "must say what the blocks show", house=True)
        return
    if len(written) > _ADVISED_TEXT:
        yield Problem(_at(path, "text"), "too_long", f"should have {_ADVISED_TEXT} characters at most", house=True)
    shown_elsewhere = bool(value.get("blocks"))
    literal = shown_elsewhere or value.get("parse") == "none"
    yield from markup.in_mrkdwn(written, _at(path, "text"), literal=literal)


def _is_quiet(value: dict[str, object], path: str) -> Iterator[Problem]:
    """No previews of addresses in people's text."""
    if value.get("delete_original") is True:
        return
    for key in ("unfurl_links", "unfurl_media"):
        if value.get(key) is not False:
            yield Problem(_at(path, key), "unfurls", "must be false", house=True)


def _never_calls_names(value: dict[str, object], path: str) -> Iterator[Problem]:
    if value.get("link_names"):
        yield Problem(_at(path, "link_names"), "link_names", "turns names in people's text into mentions", house=True)
    if value.get("parse") == "full":
        yield Problem(_at(path, "parse"), "link_names", "turns names and addresses into mentions and links", house=True)


def _no_attachments(value: dict[str, object], path: str) -> Iterator[Problem]:
    if value.get("attachments"):
        yield Problem(_at(path, "attachments"), "attachments", "are not used here: blocks only", house=True)


def _shows_something(value: dict[str, object], path: str) -> Iterator[Problem]:
    if value.get("delete_original") is not True and not any(
        value.get(key) for key in ("text", "blocks", "attachments")
    ):
        yield Problem(path, "no_text", "has neither text nor blocks")


def _says_what_stays(value: dict[str, object], path: str) -> Iterator[Problem]:
    """chat.update keeps the old blocks when they are left out: a change of text alone is not seen."""
    if "blocks" not in value:
        yield Problem(_at(path, "blocks"), "keeps_blocks", "must be sent, [] to take them away", house=True)


def _replaces_or_not(value: dict[str, object], path: str) -> Iterator[Problem]:
    if value.get("replace_original") is True and value.get("delete_original") is True:
        yield Problem(path, "one_of", "cannot both replace and delete")


def _at(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")


_MESSAGE: dict[str, Check] = {
    "text": text(0, 40_000),
    "blocks": block_list("message", 50),
    "attachments": items(anything, 0, 100),
    "mrkdwn": flag,
    "parse": choice("none", "full"),
    "link_names": flag,
    "metadata": record({"event_type": text(1, 255), "event_payload": anything}),
}
_UNFURL: dict[str, Check] = {"unfurl_links": flag, "unfurl_media": flag}
_THREAD: dict[str, Check] = {"thread_ts": text(1, 40, r"\d+\.\d+"), "reply_broadcast": flag}
_COMMON: tuple[Rule, ...] = (_has_text, _shows_something, _never_calls_names, _no_attachments)
_ID = text(1, 64, r"[A-Z0-9]+")
_TS = text(1, 40, r"\d+\.\d+")
_TYPE = choice("ephemeral", "in_channel")

_RESPONSE: dict[str, Check] = {
    "text": _MESSAGE["text"],
    "blocks": _MESSAGE["blocks"],
    "attachments": _MESSAGE["attachments"],
    "metadata": _MESSAGE["metadata"],
    **_UNFURL,
    "response_type": _TYPE,
    "replace_original": flag,
    "delete_original": flag,
    "thread_ts": _TS,
}

# ---- views -------------------------------------------------------------------------------------------------------


def _submits(value: dict[str, object], path: str) -> Iterator[Problem]:
    blocks = value.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if asks and "submit" not in value:
        yield Problem(_at(path, "submit"), "no_submit", "is required when there are inputs")


def _fits(value: dict[str, object], path: str) -> Iterator[Problem]:
    if (size := json_bytes(value)) > _VIEW_BYTES:
        yield Problem(path, "too_big", f"has {size} bytes, {_VIEW_BYTES} at most")


_VIEW_KEYS: dict[str, Check] = {
    "private_metadata": text(0, 3000),
    "callback_id": text(1, 255),
    "external_id": text(1, 255),
}
_MODAL = record(
    {"type": choice("modal"), "title": plain(24), "blocks": block_list("modal", 100, low=1)},
    {
        **_VIEW_KEYS,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    _submits,
    _fits,
)
_HOME = record({"type": choice("home"), "blocks": block_list("home", 100)}, _VIEW_KEYS, _fits)
_OPENED = by_type({"modal": _MODAL})
_TRIGGERED: dict[str, Check] = {"trigger_id": text(1, 255)}

# ---- acknowledgements --------------------------------------------------------------------------------------------


def _option_values_differ(value: dict[str, object], path: str) -> Iterator[Problem]:
    values = [repr(option.get("value")) for option in options_of(value)]
    if len(set(values)) < len(values):
        yield Problem(path, "double_value", "offers two options with the same value", house=True)


def _field_errors(value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, dict) or not value:
        yield Problem(path, "type", "must name at least one input by its block_id")
        return
    for block_id, message in value.items():
        yield from text(1, 3000)(message, f"{path}.{block_id}")


_SUBMISSION: dict[str, Check] = {
    "errors": record({"response_action": choice("errors"), "errors": _field_errors}),
    "update": record({"response_action": choice("update"), "view": _OPENED}),
    "push": record({"response_action": choice("push"), "view": _OPENED}),
    "clear": record({"response_action": choice("clear")}),
}


def _submission(value: object, path: str) -> Iterator[Problem]:
    if value is None or value == {}:
        return
    action = value.get("response_action") if isinstance(value, dict) else None
    if not isinstance(action, str) or action not in _SUBMISSION:
        yield Problem(_at(path, "response_action"), "choice", f"must be one of {sorted(_SUBMISSION)}, not {action!r}")
    else:
        yield from _SUBMISSION[action](value, path)


def _nothing(value: object, path: str) -> Iterator[Problem]:
    if value not in (None, {}):
        yield Problem(path, "not_empty", "must be empty: Slack shows nothing of it")


def _or_nothing(check: Check) -> Check:
    def both(value: object, path: str) -> Iterator[Problem]:
        if value is not None:
            yield from check(value, path)

    return both


_BODIES: dict[Kind, Check] = {
    Kind.POST_MESSAGE: record({"channel": _ID}, {**_MESSAGE, **_UNFURL, **_THREAD}, *_COMMON, _is_quiet),
    Kind.POST_EPHEMERAL: record({"channel": _ID, "user": _ID}, {**_MESSAGE, **_UNFURL, **_THREAD}, *_COMMON),
    Kind.UPDATE: record({"channel": _ID, "ts": _TS}, {**_MESSAGE, **_UNFURL}, *_COMMON, _says_what_stays),
    Kind.RESPONSE_URL: record({}, _RESPONSE, *_COMMON, _is_quiet, _replaces_or_not),
    Kind.VIEWS_OPEN: record({**_TRIGGERED, "view": _OPENED}),
    Kind.VIEWS_PUSH: record({**_TRIGGERED, "view": _OPENED}),
    Kind.VIEWS_UPDATE: record(
        {"view": _OPENED},
        {"view_id": text(1, 64), "external_id": text(1, 255), "hash": text(1, 255)},
        one_of_keys("view_id", "external_id"),
    ),
    Kind.VIEWS_PUBLISH: record({"user_id": _ID, "view": by_type({"home": _HOME})}, {"hash": text(1, 255)}),
    Kind.ACK_COMMAND: _or_nothing(record({}, _RESPONSE, *_COMMON, _is_quiet, _replaces_or_not)),
    Kind.ACK_VIEW: _submission,
    Kind.ACK_OPTIONS: record(
        {},
        {"options": items(PLAIN_OPTION, 0, 100), "option_groups": items(OPTION_GROUP, 0, 100)},
        one_of_keys("options", "option_groups"),
        _option_values_differ,
    ),
    Kind.ACK_EMPTY: _nothing,
    Kind.MANIFEST: manifest.check,
}


def problems(payload: object, kind: Kind, allow: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with ``payload``; tokens in ``allow`` (``https://…|label``) may be alive."""
    welcome = {f"<{token}> is alive" for token in allow}
    for problem in _BODIES[kind](payload, ""):
        if not (problem.rule == "live_token" and problem.text in welcome):
            yield problem
