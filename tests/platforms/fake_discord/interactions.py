"""Interactions from the moment a person acts: who may answer how, and until when."""

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import IntEnum

from tests.platforms.fake_discord.rules.problem import Problem
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal, snowflake
from tests.platforms.fake_discord.world import Channel, Message, User

MAX_USER_INSTALLED_FOLLOWUPS = 5


class Asked(IntEnum):
    """What kind of interaction it is, in Discord's numbers."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Answer(IntEnum):
    """How it was answered, in Discord's numbers."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


_ANSWERS = {
    Asked.COMMAND: {Answer.MESSAGE, Answer.DEFERRED_MESSAGE, Answer.MODAL},
    Asked.COMPONENT: set(Answer) - {Answer.CHOICES},
    Asked.AUTOCOMPLETE: {Answer.CHOICES},
    Asked.MODAL: {Answer.MESSAGE, Answer.DEFERRED_MESSAGE, Answer.DEFERRED_UPDATE, Answer.UPDATE},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Discord's limits in seconds: to the first answer, and the life of the token after it."""

    answer: float = 3.0
    token: float = 900.0


@dataclass(slots=True, eq=False, kw_only=True)
class Interaction:
    """One act of a person and everything that came of it."""

    asked: Asked
    user: User
    channel: Channel
    data: Json
    owners: dict[str, str]
    """Who installed the app, by kind of installation: "0" the guild, "1" the user."""
    sent_at: float
    message: Message | None = None
    """The message whose component was used, also for a modal opened from it."""
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: f"interaction-{secrets.token_urlsafe(24)}")
    answered_at: float | None = None
    answer: Answer | None = None
    answer_body: Json = field(default_factory=dict)
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    shown: list[Message] = field(default_factory=list)
    """Messages that appeared or changed, in order."""
    modal_open: bool = False
    settled: bool = False
    """The person sees a result: not silence, and not that the bot is thinking."""

    @property
    def guild_installed(self) -> bool:
        """The guild (or the DM with the bot) has the app, not the person alone."""
        return "0" in self.owners

    def show(self, message: Message) -> None:
        """Record that ``message`` appeared or changed before the person's eyes."""
        self.shown.append(message)
        self.settled = self.settled or not message.loading


class Desk:
    """Keeps the interactions and says what may be done with them, or raises the ApiError that Discord would send."""

    def __init__(self, deadlines: Deadlines) -> None:
        self.deadlines = deadlines
        self.interactions: list[Interaction] = []
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        """Take a new interaction; its time runs."""
        self.interactions.append(interaction)
        self._by_token[interaction.token] = interaction

    def to_answer(self, interaction_id: int, token: str, kind: int) -> Interaction:
        """Return the interaction if an answer of ``kind`` may be given to it now."""
        found = self._by_token.get(token)
        if found is None or found.id != interaction_id:
            raise ApiError(Refusal.UNKNOWN_INTERACTION)
        if found.answered_at is not None:
            raise ApiError(Refusal.ALREADY_ANSWERED)
        if self._age(found) > self.deadlines.answer:
            raise ApiError(Refusal.UNKNOWN_INTERACTION)
        allowed = _ANSWERS[found.asked]
        if kind not in allowed or (kind == Answer.UPDATE and found.message is None):
            text = f"a {found.asked.name} cannot be answered with type {kind}"
            raise ApiError(Refusal.INVALID_BODY, (Problem("type", "answer-type", text),))
        return found

    def to_follow(self, token: str) -> Interaction:
        """Return the interaction of ``token`` if its webhook may be used now."""
        found = self._by_token.get(token)
        if found is None or found.answered_at is None or found.answer == Answer.CHOICES:
            raise ApiError(Refusal.UNKNOWN_WEBHOOK)
        if self._age(found) > self.deadlines.token:
            raise ApiError(Refusal.TOKEN_EXPIRED)
        return found

    def count_followup(self, interaction: Interaction) -> None:
        """Raise if no further followup may be sent."""
        if not interaction.guild_installed and len(interaction.followups) >= MAX_USER_INSTALLED_FOLLOWUPS:
            raise ApiError(Refusal.TOO_MANY_FOLLOWUPS)

    def original(self, token: str) -> tuple[Interaction, Message]:
        """Return the interaction and its first message."""
        interaction = self.to_follow(token)
        if interaction.original is None or interaction.original.deleted:
            raise ApiError(Refusal.UNKNOWN_MESSAGE)
        return interaction, interaction.original

    def message(self, token: str, message_id: str) -> tuple[Interaction, Message]:
        """Return the interaction and its message with ``message_id``, which may be ``@original``."""
        if message_id == "@original":
            return self.original(token)
        interaction = self.to_follow(token)
        own = [*interaction.followups, *([interaction.original] if interaction.original else [])]
        for each in own:
            if str(each.id) == message_id and not each.deleted:
                return interaction, each
        raise ApiError(Refusal.UNKNOWN_MESSAGE)

    def _age(self, interaction: Interaction) -> float:
        return asyncio.get_running_loop().time() - interaction.sent_at
