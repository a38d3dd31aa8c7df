"""What people can do is what a client lets them do, and they see what is theirs."""

import pytest

from tests.platforms.fake_discord import (
    ADMINISTRATOR,
    EVERYDAY_PERMISSIONS,
    MANAGE_GUILD,
    Answer,
    FakeDiscord,
    InteractionFailedError,
    NothingSeenError,
    NotOfferedError,
    Person,
)
from tests.platforms.fake_discord.small_bot import SmallBot

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        pytest.param("defin", {"term": "x"}, "no command", id="unregistered"),
        pytest.param("define", {}, "needs", id="required option missing"),
        pytest.param("define", {"term": "x", "more": 1}, "no option", id="unknown option"),
        pytest.param("define", {"term": "x" * 51}, "refuses", id="too long"),
        pytest.param("define", {"term": " "}, "refuses", id="blank"),
        pytest.param("define", {"term": 5}, "refuses", id="number for a text"),
        pytest.param("define", {"term": "\ud83d"}, "refuses", id="half a surrogate pair"),
        pytest.param("quiz", {"number": 5}, "needs a subcommand", id="group alone"),
        pytest.param("quiz stop", {}, "no subcommand", id="unknown subcommand"),
        pytest.param("quiz start", {"number": 11}, "refuses", id="above the maximum"),
        pytest.param("quiz start", {"number": "5"}, "refuses", id="text for a number"),
        pytest.param("slow", {"private": "yes", "way": "edit"}, "refuses", id="text for a boolean"),
        pytest.param("ping", {"person": "@aiko", "loud": True}, "refuses", id="text for a user"),
    ],
)
async def test_no_client_sends_an_invalid_command(
    aiko: Person, fake: FakeDiscord, name: str, options: dict[str, object], reason: str
) -> None:
    with pytest.raises(NotOfferedError, match=reason):
        await aiko.slash(name, **options)
    assert fake.desk.interactions == []


async def test_a_subcommand_takes_its_options(aiko: Person) -> None:
    assert (await aiko.slash("quiz start", number=5, level="N3")).text == "5 questions, N3"


async def test_only_options_that_have_it_are_completed(aiko: Person) -> None:
    with pytest.raises(NotOfferedError, match="no autocomplete"):
        await aiko.autocomplete("quiz start", "level", "N")


@pytest.mark.parametrize(
    ("permissions", "offered"),
    [
        pytest.param(EVERYDAY_PERMISSIONS, False, id="member"),
        pytest.param(MANAGE_GUILD, True, id="manager"),
        pytest.param(ADMINISTRATOR, True, id="administrator"),
    ],
)
async def test_default_permissions_hide_a_command(fake: FakeDiscord, permissions: int, offered: bool) -> None:
    person = fake.person("Boss", fake.guilds[0], permissions=permissions)
    if offered:
        assert (await person.slash("manage")).text == "managed"
    else:
        with pytest.raises(NotOfferedError, match="may not use"):
            await person.slash("manage")


async def test_a_guild_only_command_is_not_offered_in_a_dm(fake: FakeDiscord) -> None:
    with pytest.raises(NotOfferedError, match="kind of place"):
        await fake.person("Aiko", permissions=ADMINISTRATOR).slash("manage")


async def test_a_dm_with_the_bot_works(fake: FakeDiscord) -> None:
    seen = await fake.person("Aiko").slash("define", term="受電")
    assert seen.text == "受電: to receive"
    assert seen.interaction.owners == {"0": "0"}


async def test_a_user_installed_app_works_where_the_bot_is_not(fake: FakeDiscord) -> None:
    elsewhere = fake.add_guild("Elsewhere", has_bot=False)
    aiko = fake.person("Aiko", elsewhere, installs=True)
    seen = await aiko.slash("define", term="受電")
    assert seen.interaction.owners == {"1": str(aiko.user.id)}
    assert (await aiko.press(seen, "Answer")).modal is not None


async def test_without_the_bot_or_an_installation_nothing_is_offered(fake: FakeDiscord) -> None:
    elsewhere = fake.add_guild("Elsewhere", has_bot=False)
    with pytest.raises(NotOfferedError, match="kind of place"):
        await fake.person("Aiko", elsewhere).slash("define", term="受電")


