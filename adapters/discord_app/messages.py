"""The text of somebody's message, wherever in it it stands."""

from collections.abc import Iterator

import discord


def text_of(message: discord.Message) -> str:
    """Return what a reader finds in ``message``: its content, its embeds and its text displays, line by line."""
    return "\n".join(part for part in _parts(message) if part)


def _parts(message: discord.Message) -> Iterator[str]:
    yield message.content
    for snapshot in message.message_snapshots:
        yield snapshot.content
    for embed in message.embeds:
        yield from (embed.title or "", embed.description or "")
        for field in embed.fields:
            yield from (field.name or "", field.value or "")
    if message.flags.components_v2:
        for item in discord.ui.LayoutView.from_message(message, timeout=None).walk_children():
            if isinstance(item, discord.ui.TextDisplay):
                yield item.content
