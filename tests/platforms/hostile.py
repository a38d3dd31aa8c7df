"""Hostile, odd and awkward texts, a few dozen of a kind, and what must be true of whatever is shown for them."""

import itertools
import json
import re
from pathlib import Path

import pytest

from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import walk

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "nasty_inputs.json"
"""A larger collection, where the project's surroundings have one."""
PARTS = (
    pytest.param(slice(0, None, 4), id="a quarter"),
    *(pytest.param(slice(first, None, 4), id=f"quarter {first + 1}", marks=pytest.mark.slow) for first in (1, 2, 3)),
)
"""The larger collection in parts, of which one is tried every time."""

_SEEDS = ("稟議", "x", "受電 架電", "")
_KINDS: dict[str, tuple[str, ...]] = {
    "mention": ("@everyone", "@here", "<@1>", "<@!22>", "<@&333>", "<#4>", "</define:5>", "<id:browse>", "<t:1:R>", "<:a:6>", "<a:b:7>", "<!channel>", "<!here|x>", "<@U1>"),
    "link": ("https://e.example", "http://1.1.1.1/a?b=c", "[x](https://e.example)", "<https://e.example|y>", "discord.gg/abc", "HTTPS://E.EXAMPLE", "https://e.example/@everyone", "steam://run/1", "javascript:alert(1)", "https:\n//e.example", "[a](<https://e.example>)"),
    "markup": ("# a", "## b", "-# c", "> d", ">>> e", "* f", "- g", "1. h", "**i**", "__j__", "~~k~~", "||l||", "`m`", "```n\no```", "\\", "\\*", "_p_", "***", "[q]", "(r)"),
    "injection": ("' OR 1=1 --", "'; DROP TABLE people;--", "%", "_", "${HOME}", "$(id)", "{0}", "{query}", "%s%n", "{{7*7}}", "<script>x</script>", "../../etc/passwd", "\\x00", "=1+1", "@SUM(A1)", "\r\nSet-Cookie: a"),
    "unicode": ("\u202ex\u202c", "\u2066y\u2069", "\u200bz", "\ufeff", "e\u0301" * 30, "Z" + "\u0300" * 90, "ﷺ" * 20, "\U000e0041", "ｶｽﾀﾏｰ", "㍿", "葛󠄀", "𠮟る", "İı", "ǅ", "\u2028", "\u3164"),
    "control": ("\x00", "\x07a", "\x1b[31m", "\x08", "\x7f", "\x9b", "\t", "\n\n\n", "\r", "\x85", "a\x00b", "\ud800", "\udfff", "\ud83d"),
    "emoji": ("😀", "👨\u200d👩\u200d👧\u200d👦", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "👍🏽", "🇯🇵🇺🇸", "☎︎", "1️⃣", ":smile:"),
    "length": ("a" * 6000, "あ" * 4001, "😀" * 2000, "*" * 4000, "@everyone " * 500, "https://e.example " * 300, "\n" * 3000, "( " * 2000, "﷽" * 1500),
    "empty": (" ", "\u3000", "\u200b", "\u2060", "\xad", "\u00a0", "\u115f", "\u2800"),
}  # fmt: skip

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LIVE = {
    "link": re.compile(r"[a-z]+://", re.IGNORECASE),
    "masked link": re.compile(r"(?<!\\)\]\("),
    "mention": re.compile(r"(?<!\\)<[@#:!atid]"),
    "everyone": re.compile(r"(?<!\\)@(?:everyone|here)"),
}


def texts(kind: str) -> list[str]:
    """Return the texts of a kind: alone, and before and after an ordinary word."""
    made = (f"{seed}{text}" if before else f"{text}{seed}" for text in _KINDS[kind] for seed, before in _ARRANGED)
    return list(dict.fromkeys(made))


_ARRANGED = list(itertools.product(_SEEDS, (True, False)))
KINDS = tuple(_KINDS)


def corpus() -> dict[str, str]:
    """Return the larger collection by id, or nothing where there is none."""
    if not CORPUS.is_file():
        return {}
    items = json.loads(CORPUS.read_text(encoding="utf-8"))["items"]
    return {each["id"]: each["s"] if "s" in each else each["repeat"][0] * each["repeat"][1] for each in items}


def live_in(components: list[Json]) -> list[str]:
    """Return what in the texts and labels would ping, link, or mislead: nothing, if all is well."""
    found = []
    for each in walk(components):
        for text in (each.get("content"), each.get("label")):
            if text is None:
                continue
            if UNSEEN.search(text):
                found.append(f"a character that must not be shown in {text[:80]!r}")
            if each.get("content") is not None:
                found += [f"{name} in {text[:120]!r}" for name, pattern in LIVE.items() if pattern.search(text)]
    return found
