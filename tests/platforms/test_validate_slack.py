"""Every rule has a body that just keeps it and one that breaks it."""

import ast
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platforms.fake_slack import samples
from tests.platforms.fake_slack.rules.bodies import Kind
from tests.platforms.fake_slack.samples import (
    ELSEWHERE,
    LIMITS,
    Sample,
    actions,
    button,
    cell,
    home,
    input_block,
    modal,
    mrkdwn,
    option,
    plain,
    post,
    response,
    rich,
    section,
    select,
    table,
    update,
)
from tests.platforms.fake_slack.test_manifest_rules import MANIFESTS
from tests.platforms.fake_slack.wire import Json
from tests.platforms.validate_slack import assert_valid, problems_of

HERE = Path(__file__).parent
NUMBERS = json.loads((HERE / "specs" / "slack.block_kit_limits.json").read_text("utf-8"))


def rules_broken(sample: Sample) -> set[str]:
    kind, body = sample
    return {problem.rule for problem in problems_of(body, kind)}


def limits(node: object, path: str = "") -> Iterator[tuple[str, int]]:
    """Yield (place, upper limit) of every number in the limits file."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("x-"):
                yield from limits(value, f"{path}.{key}".lstrip("."))
    elif isinstance(node, list):
        numbers = [place for place, value in enumerate(node) if isinstance(value, int)]
        if numbers:
            yield f"{path}[{numbers[-1]}]", node[numbers[-1]]
    elif isinstance(node, int):
        yield path, node


ALL_LIMITS = dict(limits(NUMBERS))


def test_every_number_in_the_limits_file_is_tried() -> None:
    assert set(ALL_LIMITS) - set(ELSEWHERE) == set(LIMITS)


@pytest.mark.parametrize("place", sorted(LIMITS))
def test_a_limit_may_be_reached_and_not_passed(place: str) -> None:
    assert rules_broken(LIMITS[place](ALL_LIMITS[place])) == set()
    broken = rules_broken(LIMITS[place](ALL_LIMITS[place] + 1))
    assert broken
    assert broken <= {"too_long", "too_many", "too_big", "range", "too_many_tables"}


WEB = "https://example.jp/"
ACK = Kind.ACK_COMMAND
FIELD: Json = {"type": "plain_text_input", "action_id": "word"}
IMAGE: Json = {"type": "image", "alt_text": "x", "image_url": WEB}
DATA: Json = {"type": "data_table", "caption": "Pairs"}
LINK: Json = {"type": "link", "url": WEB}


def without(sample: Sample, key: str) -> Sample:
    kind, body = sample
    assert isinstance(body, dict)
    return kind, {name: value for name, value in body.items() if name != key}


CASES: dict[str, tuple[Sample, Sample, str]] = {
    "types: a text is a string": (
        post(section(text=plain("1"))),
        post(section(text={"type": "plain_text", "text": 1})),
        "type",
    ),
    "types: a number is not a boolean": (home(), (Kind.VIEWS_PUBLISH, []), "type"),
    "types: whole numbers": (
        modal(input_block({**FIELD, "min_length": 1})),
        modal(input_block({**FIELD, "min_length": True})),
        "type",
    ),
    "types: flags": (post(), post(unfurl_links=0), "type"),
    "empty text": (post(section(text=plain("x"))), post(section(text=plain(""))), "too_short"),
    "text of spaces": (post(section(text=plain(" x"))), post(section(text=plain(" "))), "blank"),
    "empty list": (post(actions()), post({"type": "actions", "elements": []}), "too_few"),
    "negative number": (
        modal(input_block({**FIELD, "min_length": 0})),
        modal(input_block({**FIELD, "min_length": -1})),
        "range",
    ),
    "emoji count twice": (post(section(text=plain("😀" * 1500))), post(section(text=plain("😀" * 1501))), "too_long"),
    "unknown block": (post({"type": "divider"}), post({"type": "nonsense"}), "unknown_type"),
    "untabled block": (post({"type": "divider"}), post({"type": "video"}), "unknown_type"),
    "unknown element": (post(actions()), post(actions({**button(), "type": "knob"})), "unknown_type"),
    "misspelt key": (post(section(text=plain("x"))), post(section(text=plain("x"), txt="y")), "unknown_key"),
    "misspelt argument": (post(), post(thread="1.2"), "unknown_key"),
    "missing key": (post(actions()), post(actions({"type": "button", "text": plain("x")})), "missing"),
    "mrkdwn in a header": (
        post({"type": "header", "text": plain("x")}),
        post({"type": "header", "text": mrkdwn("x")}),
        "unknown_type",
    ),
    "an input element outside an input": (modal(input_block()), modal(actions(FIELD)), "not_here"),
    "a table in a modal": (post(table([cell()])), modal(table([cell()])), "not_here"),
    "rich text in a table head": (
        post({**DATA, "rows": [[cell()], [rich({"type": "text", "text": "x"})]]}),
        post({**DATA, "rows": [[rich({"type": "text", "text": "x"})], [cell()]]}),
        "not_here",
    ),
    "button style": (post(actions(button(style="danger"))), post(actions(button(style="loud"))), "choice"),
    "style is not true": (
        post(rich({"type": "text", "text": "x"})),
        post({**rich(), "elements": [{"type": "rich_text_quote", "elements": [LINK], "border": True}]}),
        "choice",
    ),
    "web addresses": (post(actions(button(url=WEB))), post(actions(button(url="javascript:x"))), "pattern"),
    "channel is an id": (post(), post(channel="#general"), "pattern"),
    "section without text": (post(section(fields=[plain("x")])), post({"type": "section"}), "one_of"),
    "options and groups": (
        post(actions(select(options=[option()]))),
        post(actions(select(options=[option()], option_groups=[{"label": plain("x"), "options": [option()]}]))),
        "one_of",
    ),
    "image without source": (post(IMAGE), post({"type": "image", "alt_text": "x"}), "one_of"),
    "card without content": (
        post({"type": "card", "title": plain("x")}),
        post({"type": "card", "subtitle": plain("x")}),
        "one_of",
    ),
    "replace and delete": (
        response(replace_original=True),
        response(replace_original=True, delete_original=True),
        "one_of",
    ),
    "initial option": (
        post(actions(select(options=[option(1)], initial_option=option(1)))),
        post(actions(select(options=[option(1)], initial_option=option(2)))),
        "initial",
    ),
    "initial options": (
        post(actions(select("checkboxes", options=[option(1)], initial_options=[option(1)]))),
        post(actions(select("checkboxes", options=[option(1)], initial_options=[option(2)]))),
        "initial",
    ),
    "two options, one value": (
        post(actions(select(options=[option(1), option(2)]))),
        post(actions(select(options=[option(1), option(2, value="v1")]))),
        "double_value",
    ),
    "two suggestions, one value": (
        (Kind.ACK_OPTIONS, {"options": [option(1), option(2)]}),
        (Kind.ACK_OPTIONS, {"options": [option(1), option(1)]}),
        "double_value",
    ),
    "lengths": (
        modal(input_block({**FIELD, "min_length": 5, "max_length": 5})),
        modal(input_block({**FIELD, "min_length": 6, "max_length": 5})),
        "lengths",
    ),
    "unique block_id": (
        post(section(text=plain("x"), block_id="a"), section(text=plain("x"), block_id="b")),
        post(section(text=plain("x"), block_id="a"), section(text=plain("x"), block_id="a")),
        "double_block_id",
    ),
    "unique action_id, over all blocks": (
        post(actions(button(1)), actions(button(2))),
        post(actions(button(1)), section(text=plain("x"), accessory=button(1))),
        "double_action_id",
    ),
    "one focus": (
        modal(input_block({**FIELD, "focus_on_load": True}), input_block({**FIELD, "action_id": "b"})),
        modal(
            input_block({**FIELD, "focus_on_load": True}),
            input_block({**FIELD, "action_id": "b", "focus_on_load": True}),
        ),
        "double_focus",
    ),
    "ragged table": (
        post(table([cell(), cell()], [cell(), cell()])),
        post(table([cell()], [cell(), cell()])),
        "ragged",
    ),
    "table of 10,000": (
        post(table([cell(5000), cell(5000)])),
        post(table([cell(5000), cell(5001)])),
        "too_long",
    ),
    "one table": (
        post(table([cell()])),
        post(table([cell()]), {**DATA, "rows": [[cell()], [cell()]]}),
        "too_many_tables",
    ),
    "text always": (post(section()), without(post(section()), "text"), "no_text"),
    "text is not blank": (post(section(), text="x"), post(section(), text=" "), "no_text"),
    "text in an answer": (response(), without(response(), "text"), "no_text"),
    "text in an acknowledgement": ((ACK, None), (ACK, {"blocks": [section()], **samples.QUIET}), "no_text"),
    "nothing to show": (
        (Kind.RESPONSE_URL, {"delete_original": True}),
        (Kind.RESPONSE_URL, dict(samples.QUIET)),
        "no_text",
    ),
    "unfurl_links": (post(), post(unfurl_links=True), "unfurls"),
    "unfurl_media": (post(), without(post(), "unfurl_media"), "unfurls"),
    "unfurling answers": (response(), without(response(), "unfurl_links"), "unfurls"),
    "unfurling acknowledgements": ((ACK, {"text": "x", **samples.QUIET}), (ACK, {"text": "x"}), "unfurls"),
    "link_names": (post(link_names=False), post(link_names=True), "link_names"),
    "parse": (post(parse="none"), post(parse="full"), "link_names"),
    "attachments": (post(attachments=[]), post(attachments=[{"text": "x"}]), "attachments"),
    "an update says what stays": (update(), without(update(), "blocks"), "keeps_blocks"),
    "submit with inputs": (modal(section(), submit=None), modal(input_block(), submit=None), "no_submit"),
    "a modal needs its trigger": (modal(), without(modal(), "trigger_id"), "missing"),
    "a home is not opened": (
        home(),
        (Kind.VIEWS_OPEN, {"trigger_id": "1", "view": {"type": "home", "blocks": []}}),
        "unknown_type",
    ),
    "view errors": (
        (Kind.ACK_VIEW, {"response_action": "errors", "errors": {"word": "Unknown"}}),
        (Kind.ACK_VIEW, {"response_action": "errors", "errors": {}}),
        "type",
    ),
    "view answer": (
        (Kind.ACK_VIEW, {"response_action": "clear"}),
        (Kind.ACK_VIEW, {"response_action": "close"}),
        "choice",
    ),
    "view answer empty": ((Kind.ACK_VIEW, {}), (Kind.ACK_VIEW, {"text": "x"}), "choice"),
    "a click is acknowledged empty": ((Kind.ACK_EMPTY, None), (Kind.ACK_EMPTY, {"text": "x"}), "not_empty"),
    "@channel from people": (post(text="&lt;!channel&gt;"), post(text="<!channel>"), "live_token"),
    "@channel in a block": (
        post(section(text=mrkdwn("&lt;!channel&gt;"))),
        post(section(text=mrkdwn("<!channel>"))),
        "live_token",
    ),
    "@user": (
        post(section(text=mrkdwn("&lt;@U1&gt;", verbatim=True))),
        post(section(text=mrkdwn("<@U1>"))),
        "live_token",
    ),
    "#channel": (
        post(section(fields=[mrkdwn("&lt;#C1&gt;", verbatim=True)])),
        post(section(fields=[mrkdwn("<#C1>")])),
        "live_token",
    ),
    "masked link": (
        post({"type": "context", "elements": [mrkdwn("&lt;https&gt;")]}),
        post({"type": "context", "elements": [mrkdwn("<https://evil.example|bank>")]}),
        "live_token",
    ),
    "dates are no pings": (post(text="<!date^1^{date}|then>"), post(text="<!here|then>"), "live_token"),
    "a token in markdown": (
        post({"type": "markdown", "text": "&lt;!here&gt;"}),
        post({"type": "markdown", "text": "<!here>"}),
        "live_token",
    ),
    "plain_text may hold anything": (
        post(section(text=plain("<!here> & http://x.jp"))),
        post(text="<!here>"),
        "live_token",
    ),
    "rich text may hold anything": (
        post(rich({"type": "text", "text": "<@U1> http://x.jp"})),
        post(text="<@U1>"),
        "live_token",
    ),
    "ampersand": (post(text="R&amp;D"), post(text="R&D"), "unescaped"),
    "less than": (post(text="1 &lt; 2"), post(text="1 < 2"), "unescaped"),
    "a quotation is no bracket": (post(text="> quoted\n>>> all"), post(text="2 > 1"), "unescaped"),
    "an address without verbatim": (
        post(section(text=mrkdwn("http://x.jp", verbatim=True))),
        post(section(text=mrkdwn("http://x.jp"))),
        "auto_parsed",
    ),
    "a name without verbatim": (
        post(section(text=mrkdwn("@here", verbatim=True))),
        post(section(text=mrkdwn("@here"))),
        "auto_parsed",
    ),
    "an address in a bare text": (post(section(), text="http://x.jp"), post(text="http://x.jp"), "auto_parsed"),
    "a link in markdown": (
        post({"type": "markdown", "text": "[x] (y)"}),
        post({"type": "markdown", "text": "[x](http://y)"}),
        "auto_parsed",
    ),
    "a broadcast": (
        post(rich({"type": "user", "user_id": "U1"})),
        post(rich({"type": "broadcast", "range": "here"})),
        "live_element",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_body_that_keeps_the_rule_passes_and_one_that_breaks_it_is_refused(case: str) -> None:
    (good_kind, good), bad, rule = CASES[case]
    assert_valid(good, good_kind)
    assert rule in rules_broken(bad)
    with pytest.raises(AssertionError, match=rule):
        assert_valid(bad[1], bad[0])


# ---- every key and every value of every good body ----------------------------------------------------------------

FREE = ("errors", "event_payload")


def places(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a body, what an app may fill freely left out."""
    yield path
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        if key not in FREE:
            yield from places(inner, (*path, key))


