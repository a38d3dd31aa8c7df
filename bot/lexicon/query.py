"""What was typed, with the keys it is looked up under; each key is made once, when it is first needed."""

from functools import cached_property

from bot.lexicon.english import words_of
from bot.text import keys
from bot.text.scripts import has_kanji, is_latin


class Query:
    """A cleaned query and its keys."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.surface = keys.surface_key(text)
        self.is_latin = is_latin(text)
        self.has_kanji = not self.is_latin and has_kanji(text)

    @cached_property
    def strict(self) -> str:
        """Its strict key."""
        return keys.strict_key(self.text)

    @cached_property
    def unhyphenated(self) -> str:
        """Its strict key with hyphens read as word breaks, not as length."""
        return keys.strict_key(self.text.replace("-", "")) if "-" in self.text else self.strict

    @cached_property
    def loose(self) -> str:
        """Its loose key."""
        return keys.loosen(self.strict)

    @cached_property
    def keyboard(self) -> str:
        """Its keyboard key."""
        return keys.keyboard_key(self.text)

    @cached_property
    def letters(self) -> str:
        """Its keyboard key without length and gemination."""
        return keys.bare_letters(self.keyboard)

    @cached_property
    def skeleton(self) -> str:
        """Its skeleton key."""
        return keys.skeleton_key(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its English words, if it is in Latin letters."""
        return words_of(self.text) if self.is_latin else ()
