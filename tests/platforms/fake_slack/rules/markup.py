"""Slack's own markup, and what must not reach it from people's text: pings, links, unescaped signs.

Sources: docs.slack.dev on formatting message text (escaping, manual and automatic parsing) and on the text object's
``verbatim``. That a mention or link stands in a body is no error to Slack, so every rule here is this project's own.
"""

import re
from collections.abc import Iterator

from tests.platforms.fake_slack.rules.problem import Problem

TOKEN = re.compile(r"<([^<>\n]*)>")
AUTO_LINK = re.compile(r"(?i)\b(?:https?://|mailto:|www\.)[^\s<>|]+|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b")
AUTO_NAME = re.compile(r"(?<![\w/&])[@#][\w-]+")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_MARKDOWN_LINK = re.compile(r"\]\(\s*[^)\s]+\s*\)")


def live_tokens(text: str) -> list[str]:
    """Return what stands in angle brackets and is not a date, which Slack only formats."""
    return [found[1] for found in TOKEN.finditer(text) if not found[1].startswith("!date^")]


def in_mrkdwn(text: str, path: str, *, literal: bool) -> Iterator[Problem]:
    """Yield what is alive or unescaped in mrkdwn; ``literal`` when Slack is told not to look for links and names."""
    for token in live_tokens(text):
        yield Problem(path, "live_token", f"<{token}> is alive", house=True)
    rest = TOKEN.sub("", text)
    if _ENTITY.search(rest):
        yield Problem(path, "unescaped", "has an & that is not escaped", house=True)
    if "<" in rest or ">" in re.sub(r"(?m)^>(?:>>)?", "", rest):
        yield Problem(path, "unescaped", "has a < or > that is not escaped", house=True)
    if literal:
        return
    for found in [*AUTO_LINK.finditer(rest), *AUTO_NAME.finditer(rest)]:
        text_found = f"Slack makes {found[0]!r} clickable: say verbatim, or use plain_text or rich_text"
        yield Problem(path, "auto_parsed", text_found, house=True)


def in_markdown(text: str, path: str) -> Iterator[Problem]:
    """Yield what is alive in a markdown block; Slack reads its own tokens there too."""
    for token in live_tokens(text):
        if re.match(r"[@#!]|https?:|mailto:", token):
            yield Problem(path, "live_token", f"<{token}> is alive", house=True)
    if _MARKDOWN_LINK.search(text) or AUTO_LINK.search(TOKEN.sub("", text)):
        yield Problem(path, "auto_parsed", "holds a link", house=True)
