"""Forms and files on Discord: opened, filled in, sent, and given back when something is wrong with them."""

from pathlib import Path

import pytest

from adapters.discord_app.client import DiscordClient
from bot.commands.given import MAX_GIVEN
from tests.platforms import form_running
from tests.platforms.discord_running import core_of, engine_at, member, running
from tests.platforms.fake_discord import Deadlines
from tests.platforms.fake_discord.cdn import Upload
from tests.platforms.fake_discord.seen import NotOfferedError
from tests.platforms.form_running import FILE_LABEL, FORM_LABEL, NAME

PATIENT = Deadlines(answer=30.0)
FILLED = {"Word": "受電", "Meaning": "taking a call\nfrom outside", "Sort": "Noun"}


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    form_running.install(monkeypatch)


@pytest.mark.asyncio
async def test_a_command_opens_its_form_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT, defer_after_s=0.0) as bot:
        aiko = member(bot)
        opened = await aiko.slash(NAME)
        assert opened.modal is not None
        assert opened.modal.title == "A form"
        assert list(opened.modal.fields) == ["Word", "Meaning", "Sort"]
        kept = await aiko.submit_modal(opened, FILLED)

    assert kept.ephemeral
    assert "7 受電 = taking a call\nfrom outside (noun)" in kept.text


@pytest.mark.asyncio
async def test_a_button_opens_its_form_and_what_may_be_empty_may(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        offered = await aiko.slash(NAME, way="offer")
        assert offered.buttons == [FORM_LABEL, FILE_LABEL]
        opened = await aiko.press(offered, FORM_LABEL)
        with pytest.raises(NotOfferedError, match="must be filled"):
            await aiko.submit_modal(opened, {"Meaning": "x"})
        kept = await aiko.submit_modal(opened, {"Word": "架電"})

    assert "7 架電 = nothing (no sort)" in kept.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("meaning", "said"), [("no", "No is no meaning."), ("bang", "tell whoever runs me")], ids=["fault", "crash"]
)
@pytest.mark.parametrize("restarted", [False, True], ids=["kept", "restarted"])
async def test_bad_news_gives_the_form_back_as_it_was_filled_in(
    tmp_path: Path, meaning: str, said: str, *, restarted: bool
) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        opened = await aiko.slash(NAME)
        if restarted:
            form_running.forget(bot.core)
        refused = await aiko.submit_modal(opened, {**FILLED, "Meaning": meaning})
        assert said in refused.text
        assert refused.ephemeral
        again = await aiko.press(refused, "Correct it")
        assert again.modal is not None
        assert again.modal.title == ("Correct it" if restarted else "A form")
        word, what, sort = again.modal.fields.values()
        assert (word["value"], what["value"]) == ("受電", meaning)
        assert [each["value"] for each in sort["options"] if each.get("default")] == ["noun"]
        kept = await aiko.submit_modal(again, meaning="a call")

    assert "7 受電 = a call (noun)" in kept.text


@pytest.mark.asyncio
async def test_a_form_with_what_was_typed_outlives_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        refused = await aiko.submit_modal(await aiko.slash(NAME), {**FILLED, "Meaning": "no"})
        await bot.restart()
        form_running.forget(bot.core)
        again = await aiko.press(refused, "Correct it")
        assert again.modal is not None
        assert again.modal.title == "A form"
        assert again.modal.fields["Word"]["value"] == "受電"


@pytest.mark.asyncio
async def test_a_form_that_is_not_kept_any_more_says_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        offered = await aiko.slash(NAME, way="offer")
        form_running.forget(bot.core)
        form_running.forget_kept(bot.core)
        gone = await aiko.press(offered, FORM_LABEL)

    assert gone.ephemeral
    assert "Call the command again" in gone.text