@pytest.mark.parametrize("others", [1, 2], ids=["DM of two", "group"])
async def test_a_user_installed_app_works_in_conversations(fake: FakeDiscord, others: int) -> None:
    aiko = fake.person("Aiko", installs=True)
    place = fake.conversation(aiko, *(fake.person(f"Friend {number}") for number in range(others)))
    assert (await aiko.at(place).slash("define", term="受電")).text == "受電: to receive"


async def test_a_user_command_gets_the_user_and_notifies_nobody(aiko: Person, fake: FakeDiscord) -> None:
    ken = fake.person("Ken", fake.guilds[0])
    assert (await aiko.context_menu("Greet", ken.user)).text == f"hello {ken.user.mention}"
    assert fake.pings() == []


async def test_an_ephemeral_message_is_one_person_s(aiko: Person, fake: FakeDiscord) -> None:
    ken = fake.person("Ken", fake.guilds[0])
    seen = await aiko.slash("define", term="受電")
    assert seen.message in aiko.messages()
    assert seen.message not in ken.messages()
    with pytest.raises(NotOfferedError, match="not there"):
        await ken.press(seen, "Share")


@pytest.mark.parametrize("button", ["Greyed", "Nowhere"])
async def test_a_button_that_is_grey_or_missing_cannot_be_pressed(aiko: Person, button: str) -> None:
    seen = await aiko.slash("define", term="受電")
    with pytest.raises(NotOfferedError):
        await aiko.press(seen, button)


async def test_a_button_is_gone_with_the_edit_that_removed_it(aiko: Person) -> None:
    seen = await aiko.slash("define", term="受電")
    await aiko.press(seen, "Share")
    with pytest.raises(NotOfferedError, match="0 buttons"):
        await aiko.press(seen, "Share")


async def test_silence_is_shown_as_a_failed_interaction(aiko: Person) -> None:
    seen = await aiko.slash("define", term="受電")
    with pytest.raises(InteractionFailedError, match="did not respond"):
        await aiko.press(seen, "Silence")


async def test_an_acknowledgement_alone_shows_nothing(fake: FakeDiscord) -> None:
    aiko = fake.person("Aiko", fake.guilds[0], patience=0.1)
    seen = await aiko.slash("define", term="受電")
    with pytest.raises(NothingSeenError):
        await aiko.press(seen, "Swallow")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param({}, "must be filled", id="required"),
        pytest.param({"Reading": "x" * 11}, "takes 0–10", id="too long"),
        pytest.param({"Reading": "a\nb"}, "single line", id="line break"),
        pytest.param({"Reading": "x", "Sure?": "Maybe"}, "no option", id="unknown choice"),
        pytest.param({"Reading": "x", "Other": "y"}, "no fields", id="unknown field"),
    ],
)
async def test_no_client_submits_an_invalid_modal(aiko: Person, values: dict[str, object], reason: str) -> None:
    asked = await aiko.press(await aiko.slash("define", term="受電"), "Answer")
    with pytest.raises(NotOfferedError, match=reason):
        await aiko.submit_modal(asked, values)


async def test_a_modal_is_filled_by_ids_too_and_closes(aiko: Person) -> None:
    asked = await aiko.press(await aiko.slash("define", term="受電"), "Answer")
    assert (await aiko.submit_modal(asked, reading="x")).text == "x []"
    with pytest.raises(NotOfferedError, match="no modal"):
        await aiko.submit_modal(asked, reading="x")


async def test_a_modal_is_open_before_one_person(aiko: Person, fake: FakeDiscord) -> None:
    asked = await aiko.press(await aiko.slash("define", term="受電"), "Answer")
    with pytest.raises(NotOfferedError, match="somebody else"):
        await fake.person("Ken", fake.guilds[0]).submit_modal(asked, reading="x")


async def test_a_menu_takes_its_own_options(aiko: Person) -> None:
    painted = await aiko.slash("paint")
    with pytest.raises(NotOfferedError, match="no option"):
        await aiko.select(painted, "green")
    with pytest.raises(NotOfferedError, match="2 values"):
        await aiko.select(painted, "red", "blue")


