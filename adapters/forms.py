"""What becomes of forms on every platform: opened at once or by their button, and offered again when they have faults.

A button's id holds the action of its form, but not the fields, which are kept elsewhere. What a form was filled with is
also in what the platform sends back, so that a restart in between loses none of it.
"""

from collections.abc import Mapping
from dataclasses import replace

from adapters.sendable import cut, received
from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.commands.given import GivenFile
from bot.commands.spec import OptionSpec, Value
from bot.localized import Locale, Localized
from bot.reply import (
    MAX_FIELD_LABEL,
    MAX_FIELDS,
    FormButton,
    FormChoice,
    FormField,
    Paragraph,
    Reply,
    Tone,
    plain,
    plain_text,
)

LONGEST_TEXT = 4000
"""Characters of a field that are read at all: more than any platform lets one type."""
_AGAIN = Localized("Correct it", "書き直す")
_GONE = Localized("That form is closed", "そのフォームは閉じられました")
_START_AGAIN = Localized(
    "It was offered too long ago. Call the command again, and I will offer it anew.",
    "時間がたったため開けません。コマンドをもう一度入力すると、新しいフォームが出ます。",
)
_BAD_NEWS = frozenset({Tone.WARNING, Tone.ERROR})


def offered(reply: Reply) -> tuple[FormButton, ...]:
    """Return the forms that ``reply`` offers."""
    return tuple(button for button in reply.buttons if isinstance(button, FormButton))


def titled(form: FormButton, reply: Reply) -> FormButton:
    """Return the form with the title of the reply that offers it alone, unless it has one."""
    alone = len(reply.buttons) == 1
    return replace(form, title=plain_text(reply.title)) if alone and not form.title else form


def is_bad_news(reply: Reply) -> bool:
    """Return whether ``reply`` says that something did not work."""
    return reply.tone in _BAD_NEWS


def opened_at_once(command: str, reply: Reply) -> FormButton | None:
    """Return the form to open instead of showing ``reply`` to ``command``, None where the reply is to be shown."""
    spec = COMMANDS.get(command)
    form = reply.buttons[0] if len(reply.buttons) == 1 else None
    if spec is None or not spec.opens_form or is_bad_news(reply) or not isinstance(form, FormButton):
        return None
    return titled(form, reply)


def offered_again(
    reply: Reply, action: str, fields: Mapping[str, Value], kept: FormButton | None, locale: Locale
) -> Reply:
    """Return the answer to a form; bad news offers the form again as it was filled in, unless it does so itself.

    ``kept`` is the form that was sent; without it one is made of the options that the action's command takes.
    """
    if not is_bad_news(reply) or offered(reply):
        return reply
    known = kept.fields if kept else tuple(_field(each, locale) for each in _asked(action, fields))
    if not known:
        return reply
    label = _AGAIN.in_(locale)
    title = (kept.title or kept.label) if kept else label
    form = FormButton(label, action, tuple(_filled(field, fields) for field in known), title)
    return replace(reply, buttons=(form, *reply.buttons))


def typed(text: str) -> str:
    """Return what came in from a field: at most so many characters, lines ended as everywhere else."""
    return received(text, LONGEST_TEXT).replace("\r\n", "\n").replace("\r", "\n")


def expired(locale: Locale) -> Reply:
    """Return what is said of a form that is not kept any more."""
    return Reply(
        title=plain(_GONE.in_(locale)),
        blocks=(Paragraph(plain(_START_AGAIN.in_(locale))),),
        tone=Tone.WARNING,
    )


def _filled(field: FormField, fields: Mapping[str, Value]) -> FormField:
    value = fields.get(field.name, "")
    return field if isinstance(value, GivenFile) else replace(field, value=str(value))


def _asked(action: str, fields: Mapping[str, Value]) -> tuple[OptionSpec, ...]:
    """Return the options that were filled in, as far as the action's command has them."""
    command, values = actions.parse(action)
    spec = COMMANDS.get(command)
    options = spec.options[len(values) :] if spec else ()
    return tuple(each for each in options if each.name in fields)[:MAX_FIELDS]


def _field(spec: OptionSpec, locale: Locale) -> FormField:
    return FormField(
        name=spec.name,
        label=cut(spec.description.in_(locale), MAX_FIELD_LABEL),
        required=spec.required,
        multiline=(spec.maximum or 0) > MAX_FIELD_LABEL,
        choices=tuple(FormChoice(choice, choice) for choice in spec.choices),
        is_file=issubclass(spec.kind, GivenFile),
    )
