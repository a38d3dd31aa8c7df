"""Reads JMdict's XML as a stream: one entry at a time, in constant memory, whatever the file.

JMdict marks parts of speech with entities that its own DTD declares (``<pos>&n;</pos>``), so the usual remedy against
hostile XML, refusing all entities, would refuse JMdict too. pyexpat is used directly because it alone in the standard
library shows the declarations and can leave references unexpanded: with a default handler set, ``&n;`` arrives as it
stands, and the code is what we want. Nothing is ever expanded in text, nothing is fetched, and a declaration that
refers to another entity or to a file ends the reading: neither a "billion laughs" nor an external entity gets in.

The format is described in the DTD at the head of each JMdict file (EDRDG).
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat  # the safeguards are the point of this module

from bot.errors import DictionaryError

CHUNK = 1 << 18
_MAX_BYTES = 1 << 30
"""Bytes of XML that are read: JMdict in all its languages has 110 million."""
_MAX_ENTRIES = 1_000_000
"""Entries that are read: JMdict has some 200,000."""
_MAX_TEXT = 1_000
"""Characters of one text that are kept: the longest gloss has under 500."""
_MAX_PARTS = 5_000
"""Elements of one entry that are read; the most in JMdict are some 700."""
_MAX_ENTITY = 200
"""Characters of what an entity stands for; the longest in JMdict has 71."""

_GZIP = b"\x1f\x8b"
_CREATED = re.compile(r"JMdict created: (\d{4}-\d\d-\d\d)")
_CREATION_ENTRY = re.compile(r"Creation Date: (\d{4}-\d\d-\d\d)")
_REFERENCE = re.compile(r"&([^;]+);")
_COMMON = frozenset({"news1", "ichi1", "spec1", "spec2", "gai1"})
"""The marks that make an entry one of everyday use: "(P)" in EDICT."""
_TEXTS = frozenset({"gloss", "keb", "reb", "ke_inf", "re_inf", "ke_pri", "re_pri", "re_restr", "pos", "misc"})
"""Elements whose text is kept."""
_CODED = frozenset({"pos", "misc", "ke_inf", "re_inf"})
"""Elements that hold entities of which the name is kept, not what it stands for."""
_SEARCH_ONLY = frozenset({"sK", "sk", "ik"})
"""Marks of forms by which a word is found and under which it is not shown: search-only ones and misspelt kana."""
_HIDDEN = "X"
"""The mark of senses "not displayed in educational software"."""
_FADED = frozenset({"arch", "obs", "obsc", "rare", "dated"})


@dataclass(slots=True)
class Form:
    """A spelling (or a reading) of an entry; ``only_for`` names the spellings that a reading belongs to, if not all."""

    text: str = ""
    marks: set[str] = field(default_factory=set)
    ranks: list[str] = field(default_factory=list)
    only_for: list[str] = field(default_factory=list)
    no_kanji: bool = False

    @property
    def is_search_only(self) -> bool:
        """Whether it is there to be found but not to be shown."""
        return not _SEARCH_ONLY.isdisjoint(self.marks)


@dataclass(slots=True)
class Sense:
    """A sense with its English glosses."""

    pos: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    glosses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawEntry:
    """An entry as JMdict has it, English alone."""

    spellings: list[Form] = field(default_factory=list)
    readings: list[Form] = field(default_factory=list)
    senses: list[Sense] = field(default_factory=list)

    @property
    def is_common(self) -> bool:
        """Whether any of its forms has a mark of everyday use."""
        return any(not _COMMON.isdisjoint(form.ranks) for form in (*self.spellings, *self.readings))

    @property
    def is_faded(self) -> bool:
        """Whether every sense is archaic, obsolete or obscure."""
        return all(not _FADED.isdisjoint(sense.marks) for sense in self.senses)

    @property
    def is_usually_kana(self) -> bool:
        """Whether it is written in kana as a rule, kanji or no."""
        return not self.spellings or "uk" in self.senses[0].marks

    @property
    def frequency(self) -> int | None:
        """Which five hundred of the newspapers' commonest words it is in, 1 to 48; None where they do not count it."""
        numbers = [
            int(rank[2:])
            for form in (*self.spellings, *self.readings)
            for rank in form.ranks
            if rank.startswith("nf") and rank[2:].isdecimal()
        ]
        return min(max(min(numbers), 1), 48) if numbers else None


