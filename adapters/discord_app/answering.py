"""Answers an interaction: in time, once, and whatever happens.

Discord gives up on an interaction after three seconds, so an answer that takes longer than a blink is announced first.
A line that breaks on the way is no reason to give up: Discord refuses a second answer to the same interaction, so
sending it again can never show it twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any
from uuid import uuid4

import aiohttp
import discord

from adapters.discord_app.form_modals import FormModal
from adapters.discord_app.markdown import Names
from adapters.discord_app.people import PLATFORM, Interaction, locale_of, may_speak, place_of
from adapters.discord_app.render import ReplyView, attachments
from adapters.forms import opened_at_once
from adapters.logs import pseudonym
from adapters.platform import Core
from bot import messages
from bot.commands.spec import CommandSpec, Visibility
from bot.localized import Localized
from bot.reply import Paragraph, Reply, Tone, plain

_log = logging.getLogger(__name__)

DEFER_AFTER_S = 0.15
"""Seconds an answer may take before it is announced."""
OPEN_WITHIN_S = 2.0
"""Seconds an answer may take that is to open a form."""

_ATTEMPTS = 3
_PAUSE_S = 0.25
_ALREADY_ANSWERED = 40060
_TOO_LATE = {10062: "the interaction is unknown", 10008: "the message is gone", 10015: "the webhook is unknown",
             50027: "the token has expired", _ALREADY_ANSWERED: "it was answered before"}  # fmt: skip
_NO_MENTIONS = discord.AllowedMentions.none()
_BROKEN_LINE = (aiohttp.ClientError, OSError, TimeoutError)
_FAILED = Localized(
    "Something went wrong on my side while answering. Please tell whoever runs me this number: {incident}",
    "こちらの不具合で返事ができませんでした。管理者に次の番号を伝えてください：{incident}",
)
_RESTARTING = Localized(
    "I am just restarting. Please try again in a few seconds.",
    "再起動しています。数秒後にもう一度お試しください。",
)


class Answers:
    """Sends the answers of one client and knows how many are under way."""

    def __init__(self, core: Core, command_ids: Mapping[str, int], defer_after_s: float = DEFER_AFTER_S) -> None:
        self._core = core
        self._command_ids = command_ids
        self._defer_after_s = defer_after_s
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False

    async def settled(self, timeout_s: float) -> None:
        """Begin nothing more, and wait until what is under way is sent or ``timeout_s`` are over."""
        self._closing = True
        try:
            async with asyncio.timeout(timeout_s):
                await self._idle.wait()
        except TimeoutError:
            _log.warning("gave up on %d answers under way", self._running)

    async def give(
        self,
        interaction: Interaction,
        asking: Callable[[], Awaitable[Reply]],
        spec: CommandSpec[Any, Any] | None,
        giving_back: Callable[[Localized], Awaitable[Reply]] | None = None,
    ) -> None:
        """Send the reply that ``asking`` leads to, or a sentence that says why there is none. Never raises.

        Who has typed much is sent what ``giving_back`` makes of that sentence.
        """
        one = _Answer(interaction, spec, self._names(interaction))
        self._running += 1
        self._idle.clear()
        try:
            if self._closing and giving_back:
                await one.show(await giving_back(_RESTARTING))
            elif self._closing:
                await one.say(_RESTARTING)
            else:
                await self._give(one, asking)
        except discord.HTTPException as error:
            if error.code in _TOO_LATE:
                _log.warning("an answer was not shown: %s", _TOO_LATE[error.code])
            else:
                await self._apologise(one)
        except Exception:
            await self._apologise(one)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def open_dialogue(self, interaction: Interaction, modal: discord.ui.Modal) -> None:
        """Open a modal before the person. Never raises."""
        try:
            await _patiently(lambda: interaction.response.send_modal(modal))
        except (discord.HTTPException, *_BROKEN_LINE) as error:
            _log.warning("a dialogue was not opened: %s", type(error).__name__)

    async def _give(self, one: "_Answer", asking: Callable[[], Awaitable[Reply]]) -> None:
        began = perf_counter()
        announced = False
        if one.spec and self._core.is_quick(one.spec.name, place_of(one.interaction).tenant):
            reply = await asking()
        else:
            task = asyncio.ensure_future(asking())
            # An answer that was announced can open no form any more.
            patience_s = OPEN_WITHIN_S if one.spec and one.spec.opens_form else self._defer_after_s
            done, _ = await asyncio.wait({task}, timeout=patience_s)
            announced = not done
            if announced:
                await one.announce()
                self._acknowledged(began)
            reply = await task
        await one.show(reply)
        if not announced:
            self._acknowledged(began)
        _log.info(
            "answered",
            extra={
                "platform": PLATFORM,
                "command": one.spec.name if one.spec else "unknown",
                "person": pseudonym(str(one.interaction.user.id), self._core.salt),
                "ms": round((perf_counter() - began) * 1000),
                "announced": announced,
            },
        )

    async def _apologise(self, one: "_Answer") -> None:
        """Say that something broke, under a number that the log holds too."""
        incident = uuid4().hex[:8]
        _log.exception("incident %s in command %s", incident, one.spec.name if one.spec else "unknown")
        try:
            await one.say(_FAILED.format(incident=incident))
        except (discord.HTTPException, *_BROKEN_LINE) as error:
            _log.warning("incident %s could not be told: %s", incident, type(error).__name__)

    def _acknowledged(self, began: float) -> None:
        self._core.metrics.answer_seconds.labels(PLATFORM).observe(perf_counter() - began)

    def _names(self, interaction: Interaction) -> Names:
        return Names(locale=locale_of(interaction.locale), ids=self._command_ids)


class _Answer:
    """One interaction on its way to an answer: where the answer goes, and who sees it."""

    def __init__(self, interaction: Interaction, spec: CommandSpec[Any, Any] | None, names: Names) -> None:
        self.interaction = interaction
        self.spec = spec
        self._names = names
        public = spec is not None and spec.visibility is Visibility.PUBLIC
        self._private = not (public and may_speak(interaction))
        message = interaction.message
        # A message that others see too is never replaced by what one of them pressed.
        self._in_place = spec is not None and spec.in_place and message is not None and message.flags.ephemeral
        self._announced = False

    @property
    def _can_open(self) -> bool:
        """Whether a form can still be opened: Discord takes none after an announcement, and none upon a form."""
        return not self._announced and self.interaction.type is not discord.InteractionType.modal_submit

    async def announce(self) -> None:
        """Tell Discord that the answer will take a moment."""
        await _patiently(lambda: self.interaction.response.defer(ephemeral=self._private, thinking=not self._in_place))
        self._announced = True

    async def show(self, reply: Reply) -> None:
        """Send the reply; one without buttons leaves the message in place, so that its buttons can be tried again."""
        view = ReplyView(reply, self._names)
        interaction = self.interaction
        form = opened_at_once(self.spec.name, reply) if self.spec and self._can_open else None
        if form is not None:
            modal = FormModal(form)
            await _patiently(lambda: interaction.response.send_modal(modal))
        elif self._in_place and not reply.buttons:
            await self._beside(view)
        elif self._announced:
            await _patiently(
                lambda: interaction.edit_original_response(
                    view=view, allowed_mentions=_NO_MENTIONS, **_attached(reply, "attachments")
                )
            )
        elif self._in_place:
            await _patiently(
                lambda: interaction.response.edit_message(
                    view=view, allowed_mentions=_NO_MENTIONS, **_attached(reply, "attachments")
                )
            )
        else:
            # What went wrong is for the one who asked, even where the answer would have been for everybody.
            await self._new(view, reply, private=self._private or reply.tone in {Tone.WARNING, Tone.ERROR})

    async def say(self, sentence: Localized) -> None:
        """Send one sentence to the person alone, whatever has been sent so far."""
        locale = self._names.locale
        reply = Reply(
            title=plain(messages.CANNOT_DO_THAT.in_(locale)),
            blocks=(Paragraph(plain(sentence.in_(locale))),),
            tone=Tone.WARNING,
        )
        view = ReplyView(reply, self._names)
        if self._announced and not self._in_place:
            await self.interaction.edit_original_response(view=view, allowed_mentions=_NO_MENTIONS)
        else:
            await self._beside(view)

    async def _new(self, view: ReplyView, reply: Reply | None = None, *, private: bool) -> None:
        await _patiently(
            lambda: self.interaction.response.send_message(
                view=view,
                ephemeral=private,
                allowed_mentions=_NO_MENTIONS,
                suppress_embeds=True,
                **_attached(reply, "files"),
            )
        )

    async def _beside(self, view: ReplyView) -> None:
        if self.interaction.response.is_done():
            await self.interaction.followup.send(
                view=view, ephemeral=True, allowed_mentions=_NO_MENTIONS, suppress_embeds=True
            )
        else:
            await self._new(view, private=True)


def _attached(reply: Reply | None, name: str) -> dict[str, Any]:
    """Return the argument that attaches the reply's files, and none where there are none: that would be a form."""
    return {name: attachments(reply)} if reply and reply.files else {}


async def _patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call to Discord that may be repeated, again if the line breaks.

    Raises:
        discord.HTTPException: Discord refuses it.
        aiohttp.ClientError, OSError, TimeoutError: the line broke every time.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            await call()
        except discord.HTTPException as error:
            if attempt > 1 and error.code == _ALREADY_ANSWERED:
                return  # The line broke after Discord had taken it.
            raise
        except _BROKEN_LINE:
            if attempt == _ATTEMPTS:
                raise
            await asyncio.sleep(_PAUSE_S * attempt)
        else:
            return
