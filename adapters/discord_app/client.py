"""The Discord client: interactions in, rendered replies out.

It asks for the guilds intent alone: what people type reaches it by commands, buttons and modals, never by reading
messages. Every button carries all it means in its id, so one that was posted before a restart still answers.

Presses and modals are taken from the interaction itself, not through discord.py's DynamicItem: that one drops in
silence a press whose id is not on the message, and reads the whole message anew for each press.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from time import monotonic
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from adapters import form_ids, forms
from adapters.discord_app.answering import DEFER_AFTER_S, Answers
from adapters.discord_app.asking import AskModal, typed
from adapters.discord_app.commands import Translator, build_command, build_context_menu, differing, registered
from adapters.discord_app.completion import Completer
from adapters.discord_app.form_modals import FormModal, Given, fetched, submitted
from adapters.discord_app.markdown import Names
from adapters.discord_app.messages import text_of
from adapters.discord_app.people import PLATFORM, Interaction, actor_of, locale_of, place_of, tenant_of, unpostable
from adapters.discord_app.posting import LONGEST_WAIT_S, Posting
from adapters.discord_app.render import ASK
from adapters.given_files import FileRefused, refusal
from adapters.platform import Core
from adapters.sendable import cut, received
from bot.commands import actions
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import CommandSpec, Invocation, Value
from bot.errors import StorageError
from bot.localized import Localized
from bot.posting import Outcome, Post
from bot.reply import Reply

_log = logging.getLogger(__name__)

IDENTIFY_AFTER_S = 5.0
"""Seconds before a shard says who it is; twice as many for each time it has done so within ten minutes.

Discord counts a thousand a day, then takes the token back: a gateway that hangs up at once must not use them up.
"""
_LONGEST_PAUSE = 64
_RECENTLY = 120
"""Ten minutes, in the seconds above."""
DOWN_AFTER_S = 60.0
"""Seconds without a gateway after which we are not ready: a shorter gap is resumed and loses nothing."""
_QUIET_S = 0.3
"""Seconds without a further server after which the list of servers is taken for complete; we need no more of them."""
_EXPLAIN = "explain"
_LONGEST_VALUE = 6000
_LONGEST_ID = 100
_LANGUAGE_WAIT_S = 1.0
_NO_MENTIONS = discord.AllowedMentions.none()
_WELCOME = Localized(
    "Hello! I explain business Japanese. Try {define}, or {help} for the rest. Answers are seen by you alone.",
    "はじめまして。ビジネス日本語を説明します。{define} か {help} をお試しください。返事は本人だけに見えます。",
)


# It would warn at each start that voice does not work.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Tree(app_commands.CommandTree["DiscordClient"]):
    """The commands; one that cannot be called as it was is said so."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a command that we no longer have, or that has other options since the person's client last looked."""
        data: Any = interaction.data or {}
        name = str(data.get("name", ""))
        _log.warning("command refused: %s", type(error).__name__)
        await self.client.invoke(interaction, name[:32], {})


