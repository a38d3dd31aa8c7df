"""Setting up as docs/operate.md says it, against the fakes: init, doctor, run, and a word on each platform."""

import asyncio
import base64
import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters import env_file
from adapters.cli_init import invite_links
from adapters.slack_app.manifest import build_manifest
from tests.platforms.bot_process import clean, serving
from tests.platforms.fake_discord import FakeDiscord
from tests.platforms.slack_running import make_fake

SECRETS = ("NARUHAYA_DISCORD_TOKEN", "NARUHAYA_SLACK_BOT_TOKEN", "NARUHAYA_SLACK_APP_TOKEN")
OWN_ID = "123456789012345678"
TOKEN = f"{base64.urlsafe_b64encode(OWN_ID.encode()).decode().rstrip('=')}.abcdef.{'x' * 38}"


async def naruhaya(folder: Path, *arguments: str, typed: str = "", **environ: str) -> tuple[int, str]:
    """Run a command in ``folder``; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", *arguments,
        env={**clean(os.environ), "HOME": str(folder), **environ}, cwd=folder,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(60):
        output, _ = await process.communicate(typed.encode())
    assert process.returncode is not None
    return process.returncode, output.decode()


@pytest.mark.asyncio
async def test_a_newcomer_comes_from_nothing_to_an_answer_on_both_platforms(tmp_path: Path) -> None:
    async with FakeDiscord(token=TOKEN) as discord, make_fake() as slack:
        where = {**discord.environment(), **slack.environment()}
        tokens = [where.pop(name) for name in SECRETS]
        code, said = await naruhaya(
            tmp_path, "init", typed="\n".join(["y", "nonsense", tokens[0], "y", "xapp-wrong", *tokens[1:], ""])
        )
        assert code == 0, said
        assert "not a bot's token" in said
        assert "must begin with xoxb-" in said
        assert f"client_id={OWN_ID}" in said
        assert json.loads((tmp_path / "slack-manifest.json").read_text("utf-8")) == build_manifest()
        assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600

        code, said = await naruhaya(tmp_path, "doctor", **where)
        assert code == 0, said
        assert {"Discord token: good", "Slack bot token: good", "Slack app token: good"} <= {
            line[6:].partition(",")[0] for line in said.splitlines()
        }
        assert not [token for token in tokens if token in said]

        guild = discord.add_guild()
        unset = dict.fromkeys(SECRETS, "")
        async with serving(tmp_path, discord, slack, cwd=tmp_path, **unset) as bot:
            assert (await discord.person("Aiko", guild).slash("define", term="kasutama")).text.startswith(
                "## カスタマー"
            )
            assert "カスタマー" in (await slack.person("Aiko").command("/define", "kasutama")).text
            bot.tell(signal.SIGTERM)
            assert await bot.ended(10) == 0
        discord.assert_clean()
        slack.assert_clean()


@pytest.mark.asyncio
async def test_doctor_says_which_token_a_platform_refuses(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, make_fake() as slack:
        wrong = {"NARUHAYA_DISCORD_TOKEN": "a.b.c", "NARUHAYA_SLACK_APP_TOKEN": "xapp-wrong"}
        code, said = await naruhaya(tmp_path, "doctor", **{**discord.environment(), **slack.environment(), **wrong})

        faults = [line for line in said.splitlines() if line.startswith("fault ")]
        assert code == 2
        assert [name for name in SECRETS if any(name in line for line in faults)] == [SECRETS[0], SECRETS[2]]
        assert "ok    Slack bot token: good" in said


@pytest.mark.asyncio
async def test_doctor_goes_on_where_a_platform_cannot_be_reached(tmp_path: Path) -> None:
    nowhere = {"NARUHAYA_DISCORD_TOKEN": TOKEN, "NARUHAYA_DISCORD_API_BASE": "http://127.0.0.1:9/api"}
    code, said = await naruhaya(tmp_path, "doctor", **nowhere)

    assert code == 0
    assert "note  Discord token: Discord cannot be reached" in said


def test_the_invite_asks_for_what_is_needed_and_no_more() -> None:
    links = invite_links(TOKEN)
    assert links is not None
    server, person = (parse_qs(urlsplit(link).query) for link in links)

    assert server == {
        "client_id": [OWN_ID],
        "scope": ["bot applications.commands"],
        "permissions": [str(1 << 10 | 1 << 11 | 1 << 38)],  # view channels, send messages, also in threads
        "integration_type": ["0"],
    }
    assert person == {"client_id": [OWN_ID], "scope": ["applications.commands"], "integration_type": ["1"]}


@pytest.mark.parametrize("token", ["", "nonsense", "xoxb-1", "あ.b.c", "bm90IGFuIGlk.b.c"])
def test_what_is_no_bot_s_token_gives_no_link(token: str) -> None:
    assert invite_links(token) is None


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# a remark\nNARUHAYA_LOCALE='ja'\n export NARUHAYA_TIMEZONE=Asia/Tokyo \nPATH=/nowhere\nnonsense\n", "utf-8"
    )

    seen = env_file.with_file({"NARUHAYA_LOCALE": "en"}, tmp_path)

    assert seen == {"NARUHAYA_LOCALE": "en", "NARUHAYA_TIMEZONE": "Asia/Tokyo"}


def test_what_stands_in_the_file_already_is_kept(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env_file.write(path, [("NARUHAYA_LOCALE", "ja"), ("NARUHAYA_DATA", "")])
    env_file.write(path, [("NARUHAYA_TIMEZONE", "Asia/Tokyo")])

    assert env_file.read(path) == {"NARUHAYA_LOCALE": "ja", "NARUHAYA_TIMEZONE": "Asia/Tokyo"}
