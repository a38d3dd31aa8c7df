"""The manifest: what Slack takes, and what the app listens to."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.slack_app.commands import names
from adapters.slack_app.manifest import build_manifest
from bot.errors import ConfigError
from tests.platforms.validate_slack import Kind, assert_valid

SCHEMAS = sorted((Path(__file__).resolve().parents[3] / "shared" / "specs" / "slack").glob("manifest.schema.*.json"))
NEEDED = {"app_mention": "app_mentions:read", "app_home_opened": None, "app_uninstalled": None, "tokens_revoked": None}
"""The scope that each event needs, as Slack's reference of events says."""

VARIANTS = {
    "socket": build_manifest(),
    "prefix": build_manifest("nh-"),
    "http": build_manifest(url="https://bot.example/"),
}


def faults(schema: Any, value: Any, root: Any, path: str = "") -> Iterator[str]:
    """Yield where ``value`` breaks the part of JSON Schema that Slack's manifest schema uses."""
    if "$ref" in schema:
        part = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            part = part[name]
        yield from faults(part, value, root, path)
        return
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "number": (int, float),
        "integer": int,
    }
    kind = schema.get("type")
    if isinstance(kind, str) and not isinstance(value, kinds[kind]):
        yield f"{path}: not {kind}"
        return
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (f"{path}.{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            if name in known:
                yield from faults(known[name], inner, root, f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{path}.{name}: unknown"
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        for number, inner in enumerate(value):
            yield from faults(schema.get("items", {}), inner, root, f"{path}[{number}]")
    elif isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{path}: {len(value)} characters"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{path}: {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r}"


@pytest.mark.skipif(not SCHEMAS, reason="the official schemas are not here")
@pytest.mark.parametrize("manifest", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_the_official_schema_takes_the_manifest(path: Path, manifest: dict[str, Any]) -> None:
    schema = json.loads(path.read_text())

    assert [] == list(faults(schema, manifest, schema))
    assert list(faults(schema, {**manifest, "nonsense": 1}, schema)) == [".nonsense: unknown"]


@pytest.mark.parametrize("manifest", VARIANTS.values(), ids=VARIANTS)
def test_the_manifest_keeps_our_own_rules(manifest: dict[str, Any]) -> None:
    assert_valid(manifest, Kind.MANIFEST)


def test_every_command_in_the_manifest_is_listened_to_and_the_other_way_round() -> None:
    for prefix, manifest in (("", VARIANTS["socket"]), ("nh-", VARIANTS["prefix"])):
        offered = [each["command"] for each in manifest["features"]["slash_commands"]]

        assert sorted(offered) == sorted(names(prefix))


def test_every_event_has_its_scope_and_no_scope_is_idle() -> None:
    manifest = VARIANTS["socket"]
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    events = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert set(events) == set(NEEDED)
    assert {scope for event in events if (scope := NEEDED[event])} <= scopes
    # Commands and shortcuts, answers, people's languages and names, files handed over, files sent to the person.
    assert scopes == {
        *("app_mentions:read", "commands", "chat:write", "users:read"),
        *("files:read", "files:write", "im:write"),
    }


def test_a_prefix_that_makes_too_long_a_command_is_refused() -> None:
    with pytest.raises(ConfigError, match="NARUHAYA_SLACK_COMMAND_PREFIX"):
        build_manifest("n" * 30)


def test_people_can_be_written_to_and_need_not_write_back() -> None:
    manifest = build_manifest()

    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert [each for each in scopes if "history" in each or each == "im:read"] == []
