"""Our commands as Discord gets them: complete, in both languages, told once, completed while they are typed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import CommandSpec, OptionSpec
from tests.platforms.discord_running import Bot, member, running
from tests.platforms.fake_discord import EVERYDAY_PERMISSIONS, MANAGE_GUILD, FakeDiscord
from tests.platforms.fake_discord.wire import Json
from tests.platforms.validate_discord import Kind, assert_valid

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPTIONS = [
    pytest.param(spec, option, id=f"{spec.name}-{option.name}")
    for spec in VISIBLE
    for option in spec.options
    if option.suggester is not None
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(tmp_path_factory.mktemp("commands")) as bot:
        yield bot


def told(fake: FakeDiscord) -> list[Json]:
    puts = fake.recorder.to("PUT", "/commands")
    body = puts[0].body
    assert isinstance(body, list)
    return body


async def test_the_commands_keep_discords_rules(bot: Bot) -> None:
    assert_valid(told(bot.fake), Kind.COMMANDS)


@pytest.mark.parametrize("spec", VISIBLE, ids=lambda spec: spec.name)
async def test_a_command_and_its_options_are_in_both_languages(bot: Bot, spec: CommandSpec[object, object]) -> None:
    body = next(each for each in told(bot.fake) if each["name"] == spec.name)

    assert body["description"] == spec.summary.en
    assert body["description_localizations"]["ja"] == spec.summary.ja
    assert body["name_localizations"]["ja"] == spec.name_ja
    assert [each["name"] for each in body["options"]] == [each.name for each in spec.options]
    for option, known in zip(body["options"], spec.options, strict=True):
        assert option["description_localizations"]["ja"] == known.description.ja
        assert option["name_localizations"]["ja"] == known.name_ja
        assert [each["value"] for each in option.get("choices", ())] == list(known.choices)
        assert all(each["name_localizations"]["ja"] for each in option.get("choices", ()))


async def test_every_command_can_be_used_in_servers_in_dms_and_by_who_installed_the_bot(bot: Bot) -> None:
    for body in told(bot.fake):
        assert sorted(body["contexts"]) == [0, 1, 2], body["name"]
        assert sorted(body["integration_types"]) == [0, 1], body["name"]


async def test_what_only_buttons_reach_is_not_registered(bot: Bot) -> None:
    names = {each["name"] for each in told(bot.fake) if each.get("type", 1) == 1}

    assert names == {spec.name for spec in VISIBLE}
    assert names < set(COMMANDS)


async def test_no_privileged_intent_is_asked_for(bot: Bot) -> None:
    assert [each.data["intents"] for each in bot.fake.gateway.identifies if isinstance(each.data, dict)] == [1]


@pytest.mark.parametrize(("spec", "option"), OPTIONS)
@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_a_term_or_command_is_completed(
    bot: Bot, spec: CommandSpec[object, object], option: OptionSpec, locale: str
) -> None:
    person = member(bot, locale=locale, permissions=EVERYDAY_PERMISSIONS | MANAGE_GUILD)

    seen = await person.autocomplete(spec.name, option.name, "")

    assert seen.choices is not None
    if option.suggester == "command":
        assert {each.value for each in seen.choices} == {each.name for each in VISIBLE}
    typed, meant = {"command": ("quiz", "quiz"), "zone": ("tok", "Asia/Tokyo")}.get(
        option.suggester or "", ("juden", "受電")
    )
    seen = await person.autocomplete(spec.name, option.name, typed)
    assert seen.choices
    assert seen.choices[0].value == meant


@pytest.mark.parametrize("typed", ["juden nyud", "juden, nyud", "受電、にゅうで", "受電／にゅうで", "受電・架電 入"])
async def test_the_last_of_several_words_is_completed(bot: Bot, typed: str) -> None:
    seen = await member(bot).autocomplete("compare", "terms", typed)

    assert seen.choices
    assert any(str(each.value).endswith("入電") for each in seen.choices)
    assert all(str(each.value).startswith(typed[:2]) for each in seen.choices)


@pytest.mark.parametrize(
    "typed", ["x" * 6000, "\ud800", "@everyone <@1>", "\u202eabc", "%" * 300, "あ" * 3000], ids=ascii
)
async def test_whatever_is_typed_the_choices_are_valid(bot: Bot, typed: str) -> None:
    for name, option in (("define", "term"), ("compare", "terms"), ("help", "command")):
        seen = await member(bot).autocomplete(name, option, typed)
        assert len(seen.choices or ()) <= 25


async def test_a_japanese_client_finds_commands_under_japanese_names(bot: Bot) -> None:
    jun = member(bot, "Jun", locale="ja")

    seen = await jun.slash("調べる", 言葉="kasutama")

    assert "カスタマー" in seen.text
    assert "難易度" in seen.text


async def test_the_commands_are_told_once_and_not_at_the_second_start(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        assert len(bot.fake.recorder.to("PUT", "/commands")) == 1
        await bot.restart()
        assert (await member(bot).slash("define", term="受電")).text
        assert len(bot.fake.recorder.to("PUT", "/commands")) == 1


@pytest.mark.parametrize("change", ["description", "option", "gone", "japanese"])
async def test_the_commands_are_told_again_when_they_differ(tmp_path: Path, change: str) -> None:
    async with running(tmp_path) as bot:
        commands = bot.fake.registry.commands()
        define = next(each for each in commands if each["name"] == "define")
        match change:
            case "description":
                define["description"] = "Something else"
            case "option":
                define["options"][0]["max_length"] = 7
            case "japanese":
                define["options"][0]["name_localizations"] = {"ja": "別"}
            case _:
                commands.remove(define)

        await bot.restart()

        assert len(bot.fake.recorder.to("PUT", "/commands")) == 2


async def test_a_bot_whose_commands_are_refused_still_answers(tmp_path: Path) -> None:
    async with running(tmp_path, clean=False) as bot:
        bot.fake.faults.add("GET", r"/applications/\d+/commands", status=403)
        await bot.restart()

        assert (await member(bot).slash("define", term="受電")).text


async def test_a_command_that_is_gone_is_answered_with_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        stale = dict(bot.fake.registry.commands()[0], name="defin", name_localizations=None)
        bot.fake.registry.commands().append(stale)

        seen = await member(bot).slash("defin", term="受電")

        assert "There is no command /defin" in seen.text
        assert seen.ephemeral
        bot.fake.registry.commands().remove(stale)