def at(body: Any, path: tuple[str | int, ...]) -> Any:  # JSON of any shape
    for key in path:
        body = body[key]
    return body


GOOD = {
    **{case: sample for case, (sample, _, _) in CASES.items()},
    **{
        place: LIMITS[place](20 if "url" in place or "total" in place else 1)
        for place in LIMITS
        if not place.endswith("bytes")
    },
}


@pytest.mark.parametrize("case", sorted(GOOD))
def test_no_object_takes_a_strange_key_and_no_value_may_be_null(case: str) -> None:
    kind, good = GOOD[case]
    assert_valid(good, kind)
    for path in places(good):
        body = copy.deepcopy(good)
        node = at(body, path)
        if isinstance(node, dict):
            node["colour"] = "red"
            assert problems_of(body, kind), f"takes a strange key at {path}"
        if path:
            body = copy.deepcopy(good)
            at(body, path[:-1])[path[-1]] = None
            assert problems_of(body, kind), f"takes null at {path}"


# ---- the tests themselves ----------------------------------------------------------------------------------------


def rules_in_the_code() -> set[str]:
    """Return the second argument of every Problem that the rules make."""
    found: set[str] = set()
    for path in (HERE / "fake_slack" / "rules").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                rule = node.args[1]
                found.add(str(rule.value) if isinstance(rule, ast.Constant) else ast.unparse(rule))
    return found


def test_every_rule_in_the_code_has_a_case() -> None:
    named = {rule for _, _, rule in CASES.values()} | {rule for _, rule in MANIFESTS.values()} | {"too_big"}
    assert rules_in_the_code() - {"f'double_{name}'"} <= named
    assert {"double_block_id", "double_action_id"} <= named


def test_an_allowed_token_may_live() -> None:
    kind, body = post(text="<https://naruhaya.example/|docs>")
    assert [problem.rule for problem in problems_of(body, kind)] == ["live_token"]
    assert_valid(body, kind, allow=["https://naruhaya.example/|docs"])
