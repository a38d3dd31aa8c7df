"""The app manifest: Slack's own schema, and what its parts owe each other.

Which scope an event needs was read on docs.slack.dev's page of each event; an event that is not in the table is
refused until someone has looked it up.
"""

import functools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.platforms.fake_slack.rules import json_schema
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.wire import Json, as_list, as_object, as_objects, as_text, inside

_PLATFORM_TESTS = Path(__file__).resolve().parents[2]
_OFFICIAL = _PLATFORM_TESTS.parents[2] / "shared" / "specs" / "slack"
_TRIMMED = _PLATFORM_TESTS / "specs" / "slack.manifest.schema.json"

EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "link_shared": frozenset({"links:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "team_join": frozenset({"users:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}


@functools.cache
def schemas() -> tuple[Json, ...]:
    """Return the official schemas when they lie beside the project, else the trimmed copy."""
    official = sorted(_OFFICIAL.glob("manifest.schema.*.json"))
    return tuple(as_object(json.loads(path.read_text("utf-8"))) for path in official or [_TRIMMED])


def check(value: object, path: str) -> Iterator[Problem]:
    """Yield what Slack's schema refuses, then what does not fit together."""
    for schema in schemas():
        found = list(json_schema.check(value, schema, schema, path))
        yield from found
        if found:
            return
    manifest = as_object(value)
    yield from _events(manifest)
    yield from _commands(manifest)
    yield from _addresses(manifest)
    yield from _scopes(manifest)


def bot_scopes(manifest: Json) -> list[str]:
    """Return the bot scopes a manifest asks for."""
    return [as_text(scope) for scope in as_list(inside(manifest, "oauth_config", "scopes", "bot"))]


def bot_events(manifest: Json) -> list[str]:
    """Return the events a manifest subscribes to."""
    return [as_text(name) for name in as_list(inside(manifest, "settings", "event_subscriptions", "bot_events"))]


def _events(manifest: Json) -> Iterator[Problem]:
    scopes, events = set(bot_scopes(manifest)), bot_events(manifest)
    where = "settings.event_subscriptions.bot_events"
    for event in events:
        if event not in EVENT_SCOPES:
            yield Problem(where, "unknown_event", f"{event} has no row in the table of events")
        elif EVENT_SCOPES[event] and not EVENT_SCOPES[event] & scopes:
            yield Problem(where, "event_scope", f"{event} needs one of {sorted(EVENT_SCOPES[event])}")
    home = inside(manifest, "features", "app_home", "home_tab_enabled") is True
    if home != ("app_home_opened" in events):
        yield Problem(where, "home", "app_home_opened and home_tab_enabled go together")
    if not {"app_uninstalled", "tokens_revoked"} <= set(events):
        yield Problem(where, "goodbye", "app_uninstalled and tokens_revoked end an installation", house=True)


def _commands(manifest: Json) -> Iterator[Problem]:
    commands = as_objects(inside(manifest, "features", "slash_commands"))
    shortcuts = as_objects(inside(manifest, "features", "shortcuts"))
    scopes = set(bot_scopes(manifest))
    if (commands or shortcuts) and "commands" not in scopes:
        yield Problem("oauth_config.scopes.bot", "commands_scope", "commands and shortcuts need the scope commands")
    names = [as_text(command.get("command")) for command in commands]
    callbacks = [as_text(shortcut.get("callback_id")) for shortcut in shortcuts]
    for what, ids in (("slash_commands", names), ("shortcuts", callbacks)):
        for one, times in Counter(ids).items():
            if times > 1:
                yield Problem(f"features.{what}", "double", f"{one} is there {times} times")
    for name in names:
        if name != name.lower() or any(sign.isspace() for sign in name):
            yield Problem("features.slash_commands", "command_name", f"{name!r} has a space or a capital")
    if shortcuts and inside(manifest, "settings", "interactivity", "is_enabled") is not True:
        yield Problem("settings.interactivity", "interactivity", "shortcuts need interactivity")
    if (commands or scopes) and not inside(manifest, "features", "bot_user"):
        yield Problem("features.bot_user", "bot_user", "bot scopes need a bot user")


def _addresses(manifest: Json) -> Iterator[Problem]:
    if inside(manifest, "settings", "socket_mode_enabled") is True:
        return
    if bot_events(manifest) and not inside(manifest, "settings", "event_subscriptions", "request_url"):
        yield Problem("settings.event_subscriptions.request_url", "request_url", "is needed without Socket Mode")
    interactivity = as_object(inside(manifest, "settings", "interactivity"))
    if interactivity.get("is_enabled") is True:
        for key in ("request_url", "message_menu_options_url"):
            if key not in interactivity:
                text = "is needed without Socket Mode"
                yield Problem(f"settings.interactivity.{key}", "request_url", text, house=key != "request_url")
    for command in as_objects(inside(manifest, "features", "slash_commands")):
        if "url" not in command:
            name = as_text(command.get("command"))
            yield Problem("features.slash_commands", "request_url", f"{name} needs a url without Socket Mode")


def _scopes(manifest: Json) -> Iterator[Problem]:
    for scope, times in Counter(bot_scopes(manifest)).items():
        if times > 1:
            yield Problem("oauth_config.scopes.bot", "double", f"{scope} is there {times} times")
    if as_list(inside(manifest, "oauth_config", "scopes", "user")):
        yield Problem("oauth_config.scopes.user", "user_scopes", "this project acts for no user", house=True)
