"""The catalogue as Discord's application commands, in both languages."""

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.commands.spec import CommandSpec, OptionSpec, Permission, Suggester, Value
from bot.localized import Locale, Localized

Invoke = Callable[[discord.Interaction, CommandSpec[Any, Any], dict[str, Value]], Awaitable[None]]
Suggest = Callable[[discord.Interaction, CommandSpec[Any, Any], str], Awaitable[list[app_commands.Choice[str]]]]
Explain = Callable[[discord.Interaction, discord.Message], Awaitable[None]]

_EXPLAIN = Localized("Explain terms", "用語を説明")
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


def locale_of(locale: discord.Locale) -> Locale:
    """Return the interface language for a person's Discord language."""
    return Locale.JA if locale is discord.Locale.japanese else Locale.EN


def build_command(
    spec: CommandSpec[Any, Any], invoke: Invoke, suggest: Suggest
) -> app_commands.Command[Any, ..., None]:
    """Return ``spec`` as a slash command, usable in servers, in direct messages and by people who installed the bot."""

    async def callback(interaction: discord.Interaction, **given: Any) -> None:
        values = {each.name: given[_python(each.name)] for each in spec.options}
        await invoke(interaction, spec, {name: value for name, value in values.items() if value is not None})

    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    callback.__signature__ = inspect.Signature([first, *map(_parameter, spec.options)])  # type: ignore[attr-defined]  # read by discord.py
    app_commands.describe(**{_python(each.name): text(each.description) for each in spec.options})(callback)
    app_commands.rename(
        **{_python(each.name): app_commands.locale_str(each.name, ja=each.name_ja) for each in spec.options}
    )(callback)
    choices = {
        _python(each.name): [app_commands.Choice(name=choice, value=choice) for choice in each.choices]
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
        if each.suggester is Suggester.TERM:
            command.autocomplete(_python(each.name))(_autocomplete(spec, suggest))
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


async def differing(tree: app_commands.CommandTree[Any], wanted: Sequence[dict[str, Any]]) -> bool:
    """Return whether the commands that Discord has are not those we want."""
    known = [_comparable(await _payload(command)) for command in await tree.fetch_commands()]
    return sorted(known, key=_key) != sorted(map(_comparable, wanted), key=_key)


async def _payload(command: app_commands.AppCommand) -> dict[str, Any]:
    return {
        **command.to_dict(),
        "integration_types": command.allowed_installs.to_array() if command.allowed_installs else None,
        "contexts": command.allowed_contexts.to_array() if command.allowed_contexts else None,
    }


def _comparable(payload: dict[str, Any]) -> dict[str, Any]:
    """Return what both sides say about a command; Discord adds ids, and leaves out what is empty or default."""
    kept = ("type", "name", "description", "name_localizations", "description_localizations", "contexts")
    result = {name: payload.get(name) or None for name in kept}
    result["type"] = int(payload.get("type") or 1)
    result["options"] = [_comparable_option(option) for option in payload.get("options") or ()]
    return result


def _comparable_option(option: dict[str, Any]) -> dict[str, Any]:
    kept = (
        "type",
        "name",
        "description",
        "required",
        "min_value",
        "max_value",
        "min_length",
        "max_length",
        "autocomplete",
    )
    result: dict[str, Any] = {name: option.get(name) or None for name in kept}
    for name in ("name_localizations", "description_localizations"):
        result[name] = option.get(name) or None
    result["choices"] = [(choice["name"], choice["value"]) for choice in option.get("choices") or ()]
    return result


def _key(payload: dict[str, Any]) -> tuple[int, str]:
    return payload["type"], payload["name"]


def _parameter(spec: OptionSpec) -> inspect.Parameter:
    annotation: Any = str
    if spec.kind is bool:
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
    spec: CommandSpec[Any, Any], suggest: Suggest
) -> Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        return await suggest(interaction, spec, current)

    return complete


def _python(name: str) -> str:
    return name.replace("-", "_")
