"""People: they do what a client lets them do, and tell what they see then."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.platforms.fake_discord import dialogues, offers
from tests.platforms.fake_discord.interactions import Asked, Interaction
from tests.platforms.fake_discord.seen import (
    InteractionFailedError,
    NothingSeenError,
    NotOfferedError,
    Seen,
    label,
    seen,
)
from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import EVERYDAY_PERMISSIONS, Channel, Message, User, member, walk

if TYPE_CHECKING:
    from tests.platforms.fake_discord.server import FakeDiscord

_CHAT_INPUT, _USER_MENU, _MESSAGE_MENU = 1, 2, 3
_BUTTON, _LINK, _PREMIUM = 2, 5, 6
_SELECTS = {3, 5, 6, 7, 8}
_UPLOAD_LIMIT = 10 * 2**20
_GRACE = 0.05
_SEND = 1 << 11


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a place. Each act waits at most ``patience`` seconds for something to see."""

    fake: "FakeDiscord"
    user: User
    channel: Channel
    patience: float = 30.0

    def at(self, channel: Channel) -> "Person":
        """Return the same person in another place."""
        return replace(self, channel=channel)

    @property
    def permissions(self) -> int:
        """Their permission bits in this place."""
        guild = self.channel.guild
        return guild.members.get(self.user.id, EVERYDAY_PERMISSIONS) if guild else EVERYDAY_PERMISSIONS

    def sees(self, message: Message) -> bool:
        """Whether they can see ``message`` now."""
        return not message.deleted and (not message.ephemeral or message.viewer is self.user)

    def messages(self) -> list[Message]:
        """Return what they see in this place, oldest first."""
        return [each for each in self.channel.messages if self.sees(each)]

    async def say(self, text: str) -> Message:
        """Write a message."""
        return await self.fake.post(self.channel, self.user, {"content": text})

    async def slash(self, name: str, /, **options: object) -> Seen:
        """Use a slash command, ``"quiz start"`` for a subcommand; names may be the person's own language's."""
        data, owners = self._command(name, options)
        return await self._act(Asked.COMMAND, data, owners)

    async def autocomplete(self, name: str, option: str, typed: str, /, **others: object) -> Seen:
        """Type into an option; the choices are what is offered then."""
        command, path, owners = self._find(name)
        leaf = path[-1]
        target = offers.option_named(leaf, option, self.user)
        if not target.get("autocomplete"):
            msg = f"{option!r} of {name!r} has no autocomplete"
            raise NotOfferedError(msg)
        focused = {"name": target["name"], "type": target["type"], "value": typed, "focused": True}
        options = [*offers.filled(leaf, others, self.user, partial=True), focused]
        return await self._act(Asked.AUTOCOMPLETE, _data(command, path, options), owners)

    async def context_menu(self, name: str, target: Message | User) -> Seen:
        """Use a context menu entry on a message or a user."""
        kind = _MESSAGE_MENU if isinstance(target, Message) else _USER_MENU
        command, owners = offers.find(self._commands(), name, kind, self)
        if isinstance(target, Message):
            if not self.sees(target):
                msg = "the message is not there for this person"
                raise NotOfferedError(msg)
            resolved: Json = {"messages": {str(target.id): target.json()}}
        else:
            resolved = offers.resolved([target], self)
        data = {**_data(command, [command], []), "target_id": str(target.id), "resolved": resolved}
        return await self._act(Asked.COMMAND, data, owners)

    async def press(self, where: Seen | Message, text: str | None = None, *, custom_id: str | None = None) -> Seen:
        """Press the button labelled ``text`` (or with ``custom_id``) below a message they see."""
        message = self._at_hand(where)
        buttons = [each for each in walk(message.components) if each["type"] == _BUTTON]
        found = [each for each in buttons if text in {None, label(each)} and custom_id in {None, each.get("custom_id")}]
        if len(found) != 1:
            msg = f"{len(found)} buttons fit {text or custom_id!r}; there are {[label(each) for each in buttons]}"
            raise NotOfferedError(msg)
        button = found[0]
        if button.get("disabled") or button["style"] in {_LINK, _PREMIUM}:
            msg = f"{label(button)!r} is disabled or leads elsewhere"
            raise NotOfferedError(msg)
        data = {"custom_id": button["custom_id"], "component_type": _BUTTON, "id": button.get("id") or 1}
        return await self._act(Asked.COMPONENT, data, _owners(message), message)

    async def select(self, where: Seen | Message, *values: str | User, custom_id: str | None = None) -> Seen:
        """Choose in the message's select menu: option labels or values, or users."""
        message = self._at_hand(where)
        menus = [each for each in walk(message.components) if each["type"] in _SELECTS]
        found = [each for each in menus if custom_id in {None, each["custom_id"]}]
        if len(found) != 1 or found[0].get("disabled"):
            msg = f"{len(found)} select menus fit, or it is disabled"
            raise NotOfferedError(msg)
        menu = found[0]
        data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "id": menu.get("id") or 1}
        return await self._act(Asked.COMPONENT, data | dialogues.chosen(menu, values), _owners(message), message)

    async def submit_modal(self, where: Seen, values: Mapping[str, object] | None = None, /, **by_id: object) -> Seen:
        """Fill the open modal, by labels or custom_ids, and send it; what is left out keeps its preset."""
        if where.modal is None or not where.interaction.modal_open:
            msg = "no modal is open"
            raise NotOfferedError(msg)
        if where.interaction.user is not self.user:
            msg = "the modal is open before somebody else"
            raise NotOfferedError(msg)
        filled = {**(values or {}), **by_id}
        data = dialogues.submission(where.modal.body, filled)
        data["resolved"] |= self.fake.cdn.resolved(list(filled.values()))
        result = await self._act(Asked.MODAL, data, where.interaction.owners, where.interaction.message)
        where.interaction.modal_open = False
        return result

    async def tamper(self, message: Message, custom_id: str) -> Seen:
        """Send a button press that no client offers, with any ``custom_id``: what an attacker does."""
        data = {"custom_id": custom_id, "component_type": _BUTTON, "id": 1}
        return await self._act(Asked.COMPONENT, data, _owners(message), message)

    def _commands(self) -> list[Json]:
        guild = self.channel.guild
        return self.fake.registry.offered(guild.id if guild else None)

    def _find(self, name: str) -> tuple[Json, list[Json], dict[str, str]]:
        first, *rest = name.split()
        command, owners = offers.find(self._commands(), first, _CHAT_INPUT, self)
        path = [command]
        for each in rest:
            path.append(offers.inner(path[-1], each, self.user))
        offers.demand_leaf(path[-1])
        return command, path, owners

    def _command(self, name: str, values: Mapping[str, object]) -> tuple[Json, dict[str, str]]:
        command, path, owners = self._find(name)
        people = {key: value.user if isinstance(value, Person) else value for key, value in values.items()}
        options = offers.filled(path[-1], people, self.user)
        data = _data(command, path, options)
        resolved = offers.resolved(people.values(), self)
        return {**data, "resolved": resolved} if resolved else data, owners

    def _at_hand(self, where: Seen | Message) -> Message:
        message = where if isinstance(where, Message) else where.message
        if message is None or not self.sees(message):
            msg = "the message is not there for this person"
            raise NotOfferedError(msg)
        return message

    async def _act(self, asked: Asked, data: Json, owners: dict[str, str], message: Message | None = None) -> Seen:
        interaction = Interaction(
            asked=asked,
            user=self.user,
            channel=self.channel,
            data=data,
            owners=owners,
            message=message,
            sent_at=asyncio.get_running_loop().time(),
        )
        await self.fake.act(interaction, self._body(interaction))
        answer = self.fake.desk.deadlines.answer
        try:
            await self.fake.until(lambda: interaction.settled or interaction.answered_at is not None, answer + _GRACE)
        except TimeoutError:
            msg = f"The application did not respond to {_described(interaction)} in {answer} s"
            raise InteractionFailedError(msg) from None
        try:
            await self.fake.until(lambda: interaction.settled, self.patience)
        except TimeoutError:
            msg = f"nothing to see {self.patience} s after {_described(interaction)} was acknowledged"
            raise NothingSeenError(msg) from None
        return seen(interaction)

    def _body(self, interaction: Interaction) -> Json:
        channel, guild = self.channel, self.channel.guild
        body: Json = {
            "id": str(interaction.id),
            "application_id": str(self.fake.application_id),
            "type": int(interaction.asked),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": channel.json(self.permissions),
            "locale": self.user.locale,
            "app_permissions": str(EVERYDAY_PERMISSIONS & ~_SEND if channel.locked else EVERYDAY_PERMISSIONS),
            "entitlements": [],
            "authorizing_integration_owners": interaction.owners,
            "context": offers.context_of(channel),
            "attachment_size_limit": _UPLOAD_LIMIT,
        }
        if interaction.message is not None:
            body["message"] = interaction.message.json()
        if guild is None:
            return {**body, "user": self.user.json()}
        body["member"] = member(self.user, self.permissions)
        body["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
        return {**body, "guild_id": str(guild.id), "guild_locale": guild.locale}


def _data(command: Json, path: list[Json], options: list[Json]) -> Json:
    for each in reversed(path[1:]):
        options = [{"name": each["name"], "type": each["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if command["type"] == _CHAT_INPUT:
        data["options"] = options
    return {**data, "guild_id": command["guild_id"]} if "guild_id" in command else data


def _owners(message: Message) -> dict[str, str]:
    if message.metadata is not None:
        owners: dict[str, str] = message.metadata["authorizing_integration_owners"]
        return owners
    guild = message.channel.guild
    return {"0": str(guild.id) if guild else "0"}


def _described(interaction: Interaction) -> str:
    what = interaction.data.get("name") or interaction.data.get("custom_id")
    return f"{interaction.asked.name} {what!r} of {interaction.user.name}"
