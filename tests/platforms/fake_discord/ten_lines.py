"""A small bot on the real discord.py, to try the fake with."""

import discord
from discord import app_commands, ui


class AskModal(ui.Modal, title="Your answer"):
    """One line of text."""

    answer: ui.TextInput["AskModal"] = ui.TextInput(label="Reading", custom_id="reading", max_length=64)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"You wrote {self.answer.value}", ephemeral=True)


class Buttons(ui.View):
    """Share, ask and fail; they outlive the process."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Share", custom_id="share")
    async def share(self, interaction: discord.Interaction, _: ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content="shared", view=None)
        await interaction.followup.send("for everybody", ephemeral=False)

    @ui.button(label="Answer", custom_id="answer")
    async def ask(self, interaction: discord.Interaction, _: ui.Button["Buttons"]) -> None:
        await interaction.response.send_modal(AskModal())

    @ui.button(label="Silence", custom_id="silence")
    async def keep_silent(self, interaction: discord.Interaction, _: ui.Button["Buttons"]) -> None:
        """Never answer."""


class TenLines(discord.AutoShardedClient):
    """Define a term, suggest terms, explain a message."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none(), heartbeat_timeout=5.0
        )
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def setup_hook(self) -> None:
        self.add_view(Buttons())
        self.tree.command(name="define", description="Look a term up")(define)
        self.tree.command(name="slow", description="Think first")(slow)
        self.tree.context_menu(name="Explain terms")(explain)
        define_command = self.tree.get_command("define")
        assert isinstance(define_command, app_commands.Command)
        define_command.autocomplete("term")(suggest)
        await self.tree.sync()


async def define(interaction: discord.Interaction, term: app_commands.Range[str, 1, 50]) -> None:
    """Answer in private, with buttons."""
    await interaction.response.send_message(f"{term}: to receive", view=Buttons(), ephemeral=True)


async def slow(interaction: discord.Interaction, seconds: float = 0.0) -> None:
    """Defer, then fill."""
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content=f"after {seconds}")


async def suggest(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer two terms."""
    return [app_commands.Choice(name=f"{current} {each}", value=each) for each in ("受電", "架電")]


async def explain(interaction: discord.Interaction, message: discord.Message) -> None:
    """Say what the message says."""
    await interaction.response.send_message(f"terms in: {message.content}", ephemeral=True)
