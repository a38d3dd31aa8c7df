"""A bare discord.py bot that answers /define with a constant: one of our own cards, made before the first question.

It shares with ours what Discord makes everybody pay: the gateway, the parsing of an interaction, the call that answers.
"""

import os
from random import Random

import discord
import yarl
from discord import app_commands

from adapters.discord_app.markdown import Names
from adapters.discord_app.render import ReplyView
from bot.engine import build_engine
from bot.settings import Settings
from tests.factories import make_invocation


class Bare(discord.AutoShardedClient):
    """One command, one answer."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Make the constant and register the command."""
        engine = build_engine(Settings.from_env({}), lambda: Random(7))
        card = ReplyView(engine.handle(make_invocation("define", term="kasutama")), Names())

        async def define(interaction: discord.Interaction, term: str) -> None:
            await interaction.response.send_message(view=card, ephemeral=True)

        self.tree.command(name="define", description="Answer a constant")(define)
        await self.tree.sync()


def main() -> None:
    """Run it with the token, REST address and gateway address that the environment holds under the product's names."""
    discord.http.Route.BASE = os.environ["NARUHAYA_DISCORD_API_BASE"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["NARUHAYA_DISCORD_GATEWAY_URL"])
    Bare().run(os.environ["NARUHAYA_DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
