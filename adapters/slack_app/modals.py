"""Modals: a line to type for a button, a word to look up, and what they are answered with."""

import json

from adapters.sendable import sendable
from adapters.slack_app.render import APP_NAME, MODAL, text
from adapters.slack_app.wire import Json, cut
from bot.lexicon.match import Match
from bot.localized import Locale, Localized
from bot.text.normalize import MAX_QUERY

ASK_MODAL = "ask"
"""callback_id of a modal that asks for a line of text."""
LOOK_UP_MODAL = "look-up"
"""callback_id of the modal that looks a word up."""
TERM = "term"
"""block_id and action_id of the field for a word."""
LINE = "line"
"""block_id and action_id of the field for a line of text."""
SHOW = "show:"
DEFINE = "define:"

MAX_OPTIONS = 100
_MAX_METADATA = 3000
_MAX_OPTION = 75
_MAX_LINE = 150
_LOOK_UP = Localized("Look a word up", "言葉を調べる")
_WORD = Localized("A word, however you can type it", "調べたい言葉（どんな書き方でも）")
_HINT = Localized("Kana, kanji, romaji or English", "かな・漢字・ローマ字・英語")
_OK = Localized("OK", "決定")
_CANCEL = Localized("Cancel", "キャンセル")
_WAIT = Localized("One moment…", "少しお待ちください…")
_AS_TYPED = Localized("Look up “{query}”", "「{query}」を調べる")


def ask_modal(action: str, prompt: str, origin: Json, locale: Locale) -> Json:
    """Return the modal for a button that asks; ``origin`` says where its answer belongs."""
    metadata = json.dumps({"action": action, **origin})
    return {
        "type": "modal",
        "callback_id": ASK_MODAL,
        "title": text(APP_NAME.in_(locale)),
        "submit": text(_OK.in_(locale)),
        "close": text(_CANCEL.in_(locale)),
        "private_metadata": metadata if len(metadata) <= _MAX_METADATA else json.dumps({"action": action}),
        "blocks": [
            {
                "type": "input",
                "block_id": LINE,
                "label": text(prompt),
                "element": {"type": "plain_text_input", "action_id": LINE, "max_length": _MAX_LINE},
            }
        ],
    }


def look_up_modal(locale: Locale) -> Json:
    """Return the modal in which a word completes itself while it is typed."""
    return {
        "type": "modal",
        "callback_id": LOOK_UP_MODAL,
        "title": text(APP_NAME.in_(locale)),
        "submit": text(_LOOK_UP.in_(locale)),
        "close": text(_CANCEL.in_(locale)),
        "blocks": [
            {
                "type": "input",
                "block_id": TERM,
                "label": text(_WORD.in_(locale)),
                "element": {
                    "type": "external_select",
                    "action_id": TERM,
                    "placeholder": text(_HINT.in_(locale)),
                    "min_query_length": 1,
                },
            }
        ],
    }


def waiting_modal(locale: Locale) -> Json:
    """Return a modal to look at while the answer takes its time."""
    return {
        "type": "modal",
        "callback_id": MODAL,
        "title": text(APP_NAME.in_(locale)),
        "close": text(_CANCEL.in_(locale)),
        "blocks": [{"type": "context", "elements": [text(_WAIT.in_(locale))]}],
    }


def options(matches: tuple[Match, ...], query: str, locale: Locale) -> list[Json]:
    """Return the completions of what has been typed, and last the typed text itself: it need not be complete."""
    offered: dict[str, str] = {}
    for match in matches:
        entry = match.entry
        reading = "" if entry.kana in {"", entry.headword} else f"（{entry.kana}）"
        offered.setdefault(f"{SHOW}{entry.id}", f"{entry.headword}{reading} {entry.senses[0].brief}")
        if len(offered) == MAX_OPTIONS - 1:
            break
    line = sendable(" ".join(query[:MAX_QUERY].split()))
    if line:
        offered[f"{DEFINE}{cut(line, MAX_QUERY)}"] = _AS_TYPED.format(query=cut(line, 40)).in_(locale)
    return [{"text": text(cut(label, _MAX_OPTION)), "value": value} for value, label in offered.items()]
