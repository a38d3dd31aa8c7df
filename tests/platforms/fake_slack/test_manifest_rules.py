"""A manifest that Slack takes, and every way to spoil it that has a rule."""

import copy
import json

import pytest

from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.rules import json_schema, manifest
from tests.platforms.fake_slack.rules.bodies import Kind
from tests.platforms.fake_slack.wire import Json
from tests.platforms.validate_slack import assert_valid, problems_of


def changed(*path: str, to: object) -> Json:
    """Return the small manifest with one place changed; None takes it away."""
    body = copy.deepcopy(small_manifest())
    node: Json = body
    for key in path[:-1]:
        inner = node[key]
        assert isinstance(inner, dict)
        node = inner
    node[path[-1]] = to
    if to is None:
        del node[path[-1]]
    return body


EVENTS = ("settings", "event_subscriptions", "bot_events")
GOODBYE = ["app_uninstalled", "tokens_revoked"]
SCOPES = ("oauth_config", "scopes", "bot")
COMMAND = {"command": "/define", "description": "Looks up"}
ALL = ["commands", "chat:write", "app_mentions:read", "im:history"]
MANIFESTS: dict[str, tuple[Json, str]] = {
    "unknown key": (changed("colour", to="red"), "unknown_key"),
    "name": (changed("display_information", "name", to="x" * 36), "too_long"),
    "no name": (changed("display_information", "name", to=""), "too_short"),
    "no name at all": (changed("display_information", to={}), "missing"),
    "a command without a slash": (
        changed("features", "slash_commands", to=[{**COMMAND, "command": "define"}]),
        "pattern",
    ),
    "51 commands": (
        changed("features", "slash_commands", to=[{**COMMAND, "command": f"/c{n}"} for n in range(51)]),
        "too_many",
    ),
    "no command": (changed("features", "slash_commands", to=[]), "too_few"),
    "a list that is none": (changed("features", "slash_commands", to={}), "type"),
    "shortcut type": (
        changed("features", "shortcuts", to=[{"name": "x", "type": "y", "callback_id": "z", "description": "d"}]),
        "choice",
    ),
    "an event without its scope": (changed(*SCOPES, to=["commands", "chat:write", "im:history"]), "event_scope"),
    "an event nobody looked up": (changed(*EVENTS, to=["app_home_opened", "moon_rose", *GOODBYE]), "unknown_event"),
    "a home nobody opens": (changed(*EVENTS, to=["app_mention", *GOODBYE]), "home"),
    "no goodbye": (changed(*EVENTS, to=["app_home_opened"]), "goodbye"),
    "commands without their scope": (
        changed(*SCOPES, to=[scope for scope in ALL if scope != "commands"]),
        "commands_scope",
    ),
    "a scope twice": (changed(*SCOPES, to=[*ALL, "commands"]), "double"),
    "a command twice": (changed("features", "slash_commands", to=[COMMAND, COMMAND]), "double"),
    "a capital": (changed("features", "slash_commands", to=[{**COMMAND, "command": "/Define"}]), "command_name"),
    "no interactivity": (changed("settings", "interactivity", "is_enabled", to=False), "interactivity"),
    "no bot": (changed("features", "bot_user", to=None), "bot_user"),
    "no address": (changed("settings", "socket_mode_enabled", to=False), "request_url"),
    "user scopes": (changed("oauth_config", "scopes", "user", to=["chat:write"]), "user_scopes"),
    "an address twice": (changed("oauth_config", "redirect_urls", to=["https://x.jp/", "https://x.jp/"]), "double"),
}


def test_the_small_manifest_passes() -> None:
    assert_valid(small_manifest(), Kind.MANIFEST)
    assert_valid(small_manifest(socket=False), Kind.MANIFEST)


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_changed_manifest_is_refused(case: str) -> None:
    body, rule = MANIFESTS[case]
    assert rule in {problem.rule for problem in problems_of(body, Kind.MANIFEST)}


@pytest.mark.parametrize("case", list(MANIFESTS)[:9])
def test_the_trimmed_schema_judges_like_the_official_one(case: str) -> None:
    trimmed = json.loads(manifest._TRIMMED.read_text("utf-8"))
    body, rule = MANIFESTS[case]
    assert rule in {problem.rule for problem in json_schema.check(body, trimmed, trimmed)}
    assert not list(json_schema.check(small_manifest(), trimmed, trimmed))


def test_a_schema_with_an_unknown_keyword_stops_the_walker() -> None:
    with pytest.raises(json_schema.UnknownKeywordError):
        list(json_schema.check({}, {"type": "object", "dependentRequired": {}}, {}))
