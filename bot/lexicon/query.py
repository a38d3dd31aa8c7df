"""What was typed, with the keys it is looked up under."""

from bot.lexicon.english import words_of
from bot.text import keys
from bot.text.scripts import has_kanji, is_latin


class Query:
    """A cleaned query and its keys; those that not every search needs are made when first asked for."""

    __slots__ = (
        "_keyboard",
        "_letters",
        "has_kanji",
        "is_latin",
        "loose",
        "strict",
        "surface",
        "text",
        "unhyphenated",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.surface = keys.surface_key(text)
        self.is_latin = is_latin(text)
        self.has_kanji = not self.is_latin and has_kanji(text)
        self.words = words_of(text) if self.is_latin else ()
        """Its English words, if it is in Latin letters."""
        self.strict = "" if self.has_kanji else keys.strict_key(text)
        """Its sounds, if it is kana or romaji throughout."""
        self.unhyphenated = keys.strict_key(text.replace("-", "")) if self.is_latin and "-" in text else self.strict
        """Its sounds with hyphens read as word breaks and not as length."""
        self.loose = keys.loosen(self.strict)
        self._keyboard: str | None = None
        self._letters: str | None = None

    @property
    def keyboard(self) -> str:
        """Its keyboard key."""
        if self._keyboard is None:
            self._keyboard = keys.keyboard_key(self.text)
        return self._keyboard

    @property
    def letters(self) -> str:
        """Its keyboard key without length and gemination."""
        if self._letters is None:
            self._letters = keys.bare_letters(self.keyboard)
        return self._letters

    @property
    def skeleton(self) -> str:
        """Its skeleton key."""
        return keys.skeleton_key(self.text)
