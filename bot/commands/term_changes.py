"""How the difference between two versions of a word reads, and what people are called."""

from collections.abc import Mapping, Sequence

from bot.commands.spec import View
from bot.commands.term_form import LABELS
from bot.localized import Localized
from bot.reply import Span, Text, soft, strong
from bot.team.versions import Change

_SOMEBODY = Localized("somebody", "だれか")
_NOTHING = Localized("(empty)", "（空欄）")
_OF_SENSE = Localized("{label}, meaning {number}", "{label}（意味{number}）")
_MORE = Localized("… and {number} more changes", "ほか{number}か所")
_MAX_SHOWN = 160
_MAX_LINES = 8


def change_lines(changes: Sequence[Change], view: View) -> tuple[Text, ...]:
    """Return a line a field: what it said, and what it says."""
    lines = [_line(change, view) for change in changes[:_MAX_LINES]]
    if len(changes) > _MAX_LINES:
        lines.append(soft(view.say(_MORE.format(number=len(changes) - _MAX_LINES))))
    return tuple(lines)


def person(user_id: str | None, names: Mapping[str, str], view: View) -> str:
    """Return what the person is called; who hides or is gone is somebody."""
    return names.get(user_id or "", "") or view.say(_SOMEBODY)


def _line(change: Change, view: View) -> Text:
    label = view.say(LABELS[change.field]).partition(";")[0].partition("（")[0].partition(" (")[0].strip()
    if change.sense > 1:
        label = view.say(_OF_SENSE.format(label=label, number=change.sense))
    return (*strong(f"{label}: "), *_value(change.before, view), Span(" → "), *_value(change.after, view))


def _value(text: str, view: View) -> Text:
    if not text:
        return soft(view.say(_NOTHING))
    return (Span(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN].rstrip()}…"),)
