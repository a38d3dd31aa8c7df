"""The glossary as static pages: a page a domain, furigana over every example, contrasts as tables, an index by reading."""

from collections.abc import Mapping
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.commands import wording
from bot.commands.entry_view import formula_text, has_kanji, labels, romaji
from bot.commands.spec import View
from bot.lexicon.checks import GAP
from bot.lexicon.model import Contrast, Domain, Entry, EntryId, Glossary, Ratio
from bot.localized import Locale, Localized
from bot.text.furigana import furigana

_VIEW = View(locale=Locale.EN)
_ROWS = {
    "あ": "あいうえおぁぃぅぇぉゔ",
    "か": "かきくけこがぎぐげご",
    "さ": "さしすせそざじずぜぞ",
    "た": "たちつてとだぢづでどっ",
    "な": "なにぬねの",
    "は": "はひふへほばびぶべぼぱぴぷぺぽ",
    "ま": "まみむめも",
    "や": "やゆよゃゅょ",
    "ら": "らりるれろ",
    "わ": "わをん",
}
_LINKS = {
    "synonyms": Localized("Same meaning", "同義語"),
    "antonyms": Localized("Opposite", "対義語"),
    "broader": Localized("Broader", "上位語"),
    "narrower": Localized("Narrower", "下位語"),
    "related": Localized("See also", "関連語"),
}


def pages_of(glossary: Glossary) -> dict[str, str]:
    """Return every page's text by its file name; the same glossary gives the same pages."""
    environment = Environment(
        loader=PackageLoader("tests.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shelf = _Shelf(glossary)
    environment.filters |= {"word": word, "sentence": sentence, "romaji": romaji}
    environment.globals |= {"domains": wording.DOMAINS, "shelf": shelf, "glossary": glossary}
    pages = {
        f"{domain.value}.html": environment.get_template("domain.html").render(domain=domain, entries=entries)
        for domain, entries in shelf.by_domain.items()
    }
    pages["index.html"] = environment.get_template("index.html").render(rows=shelf.by_row())
    pages["style.css"] = environment.get_template("style.css").render()
    return pages


def word(entry: Entry) -> Markup:
    """Return the headword with its reading over it, where it needs one."""
    if not has_kanji(entry):
        return escape(entry.headword)
    return _ruby(furigana(entry.headword, entry.kana))


def sentence(written: str, reading: str) -> Markup:
    """Return the sentence with readings over its words."""
    return _ruby(furigana(written, reading))


def _ruby(parts: tuple[tuple[str, str], ...]) -> Markup:
    ruby = Markup("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>")
    return Markup("").join(ruby.format(part, sounds) if sounds else escape(part) for part, sounds in parts)


class _Shelf:
    """Where each entry and contrast stands on the site."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        in_order = sorted(glossary.entries, key=lambda entry: (entry.kana, entry.id))
        self.by_domain: Mapping[Domain, list[Entry]] = {
            domain: found for domain in Domain if (found := [entry for entry in in_order if entry.domains[0] is domain])
        }

    def by_row(self) -> list[tuple[str, list[Entry]]]:
        """Return all entries by the row of the kana table that their reading begins in."""
        in_order = sorted(self._glossary.entries, key=lambda entry: (entry.kana, entry.id))
        return [(row, list(found)) for row, found in groupby(in_order, key=lambda entry: _row_of(entry.kana))]

    def address(self, entry_id: EntryId) -> str:
        """Return the link to an entry."""
        return f"{self._glossary.entry(entry_id).domains[0].value}.html#{entry_id}"

    def contrasts(self, domain: Domain) -> list[Contrast]:
        """Return the contrasts whose first member stands on this domain's page."""
        return [
            contrast
            for contrast in self._glossary.contrasts
            if self._glossary.entry(contrast.members[0]).domains[0] is domain
        ]

    def contrast_address(self, contrast: Contrast) -> str:
        """Return the link to a contrast."""
        return f"{self._glossary.entry(contrast.members[0]).domains[0].value}.html#vs-{contrast.id}"

    def labels(self, entry: Entry) -> str:
        """Return what kind of word it is, in one line."""
        return " · ".join(labels(entry, _VIEW))

    def links(self, entry: Entry) -> list[tuple[str, list[Entry]]]:
        """Return the entry's links by what they are called."""
        found = [
            (label.en, [self._glossary.entry(each) for each in getattr(entry, kind)]) for kind, label in _LINKS.items()
        ]
        return [(label, entries) for label, entries in found if entries]

    def filled(self, frame: str, entry_id: EntryId) -> str:
        """Return a minimal pair's sentence with a word in its gap."""
        return frame.replace(GAP, self._glossary.entry(entry_id).headword)

    def formula(self, ratio: Ratio) -> str:
        """Return a formula as a line."""
        return formula_text(ratio, _VIEW)


def _row_of(kana: str) -> str:
    return next((row for row, signs in _ROWS.items() if kana[:1] in signs), "")