class DiscordClient(discord.AutoShardedClient):
    """Our bot on Discord."""

    def __init__(
        self, core: Core, *, defer_after_s: float = DEFER_AFTER_S, identify_after_s: float = IDENTIFY_AFTER_S
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=_NO_MENTIONS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=_QUIET_S,
            max_messages=None,
            http_trace=_counting(core),
        )
        self._core = core
        self._command_ids: dict[str, int] = {}
        self._down_since: float | None = monotonic()
        self._identify_after_s = identify_after_s
        self._identified: defaultdict[int | None, deque[float]] = defaultdict(deque)
        self._complete = Completer(core)
        self.answers = Answers(core, self._command_ids, defer_after_s)
        self.posting = Posting(self, self._forsaken)
        self.is_refused = False
        self.tree = Tree(self)
        for spec in VISIBLE:
            self.tree.add_command(build_command(spec, self._slash, self._suggest))
        if _EXPLAIN in COMMANDS:
            self.tree.add_command(build_context_menu(self._explain))

    @property
    def is_up(self) -> bool:
        """Whether events are coming in, or have stopped too shortly ago to matter."""
        if not self.is_ready() or self.is_closed():
            return False
        return self._down_since is None or monotonic() - self._down_since < DOWN_AFTER_S

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait the longer, the more often this shard has said who it is of late."""
        recent, now = self._identified[shard_id], monotonic()
        while recent and recent[0] < now - _RECENTLY * self._identify_after_s:
            recent.popleft()
        if not initial:
            await asyncio.sleep(self._identify_after_s * min(2 ** len(recent), _LONGEST_PAUSE))
        recent.append(monotonic())

    async def setup_hook(self) -> None:
        """Tell Discord our commands; a bot whose commands are refused still answers."""
        await self._synchronise()
        # Discord's limit on commands is worth waiting for at the start; a post has a place in the queue to wait in.
        self.http.max_ratelimit_timeout = LONGEST_WAIT_S

    async def _synchronise(self) -> None:
        """Tell Discord our commands, if what it knows differs."""
        translator = Translator()
        await self.tree.set_translator(translator)
        try:
            known = await registered(self)
            wanted = [await each.get_translated_payload(self.tree, translator) for each in self.tree.get_commands()]
            ids = {str(each["name"]): int(each["id"]) for each in known}
            if differing(known, wanted):
                ids = {each.name: each.id for each in await self.tree.sync()}
                _log.info("commands synchronised")
        except discord.HTTPException as error:
            _log.error("Discord did not take the commands: status %d, code %d", error.status, error.code)
            return
        self._command_ids.update(ids)

    async def on_ready(self) -> None:
        """Note that events come in, and in which servers we are: we may have been removed while we were away."""
        self._down_since = None
        await self._keep(lambda: self._core.engine.settle_workspaces(PLATFORM, self._tenants(), self._core.now()))

    async def on_resumed(self) -> None:
        """Note that events come in again."""
        self._down_since = None

    async def on_connect(self) -> None:
        """Note that events come in again."""
        self._down_since = None

    async def on_disconnect(self) -> None:
        """Note since when no events come in."""
        self._down_since = self._down_since or monotonic()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that we left: what is kept of the server goes after a month."""
        await self._keep(lambda: self._core.engine.leave_workspace(tenant_of(guild), self._core.now()))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note where we are, and say hello where the server greets its newcomers, if we may write there."""
        await self._keep(lambda: self._core.engine.enter_workspace(tenant_of(guild)))
        channel = guild.system_channel
        if channel is None or not channel.permissions_for(guild.me).send_messages:
            return
        locale = locale_of(guild.preferred_locale)
        named = {name: self._mention(name) for name in ("define", "help")}
        try:
            await channel.send(
                _WELCOME.format(**named).in_(locale), allowed_mentions=_NO_MENTIONS, suppress_embeds=True
            )
        except discord.DiscordException as error:
            _log.info("no welcome: %s", type(error).__name__)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a press or a modal; commands find their own callback."""
        data: Any = interaction.data or {}
        custom_id = received(str(data.get("custom_id", "")), _LONGEST_ID)
        form = form_ids.parse(custom_id)
        if form is not None:
            sent = interaction.type is discord.InteractionType.modal_submit
            await (self._send_form(interaction, form) if sent else self._open_form(interaction, form))
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._press(interaction, custom_id.removeprefix(ASK), typed(data))
        elif interaction.type is not discord.InteractionType.component:
            return
        elif custom_id.startswith(ASK):
            await self._ask(interaction, custom_id)
        else:
            await self._press(interaction, custom_id, None)

    async def post(self, post: Post) -> Outcome:
        """Send the post, or edit the message it names, and return what became of it."""
        return await self.posting.send(post, Names(locale=post.locale, ids=self._command_ids))

    async def invoke(self, interaction: Interaction, command: str, values: Mapping[str, Given]) -> None:
        """Answer a command."""
        locale, received_at = locale_of(interaction.locale), self._core.now()

        async def asking() -> Reply:
            try:
                given = await fetched(values)
            except FileRefused as refused:
                return refusal(refused.sentence, locale)
            return await self._core.handle(
                Invocation(
                    command=command,
                    options={name: _clean(value) for name, value in given.items()},
                    actor=actor_of(interaction),
                    place=place_of(interaction),
                    locale=locale,
                    received_at=received_at,
                    unpostable=unpostable(interaction),
                )
            )

        await self.answers.give(interaction, asking, COMMANDS.get(command))

    async def close(self) -> None:
        """Leave Discord."""
        self.posting.close()
        await super().close()

    def _tenants(self) -> frozenset[str]:
        return frozenset(map(tenant_of, self.guilds))

    async def _keep(self, work: Callable[[], None]) -> None:
        """Do what only the database has to hear; the next start makes up for what it did not."""
        try:
            await self._core.worker.call(work)
        except StorageError as error:
            _log.warning("where we are was not kept: %s", error)

    def _forsaken(self) -> None:
        """Leave: Discord has taken our token back, and would take us for an attacker if we went on."""
        if not self.is_refused:
            self.is_refused = True
            self._leaving = asyncio.create_task(self.close())

    async def _slash(self, interaction: Interaction, spec: CommandSpec[Any, Any], values: dict[str, Given]) -> None:
        await self.invoke(interaction, spec.name, values)

    async def _explain(self, interaction: Interaction, message: discord.Message) -> None:
        option = COMMANDS[_EXPLAIN].options[0]
        text = text_of(message)[: option.maximum or _LONGEST_VALUE]
        await self.invoke(interaction, _EXPLAIN, {option.name: text})

    async def _press(self, interaction: Interaction, action: str, text: str | None) -> None:
        async def asking() -> Reply:
            return await self._core.press(
                action,
                actor=actor_of(interaction),
                place=place_of(interaction),
                locale=locale_of(interaction.locale),
                text=text,
                at=interaction.created_at,
            )

        await self.answers.give(interaction, asking, COMMANDS.get(actions.parse(action)[0]))

    async def _open_form(self, interaction: Interaction, form_id: form_ids.FormId) -> None:
        form = await self._core.forms.find(actor_of(interaction), form_id)
        if form is not None:
            await self.answers.open_dialogue(interaction, FormModal(form))
            return

        async def closed() -> Reply:
            return forms.expired(locale_of(interaction.locale))

        await self.answers.give(interaction, closed, None)

    async def _send_form(self, interaction: Interaction, form_id: form_ids.FormId) -> None:
        given = submitted(interaction)
        actor, locale = actor_of(interaction), locale_of(interaction.locale)

        async def giving_back(sentence: Localized) -> Reply:
            texts = {name: value for name, value in given.items() if isinstance(value, str)}
            form = await self._core.forms.find(actor, form_id)
            return await self._core.refuse_form(refusal(sentence, locale), form_id.action, texts, form, actor, locale)

        async def asking() -> Reply:
            form = await self._core.forms.find(actor, form_id)
            try:
                fields = await fetched(given)
            except FileRefused as refused:
                return await giving_back(refused.sentence)
            return await self._core.press(
                form_id.action,
                actor=actor,
                place=place_of(interaction),
                locale=locale,
                fields=fields,
                form=form,
                at=interaction.created_at,
            )

        await self.answers.give(interaction, asking, COMMANDS.get(actions.parse(form_id.action)[0]), giving_back)

    async def _ask(self, interaction: Interaction, custom_id: str) -> None:
        """Open the dialogue for a button that asks, in the language the person chose."""
        locale = locale_of(interaction.locale)
        try:
            async with asyncio.timeout(_LANGUAGE_WAIT_S):
                chosen = await self._core.worker.call(self._core.engine.preferences, actor_of(interaction))
            locale = chosen.locale or locale
        except TimeoutError:
            _log.warning("preferences unread in time")
        action = custom_id.removeprefix(ASK)
        await self.answers.open_dialogue(interaction, AskModal(action, _label(interaction, custom_id), locale))

    async def _suggest(
        self, interaction: Interaction, spec: CommandSpec[Any, Any], option: str, current: str
    ) -> list[app_commands.Choice[str]]:
        """Return completions."""
        try:
            typed, locale = received(current, _LONGEST_VALUE), locale_of(interaction.locale)
            return await self._complete(spec, option, typed, locale, place_of(interaction).tenant)
        except Exception:
            # discord.py would log it with the person's id.
            _log.exception("no completions")
            return []

    def _mention(self, name: str) -> str:
        command_id = self._command_ids.get(name)
        return f"</{name}:{command_id}>" if command_id else f"`/{name}`"


def _clean(value: Value) -> Value:
    return received(value, _LONGEST_VALUE) if isinstance(value, str) else value


def _label(interaction: Interaction, custom_id: str) -> str:
    """Return what stands on the button that was pressed."""
    message = interaction.message
    if message is not None:
        for item in discord.ui.LayoutView.from_message(message, timeout=None).walk_children():
            if isinstance(item, discord.ui.Button) and item.custom_id == custom_id:
                return cut(item.label or "", _LONGEST_ID)
    return ""


def _counting(core: Core) -> aiohttp.TraceConfig:
    """Return a trace that counts the calls Discord refuses, by status."""

    async def count(_: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
        if end.response.status >= 400:
            core.metrics.refused_calls.labels(PLATFORM, str(end.response.status)).inc()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(count)
    return trace
