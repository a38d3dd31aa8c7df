"""The catalogue as Discord's application commands, in both languages."""

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from adapters.discord_app.form_modals import Given
from adapters.sendable import received, sendable
from bot.commands import house, term_params, wording
from bot.commands.daily_view import Action
from bot.commands.given import GivenFile, GivenPerson
from bot.commands.me import Action as DataAction
from bot.commands.role import ROLES, Gives, RoleAction
from bot.commands.round import RoundMode
from bot.commands.scores_view import Where
from bot.commands.settings import Language, OnBoards
from bot.commands.spec import CommandSpec, OptionSpec, Permission
from bot.commands.wotd import Action as WordAction
from bot.identity import Role
from bot.lexicon.model import Domain, PartOfSpeech, Register
from bot.localized import Localized
from bot.quiz.boards import Order, Window
from bot.quiz.model import ItemKind
from bot.schedule import Days, Holidays

Invoke = Callable[[discord.Interaction, CommandSpec[Any, Any], dict[str, Given]], Awaitable[None]]
Suggest = Callable[[discord.Interaction, CommandSpec[Any, Any], str, str], Awaitable[list[app_commands.Choice[str]]]]
Explain = Callable[[discord.Interaction, discord.Message], Awaitable[None]]

_EXPLAIN = Localized("Explain terms", "用語を説明")
_CHOICES: Mapping[str, Localized] = {
    ItemKind.MEANING_TO_WORD: Localized("choose the word for a meaning", "意味から言葉を選ぶ"),
    ItemKind.WORD_TO_MEANING: Localized("choose the meaning of a word", "言葉の意味を選ぶ"),
    ItemKind.WHICH_WORD: Localized("choose the word that fits", "文に合う言葉を選ぶ"),
    ItemKind.CLOZE: Localized("fill the gap in a sentence", "文の空欄をうめる"),
    ItemKind.REGISTER: Localized("choose the word for the person and place", "相手や場面に合う言葉を選ぶ"),
    ItemKind.SPOT_THE_ERROR: Localized("put a wrong word right", "間違った言葉を直す"),
    ItemKind.READING: Localized("type the reading", "読みを入力する"),
    ItemKind.MEANING: Localized("type the English", "英語を入力する"),
    ItemKind.WORD: Localized("type the word for a meaning", "意味から言葉を入力する"),
    RoundMode.EVERYONE: Localized("everyone, no hurry", "全員で（速さは関係なし）"),
    RoundMode.RACE: Localized("a race, with a bonus for quick ones", "早押し（速い正解に加点）"),
    RoundMode.TEAMS: Localized("red team against white team", "紅白戦"),
    Language.EN: Localized("English", "English"),
    Language.JA: Localized("日本語", "日本語"),
    Language.AUTO: Localized("as in Discord", "Discordに合わせる"),
    OnBoards.SHOWN: Localized("shown", "出す"),
    OnBoards.HIDDEN: Localized("hidden", "出さない"),
    Where.CHANNEL: Localized("this channel", "このチャンネル"),
    Where.WORKSPACE: Localized("the whole server", "サーバー全体"),
    Action.ON: Localized("switch it on, or change it", "始める・変更する"),
    Action.OFF: Localized("switch it off", "停止する"),
    Action.NOW: Localized("ask one now", "今すぐ1問"),
    Action.STATUS: Localized("show how it stands", "状況を見る"),
    WordAction.NEXT: Localized("look ahead", "次の言葉を見る"),
    WordAction.QUEUE: Localized("queue a word, or list what waits", "言葉を予約する・予約を見る"),
    WordAction.PIN: Localized("keep a word for a date", "日付を決めて予約する"),
    WordAction.UNPIN: Localized("take a word out again", "予約を取り消す"),
    DataAction.SHOW: Localized("show what is kept", "保存されているものを見る"),
    DataAction.EXPORT: Localized("export it", "書き出す"),
    DataAction.DELETE: Localized("delete it", "削除する"),
    Days.ALL: Localized("every day", "毎日"),
    Days.WEEKDAYS: Localized("Monday to Friday", "月曜～金曜"),
    Holidays.POST: Localized("on public holidays too", "祝日にも"),
    Holidays.SKIP: Localized("not on public holidays", "祝日は休み"),
    RoleAction.LIST: Localized("show the list", "一覧を見る"),
    RoleAction.GIVE: Localized("give a role", "役割を付ける"),
    RoleAction.TAKE: Localized("take a role back", "役割を外す"),
    Gives.EDITOR: ROLES[Role.EDITOR],
    Gives.MANAGER: ROLES[Role.MANAGER],
    Order.RIGHT: Localized("most right answers", "正解数"),
    Order.RATE: Localized("share of right answers", "正答率"),
    Order.IMPROVED: Localized("most improved", "伸び"),
}
_MAX_NAME = 80
_LONGEST_STRING = 6000
"""Discord's limit for a string option's max_length."""


def text(localized: Localized) -> app_commands.locale_str:
    """Return a text that the translator knows in both languages."""
    return app_commands.locale_str(localized.en, ja=localized.ja)


class Translator(app_commands.Translator):
    """Gives Discord the Japanese of a text that carries it."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the Japanese, or None for other languages and for texts without it."""
        del context
        japanese = string.extras.get("ja")
        return japanese if locale is discord.Locale.japanese and japanese else None