class Reader:
    """The entries of one JMdict file; ``created`` and ``position`` grow while they are read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.created: date | None = None
        self.size = 0
        """Bytes of the file, packed as they are."""
        self.position = 0
        """Bytes of the file that have been read."""
        self._texts: list[str] = []
        self._entities: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._language = "eng"
        self._entry = RawEntry()
        self._done: list[RawEntry] = []
        self._root: str | None = None
        self._keeping = False
        self._coded = False
        self._parts = 0

    def entries(self) -> Iterator[RawEntry]:
        """Yield every entry that has a reading and an English gloss.

        Raises:
            DictionaryError: the file cannot be read, or is not JMdict; one sentence says which.
        """
        try:
            self.size = self._path.stat().st_size
            with self._path.open("rb") as file:
                packed = file.read(len(_GZIP)) == _GZIP
                file.seek(0)
                stream: BinaryIO = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
                yield from self._parse(stream, file)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise DictionaryError(f"{self._path} is damaged or not complete: download it again.") from None
        except OSError as error:
            raise DictionaryError(f"{self._path} cannot be read: {error.strerror}.") from error
        except IndexError:
            raise DictionaryError(f"{self._path} is not JMdict: its elements are not in JMdict's order.") from None
        except expat.ExpatError as error:
            raise DictionaryError(
                f"{self._path} is not JMdict's XML: {expat.errors.messages[error.code]} in line {error.lineno}."
            ) from None

    def _parse(self, stream: BinaryIO, file: BinaryIO) -> Iterator[RawEntry]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = self._comment
        parser.EntityDeclHandler = self._declare
        parser.ExternalEntityRefHandler = self._refuse
        parser.CharacterDataHandler = self._text
        parser.DefaultHandler = self._reference
        read = count = 0
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            parser.Parse(chunk, False)
            self.position = file.tell()
            count += len(self._done)
            if read > _MAX_BYTES or count > _MAX_ENTRIES:
                raise DictionaryError(f"{self._path} is far larger than JMdict.")
            yield from self._done
            self._done.clear()
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root is None:
            self._root = name
            if name != "JMdict":
                raise DictionaryError(f"{self._path} is not JMdict: its XML begins with <{name[:40]}>.")
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise DictionaryError(f"{self._path} is not JMdict: an entry has no end.")
        if name in _TEXTS:
            self._keeping = True
            self._coded = name in _CODED
            self._texts.clear()
            if name == "gloss":
                self._language = attributes.get("xml:lang", "eng")
        elif name == "sense":
            self._entry.senses.append(Sense())
        elif name == "r_ele":
            self._entry.readings.append(Form())
        elif name == "k_ele":
            self._entry.spellings.append(Form())
        elif name == "re_nokanji":
            self._entry.readings[-1].no_kanji = True
        elif name == "entry":
            self._entry = RawEntry()
            self._parts = 0

    def _end(self, name: str) -> None:
        if name in _TEXTS:
            self._keeping = False
            text = " ".join("".join(self._texts)[:_MAX_TEXT].split())
            if text:
                self._keep(name, text)
        elif name == "entry":
            self._finish()

    def _text(self, text: str) -> None:
        if self._keeping and len(self._texts) < _MAX_TEXT:
            self._texts.append(text)

    def _reference(self, text: str) -> None:
        found = _REFERENCE.fullmatch(text) if self._keeping else None
        if found:
            self._text(found[1] if self._coded else self._entities.get(found[1], ""))

    def _keep(self, name: str, text: str) -> None:
        """Put the text of an element where it belongs."""
        entry = self._entry
        match name:
            case "gloss":
                if self._language == "eng":
                    entry.senses[-1].glosses.append(text)
            case "pos":
                entry.senses[-1].pos.append(self._code(text))
            case "misc":
                entry.senses[-1].marks.add(self._code(text))
            case "keb":
                entry.spellings[-1].text = text
            case "reb":
                entry.readings[-1].text = text
            case "ke_inf":
                entry.spellings[-1].marks.add(self._code(text))
            case "re_inf":
                entry.readings[-1].marks.add(self._code(text))
            case "ke_pri":
                entry.spellings[-1].ranks.append(text)
            case "re_pri":
                entry.readings[-1].ranks.append(text)
            case "re_restr":
                entry.readings[-1].only_for.append(text)

    def _code(self, text: str) -> str:
        """Return the entity that stands for ``text``: some tools write JMdict out with its entities expanded."""
        return self._codes.get(text, text)

    def _comment(self, text: str) -> None:
        self._date(_CREATED.search(text))

    def _date(self, found: re.Match[str] | None) -> None:
        if found and self.created is None:
            try:
                self.created = date.fromisoformat(found[1])
            except ValueError:
                return

    def _declare(
        self, name: str, is_parameter: bool, value: str | None, base: str | None, system: str | None, *_: str | None
    ) -> None:
        del base
        if is_parameter or value is None or system is not None or "&" in value or len(value) > _MAX_ENTITY:
            raise DictionaryError(f"{self._path} is not JMdict: its entity {name[:40]} is not a plain text.")
        self._entities[name] = value
        self._codes.setdefault(value, name)

    def _refuse(self, *_: str | None) -> int:
        raise DictionaryError(f"{self._path} is not JMdict: it refers to another file.")

    def _finish(self) -> None:
        """Keep the entry that has ended, without what is not English or not for this place."""
        entry = self._entry
        entry.senses = [s for s in entry.senses if s.glosses and _HIDDEN not in s.marks]
        entry.spellings = [form for form in entry.spellings if form.text]
        entry.readings = [form for form in entry.readings if form.text]
        if not entry.senses or not entry.readings:
            return
        signature = _CREATION_ENTRY.search(entry.senses[0].glosses[0])
        if signature:  # the last entry is no word but the dictionary's own date
            self._date(signature)
            return
        self._done.append(entry)
