"""The Discord client: interactions in, rendered replies out.

It asks for the guilds intent alone: what people type reaches it by commands, buttons and modals, never by reading
messages. Every button carries all it means in its id, so one that was posted before a restart still answers.
"""

import asyncio
import logging
import re
from typing import Any, Self

import discord
import yarl
from discord import app_commands

from adapters.discord_app.commands import Translator, build_command, build_context_menu, differing, locale_of
from adapters.discord_app.render import ASK, ReplyView
from adapters.platform import Core, PlatformRefused
from adapters.platform_settings import DiscordSettings
from bot.commands import actions
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import CommandSpec, Invocation, Value, Visibility
from bot.identity import Actor, Place
from bot.localized import Locale, Localized
from bot.reply import Reply

_log = logging.getLogger(__name__)

PLATFORM = "discord"
DEFER_AFTER_S = 1.5
"""Seconds an answer may take before it is announced: Discord gives up on an interaction after three."""
_MAX_MESSAGE = 4000
_MAX_CHOICE = 100
_MAX_CHOICES = 25
_FATAL_CODES = {4004: "the token is wrong", 4013: "an intent is unknown", 4014: "an intent is not granted"}
_BAD_TOKEN = "Discord refuses NARUHAYA_DISCORD_TOKEN: copy the bot's token anew from its page, or reset it there."  # noqa: S105 -- a sentence, not a secret
_NO_MENTIONS = discord.AllowedMentions.none()
_WELCOME = Localized(
    "Hello! I explain business Japanese. Try /define kasutama, or /help. Answers are seen by you alone.",
    "はじめまして。ビジネス日本語を説明します。/define や /help をお試しください。返事は本人だけに見えます。",
)
_ASK_TITLE = Localized("Naruhaya", "なるはや")


class ActionButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?P<ask>ask:)?(?P<action>[a-z].*)"):
    """Any button of ours, recognised by its id; the id says which command it calls."""

    def __init__(self, item: discord.ui.Button[Any], action: str, *, asks: bool) -> None:
        super().__init__(item)
        self._action = action
        self._asks = asks

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed."""
        del interaction
        assert isinstance(item, discord.ui.Button)
        return cls(item, match["action"], asks=match["ask"] is not None)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press: with a field to type into, or with the reply of the command it calls."""
        client = interaction.client
        assert isinstance(client, DiscordClient)
        if self._asks:
            await interaction.response.send_modal(AskModal(self._action, self.item.label or "", interaction.locale))
        else:
            await client.press(interaction, self._action)


class AskModal(discord.ui.Modal):
    """One line to type; what was typed is answered by the client, so that it works after a restart too."""

    def __init__(self, action: str, label: str, locale: discord.Locale) -> None:
        super().__init__(title=_ASK_TITLE.in_(locale_of(locale)), custom_id=f"{ASK}{action}"[:100])
        field: discord.ui.TextInput[Self] = discord.ui.TextInput(custom_id="text", max_length=120)
        self.add_item(discord.ui.Label(text=label[:45] or "…", component=field))


class DiscordClient(discord.AutoShardedClient):
    """Our bot on Discord."""

    def __init__(self, core: Core, *, defer_after_s: float = DEFER_AFTER_S) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=_NO_MENTIONS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self._core = core
        self._defer_after_s = defer_after_s
        self.tree: app_commands.CommandTree[DiscordClient] = app_commands.CommandTree(self)
        for spec in VISIBLE:
            self.tree.add_command(build_command(spec, self.invoke, self._suggest))
        if "explain" in COMMANDS:
            self.tree.add_command(build_context_menu(self._explain))
        self.add_dynamic_items(ActionButton)

    async def setup_hook(self) -> None:
        """Tell Discord our commands, if what it knows differs."""
        translator = Translator()
        await self.tree.set_translator(translator)
        wanted = [await each.get_translated_payload(self.tree, translator) for each in self.tree.get_commands()]
        if await differing(self.tree, wanted):
            await self.tree.sync()
            _log.info("commands synchronised")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello where the server greets its newcomers, if we may write there."""
        channel = guild.system_channel
        if channel is None or not channel.permissions_for(guild.me).send_messages:
            return
        hello = _WELCOME.in_(locale_of(guild.preferred_locale))
        try:
            await channel.send(hello, allowed_mentions=_NO_MENTIONS, suppress_embeds=True)
        except discord.HTTPException as error:
            _log.info("no welcome: %s", error.status)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a modal; everything else finds its own callback."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if custom_id.startswith(ASK):
            await self.press(interaction, custom_id.removeprefix(ASK), text=_typed(data))

    async def invoke(
        self, interaction: discord.Interaction[Any], spec: CommandSpec[Any, Any], values: dict[str, Value]
    ) -> None:
        """Answer a slash command."""
        invocation = Invocation(
            command=spec.name,
            options=values,
            actor=actor_of(interaction),
            place=place_of(interaction),
            locale=locale_of(interaction.locale),
            received_at=self._core.now(),
        )
        await self._answer(interaction, self._core.handle(invocation), spec)

    async def press(self, interaction: discord.Interaction[Any], action: str, text: str | None = None) -> None:
        """Answer a button, or the line typed for one."""
        spec = COMMANDS.get(actions.parse(action)[0])
        reply = self._core.press(
            action,
            actor=actor_of(interaction),
            place=place_of(interaction),
            locale=locale_of(interaction.locale),
            text=text,
        )
        await self._answer(interaction, reply, spec)

    async def _explain(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await self.invoke(interaction, COMMANDS["explain"], {"text": message.content[:_MAX_MESSAGE]})

    async def _answer(
        self, interaction: discord.Interaction[Any], replying: Any, spec: CommandSpec[Any, Any] | None
    ) -> None:
        """Send the reply in time: at once, or announced first when it takes longer."""
        private = spec is None or spec.visibility is Visibility.PRIVATE
        in_place = spec is not None and spec.in_place and interaction.message is not None
        locale = locale_of(interaction.locale)
        task: asyncio.Task[Reply] = asyncio.ensure_future(replying)
        with self._core.metrics.answer_seconds.labels(PLATFORM).time():
            done, _ = await asyncio.wait({task}, timeout=self._defer_after_s)
            if not done:
                await interaction.response.defer(ephemeral=private, thinking=not in_place)
            elif in_place:
                await interaction.response.edit_message(view=ReplyView(task.result(), locale))
                return
            else:
                await interaction.response.send_message(
                    view=ReplyView(task.result(), locale), ephemeral=private, allowed_mentions=_NO_MENTIONS
                )
                return
        await interaction.edit_original_response(view=ReplyView(await task, locale), allowed_mentions=_NO_MENTIONS)

    async def _suggest(
        self, interaction: discord.Interaction[Any], spec: CommandSpec[Any, Any], current: str
    ) -> list[app_commands.Choice[str]]:
        """Return completions of the last word typed; a keystroke's search is quicker than a hop to a thread."""
        del interaction
        several = spec.name == "compare"
        kept, _, word = current.rpartition(" ") if several else ("", "", current)
        lead = f"{kept} " if kept else ""
        choices = []
        for match in self._core.engine.lookup.complete(word, _MAX_CHOICES):
            entry = match.entry
            label = f"{lead}{entry.headword}（{entry.kana}） {entry.senses[0].gloss_en[0]}"
            choices.append(app_commands.Choice(name=label[:_MAX_CHOICE], value=f"{lead}{entry.headword}"[:_MAX_CHOICE]))
        return choices


