"""REST routes of interactions: the first answer, followups and edits."""

import asyncio
from typing import TYPE_CHECKING

from tests.platforms.fake_discord.edits import refuse_leftovers
from tests.platforms.fake_discord.interactions import Answer, Asked, Desk, Interaction
from tests.platforms.fake_discord.recorder import Call
from tests.platforms.fake_discord.rest import Route, checked
from tests.platforms.fake_discord.rules.commands import choices_fit
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal
from tests.platforms.fake_discord.world import COMPONENTS_V2, EPHEMERAL, LOADING, Message

if TYPE_CHECKING:
    from tests.platforms.fake_discord.server import FakeDiscord

_ANSWER_FLAGS = EPHEMERAL | COMPONENTS_V2 | (1 << 2) | (1 << 12)
_MESSAGE_TYPES = {1: 20, 2: 23, 3: 23}
"""What a message is called that answers a slash command or a context menu."""


class Webhooks:
    """Answers for the interactions of ``desk``."""

    def __init__(self, fake: "FakeDiscord", desk: Desk) -> None:
        self._fake = fake
        self._desk = desk

    def routes(self) -> tuple[Route, ...]:
        """Return the routes; the token in the path is all they ask for."""
        webhook = r"/webhooks/(\d+)/([^/]+)"
        return (
            Route("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback, open=True),
            Route("POST", webhook, self._follow_up, open=True),
            Route("GET", rf"{webhook}/messages/(@original|\d+)", self._show, open=True),
            Route("PATCH", rf"{webhook}/messages/(@original|\d+)", self._edit, open=True),
            Route("DELETE", rf"{webhook}/messages/(@original|\d+)", self._delete, open=True),
        )

    async def _callback(self, call: Call, interaction_id: str, token: str) -> Json | None:
        kind = call.body.get("type") if isinstance(call.body, dict) else None
        interaction = self._desk.to_answer(int(interaction_id), token, kind if isinstance(kind, int) else 0)
        target = interaction.message
        body = checked(
            call, Kind.CALLBACK, already_v2=bool(target and kind == Answer.UPDATE and target.flags & COMPONENTS_V2)
        )
        if kind == Answer.CHOICES:
            _refuse_misfits(interaction, body["data"]["choices"])
        if target and kind == Answer.UPDATE:
            refuse_leftovers(target, body.get("data") or {}, call.files)
        interaction.answered_at = asyncio.get_running_loop().time()
        interaction.answer = Answer(body["type"])
        interaction.answer_body = body.get("data") or {}
        await self._perform(interaction, call.files)
        return _outcome(interaction) if call.query.get("with_response", "").lower() in {"1", "true"} else None

    async def _perform(self, interaction: Interaction, files: dict[str, bytes]) -> None:
        data = interaction.answer_body
        flags = (data.get("flags") or 0) & _ANSWER_FLAGS
        match interaction.answer:
            case Answer.MESSAGE:
                interaction.original = await self._post(interaction, data, flags, files)
            case Answer.DEFERRED_MESSAGE:
                interaction.original = await self._post(interaction, {}, flags | LOADING, {})
            case Answer.DEFERRED_UPDATE:
                interaction.original = interaction.message
            case Answer.UPDATE if interaction.message is not None:
                interaction.original = interaction.message
                await self._fake.edit(interaction.message, data, files)
                interaction.show(interaction.message)
            case _:
                interaction.modal_open = interaction.answer is Answer.MODAL
                interaction.settled = True

    async def _follow_up(self, call: Call, application_id: str, token: str) -> Json | None:
        interaction = self._mine(application_id, token)
        body = checked(call, Kind.FOLLOWUP)
        waiting = interaction.original
        if waiting is not None and waiting.loading and not waiting.deleted:
            await self._fake.edit(waiting, body, call.files)
            interaction.show(waiting)
            return waiting.json()
        self._desk.count_followup(interaction)
        message = await self._post(interaction, body, (body.get("flags") or 0) & _ANSWER_FLAGS, call.files)
        interaction.followups.append(message)
        return message.json()

    def _show(self, call: Call, application_id: str, token: str, message_id: str) -> Json:
        self._mine(application_id, token)
        return self._desk.message(token, message_id)[1].json()

    async def _edit(self, call: Call, application_id: str, token: str, message_id: str) -> Json:
        self._mine(application_id, token)
        interaction, message = self._desk.message(token, message_id)
        kind = Kind.ORIGINAL_EDIT if message_id == "@original" else Kind.FOLLOWUP_EDIT
        body = checked(call, kind, already_v2=bool(message.flags & COMPONENTS_V2))
        await self._fake.edit(message, body, call.files)
        interaction.show(message)
        return message.json()

    def _delete(self, call: Call, application_id: str, token: str, message_id: str) -> None:
        self._mine(application_id, token)
        interaction, message = self._desk.message(token, message_id)
        message.deleted = True
        interaction.settled = True

    def _mine(self, application_id: str, token: str) -> Interaction:
        if application_id != str(self._fake.application_id):
            raise ApiError(Refusal.UNKNOWN_WEBHOOK)
        return self._desk.to_follow(token)

    async def _post(self, interaction: Interaction, body: Json, flags: int, files: dict[str, bytes]) -> Message:
        is_command = interaction.asked is Asked.COMMAND
        message = await self._fake.post(
            interaction.channel,
            self._fake.bot,
            body,
            flags=flags,
            type_=_MESSAGE_TYPES[interaction.data["type"]] if is_command else 0,
            viewer=interaction.user if flags & EPHEMERAL else None,
            metadata=_metadata(interaction),
            in_answer=True,
            files=files,
        )
        interaction.show(message)
        return message


def _refuse_misfits(interaction: Interaction, choices: list[Json]) -> None:
    """Raise if a choice is of another type than the option being typed."""
    options = interaction.data["options"]
    while options and "options" in options[0]:
        options = options[0]["options"]
    focused = next(each for each in options if each.get("focused"))
    found = tuple(choices_fit(choices or [], focused["type"], "data.choices"))
    if found:
        raise ApiError(Refusal.INVALID_BODY, found)


def _metadata(interaction: Interaction) -> Json:
    body: Json = {
        "id": str(interaction.id),
        "type": int(interaction.asked),
        "user": interaction.user.json(),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.asked is Asked.COMPONENT and interaction.message is not None:
        body["interacted_message_id"] = str(interaction.message.id)
    if interaction.asked is Asked.MODAL:
        body["triggering_interaction_metadata"] = {**body, "type": int(Asked.COMMAND)}
    return body


def _outcome(interaction: Interaction) -> Json:
    body: Json = {"id": str(interaction.id), "type": int(interaction.asked)}
    answer: Json = {"interaction": body}
    original = interaction.original
    if original is not None:
        body["response_message_id"] = str(original.id)
        body["response_message_loading"] = original.loading
        body["response_message_ephemeral"] = original.ephemeral
        if interaction.answer in {Answer.MESSAGE, Answer.UPDATE}:
            answer["resource"] = {"type": int(interaction.answer), "message": original.json()}
    return answer
