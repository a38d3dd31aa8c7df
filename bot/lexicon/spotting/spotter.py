"""Finds every glossary term in a message, with its place, in one pass over the text.

All forms of all entries go into one Aho–Corasick automaton, which names every place where one occurs. What is found is
then doubted: it must stand as a word where its script's words end, and only the longest of what overlaps is kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import ahocorasick  # type: ignore[import-not-found]  # a C extension without stubs

from bot.lexicon.model import Entry
from bot.lexicon.spotting import everyday
from bot.lexicon.spotting.compounds import Compounds
from bot.lexicon.spotting.edges import addresses, end_of_word, is_doubtful
from bot.lexicon.spotting.forms import Form, Standing, forms_of
from bot.lexicon.spotting.owners import Owners
from bot.lexicon.spotting.passage import Passage, fold, fold_spelling
from bot.lexicon.spotting.places import Places, Span
from bot.lexicon.spotting.romaji import RomajiTerms, words_of
from bot.lexicon.spotting.runs import Runs


class Term(NamedTuple):
    """A glossary term in a message: ``surface`` is ``message[start:end]``, in code points."""

    entry: Entry
    start: int
    end: int
    surface: str


class _Pattern(NamedTuple):
    """What the automaton answers with: how long a text is, and the forms that it is; none for a lure.

    ``doubtful`` says that edges must be looked at, once for each group of forms: those of one group are alike in that.
    """

    length: int
    groups: tuple[tuple[Form, ...], ...]
    doubtful: bool


class _Automaton(Protocol):
    """What names every place where a text occurs: the place of its last sign, and the pattern."""

    def add_word(self, text: str, pattern: _Pattern) -> bool: ...

    def make_automaton(self) -> None: ...

    def iter(self, text: str) -> Iterator[tuple[int, _Pattern]]: ...


class Spotter:
    """Spots the terms of ``entries``, and of the spotter they are laid ``over``: built once, then only read.

    Any number of threads may share it. Where both have a term, the longer one is found, and of two equally long ones
    that of ``entries``. One spotter may lie under many.
    """

    def __init__(self, entries: Sequence[Entry], over: "Spotter | None" = None) -> None:
        self.entries: tuple[Entry, ...] = (*(over.entries if over else ()), *entries)
        self._upper = len(self.entries) - len(entries)
        self.romaji: tuple[RomajiTerms, ...] = (*(over.romaji if over else ()), RomajiTerms(entries, self._upper))
        by_text: defaultdict[str, list[Form]] = defaultdict(list)
        for position, entry in enumerate(entries, self._upper):
            for text, forms in _by_text(forms_of(position, entry)).items():
                by_text[text] += forms
        by_text.pop("", None)
        named = (fold_spelling(key) for entry in entries for key in entry.search_keys)
        self.compounds: Compounds = Compounds((*by_text, *named), over.compounds if over else None)
        patterns = {} if over else {text: _Pattern(len(text), (), doubtful=False) for text in everyday.LURES}
        for text, forms in by_text.items():
            telling = tuple(form for form in forms if not self._only_extends(form, self.entries[form.position]))
            if telling:
                patterns[text] = _pattern(telling)
        self.automata: tuple[_Automaton, ...] = (*(over.automata if over else ()), *_automata(patterns))

    def _only_extends(self, form: Form, entry: Entry) -> bool:
        """Tell whether ``form`` is a search key that only adds to the entry's own name: クレーム対応 to クレーム."""
        if form.standing is not Standing.SEARCH_KEY or entry.proper_name:
            return False
        names = [fold_spelling(name) for name in (entry.headword, *entry.variants, *entry.abbreviations)]
        starts = {name: form.text.find(name) for name in names if name != form.text and name in form.text}
        spans = {(start, start + len(name)): (form,) for name, start in starts.items()}
        return bool(spans and Runs(fold(form.text), self.compounds).words(spans))

    def find(self, message: str) -> tuple[Term, ...]:
        """Return the terms in the first MAX_MESSAGE characters of ``message``, in order; they do not overlap.

        Any text is allowed.
        """
        passage = fold(message)
        size = len(passage.text)
        found = Runs(passage, self.compounds).words(self._occurrences(passage))
        words = words_of(passage.text)
        heard: defaultdict[Span, list[Form]] = defaultdict(list)
        for terms in self.romaji:
            for start, end, positions in terms.find(passage, words):
                heard[start, end] += [Form("", position, Standing.READING) for position in positions]
        found = {**heard, **found}
        masked = addresses(passage.text)
        if masked:
            hidden = Places(size, masked)
            found = {span: forms for span, forms in found.items() if not hidden.cover(span)}
        return tuple(self._terms(self._longest(found, size), found, passage, message))

    def _occurrences(self, passage: Passage) -> dict[Span, Sequence[Form]]:
        """Return every place where a form begins and ends as a word may, outside what only looks like a term."""
        found: dict[Span, Sequence[Form]] = {}
        lures: list[Span] = []
        for automaton in self.automata:
            known, found = found, _found_by(automaton, passage, lures)
            for span, forms in known.items():
                found[span] = (*forms, *found.get(span, ()))
        if len(self.automata) > 1:  # what looks like a term of one glossary may be one of the other
            lures = [lure for lure in lures if not self._has_upper(found.get(lure, ()))]
        if not lures:
            return found
        covered = Places(len(passage.text), lures)
        return {span: forms for span, forms in found.items() if not covered.cover(span)}

    def _longest(self, found: Mapping[Span, Sequence[Form]], size: int) -> list[Span]:
        """Return the spans that no longer one overlaps, in order; of two equally long ones an upper term's, or the first."""

        def order(span: Span) -> tuple[int, bool, int]:
            start, end = span
            return start - end, not self._has_upper(found[span]), start

        taken = Places(size)
        kept: list[Span] = []
        for span in sorted(found, key=order):
            if not taken.touch(span):
                taken.take(span)
                kept.append(span)
        return sorted(kept)

    def _has_upper(self, forms: Sequence[Form]) -> bool:
        return any(form.position >= self._upper for form in forms)

    def _terms(
        self, spans: Sequence[Span], found: Mapping[Span, Sequence[Form]], passage: Passage, message: str
    ) -> Iterator[Term]:
        """Yield a term for each of ``spans``, its entry chosen in view of the others."""
        entries, starts, ends = self.entries, passage.starts, passage.ends
        chosen = {span: forms[0] for span in spans if len(forms := found[span]) == 1 and not forms[0].part_of_name}
        owners = Owners(entries, passage.text, {form.position for form in chosen.values()}, self._upper)
        for span in spans:
            form = chosen.get(span) or owners.choose(found[span])
            if form:
                start, end = starts[span[0]], ends[span[1] - 1]
                yield Term(entries[form.position], start, end, message[start:end])