class DiscordPlatform:
    """Discord, as the runner sees it."""

    name = PLATFORM

    def __init__(self, settings: DiscordSettings, core: Core, *, defer_after_s: float = DEFER_AFTER_S) -> None:
        self._settings = settings
        self._core = core
        self._defer_after_s = defer_after_s
        self._client: DiscordClient | None = None

    @property
    def client(self) -> DiscordClient | None:
        """The running client."""
        return self._client

    @property
    def is_ready(self) -> bool:
        """Whether the gateway is up."""
        return self._client is not None and self._client.is_ready() and not self._client.is_closed()

    async def run(self) -> None:
        """Take interactions until closed.

        Raises:
            PlatformRefused: Discord refuses the token or an intent.
        """
        redirect(self._settings)
        self._client = DiscordClient(self._core, defer_after_s=self._defer_after_s)
        try:
            await self._client.start(self._settings.token)
        except discord.LoginFailure as error:
            raise PlatformRefused(_BAD_TOKEN) from error
        except discord.PrivilegedIntentsRequired as error:
            raise PlatformRefused(f"Discord refuses the connection: {_FATAL_CODES[4014]}.") from error
        except discord.ConnectionClosed as error:
            reason = _FATAL_CODES.get(error.code)
            raise PlatformRefused(
                _BAD_TOKEN if error.code == 4004 else f"Discord closed the connection: {reason or error.code}."
            ) from error
        finally:
            await self._client.close()

    async def close(self) -> None:
        """Leave the gateway."""
        if self._client is not None:
            await self._client.close()


def redirect(settings: DiscordSettings) -> None:
    """Point discord.py at other addresses, where the settings name any; it has no setting of its own for that."""
    if settings.api_base:
        discord.http.Route.BASE = settings.api_base
    if settings.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Return who sent the interaction, with the rights they have at this moment."""
    return Actor(
        platform=PLATFORM,
        workspace=_workspace(interaction),
        user_id=str(interaction.user.id),
        display_name=interaction.user.display_name,
        is_manager=interaction.guild_id is None or interaction.permissions.manage_guild,
    )


def place_of(interaction: discord.Interaction[Any]) -> Place:
    """Return where the interaction was sent."""
    channel = interaction.channel
    thread = isinstance(channel, discord.Thread)
    return Place(
        platform=PLATFORM,
        workspace=_workspace(interaction),
        channel=str(channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id),
        thread=str(interaction.channel_id) if thread else None,
    )


def _workspace(interaction: discord.Interaction[Any]) -> str:
    """Return the server's id; outside servers each person is a workspace of their own."""
    return str(interaction.guild_id) if interaction.guild_id else f"user-{interaction.user.id}"


def _typed(data: Any) -> str:
    """Return the text of a submitted modal: its input lies in a label or, from older clients, in a row."""
    for component in data.get("components", ()):
        inner = component.get("component")
        for field in [inner] if inner else component.get("components", ()):
            if field.get("custom_id") == "text":
                return str(field.get("value", ""))
    return ""


__all__ = ["DiscordClient", "DiscordPlatform", "Locale", "redirect"]
