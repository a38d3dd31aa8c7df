"""The general dictionary as the engine has it: perhaps there, perhaps not, perhaps replaced while the bot runs."""

import logging
from pathlib import Path
from threading import Lock

from bot.errors import DictionaryError
from bot.general.model import NO_ANSWER, GeneralAnswer
from bot.general.search import GeneralDictionary

_log = logging.getLogger(__name__)
_Stamp = tuple[int, int, int]


class InstalledDictionary:
    """Answers from the file at ``path``: opened when first asked, and anew when another file has taken its place.

    Any number of threads may call it. A lookup never fails for it: no file and a damaged one both mean no answer.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._stamp: _Stamp | None = None
        self._dictionary: GeneralDictionary | None = None

    def __call__(self, text: str) -> GeneralAnswer:
        """Return the dictionary's entries for ``text``."""
        with self._lock:
            try:
                dictionary = self._current()
                return dictionary.find(text) if dictionary else NO_ANSWER
            except DictionaryError as error:
                _log.warning("general dictionary unread: %s", error)
                self._let_go()
                return NO_ANSWER

    def close(self) -> None:
        """Close the file if it is open; a later call opens it again."""
        with self._lock:
            self._let_go()
            self._stamp = None

    def _current(self) -> GeneralDictionary | None:
        try:
            stat = self._path.stat()
        except OSError:
            stamp = None
        else:
            stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if stamp != self._stamp:
            self._let_go()
            self._stamp = stamp
            self._dictionary = GeneralDictionary.open(self._path) if stamp else None
        return self._dictionary

    def _let_go(self) -> None:
        if self._dictionary:
            self._dictionary.close()
            self._dictionary = None
