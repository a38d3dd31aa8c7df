"""What a person sees after they acted."""

from dataclasses import dataclass
from typing import Any

from tests.platforms.fake_discord.interactions import Answer, Interaction
from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import Message, walk

_BUTTON, _TEXT_DISPLAY, _LABEL = 2, 10, 18


class NotOfferedError(AssertionError):
    """No client would let the person do this."""


class InteractionFailedError(AssertionError):
    """The person reads that the application did not respond."""


class NothingSeenError(AssertionError):
    """The bot answered, but the person sees nothing new."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of an autocomplete list."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Modal:
    """A dialogue that is open before the person."""

    body: Json

    @property
    def title(self) -> str:
        """Its headline."""
        return str(self.body["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """Its inputs by the label the person reads."""
        result: dict[str, Json] = {}
        for part in self.body["components"]:
            if part["type"] == _LABEL:
                result[part["label"]] = part["component"]
            else:
                result |= {each.get("label") or each["custom_id"]: each for each in part.get("components", ())}
        return result


@dataclass(frozen=True, slots=True)
class Seen:
    """The outcome of one act. ``message``, ``modal`` and ``choices`` exclude each other; ``messages`` keeps growing."""

    interaction: Interaction
    message: Message | None = None
    modal: Modal | None = None
    choices: tuple[Choice, ...] | None = None

    @property
    def text(self) -> str:
        """All the text of the message as it stands now."""
        return text_of(self._shown)

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the message."""
        return self._shown.ephemeral

    @property
    def buttons(self) -> list[str]:
        """The labels of the message's buttons."""
        return labels(self._shown)

    @property
    def updated(self) -> bool:
        """Whether the message was there before and changed."""
        return (
            self.interaction.answer in {Answer.UPDATE, Answer.DEFERRED_UPDATE}
            and self.message is self.interaction.message
        )

    @property
    def messages(self) -> list[Message]:
        """Every message that appeared or changed by now, each once, first come first."""
        return list(dict.fromkeys(each for each in self.interaction.shown if not each.loading))

    @property
    def answered_after(self) -> float:
        """Seconds from the act to the bot's first answer."""
        assert self.interaction.answered_at is not None
        return self.interaction.answered_at - self.interaction.sent_at

    @property
    def _shown(self) -> Message:
        if self.message is None:
            msg = f"no message is seen, but {self.modal or self.choices}"
            raise NothingSeenError(msg)
        return self.message


def seen(interaction: Interaction) -> Seen:
    """Return what the person of a settled ``interaction`` sees."""
    if interaction.answer is Answer.MODAL:
        return Seen(interaction, modal=Modal(interaction.answer_body))
    if interaction.answer is Answer.CHOICES:
        offered = interaction.answer_body.get("choices") or []
        return Seen(
            interaction, choices=tuple(Choice(_named(each, interaction.user.locale), each["value"]) for each in offered)
        )
    message = next((each for each in interaction.shown if not each.loading), None)
    return Seen(interaction, message=message)


def _named(choice: Json, locale: str) -> str:
    return str((choice.get("name_localizations") or {}).get(locale) or choice["name"])


def labels(message: Message) -> list[str]:
    """Return the labels of the buttons of ``message``."""
    return [label(each) for each in walk(message.components) if each["type"] == _BUTTON]


def label(button: Json) -> str:
    """Return what stands on ``button``: its label, or else its emoji."""
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")


def text_of(message: Message) -> str:
    """Return all the text a reader of ``message`` finds, top to bottom, without labels of buttons."""
    parts: list[str] = [message.body.get("content") or ""]
    for embed in message.body.get("embeds") or []:
        parts.append((embed.get("author") or {}).get("name") or "")
        parts += [embed.get("title") or "", embed.get("description") or ""]
        for field in embed.get("fields") or []:
            parts += [field["name"], field["value"]]
        parts.append((embed.get("footer") or {}).get("text") or "")
    parts += [each["content"] for each in walk(message.components) if each["type"] == _TEXT_DISPLAY]
    return "\n".join(part for part in parts if part)
