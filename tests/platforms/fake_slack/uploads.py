"""Files: an app sends them in three steps, people hand them over in a form, and a bot's token fetches those again."""

from dataclasses import dataclass, field

from aiohttp import web

from tests.platforms.fake_slack.feed import Change
from tests.platforms.fake_slack.methods import Caller, Method, channel_of
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import Json, as_objects, as_text
from tests.platforms.fake_slack.world import Message, Workspace

UPLOAD_PATH = "/upload/v1/{file}"
DOWNLOAD_PATH = "/files-pri/{file}/{name}"
_LONGEST = 1_000_000_000


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file as it lies with Slack. ``declared`` is the length the app announced; ``readers`` may see it."""

    id: str
    team: str
    name: str
    declared: int
    alt: str = ""
    content: bytes | None = None
    readers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that a person puts into a form; ``told_size`` is what Slack says of it, where that is not the truth."""

    name: str
    content: bytes
    told_size: int | None = None
    address: str = ""


class Files:
    """All files of all workspaces."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._stored: dict[str, StoredFile] = {}
        self.asked_by: list[str] = []
        """Who asked for a file, as the request said it."""

    def seen_by(self, user: str) -> dict[str, bytes]:
        """Return what was sent to a person, by name."""
        return {file.name: file.content or b"" for file in self._stored.values() if user in file.readers}

    def hand_over(self, workspace: Workspace, handed: Handed) -> Json:
        """Keep a person's file and return it as the state of a form tells of it."""
        file = self._new(workspace, handed.name, len(handed.content))
        file.content = handed.content
        address = handed.address or self._slack.base + DOWNLOAD_PATH.format(file=file.id, name="download")
        return {
            "id": file.id,
            "name": file.name,
            "size": len(handed.content) if handed.told_size is None else handed.told_size,
            "mode": "hosted",
            "filetype": file.name.rpartition(".")[2],
            "url_private": address,
            "url_private_download": address,
        }

    def methods(self) -> dict[str, Method]:
        """Return the two methods of an upload."""
        write = frozenset({"files:write"})
        return {
            "files.getUploadURLExternal": Method(run=self._announce, scopes=write),
            "files.completeUploadExternal": Method(run=self._complete, scopes=write),
        }

    async def upload(self, request: web.Request) -> web.Response:
        """Take the bytes of a file that was announced; the address is all it asks for."""
        file = self._stored.get(request.match_info["file"])
        content = await request.read()
        if file is None or file.content is not None:
            self._slack.recorder.odd("an upload to an address that is not open")
            return web.Response(status=404)
        if len(content) != file.declared:
            self._slack.recorder.odd(f"an upload of {len(content)} bytes instead of {file.declared}")
            return web.Response(status=400)
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file to a token with files:read; anybody else is led to the login page."""
        self.asked_by.append(request.headers.get("Authorization", ""))
        file = self._stored.get(request.match_info["file"])
        token = self._slack.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if file is None or file.content is None:
            return web.Response(status=404)
        if token is None or token.dead or token.team != file.team or "files:read" not in token.scopes:
            raise web.HTTPFound(f"{self._slack.base}/?redir=files-pri")
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _new(self, workspace: Workspace, name: str, length: int) -> StoredFile:
        file = StoredFile(id=self._slack.new_id("F"), team=workspace.id, name=name, declared=length)
        self._stored[file.id] = file
        return file

    def _announce(self, caller: Caller, args: Json) -> Json:
        name, length = as_text(args.get("filename")), str(args.get("length", ""))
        if not name:
            raise Refused("invalid_arguments")
        if not length.isdecimal() or not 0 < int(length) <= _LONGEST:
            raise Refused("invalid_arguments")
        file = self._new(caller.workspace, name, int(length))
        file.alt = as_text(args.get("alt_txt"))
        return {"upload_url": self._slack.base + UPLOAD_PATH.format(file=file.id), "file_id": file.id}

    def _complete(self, caller: Caller, args: Json) -> Json:
        told = as_objects(args.get("files"))
        files = [self._stored.get(as_text(each.get("id"))) for each in told]
        done = [file for file in files if file and file.team == caller.workspace.id and file.content is not None]
        if not files or len(done) < len(files):
            raise Refused("file_not_found")
        channel = channel_of(caller, {"channel": args.get("channel_id")})
        for file in done:
            file.readers |= channel.members
        message = Message(
            ts=self._slack.clock.new_ts(),
            channel=channel.id,
            author=caller.workspace.bot.id,
            payload={"text": "", "blocks": [], "files": [{"id": file.id, "name": file.name} for file in done]},
            by_app=True,
        )
        channel.messages.append(message)
        self._slack.show(caller.workspace, message, Change.NEW, "file")  # not an answer to anything that was done
        return {"files": [{"id": file.id, "title": file.name} for file in done]}
