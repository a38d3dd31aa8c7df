"""Cuts Discord's OpenAPI document down to what the rules read: ``python -m … SOURCE`` writes the copy.

The source is github.com/discord/discord-api-spec, ``specs/openapi.json`` (MIT, (c) 2023 Discord), or any reduction of it.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.platforms.fake_discord.rules.document import SPECIFICATION

_OPERATIONS = (
    ("put", "/applications/{application_id}/commands"),
    ("post", "/applications/{application_id}/commands"),
    ("patch", "/applications/{application_id}/commands/{command_id}"),
    ("put", "/applications/{application_id}/guilds/{guild_id}/commands"),
    ("post", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ("post", "/webhooks/{webhook_id}/{webhook_token}"),
    ("patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
    ("patch", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"),
    ("post", "/channels/{channel_id}/messages"),
    ("patch", "/channels/{channel_id}/messages/{message_id}"),
    ("post", "/channels/{channel_id}/threads"),
    ("post", "/channels/{channel_id}/messages/{message_id}/threads"),
    ("post", "/users/@me/channels"),
    ("get", "/applications/@me"),
    ("get", "/gateway/bot"),
    ("get", "/users/@me"),
)


def trim(source: dict[str, Any]) -> dict[str, Any]:
    """Return the operations above and every schema they reach."""
    schemas: dict[str, Any] = source["components"]["schemas"]
    paths: dict[str, dict[str, Any]] = {}
    reached: dict[str, Any] = {}

    def follow(part: object) -> None:
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in reached:
                reached[name] = schemas[name]
                follow(schemas[name])
            for each in part.values():
                follow(each)
        elif isinstance(part, list):
            for each in part:
                follow(each)

    for method, path in _OPERATIONS:
        operation = source["paths"][path][method]
        kept = {key: operation[key] for key in ("requestBody", "responses") if key in operation}
        paths.setdefault(path, {})[method] = kept
        follow(kept)
    info = {**source["info"], "x-copyright": "(c) 2023 Discord", "x-trimmed": "operations and schemas the tests read"}
    return {
        "openapi": source["openapi"],
        "info": info,
        "paths": paths,
        "components": {"schemas": dict(sorted(reached.items()))},
    }


if __name__ == "__main__":
    trimmed = trim(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    SPECIFICATION.parent.mkdir(exist_ok=True)
    SPECIFICATION.write_text(json.dumps(trimmed, separators=(",", ":")) + "\n", "utf-8")
