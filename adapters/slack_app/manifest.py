"""The app's manifest, made from the catalogue: what ``naruhaya slack manifest`` prints.

Slack's limits are those of its manifest schema (slackapi/manifest-schema, version 1 of the layout).
"""

from typing import Any

from adapters.slack_app import app, lookup, mentions
from adapters.slack_app.oauth import CALLBACK_PATH, SCOPES
from adapters.slack_app.server import EVENTS_PATH
from adapters.slack_app.wire import Json, cut
from bot.commands.catalog import VISIBLE
from bot.commands.given import GivenPerson
from bot.commands.spec import CommandSpec
from bot.errors import ConfigError
from bot.localized import Localized

_NAME = "Naruhaya"
_SUMMARY = Localized("Business Japanese, explained where the question comes up", "ビジネス日本語を、その場で説明")
_LONG = (
    "Look a business Japanese word up however you can type it: kana, kanji, any romaji, or English. See how it "
    "differs from the words it is confused with, and practise with quizzes. Answers are seen by you alone until "
    "you share them.\n\nかな・漢字・ローマ字・英語のどれでも、ビジネス日本語を調べられます。紛らわしい言葉との違いも、"
    "クイズでの練習もできます。返事は、共有するまで本人だけに見えます。"
)
_MAX_COMMAND = 32


def build_manifest(prefix: str = "", url: str | None = None) -> Json:
    """Return the manifest: for Socket Mode, or with ``url`` (https) for HTTP mode at that address.

    Raises:
        ConfigError: the prefix makes a command that Slack would not take.
    """
    address = None if url is None else url.rstrip("/") + EVENTS_PATH
    at: Json = {} if address is None else {"request_url": address}
    interactivity: Json = {"is_enabled": True, **at}
    oauth: Json = {"scopes": {"bot": list(SCOPES)}}
    if url is not None:
        interactivity["message_menu_options_url"] = address
        oauth["redirect_urls"] = [url.rstrip("/") + CALLBACK_PATH]
    return {
        "display_information": {
            "name": _NAME,
            "description": _both(_SUMMARY),
            "long_description": _LONG,
            "background_color": "#1d4e89",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                # Without this tab Slack takes no direct message from the bot; nobody reads what people would write.
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": _NAME.lower(), "always_online": True},
            "slash_commands": [_command(spec, prefix, address) for spec in VISIBLE],
            "shortcuts": _shortcuts(),
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {"bot_events": list(app.EVENTS), **at},
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(spec: CommandSpec[Any, Any], prefix: str, address: str | None) -> Json:
    name = f"/{prefix}{spec.name}"
    if len(name) > _MAX_COMMAND or name != name.lower() or any(letter.isspace() for letter in name):
        raise ConfigError(
            f"NARUHAYA_SLACK_COMMAND_PREFIX makes the command {name}: Slack takes {_MAX_COMMAND} lower-case letters."
        )
    # Only then does Slack say whom a name stands for; everywhere else names and links are to come as they were typed.
    escapes = any(issubclass(each.kind, GivenPerson) for each in spec.options)
    command: Json = {"command": name, "description": _both(spec.summary), "should_escape": escapes}
    hint = spec.usage.partition(" ")[2]
    if hint:
        command["usage_hint"] = hint
    if address is not None:
        command["url"] = address
    return command


def _shortcuts() -> list[Json]:
    shortcuts = (
        ("global", lookup.LOOK_UP, lookup.TITLE, lookup.DESCRIPTION),
        ("message", mentions.EXPLAIN, mentions.TITLE, mentions.DESCRIPTION),
    )
    return [
        {"name": name, "type": kind, "callback_id": callback, "description": _both(description)}
        for kind, callback, name, description in shortcuts
    ]


def _both(text: Localized) -> str:
    """Return a text in both languages: a manifest has but one."""
    return cut(f"{text.en} · {text.ja}", 140)
