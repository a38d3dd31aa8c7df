"""Takes an invocation, returns a Reply: always one, whatever happens."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from bot import messages
from bot.commands import actions, options
from bot.commands.rights import with_rights
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, Value, View
from bot.errors import StorageError
from bot.identity import Actor, Place
from bot.localized import Locale, Localized
from bot.reply import Paragraph, Reply, Tone, plain

_log = logging.getLogger(__name__)

_ONLY = {Permission.EDITOR: messages.EDITORS_ONLY, Permission.MANAGER: messages.MANAGERS_ONLY}


class Dispatcher:
    """Finds the command, checks permission and options, runs the handler, presents the result."""

    def __init__(self, services: Services, catalog: Mapping[str, CommandSpec[Any, Any]]) -> None:
        self._services = services
        self._catalog = catalog

    def handle(self, invocation: Invocation) -> Reply:
        """Return the reply to ``invocation``; every fault becomes a sentence that says what to do.

        A command that only buttons call is as good as unknown here: nobody can type what it takes.
        """
        spec = self._catalog.get(invocation.command)
        return self._answer(invocation, spec if spec and not spec.hidden else self._unknown(invocation.command))

    def press(
        self,
        action: str,
        *,
        actor: Actor,
        place: Place,
        locale: Locale,
        received_at: datetime,
        text: str | None = None,
        fields: Mapping[str, Value] | None = None,
    ) -> Reply:
        """Return the reply to a button; ``text`` is what an InputButton's line holds, ``fields`` what a form does.

        A field never takes the place of a value that the action itself names.
        """
        command, values = actions.parse(action)
        spec = self._catalog.get(command)
        if text is not None:
            values = [*values, text]
        given: dict[str, Value] = {}
        if spec is not None:
            given = {
                **(fields or {}),
                **{each.name: value for each, value in zip(spec.options, values, strict=False)},
            }
        if spec and any(each.required and each.name not in given for each in spec.options):
            spec = None
        return self._answer(
            Invocation(
                command=command,
                options=given,
                actor=actor,
                place=place,
                locale=locale,
                received_at=received_at,
            ),
            spec or messages.STALE_BUTTON,
        )

    def _answer(self, invocation: Invocation, spec: CommandSpec[Any, Any] | Localized) -> Reply:
        """Return the reply of the command, or the sentence that stands in the place of one."""
        view = View(locale=invocation.locale)
        try:
            chosen = self._services.preferences(invocation.actor)
            view = View(locale=chosen.locale or invocation.locale, romaji=chosen.romaji)
            if isinstance(spec, Localized):
                return _refusal(view, spec)
            invocation = replace(invocation, actor=with_rights(self._services, invocation.actor, spec))
            if not spec.permission.allows(invocation.actor.role):
                return _refusal(view, _ONLY[spec.permission].format(command=spec.name))
            params = options.read(spec, invocation.options)
            if isinstance(params, tuple):
                return _refusal(view, *(fault.problem for fault in params))
            result = spec.handler(self._services.of(invocation.place.tenant), invocation, params)
            return spec.presenter(result, view)
        except StorageError as error:
            _log.warning("storage unavailable: %s", error)
            return _refusal(view, messages.STORAGE_DOWN.format(detail=str(error)))
        except Exception:
            incident = f"{self._services.new_random().getrandbits(32):08x}"
            _log.exception("incident %s in command %s", incident, invocation.command[:32])
            return _refusal(view, messages.UNEXPECTED.format(incident=incident))

    def _unknown(self, command: str) -> Localized:
        visible = [name for name, spec in self._catalog.items() if not spec.hidden]
        shown = f"/{command[:30]}"
        close = get_close_matches(command[:30], visible, n=1)
        if close:
            return messages.DID_YOU_MEAN_COMMAND.format(command=shown, close=close[0])
        return messages.UNKNOWN_COMMAND.format(command=shown)


def _refusal(view: View, *sentences: Localized) -> Reply:
    return Reply(
        title=plain(view.say(messages.CANNOT_DO_THAT)),
        blocks=tuple(Paragraph(plain(view.say(sentence))) for sentence in sentences),
        tone=Tone.WARNING,
    )
