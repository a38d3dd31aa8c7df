"""Makes grades, and chooses among those of several answers given at once."""

from collections.abc import Sequence

from bot.localized import Localized
from bot.quiz.model import Grade, Rule, Verdict

_NOTHING = Localized("", "")
_CREDIT = {Verdict.CORRECT, Verdict.CORRECT_WITH_NOTE}
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


def graded(verdict: Verdict, rule: Rule, note: Localized = _NOTHING) -> Grade:
    """Return a grade; right ones count."""
    return Grade(verdict=verdict, rule=rule, note=note, credit=verdict in _CREDIT)


def worst(grades: Sequence[Grade]) -> Grade:
    """Return the least favourable of ``grades``, the first of several."""
    return max(grades, key=lambda found: _ORDER[found.verdict])


def best(grades: Sequence[Grade]) -> Grade:
    """Return the most favourable of ``grades``, the first of several."""
    return min(grades, key=lambda found: _ORDER[found.verdict])
