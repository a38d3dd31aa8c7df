"""Where a modal was opened from: kept in the modal itself, so that its answer finds the way back after a restart too."""

import json
from dataclasses import replace

from adapters.slack_app.incoming import HOME, Caller
from adapters.slack_app.wire import Json

_MAX_ORIGIN = 500


def is_private(body: Json) -> bool:
    """Whether only the clicker sees the message: replacing any other would change it for everyone."""
    container = body.get("container", {})
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id", "")).startswith("D")


def origin_of(caller: Caller, *, private: bool) -> Json:
    """Return what the modal must remember to answer where the button stands."""
    origin = {"channel": caller.channel, "thread": caller.thread, "url": caller.response_url, "private": private}
    return {name: value for name, value in origin.items() if value and len(str(value)) <= _MAX_ORIGIN}


def returned(clicker: Caller, body: Json) -> tuple[Caller, Json]:
    """Return who sent a modal off, at the place it was opened from, and all that the modal kept."""
    try:
        kept = json.loads(body["view"].get("private_metadata") or "{}")
    except ValueError:
        kept = {}
    caller = replace(
        clicker,
        channel=kept.get("channel") or HOME,
        thread=kept.get("thread"),
        response_url=kept.get("url"),
    )
    return caller, kept
