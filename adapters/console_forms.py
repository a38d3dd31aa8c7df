"""A form in the console: its fields asked for one after the other.

An empty line keeps what stands in brackets, a dash empties it, a full stop leaves without losing what was typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.console_files import given
from adapters.given_files import FileRefused
from adapters.sendable import cut, received, sendable
from adapters.text_options import MAX_INPUT
from bot.commands.spec import Value
from bot.localized import Locale, Localized
from bot.reply import FormButton, FormField

LEAVE = "."
_EMPTIED = "-"
_SHOWN = 60
_HOW = Localized(
    "{form}: Enter keeps what stands in brackets, - empties it, . leaves without losing anything.",
    "{form}：Enter で [ ] の内容のまま、- で空に、. で入力を残して中断します。",
)
_NEEDED = Localized("This one is needed.", "この項目は必須です。")
_TOO_LONG = Localized("At most {most} characters, please: it has {has}.", "{most}文字までです（いま{has}文字）。")
_CHOOSE = Localized("Type the number or the name of one of them.", "番号か名前を入力してください。")
_REQUIRED = Localized("needed", "必須")
_PATH = Localized("the path of a file", "ファイルのパス")


@dataclass(slots=True)
class Filling:
    """A form that is being filled in."""

    form: FormButton
    _values: dict[str, Value] = field(default_factory=dict)
    _at: int = 0

    @property
    def is_done(self) -> bool:
        """Whether every field has been asked for."""
        return self._at == len(self.form.fields)

    @property
    def values(self) -> dict[str, Value]:
        """What was filled in, by the names of the fields; what was not asked for yet is as it stood."""
        return {each.name: self._values.get(each.name, each.value) for each in self.form.fields}

    @property
    def as_filled(self) -> FormButton:
        """The form with what was typed so far in its fields."""
        kept = tuple(
            replace(each, value=value) if isinstance(value := self.values[each.name], str) else each
            for each in self.form.fields
        )
        return replace(self.form, fields=kept)

    def questions(self) -> Iterator[Localized]:
        """Yield what is to be said now: at the beginning how it goes, and then what the next field is."""
        if not self._at:
            yield _HOW.format(form=self.form.title or self.form.label)
        yield _question(self.form.fields[self._at])

    def take(self, line: str) -> Localized | None:
        """Fill the next field with a line; return why that cannot be, or None."""
        asked = self.form.fields[self._at]
        line = received(line.strip(), MAX_INPUT)
        value: Value | Localized = "" if line == _EMPTIED else line or asked.value
        if asked.is_file and value:
            value = _file(str(value))
        elif asked.choices and value:
            value = _chosen(asked, str(value))
        elif len(str(value)) > asked.maximum:
            value = _TOO_LONG.format(most=asked.maximum, has=len(str(value)))
        if not value and asked.required:
            value = _NEEDED
        if isinstance(value, Localized):
            return value
        self._values[asked.name] = value
        self._at += 1
        return None


def _question(asked: FormField) -> Localized:
    return Localized(_worded(asked, Locale.EN), _worded(asked, Locale.JA))


def _worded(asked: FormField, locale: Locale) -> str:
    remarks = [f"{number} {choice.label}" for number, choice in enumerate(asked.choices, 1)]
    if asked.placeholder:
        remarks.append(asked.placeholder)
    if asked.is_file:
        remarks.append(_PATH.in_(locale))
    if asked.required:
        remarks.append(_REQUIRED.in_(locale))
    remark = f" ({', '.join(remarks)})" if remarks else ""
    stands = next((choice.label for choice in asked.choices if choice.value == asked.value), asked.value)
    shown = sendable(cut(" ".join(stands.split()), _SHOWN))
    return f"{asked.label}{remark}{f' [{shown}]' if shown else ''}:"


def _chosen(asked: FormField, typed: str) -> str | Localized:
    if typed.isdecimal() and 1 <= int(typed[:4]) <= len(asked.choices):
        return asked.choices[int(typed[:4]) - 1].value
    named = (choice.value for choice in asked.choices if typed.casefold() in {choice.value, choice.label.casefold()})
    return next(named, _CHOOSE)


def _file(path: str) -> Value | Localized:
    try:
        return given(Path(path).expanduser())
    except FileRefused as refusal:
        return refusal.sentence
