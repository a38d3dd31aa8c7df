"""A small bot on the real discord.py, to try the fake with."""

import discord
from discord import app_commands, ui

NO_PINGS = discord.AllowedMentions.none()


class Question(ui.Modal, title="Your answer"):
    """One line of text in a label, and a choice."""

    reading = ui.Label(text="Reading", component=ui.TextInput["Question"](custom_id="reading", max_length=10))
    sure = ui.Label(
        text="Sure?",
        component=ui.Select["Question"](
            custom_id="sure",
            required=False,
            options=[discord.SelectOption(label="Yes", value="y"), discord.SelectOption(label="No", value="n")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.reading.component, ui.TextInput)
        assert isinstance(self.sure.component, ui.Select)
        await interaction.response.send_message(
            f"{self.reading.component.value} {self.sure.component.values}", ephemeral=True
        )


class Buttons(ui.View):
    """What outlives the process."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Share", custom_id="share")
    async def share(self, interaction: discord.Interaction, _: "ui.Button[Buttons]") -> None:
        await interaction.response.edit_message(content="shared", view=None)
        await interaction.followup.send("for everybody")

    @ui.button(label="Answer", custom_id="answer")
    async def ask(self, interaction: discord.Interaction, _: "ui.Button[Buttons]") -> None:
        await interaction.response.send_modal(Question())

    @ui.button(label="Silence", custom_id="silence")
    async def keep_silent(self, interaction: discord.Interaction, _: "ui.Button[Buttons]") -> None:
        """Never answer."""

    @ui.button(label="Swallow", custom_id="swallow")
    async def swallow(self, interaction: discord.Interaction, _: "ui.Button[Buttons]") -> None:
        """Acknowledge and show nothing."""
        await interaction.response.defer()

    @ui.button(label="Greyed", custom_id="greyed", disabled=True)
    async def grey(self, interaction: discord.Interaction, _: "ui.Button[Buttons]") -> None:
        """Cannot be pressed."""


class Colours(ui.LayoutView):
    """A select menu among the newest components."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        options = [discord.SelectOption(label=each) for each in ("red", "blue")]
        self.menu = ui.Select["Colours"](custom_id="colour", options=options)
        self.menu.callback = self.choose  # type: ignore[method-assign] # discord.py takes callbacks so
        row = ui.ActionRow["Colours"](self.menu)
        self.add_item(ui.Container["Colours"](ui.TextDisplay("# Colours"), row, accent_colour=0xAA0000))

    async def choose(self, interaction: discord.Interaction) -> None:
        """Say what was chosen."""
        await interaction.response.send_message(f"{self.menu.values}")


class SmallBot(discord.AutoShardedClient):
    """Define a term, suggest terms, explain a message; every allowed mention is off."""

    def __init__(self, *, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True),
            allowed_mentions=NO_PINGS,
            heartbeat_timeout=1.0,
            guild_ready_timeout=0.05,
        )
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.tree.add_command(define)
        self.tree.add_command(slow)
        self.tree.add_command(paint)
        self.tree.add_command(ping)
        self.tree.add_command(manage)
        self.tree.add_command(app_commands.ContextMenu(name="Explain terms", callback=explain))
        self.tree.add_command(app_commands.ContextMenu(name="Greet", callback=greet))
        group = app_commands.Group(name="quiz", description="Quizzes")
        group.add_command(start)
        self.tree.add_command(group)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait the five seconds between shards."""

    async def setup_hook(self) -> None:
        self.add_view(Buttons())
        self.add_view(Colours())
        await self.tree.sync()


@app_commands.command(description="Look a term up")
async def define(interaction: discord.Interaction, term: app_commands.Range[str, 1, 50]) -> None:
    """Answer in private, with buttons."""
    await interaction.response.send_message(f"{term}: to receive", view=Buttons(), ephemeral=True)


@define.autocomplete("term")
async def suggest(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer two terms."""
    return [app_commands.Choice(name=f"{current} {each}", value=each) for each in ("受電", "架電")]


@app_commands.command(description="Think first")
async def slow(interaction: discord.Interaction, private: bool, way: str) -> None:
    """Defer, then show in one of three ways."""
    await interaction.response.defer(thinking=True, ephemeral=private)
    if way == "edit":
        await interaction.edit_original_response(content="edited")
    elif way == "followup":
        await interaction.followup.send("followed", ephemeral=not private)
    else:
        await interaction.edit_original_response(view=Colours())


@app_commands.command(description="Choose a colour")
async def paint(interaction: discord.Interaction) -> None:
    """Show the newest components in public."""
    await interaction.response.send_message(view=Colours())


@app_commands.command(description="Notify somebody")
@app_commands.rename(who="person")
async def ping(interaction: discord.Interaction, who: discord.User, loud: bool) -> None:
    """Mention a user, and everyone in vain."""
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=[who] if loud else False)
    await interaction.response.send_message(f"{who.mention} @everyone", allowed_mentions=mentions)


@app_commands.command(description="For managers")
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def manage(interaction: discord.Interaction) -> None:
    """Say so."""
    await interaction.response.send_message("managed", ephemeral=True)


@app_commands.command(description="Start a quiz")
async def start(
    interaction: discord.Interaction, number: app_commands.Range[int, 1, 10], level: str | None = None
) -> None:
    """Say how many."""
    await interaction.response.send_message(f"{number} questions, {level}")


async def explain(interaction: discord.Interaction, message: discord.Message) -> None:
    """Say what the message says."""
    await interaction.response.send_message(f"terms in: {message.content}", ephemeral=True)


async def greet(interaction: discord.Interaction, user: discord.User) -> None:
    """Greet without a ping."""
    await interaction.response.send_message(f"hello {user.mention}")
