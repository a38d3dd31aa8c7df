"""What wakes or can be clicked in everything the app has sent: the test for "nobody pinged, no live link"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.platforms.fake_slack.recorder import Recorder
from tests.platforms.fake_slack.rules.markup import AUTO_LINK, AUTO_NAME, live_tokens
from tests.platforms.fake_slack.shown import elements_of
from tests.platforms.fake_slack.wire import Json, as_list, as_object, as_text

_MARKDOWN_LINK = re.compile(r"\]\(\s*([^)\s]+)")
_LOUD = frozenset({"user", "usergroup", "broadcast"})
_WAKES_ALL = frozenset({"@here", "@channel", "@everyone", "@group"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """One ping or link: in which body, and what it is."""

    method: str
    what: str


def sent_bodies(recorder: Recorder) -> Iterator[tuple[str, Json]]:
    """Yield everything people could come to see: (method, body), refused bodies left out."""
    for call in recorder.calls:
        if not call.error and (call.method.startswith(("chat.", "views.")) or call.method == "response_url"):
            yield call.method, call.args
    for delivery in recorder.deliveries:
        if delivery.body:
            yield f"ack of {delivery.kind}", delivery.body


def pings(recorder: Recorder) -> list[Alive]:
    """Return every mention of a person, a group or everybody."""
    return [Alive(method=method, what=what) for method, body in sent_bodies(recorder) for what in _pings(body)]


def links(recorder: Recorder) -> list[Alive]:
    """Return everything that can be clicked and leads somewhere, and every mention of a channel."""
    return [Alive(method=method, what=what) for method, body in sent_bodies(recorder) for what in _links(body)]


def _surfaces(body: Json) -> list[object]:
    return [body.get("blocks"), as_object(body.get("view")).get("blocks")]


def _pings(body: Json) -> Iterator[str]:
    text = as_text(body.get("text"))
    yield from _waking(live_tokens(text))
    if body.get("link_names") or body.get("parse") == "full":
        yield from AUTO_NAME.findall(text)
    for node in _nodes(_surfaces(body)):
        yield from _waking(live_tokens(_markup(node)))
        if node.get("type") == "mrkdwn" and node.get("verbatim") is not True:
            yield from (name for name in AUTO_NAME.findall(as_text(node.get("text"))) if name in _WAKES_ALL)
        if node.get("type") in _LOUD:
            yield str(node)


def _waking(tokens: list[str]) -> Iterator[str]:
    yield from (f"<{token}>" for token in tokens if token[:1] in ("@", "!"))


def _links(body: Json) -> Iterator[str]:
    text = as_text(body.get("text"))
    yield from _leading(live_tokens(text))
    if not any(_surfaces(body)) and body.get("parse") != "none":
        yield from (found[0] for found in AUTO_LINK.finditer(re.sub(r"<[^<>]*>", "", text)))
    for blocks in _surfaces(body):
        yield from (as_text(element["url"]) for _, element in elements_of(blocks) if "url" in element)
    for node in _nodes(_surfaces(body)):
        yield from _leading(live_tokens(_markup(node)))
        yield from _loose(node)


def _loose(node: Json) -> Iterator[str]:
    kind, text = node.get("type"), as_text(node.get("text"))
    if kind == "mrkdwn" and node.get("verbatim") is not True:
        yield from (found[0] for found in AUTO_LINK.finditer(re.sub(r"<[^<>]*>", "", text)))
    elif kind == "markdown":
        yield from _MARKDOWN_LINK.findall(text)
        yield from (found[0] for found in AUTO_LINK.finditer(text))
    elif kind in ("link", "channel"):
        yield as_text(node.get("url", node.get("channel_id")))


def _leading(tokens: list[str]) -> Iterator[str]:
    yield from (f"<{token}>" for token in tokens if token[:1] not in ("@", "!"))


def _markup(node: Json) -> str:
    return as_text(node.get("text")) if node.get("type") in ("mrkdwn", "markdown") else ""


def _nodes(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield as_object(value)
        for item in value.values():
            yield from _nodes(item)
    else:
        for item in as_list(value):
            yield from _nodes(item)
