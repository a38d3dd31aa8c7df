"""A reply's files on every platform: a word list and a picture."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry, Counter

from adapters.console_files import kept
from adapters.slack_app.files import handed_over
from adapters.slack_app.web_api import WebApi
from bot.localized import Locale
from bot.reply import File, Reply, plain
from tests.platforms.discord_running import member, running
from tests.reading import words

LIST = File(name="words.tsv", content="受電\tじゅでん\n".encode(), alt="A table for Anki, words: 1")
REPLY = Reply(title=plain("Your words"), files=(LIST,))


def test_the_console_writes_a_file_and_says_where(tmp_path: Path) -> None:
    reply = kept(REPLY, tmp_path, Locale.EN)

    assert (tmp_path / "words.tsv").read_bytes() == LIST.content
    assert f"{tmp_path / 'words.tsv'}: A table for Anki, words: 1" in words(reply)


def test_the_console_says_why_a_file_could_not_be_written(tmp_path: Path) -> None:
    reply = kept(REPLY, tmp_path / "missing", Locale.JA)

    assert "書き出せませんでした" in words(reply)


@pytest.mark.asyncio
@pytest.mark.parametrize("defer_after_s", [1.0, 0.0], ids=["at once", "announced first"])
async def test_discord_gets_the_file_with_the_private_reply(tmp_path: Path, defer_after_s: float) -> None:
    async with running(tmp_path, defer_after_s=defer_after_s) as bot:
        aiko = member(bot)
        entry = await aiko.slash("define", term="受電")
        await aiko.press(entry, "Save")
        seen = await aiko.slash("saved", export=True)
        (call,) = [each for each in bot.fake.recorder.calls if each.files]

    assert seen.ephemeral
    assert "Saved: 1." in seen.text
    (name,) = call.files
    assert name.endswith(".tsv")
    assert "受電\tじゅでん\tjuden".encode() in call.files[name]
    body = call.body
    assert isinstance(body, dict)
    assert [each["description"] for each in body.get("data", body)["attachments"]] == ["A table for Anki, words: 1"]


class Slack:
    """The four calls that bring a file to a person."""

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.sent: dict[str, Any] = {}
        app = web.Application()
        app.router.add_post("/api/conversations.open", self._open)
        app.router.add_get("/api/files.getUploadURLExternal", self._place)
        app.router.add_post("/upload", self._upload)
        app.router.add_post("/api/files.completeUploadExternal", self._complete)
        self.server = TestServer(app)

    async def _open(self, request: web.Request) -> web.Response:
        if self.refuse:
            return web.json_response({"ok": False, "error": self.refuse})
        self.sent["users"] = (await request.json())["users"]
        return web.json_response({"ok": True, "channel": {"id": "D1"}})

    async def _place(self, request: web.Request) -> web.Response:
        self.sent |= dict(request.query)
        return web.json_response({"ok": True, "upload_url": str(self.server.make_url("/upload")), "file_id": "F1"})

    async def _upload(self, request: web.Request) -> web.Response:
        self.sent["content"] = await request.read()
        return web.Response(text="OK")

    async def _complete(self, request: web.Request) -> web.Response:
        self.sent |= await request.json()
        return web.json_response({"ok": True, "files": []})


async def handed(slack: Slack) -> str:
    refused = Counter("refused", "", ["platform", "status"], registry=CollectorRegistry())
    async with slack.server, WebApi(str(slack.server.make_url("/api/")), refused) as api:
        return words(await handed_over(api, "xoxb-1", "U1", REPLY, Locale.EN))


@pytest.mark.asyncio
async def test_slack_sends_the_file_to_the_person_directly() -> None:
    slack = Slack()

    assert "I sent it to you as a direct message: words.tsv" in await handed(slack)
    assert slack.sent["users"] == "U1"
    assert slack.sent["content"] == LIST.content
    assert slack.sent["length"] == str(len(LIST.content))
    assert slack.sent["alt_txt"] == LIST.alt
    assert (slack.sent["channel_id"], slack.sent["files"]) == ("D1", [{"id": "F1", "title": "words.tsv"}])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("code", "said"),
    [("missing_scope", "files:write, im:write"), ("internal_error", "could not be sent just now")],
)
async def test_slack_says_why_a_file_was_not_sent(code: str, said: str) -> None:
    assert said in await handed(Slack(refuse=code))


@pytest.mark.asyncio
async def test_slack_out_of_reach_loses_only_the_file() -> None:
    refused = Counter("refused", "", ["platform", "status"], registry=CollectorRegistry())
    async with WebApi("http://127.0.0.1:9/api/", refused) as api:
        assert "could not be sent" in words(await handed_over(api, "xoxb-1", "U1", REPLY, Locale.EN))
