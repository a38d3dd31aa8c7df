"""Who acts and where, from an interaction: rights are read anew each time."""

from typing import Any

import discord

from adapters.sendable import received, sendable
from bot.identity import PERSONAL, Actor, Place
from bot.localized import Locale
from bot.posting import Reason

PLATFORM = "discord"
_MAX_NAME = 80

Interaction = discord.Interaction[Any]


def locale_of(locale: discord.Locale) -> Locale:
    """Return the interface language for a person's or server's Discord language."""
    return Locale.JA if locale is discord.Locale.japanese else Locale.EN


def actor_of(interaction: Interaction) -> Actor:
    """Return who sent the interaction, with the rights they have at this moment."""
    return Actor(
        platform=PLATFORM,
        workspace=_workspace(interaction),
        user_id=str(interaction.user.id),
        display_name=sendable(received(interaction.user.display_name, _MAX_NAME)).strip() or "…",
        is_manager=interaction.guild_id is None or interaction.permissions.manage_guild,
    )


def place_of(interaction: Interaction) -> Place:
    """Return where the interaction was sent; a thread belongs to its channel."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return _place(interaction, str(channel.parent_id), str(channel.id))
    return _place(interaction, str(interaction.channel_id), None)


def may_speak(interaction: Interaction) -> bool:
    """Return whether the person could write here themselves: nobody posts through us where they may not."""
    if interaction.guild_id is None:
        return True
    allowed = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return allowed.send_messages_in_threads if in_thread else allowed.send_messages


def unpostable(interaction: Interaction) -> Reason | None:
    """Return why no message of ours may stand here beside the answer to the person, None if one may."""
    if interaction.guild_id is None:
        return None if interaction.context.dm_channel else Reason.OTHER
    if not interaction.is_guild_integration():
        return Reason.NOT_A_MEMBER
    allowed = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    ours = allowed.send_messages_in_threads if in_thread else allowed.send_messages
    return None if ours and allowed.view_channel and may_speak(interaction) else Reason.FORBIDDEN


def _place(interaction: Interaction, channel: str, thread: str | None) -> Place:
    return Place(platform=PLATFORM, workspace=_workspace(interaction), channel=channel, thread=thread)


def tenant_of(guild: discord.Guild) -> str:
    """Return the key of a server's rows."""
    return Place(platform=PLATFORM, workspace=str(guild.id), channel="").tenant


def _workspace(interaction: Interaction) -> str:
    """Return the server's id; outside servers each person is a workspace of their own."""
    return str(interaction.guild_id) if interaction.guild_id else f"{PERSONAL}{interaction.user.id}"
