"""``help``: what the bot can do, on one screen, made from the catalogue itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot import messages
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Suggester, View, option
from bot.localized import Localized
from bot.reply import (
    Block,
    BulletList,
    Field,
    FieldList,
    Note,
    Paragraph,
    Reply,
    Span,
    Text,
    Tone,
    code,
    joined,
    plain,
)

_SUMMARY = Localized("What I can do", "使い方を見る")
_COMMAND = Localized("A command to explain", "説明を見たいコマンド")
_TITLE = Localized("Naruhaya: business Japanese, as soon as you can", "なるはや：ビジネス日本語をその場で")
_TRY = Localized("Try", "例")
_HOW = Localized("How to type it", "入力のしかた")
_PRIVATE = Localized("Answers to you are seen by you alone.", "返事はあなただけに表示されます。")
_MORE = Localized(" tells all that a command takes. ", " でコマンドの項目がわかります。")
_NO_OPTION = Localized("No options.", "項目はありません。")
_CHOICES = Localized("one of {choices}", "{choices} のどれか")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpParams:
    """What ``help`` takes."""

    command: str | None = option(
        _COMMAND, name_ja="コマンド", default=None, maximum=32, greedy=True, suggester=Suggester.COMMAND
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The commands to list, or the one to explain, or the name that is none."""

    commands: Sequence[CommandSpec[Any, Any]]
    unknown: str = ""


def build_help(commands: Sequence[CommandSpec[Any, Any]]) -> CommandSpec[HelpParams, Help]:
    """Return the help command for ``commands`` and itself."""

    def handler(services: Services, invocation: Invocation, params: HelpParams) -> Help:
        del services
        listed = (*commands, spec)
        if not params.command:
            role = invocation.actor.role
            return Help(commands=[each for each in listed if each.permission.allows(role)])
        name = params.command.lstrip("/／").lower()
        chosen = tuple(each for each in listed if each.name == name)
        return Help(commands=chosen or listed, unknown="" if chosen else name)

    spec = CommandSpec(
        name="help",
        name_ja="使い方",
        summary=_SUMMARY,
        params=HelpParams,
        handler=handler,
        presenter=present,
        examples=("/help", "/help quiz"),
    )
    return spec


def present(shown: Help, view: View) -> Reply:
    """Return the list of commands, or one command with its options and examples."""
    if shown.unknown:
        return _unknown(shown, view)
    if len(shown.commands) == 1:
        return _one(shown.commands[0], view)
    lines: tuple[Text, ...] = tuple((*code(each.brief), Span(f"  {view.say(each.summary)}")) for each in shown.commands)
    examples = [each.examples[0] for each in shown.commands if each.examples][:2]
    return Reply(
        title=plain(view.say(_TITLE)),
        blocks=(
            BulletList(lines),
            FieldList((Field(view.say(_TRY), joined(map(code, examples), "  ")),)),
            Note((*code("/help quiz"), Span(view.say(_MORE)), Span(view.say(_PRIVATE)))),
        ),
    )


def _one(spec: CommandSpec[Any, Any], view: View) -> Reply:
    options: list[Text] = []
    for each in spec.options:
        text = f"  {view.say(each.description)}"
        if each.choices:
            text += f" ({view.say(_CHOICES.format(choices=', '.join(each.choices)))})"
        options.append((*code(each.name), Span(text)))
    blocks: list[Block] = [Paragraph(plain(view.say(spec.summary)))]
    blocks.append(FieldList((Field(view.say(_HOW), code(spec.usage)),)))
    blocks.append(BulletList(tuple(options)) if options else Note(plain(view.say(_NO_OPTION))))
    if spec.examples:
        blocks.append(FieldList((Field(view.say(_TRY), joined(map(code, spec.examples), "  ")),)))
    return Reply(title=code(f"/{spec.name}"), blocks=tuple(blocks))


def _unknown(shown: Help, view: View) -> Reply:
    close = get_close_matches(shown.unknown, [each.name for each in shown.commands], n=1)
    sentence = (
        messages.DID_YOU_MEAN_COMMAND.format(command=f"/{shown.unknown}", close=close[0])
        if close
        else messages.UNKNOWN_COMMAND.format(command=f"/{shown.unknown}")
    )
    return Reply(
        title=plain(view.say(messages.CANNOT_DO_THAT)),
        blocks=(Paragraph(plain(view.say(sentence))),),
        tone=Tone.WARNING,
    )
