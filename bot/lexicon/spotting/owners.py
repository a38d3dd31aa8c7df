"""Whose a form is when several entries have it: CS is customer support beside カスタマーサポート, else the first listed."""

from collections.abc import Iterable, Sequence, Set

from bot.lexicon.model import Entry, EntryId
from bot.lexicon.spotting.forms import Form, Standing

_SAME = 4
_LINKED = 2
_SAME_FIELD = 1


class Owners:
    """Chooses among entries in view of one message: its folded ``text``, and the entries that are surely in it."""

    def __init__(self, entries: Sequence[Entry], text: str, sure: Set[int]) -> None:
        self._entries = entries
        self._text = text
        self._sure = sure
        self._about = {entries[position].id for position in sure}
        self._fields = {field for position in sure for field in entries[position].domains}

    def choose(self, forms: Iterable[Form]) -> Form | None:
        """Return the form whose entry is most likely meant, if any is."""
        meant = [form for form in forms if self._has_reason(form)]
        return min(meant, key=lambda form: (form.standing, -self._nearness(form), form.position), default=None)

    def _nearness(self, form: Form) -> int:
        entry = self._entries[form.position]
        if entry.id in self._about:
            return _SAME
        if not self._about.isdisjoint(_links(entry)):
            return _LINKED
        return _SAME_FIELD if not self._fields.isdisjoint(entry.domains) else 0

    def _has_reason(self, form: Form) -> bool:
        """Tell whether the message lets ``form`` be read as its entry.

        A piece of a name is an ordinary word too: it needs the rest of the name, or a linked entry, in the message.
        Every other form is its own reason.
        """
        entry = self._entries[form.position]
        if not is_piece_of_name(form, entry):
            return True
        names = [name for name in (entry.headword, *entry.variants) if form.text in name]
        rests = {rest for name in names for rest in name.split(form.text) if rest}
        return any(rest in self._text for rest in rests) or not self._about.isdisjoint(_links(entry))


def is_piece_of_name(form: Form, entry: Entry) -> bool:
    """Tell whether ``form`` is a name's abbreviation that is a part of it: プライム for プライム市場."""
    return form.standing is Standing.ABBREVIATION and entry.proper_name and form.text in entry.headword


def _links(entry: Entry) -> set[EntryId]:
    return {*entry.synonyms, *entry.antonyms, *entry.related, *entry.broader, *entry.narrower}
