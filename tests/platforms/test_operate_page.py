"""docs/operate.md, taken at its word: its commands are there, its settings fit, and whoever follows it gets answers."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cryptography.fernet import Fernet

from adapters import env_file
from adapters.cli import build_cli
from adapters.platform_settings import VARIABLES as PLATFORMS
from adapters.platform_settings import PlatformSettings, SlackMode
from bot.settings import PREFIX, Settings
from bot.settings import VARIABLES as CORE
from tests.docs import ROOT
from tests.platforms.bot_process import free_port, serving
from tests.platforms.slack_running import make_fake
from tests.platforms.test_setup import naruhaya

PAGE = (ROOT / "docs" / "operate.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
HOST = "https://bot.example.com"


def blocks(kind: str) -> Iterator[str]:
    """Yield the page's blocks of one language, without their indentation."""
    for indent, language, text in BLOCK.findall(PAGE):
        if language == kind:
            yield re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)


def test_every_command_of_the_page_is_one() -> None:
    context = click.Context(build_cli({}))
    seen = set()
    for line in (*"\n".join(blocks("sh")).splitlines(), *re.findall(r"`(naruhaya [^`]*)`", PAGE)):
        _, ours, rest = line.partition("#")[0].rpartition("naruhaya ")
        if not ours or not re.match(r"[a-z]", rest):
            continue
        words = rest.split()
        found: click.Command | None = build_cli({})
        while isinstance(found, click.Group) and words:
            found = found.get_command(context, words.pop(0))
        assert found is not None, line
        known = {name for parameter in found.params for name in parameter.opts} | {"--help"}
        assert [word for word in words if word.startswith("--") and word not in known] == [], line
        seen.add(found.name)
    assert {"init", "doctor", "run", "backup", "restore", "rotate", "manifest", "delete-workspace"} <= seen


def test_every_target_of_make_is_one() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", PAGE, re.MULTILINE)) <= targets


def test_every_setting_of_the_page_is_one() -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]+[A-Z])\b", PAGE))
    assert named <= CORE.keys() | PLATFORMS.keys()


def test_the_settings_of_the_page_can_be_used_as_they_stand(tmp_path: Path) -> None:
    many, database = (env_file.with_file({}, _written(tmp_path, block)) for block in blocks("dotenv"))
    slack = PlatformSettings.from_env(many).slack
    assert slack is not None
    assert slack.mode is SlackMode.HTTP
    assert Settings.from_env(database).database_url.startswith("postgresql://")


def _written(folder: Path, text: str) -> Path:
    (folder / env_file.NAME).write_text(text, "utf-8")
    return folder


def test_the_page_s_compose_file_adds_to_ours() -> None:
    ours, (more,) = (ROOT / "docker-compose.yml").read_text("utf-8"), blocks("yaml")
    keys = re.compile(r"^    (\w+):", re.MULTILINE)
    assert more.startswith("services:\n  naruhaya:\n")
    assert "services:\n  naruhaya:\n" in ours
    assert not {*keys.findall(more)} & {*keys.findall(ours)}


def test_every_heading_that_is_linked_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings


@pytest.mark.asyncio
async def test_following_it_installs_two_workspaces_over_http(tmp_path: Path) -> None:
    async with make_fake(SlackMode.HTTP) as slack:
        code, manifest = await naruhaya(tmp_path, "slack", "manifest", "--url", HOST)
        assert code == 0
        assert f"{HOST}/slack/events" in manifest
        code, key = await naruhaya(tmp_path, "keys", "new")
        assert code == 0
        Fernet(key.strip())

        written = next(blocks("dotenv"))
        for example, real in (
            ("the-signing-secret", slack.signing_secret),
            ("1234.5678", slack.slack.client_id),
            ("the-client-secret", slack.slack.client_secret),
            ("the-key-that-was-printed", key.strip()),
        ):
            assert example in written
            written = written.replace(example, real)
        port = free_port()
        where = {"NARUHAYA_SLACK_API_BASE": slack.api_base, "NARUHAYA_HTTP_PORT": str(port)}
        _written(tmp_path, written)
        code, said = await naruhaya(tmp_path, "doctor", **where)
        assert code == 0, said

        async with serving(tmp_path, cwd=tmp_path, **where) as bot:
            slack.use_http(f"http://127.0.0.1:{port}/slack/events")
            osaka = slack.add_workspace("Osaka")
            for person in (slack.person("Aiko"), slack.person("Ben", workspace=osaka)):
                async with slack.browser(person, f"http://127.0.0.1:{port}") as browser:
                    assert (await browser.approve(await browser.start())).status == 200
                assert "カスタマー" in (await person.command("/define", "kasutama")).text
            bot.tell(signal.SIGTERM)
            assert await bot.ended(10) == 0
        slack.assert_clean()
