"""The two languages of the interface, and text that exists in both."""

from dataclasses import dataclass
from enum import StrEnum


class Locale(StrEnum):
    """A language of the interface; the value is its ISO 639-1 code."""

    EN = "en"
    JA = "ja"


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in English and in Japanese."""

    en: str
    ja: str

    def in_(self, locale: Locale) -> str:
        """Return the text in ``locale``."""
        return self.ja if locale is Locale.JA else self.en

    def format(self, **values: object) -> "Localized":
        """Return both texts with their ``{placeholders}`` filled from ``values``."""
        return Localized(self.en.format(**values), self.ja.format(**values))
