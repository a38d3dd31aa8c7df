"""Whose a form is when several entries have it: CS is customer support beside カスタマーサポート.

Where the message does not tell, it is that of the first listed; but an abbreviation of several terms is nobody's. A
form of two glossaries, one laid over the other, is that of the upper one.
"""

from collections.abc import Sequence, Set
from functools import cached_property

from bot.lexicon.model import Domain, Entry, EntryId
from bot.lexicon.spotting.forms import Form, Standing

_SAME = 4
_LINKED = 2
_SAME_FIELD = 1


class Owners:
    """Chooses among entries in view of one message: its folded ``text``, and the entries that are surely in it.

    The entries from ``upper`` on are of the glossary that is laid over the others.
    """

    def __init__(self, entries: Sequence[Entry], text: str, sure: Set[int], upper: int) -> None:
        self._upper = upper
        self._entries = entries
        self._text = text
        self._sure = sure
        self._chosen: dict[tuple[Form, ...], Form | None] = {}

    @cached_property
    def _about(self) -> frozenset[EntryId]:
        return frozenset(self._entries[position].id for position in self._sure)

    @cached_property
    def _fields(self) -> frozenset[Domain]:
        return frozenset(field for position in self._sure for field in self._entries[position].domains)

    def choose(self, forms: Sequence[Form]) -> Form | None:
        """Return the form whose entry is most likely meant, if any is."""
        key = tuple(forms)
        if key not in self._chosen:
            meant = [form for form in forms if self._has_reason(form)]
            self._chosen[key] = self._likeliest(meant)
        return self._chosen[key]

    def _likeliest(self, meant: Sequence[Form]) -> Form | None:
        best = min(meant, key=self._rank, default=None)
        if best and best.standing is Standing.ABBREVIATION:
            nearness = self._nearness(best)
            rivals = [form for form in meant if (form.position >= self._upper) == (best.position >= self._upper)]
            alike = sum(form.standing is best.standing and self._nearness(form) == nearness for form in rivals)
            if alike > 1 and nearness < _LINKED:
                return None
        return best

    def _rank(self, form: Form) -> tuple[int, bool, int, int]:
        return form.standing, form.position < self._upper, -self._nearness(form), form.position

    def _nearness(self, form: Form) -> int:
        entry = self._entries[form.position]
        if entry.id in self._about:
            return _SAME
        if not self._about.isdisjoint(_links(entry)):
            return _LINKED
        return _SAME_FIELD if not self._fields.isdisjoint(entry.domains) else 0

    def _has_reason(self, form: Form) -> bool:
        """Tell whether the message lets ``form`` be read as its entry.

        A part of a name is an ordinary word too: it needs the rest of the name, or a linked entry, in the message.
        Every other form is its own reason.
        """
        if not form.part_of_name:
            return True
        entry = self._entries[form.position]
        names = [name for name in (entry.headword, *entry.variants) if form.text in name]
        rests = {rest for name in names for rest in name.split(form.text) if rest}
        return any(rest in self._text for rest in rests) or not self._about.isdisjoint(_links(entry))


def _links(entry: Entry) -> set[EntryId]:
    return {*entry.synonyms, *entry.antonyms, *entry.related, *entry.broader, *entry.narrower}
