"""Files that people attach: how an interaction tells of them, and the address they are fetched from."""

from dataclasses import dataclass, field

from aiohttp import web

from tests.platforms.fake_discord.wire import Json, snowflake

CDN_PATH = "/ephemeral-attachments/{id}/{name}"


@dataclass(slots=True, eq=False)
class Upload:
    """A file that a person attaches; ``told_size`` is what Discord says of it, where that is not the truth."""

    name: str
    content: bytes
    told_size: int | None = None
    gone: bool = False
    id: int = field(default_factory=snowflake)
    fetched: int = 0


class Cdn:
    """Where attachments lie."""

    def __init__(self) -> None:
        self.base = ""
        self._uploads: dict[str, Upload] = {}

    def resolved(self, values: object) -> Json:
        """Return the attachments among ``values`` as an interaction resolves them, and keep them to be fetched."""
        uploads = [each for each in values if isinstance(each, Upload)] if isinstance(values, list | tuple) else []
        self._uploads |= {str(each.id): each for each in uploads}
        return {"attachments": {str(each.id): self._described(each) for each in uploads}} if uploads else {}

    async def serve(self, request: web.Request) -> web.Response:
        """Give a file to anybody who knows its address, as Discord does."""
        upload = self._uploads.get(request.match_info["id"])
        if upload is None or upload.gone:
            return web.Response(status=404)
        upload.fetched += 1
        return web.Response(body=upload.content, content_type="application/octet-stream")

    def _described(self, upload: Upload) -> Json:
        address = self.base + CDN_PATH.format(id=upload.id, name="file")
        return {
            "id": str(upload.id),
            "filename": upload.name,
            "size": len(upload.content) if upload.told_size is None else upload.told_size,
            "url": address,
            "proxy_url": address,
            "content_type": "application/octet-stream",
            "ephemeral": True,
        }