def _found_by(automaton: _Automaton, passage: Passage, lures: list[Span]) -> dict[Span, Sequence[Form]]:
    """Return every place where a form of one automaton begins and ends as a word may; its lures are added to ``lures``."""
    found: dict[Span, Sequence[Form]] = {}
    for last, (length, groups, doubtful) in automaton.iter(passage.text):
        start, end = last + 1 - length, last + 1
        if doubtful:
            for forms in groups:
                word_end = end_of_word(passage, start, end, forms[0])
                if word_end:
                    found[start, word_end] = (*found.get((start, word_end), ()), *forms)
        elif groups:
            found[start, end] = groups[0]
        else:
            lures.append((start, end))
    return found


def _automata(patterns: Mapping[str, _Pattern]) -> Iterator[_Automaton]:
    """Yield what finds the texts of ``patterns``, if there are any."""
    if patterns:
        automaton: _Automaton = ahocorasick.Automaton()
        for text, pattern in patterns.items():
            automaton.add_word(text, pattern)
        automaton.make_automaton()
        yield automaton


def _by_text(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Return an entry's forms by text, surest first; what the entry is called as it stands is nothing less as well."""
    by_text: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda form: (form.is_restricted, form.standing)):
        known = by_text.setdefault(form.text, [])
        if not known or (known[0].is_restricted and not any(form.restrictions == each.restrictions for each in known)):
            known.append(form)
    return by_text


def _pattern(forms: Sequence[Form]) -> _Pattern:
    """Return the pattern for ``forms``, which all have one text."""
    length = len(forms[0].text)
    if not any(map(is_doubtful, forms)):
        return _Pattern(length, (tuple(forms),), doubtful=False)
    groups: defaultdict[Form, list[Form]] = defaultdict(list)
    for form in forms:
        # Of its standing, only whether it is a search key matters to the edges.
        standing = Standing.SEARCH_KEY if form.standing is Standing.SEARCH_KEY else Standing.HEADWORD
        groups[form._replace(position=0, standing=standing)].append(form)
    return _Pattern(length, tuple(map(tuple, groups.values())), doubtful=True)