@pytest.mark.asyncio
async def test_a_form_of_another_server_is_not_opened(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        other = bot.fake.add_guild("Other")
        await bot.fake.invite(other)
        aiko, eve = member(bot), bot.fake.person("Eve", other)
        offered = await aiko.slash(NAME, way="offer")
        mine = await eve.slash("help")
        assert offered.message is not None
        assert mine.message is not None
        form_id = offered.message.components[0]["components"][-1]["components"][0]["custom_id"]
        assert form_id.startswith("form:")
        assert "Call the command again" in (await eve.tamper(mine.message, form_id)).text


@pytest.mark.asyncio
async def test_forged_form_ids_have_no_effect_but_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        shown = await aiko.slash("help")
        assert shown.message is not None
        for forged in ("form:", "form::", "form:aaaaaaaa:card-save/7", "form:x:../..", f"form:{'a' * 90}"):
            assert "Call the command again" in (await aiko.tamper(shown.message, forged)).text


@pytest.mark.asyncio
async def test_a_file_comes_with_the_command(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT, defer_after_s=0.0) as bot:
        aiko = member(bot)
        seen = await aiko.slash(NAME, file=Upload("words.csv", b"a,b\n"))

    assert "words.csv: 4 bytes" in seen.text


@pytest.mark.asyncio
async def test_a_file_comes_in_a_form_and_the_rest_is_given_back_with_bad_news(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        opened = await aiko.slash(NAME, way="file")
        refused = await aiko.submit_modal(opened, {"File": Upload("x.csv", b"bad"), "Note": "mine"})
        assert "That is no sheet" in refused.text
        again = await aiko.press(refused, "Correct it")
        assert again.modal is not None
        assert again.modal.fields["Note"]["value"] == "mine"
        kept = await aiko.submit_modal(again, {"File": Upload("y.csv", b"ok, 1")})

    assert "y.csv: 5 bytes, mine" in kept.text


@pytest.mark.asyncio
async def test_a_file_that_is_too_large_is_not_fetched(tmp_path: Path) -> None:
    large = Upload("large.csv", b"ok", told_size=MAX_GIVEN + 1)
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        refused = await aiko.slash(NAME, file=large)
        opened = await aiko.slash(NAME, way="file")
        again = await aiko.submit_modal(opened, {"File": large, "Note": "mine"})
        form = await aiko.press(again, "Correct it")

    assert "large.csv is too large: a file can have at most 1,000 kB" in refused.text
    assert "too large" in again.text
    assert form.modal is not None
    assert form.modal.fields["Note"]["value"] == "mine"
    assert large.fetched == 0


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (Upload("lie.csv", b"x" * (MAX_GIVEN + 1), told_size=10), "too large"),
        (Upload("gone.csv", b"x", gone=True), "could not be read just now"),
    ],
    ids=["larger than told", "gone"],
)
async def test_a_file_that_cannot_be_used_is_said_so(tmp_path: Path, upload: Upload, said: str) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        seen = await member(bot).slash(NAME, file=upload)

    assert said in seen.text
    assert seen.ephemeral


@pytest.mark.asyncio
async def test_what_was_typed_outlives_a_restart_between_opening_and_sending(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT, core=core_of(engine_at(tmp_path))) as bot:
        aiko = member(bot)
        opened = await aiko.slash(NAME)
        await bot.restart()
        form_running.forget(bot.core)
        kept = await aiko.submit_modal(opened, FILLED)

    assert "7 受電" in kept.text


@pytest.mark.asyncio
async def test_a_form_that_comes_while_the_bot_leaves_is_given_back(tmp_path: Path) -> None:
    async with running(tmp_path, deadlines=PATIENT) as bot:
        aiko = member(bot)
        opened = await aiko.slash(NAME)
        assert isinstance(bot.client, DiscordClient)
        await bot.client.answers.settled(0.0)
        late = await aiko.submit_modal(opened, FILLED)
        assert "restarting" in late.text
        await bot.restart()
        form_running.forget(bot.core)
        again = await aiko.press(late, "Correct it")
        assert again.modal is not None
        assert again.modal.fields["Word"]["value"] == "受電"
        kept = await aiko.submit_modal(again)

    assert "7 受電" in kept.text
