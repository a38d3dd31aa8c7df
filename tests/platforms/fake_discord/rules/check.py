"""All rules for one body."""

from collections.abc import Iterator
from typing import Any

from tests.platforms.fake_discord.rules import messages
from tests.platforms.fake_discord.rules.commands import choices_in, command, commands
from tests.platforms.fake_discord.rules.document import official_document
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.rules.messages import Sort, message
from tests.platforms.fake_discord.rules.modals import modal
from tests.platforms.fake_discord.rules.problem import Problem, items

_NEW = {Kind.MESSAGE, Kind.FOLLOWUP}
_EDITS = {Kind.MESSAGE_EDIT, Kind.ORIGINAL_EDIT, Kind.FOLLOWUP_EDIT}
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9


def problems(payload: object, kind: Kind, *, already_v2: bool = False, files: int = 0) -> tuple[Problem, ...]:
    """Return everything that is wrong with ``payload``, a body of ``kind``.

    ``already_v2`` tells that the message being edited uses Components V2; ``files`` is how many go along.
    """
    document = official_document()
    found = [*document.problems(payload, document.request(*kind.operation))]
    return tuple(dict.fromkeys([*found, *_by_hand(payload, kind, already_v2=already_v2, files=files)]))


def _by_hand(payload: object, kind: Kind, *, already_v2: bool, files: int) -> Iterator[Problem]:
    if isinstance(payload, list):
        if kind in {Kind.COMMANDS, Kind.GUILD_COMMANDS}:
            yield from commands(payload, in_guild=kind is Kind.GUILD_COMMANDS)
    elif not isinstance(payload, dict):
        return
    elif kind in {Kind.COMMAND, Kind.COMMAND_EDIT}:
        yield from command(payload, "", in_guild=False, partial=kind is Kind.COMMAND_EDIT)
    elif kind in _NEW:
        yield from message(payload, "", Sort(new=True, answer=kind is Kind.FOLLOWUP, files=files))
    elif kind in _EDITS:
        answer = kind is not Kind.MESSAGE_EDIT
        yield from message(payload, "", Sort(new=False, answer=answer, already_v2=already_v2, files=files))
    elif kind is Kind.CALLBACK:
        yield from _callback(payload, already_v2=already_v2, files=files)
    elif kind in {Kind.THREAD, Kind.THREAD_ON_MESSAGE} and not str(payload.get("name", "x")).strip():
        yield Problem("name", "blank", "has nothing to see")


def _callback(payload: dict[str, Any], *, already_v2: bool, files: int) -> Iterator[Problem]:
    kind, data = payload.get("type"), payload.get("data")
    body: dict[str, Any] = data if isinstance(data, dict) else {}
    if kind == _MESSAGE:
        yield from message(body, "data", Sort(new=True, answer=True, files=files))
    elif kind == _UPDATE:
        yield from message(body, "data", Sort(new=False, answer=True, already_v2=already_v2, files=files))
    elif kind == _DEFERRED:
        if (body.get("flags") or 0) not in {0, messages.EPHEMERAL}:
            yield Problem("data.flags", "defer-flags", "a deferral can only be ephemeral")
        if any(body.get(key) for key in ("content", "embeds", "components")):
            yield Problem("data", "defer-text", "a deferral shows nothing of what it carries")
    elif kind == _DEFERRED_UPDATE and body:
        yield Problem("data", "defer-text", "a deferral shows nothing of what it carries")
    elif kind == _CHOICES:
        yield from choices_in(items(body.get("choices")), "data.choices")
    elif kind == _MODAL:
        yield from modal(body, "data")