def build_command(
    spec: CommandSpec[Any, Any], invoke: Invoke, suggest: Suggest
) -> app_commands.Command[Any, ..., None]:
    """Return ``spec`` as a slash command, usable in servers, in direct messages and by people who installed the bot."""

    async def callback(interaction: discord.Interaction, **given: Any) -> None:
        values = {each.name: _given(given[_python(each.name)]) for each in spec.options}
        await invoke(interaction, spec, {name: value for name, value in values.items() if value is not None})

    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    callback.__signature__ = inspect.Signature([first, *map(_parameter, spec.options)])  # type: ignore[attr-defined]  # read by discord.py
    app_commands.describe(**{_python(each.name): text(each.description) for each in spec.options})(callback)
    app_commands.rename(
        **{_python(each.name): app_commands.locale_str(each.name, ja=each.name_ja) for each in spec.options}
    )(callback)
    choices = {
        _python(each.name): [app_commands.Choice(name=_label(each, choice), value=choice) for choice in each.choices]
        for each in spec.options
        if each.choices
    }
    app_commands.choices(**choices)(callback)
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=app_commands.locale_str(spec.name, ja=spec.name_ja),
        description=text(spec.summary),
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    if spec.permission is Permission.MANAGER:
        command.default_permissions = discord.Permissions(manage_guild=True)
    for each in spec.options:
        if each.suggester is not None:
            command.autocomplete(_python(each.name))(_autocomplete(spec, each, suggest))
    return command


def build_context_menu(explain: Explain) -> app_commands.ContextMenu:
    """Return the entry of a message's menu that explains the terms in it."""

    async def callback(interaction: discord.Interaction, message: discord.Message) -> None:
        await explain(interaction, message)

    return app_commands.ContextMenu(
        name=text(_EXPLAIN),
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )


async def registered(client: discord.Client) -> list[dict[str, Any]]:
    """Return the commands that Discord has of ours.

    discord.py's own call leaves the localisations out, because it does not ask for them.

    Raises:
        discord.HTTPException: Discord does not tell.
    """
    route = discord.http.Route("GET", "/applications/{app}/commands", app=client.application_id)
    commands: list[dict[str, Any]] = await client.http.request(route, params={"with_localizations": "true"})
    return commands


def differing(known: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether the commands that Discord has are not those we want."""
    return sorted(map(_comparable, known), key=_key) != sorted(map(_comparable, wanted), key=_key)


_TEXTS = ("name", "description", "name_localizations", "description_localizations")
_LIMITS = ("type", "required", "min_value", "max_value", "min_length", "max_length", "autocomplete")


def _comparable(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what both sides say about a command; Discord adds ids, and leaves out what is empty or default."""
    result: dict[str, Any] = {name: payload.get(name) or None for name in _TEXTS}
    result["type"] = int(payload.get("type") or 1)
    result["permissions"] = str(payload.get("default_member_permissions") or "")
    for name in ("contexts", "integration_types"):
        result[name] = sorted(payload.get(name) or ())
    result["options"] = [_comparable_option(option) for option in payload.get("options") or ()]
    return result


def _comparable_option(option: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {name: option.get(name) or None for name in (*_TEXTS, *_LIMITS)}
    result["choices"] = [
        (choice["name"], choice["value"], choice.get("name_localizations") or None)
        for choice in option.get("choices") or ()
    ]
    return result


def _key(payload: dict[str, Any]) -> tuple[int, str]:
    return payload["type"], payload["name"]


def _given(value: Any) -> Given | None:
    """Return an option's value as the core takes it."""
    if isinstance(value, discord.User | discord.Member):
        name = sendable(received(value.display_name, _MAX_NAME)).strip()
        return GivenPerson(str(value.id), name or "…")
    return value  # type: ignore[no-any-return]  # discord.py has made it what the option's annotation says


def _parameter(spec: OptionSpec) -> inspect.Parameter:
    annotation: Any = str
    if issubclass(spec.kind, GivenPerson):
        annotation = discord.User
    elif issubclass(spec.kind, GivenFile):
        annotation = discord.Attachment
    elif spec.kind is bool:
        annotation = bool
    elif issubclass(spec.kind, int):
        annotation = app_commands.Range[int, spec.minimum, spec.maximum]
    elif spec.maximum and not spec.choices:
        annotation = app_commands.Range[str, 1, min(spec.maximum, _LONGEST_STRING)]
    return inspect.Parameter(
        _python(spec.name),
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        annotation=annotation,
        default=inspect.Parameter.empty if spec.required else None,
    )


def _autocomplete(
    spec: CommandSpec[Any, Any], option: OptionSpec, suggest: Suggest
) -> Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        return await suggest(interaction, spec, option.name, current)

    return complete


def _label(option: OptionSpec, choice: str) -> app_commands.locale_str:
    """Return what a choice is called in both languages, or the value itself where it has no name."""
    named: Localized | None = None
    if issubclass(option.kind, Domain):
        named = wording.DOMAINS[Domain(choice)]
    elif issubclass(option.kind, Register):
        named = wording.REGISTERS[Register(choice)]
    elif issubclass(option.kind, Window):
        named = wording.WINDOWS[Window(choice)]
    elif issubclass(option.kind, PartOfSpeech):
        named = wording.PARTS_OF_SPEECH[PartOfSpeech(choice)]
    elif issubclass(option.kind, term_params.Action):
        named = term_params.ACTIONS[term_params.Action(choice)]
    elif issubclass(option.kind, house.Action):
        named = house.ACTIONS[house.Action(choice)]
    elif choice in _CHOICES:
        named = _CHOICES[choice]
    return text(named) if named else app_commands.locale_str(choice)


def _python(name: str) -> str:
    return name.replace("-", "_")