@pytest.mark.parametrize(
    ("private", "way", "text", "ephemeral"),
    [
        pytest.param(True, "edit", "edited", True, id="private, edited"),
        pytest.param(False, "edit", "edited", False, id="public, edited"),
        pytest.param(True, "followup", "followed", True, id="private stays private though the followup says public"),
        pytest.param(False, "followup", "followed", False, id="public stays public though the followup says private"),
        pytest.param(True, "colours", "# Colours", True, id="newest components by edit"),
    ],
)
async def test_a_deferral_is_waited_for_and_keeps_its_visibility(
    aiko: Person, private: bool, way: str, text: str, ephemeral: bool
) -> None:
    seen = await aiko.slash("slow", private=private, way=way)
    assert (seen.text, seen.ephemeral) == (text, ephemeral)
    assert seen.interaction.answer is Answer.DEFERRED_MESSAGE
    assert len(seen.messages) == 1


async def test_localised_names_and_choices_are_understood(fake: FakeDiscord, bot: SmallBot) -> None:
    option = {
        "type": 3,
        "name": "domain",
        "name_localizations": {"ja": "分野"},
        "description": "d",
        "required": True,
        "choices": [{"name": "Call centre", "name_localizations": {"ja": "電話"}, "value": "call"}],
    }
    command = {"name": "browse", "name_localizations": {"ja": "一覧"}, "description": "d", "options": [option]}
    await bot.http.upsert_global_command(fake.application_id, command)  # type: ignore[arg-type] # a plain dict will do
    ken = fake.person("Ken", fake.guilds[0], locale="ja")
    for name, options in (("一覧", {"分野": "電話"}), ("browse", {"domain": "call"})):
        with pytest.raises(InteractionFailedError):
            await ken.slash(name, **options)
    sent = [each.data["options"] for each in fake.desk.interactions]
    assert sent == [[{"name": "domain", "type": 3, "value": "call"}]] * 2
    with pytest.raises(NotOfferedError, match="no command"):
        await fake.person("Aiko", fake.guilds[0]).slash("一覧", domain="call")


async def test_a_tampered_press_reaches_the_bot(aiko: Person) -> None:
    seen = await aiko.slash("define", term="受電")
    assert seen.message is not None
    assert (await aiko.tamper(seen.message, "answer")).modal is not None
    with pytest.raises(InteractionFailedError):
        await aiko.tamper(seen.message, "no-such-id")


async def test_users_and_channels_are_resolved_for_the_bot(fake: FakeDiscord, bot: SmallBot, aiko: Person) -> None:
    options = [{"type": 6, "name": "who", "description": "d"}, {"type": 7, "name": "where", "description": "d"}]
    command = {"name": "tell", "description": "d", "options": options}
    await bot.http.upsert_global_command(fake.application_id, command)  # type: ignore[arg-type] # a plain dict will do
    with pytest.raises(InteractionFailedError):
        await aiko.slash("tell", who=aiko, where=aiko.channel)
    resolved = fake.desk.interactions[0].data["resolved"]
    assert {kind: list(found) for kind, found in resolved.items()} == {
        "users": [str(aiko.user.id)],
        "members": [str(aiko.user.id)],
        "channels": [str(aiko.channel.id)],
    }
    assert "user" not in resolved["members"][str(aiko.user.id)]


async def test_a_new_channel_is_known_to_the_bot(fake: FakeDiscord, bot: SmallBot, aiko: Person) -> None:
    channel = await fake.create_channel(fake.guilds[0], "words")
    assert (await aiko.at(channel).slash("define", term="受電")).text
    assert bot.get_channel(channel.id) is not None


@pytest.mark.parametrize("loud", [True, False])
async def test_pings_are_listed(aiko: Person, fake: FakeDiscord, loud: bool) -> None:
    ken = fake.person("Ken", fake.guilds[0])
    await aiko.slash("ping", person=ken, loud=loud)
    assert [each.target for each in fake.pings()] == [str(ken.user.id)] * loud
