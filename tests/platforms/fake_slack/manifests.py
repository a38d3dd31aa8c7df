"""A small manifest for tests of the fake itself."""

from tests.platforms.fake_slack.wire import Json

_URL = "https://ten.example/slack/events"


def small_manifest(*, socket: bool = True) -> Json:
    """Return the manifest of a ten-line app, for Socket Mode or for HTTP."""
    url: Json = {} if socket else {"request_url": _URL}
    options: Json = {} if socket else {"message_menu_options_url": _URL}
    command: Json = {"command": "/define", "description": "Looks a word up", "should_escape": False}
    return {
        "display_information": {"name": "Ten lines"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "ten"},
            "slash_commands": [command if socket else {**command, "url": _URL}],
            "shortcuts": [
                {"name": "Explain terms", "type": "message", "callback_id": "explain_terms", "description": "Explains"},
                {"name": "Look up", "type": "global", "callback_id": "look_up", "description": "Looks up"},
            ],
        },
        "oauth_config": {
            "scopes": {"bot": ["commands", "chat:write", "app_mentions:read", "users:read", "im:history"]}
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": ["app_home_opened", "app_mention", "message.im", "app_uninstalled", "tokens_revoked"],
                **url,
            },
            "interactivity": {"is_enabled": True, **url, **options},
            "socket_mode_enabled": socket,
        },
    }
