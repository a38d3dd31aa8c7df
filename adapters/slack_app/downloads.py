"""Files that people hand over in a form: fetched with the bot's token, from Slack alone, and never more than we read."""

import logging
from collections.abc import Mapping

import aiohttp
import yarl

from adapters import given_files
from adapters.slack_app.form_views import SentFile
from adapters.slack_app.web_api import WebApi
from bot.commands.given import MAX_GIVEN, GivenFile
from bot.commands.spec import Value

_log = logging.getLogger(__name__)

FILES_HOST = "files.slack.com"
"""Where Slack keeps files, unless its API is said to be elsewhere: then they lie there too."""
_PIECE = 64 * 1024


async def fetched(api: WebApi, token: str, given: Mapping[str, Value | SentFile]) -> dict[str, Value]:
    """Return ``given`` with the files themselves.

    Raises:
        FileRefused: a file is too large, or could not be fetched.
    """
    return {
        name: await _file(api, token, value) if isinstance(value, SentFile) else value for name, value in given.items()
    }


async def _file(api: WebApi, token: str, sent: SentFile) -> GivenFile:
    if sent.size > MAX_GIVEN:
        raise given_files.too_large(sent.name)
    if not _is_slacks(sent.url, api.client.base_url):
        _log.warning("a file was not fetched: it lies elsewhere")
        raise given_files.unread(sent.name)
    content = bytearray()
    try:
        # A redirect would take the token with it; Slack answers with one to its login page when the scope is missing.
        async with api.session.get(
            sent.url, headers={"Authorization": f"Bearer {token}"}, allow_redirects=False
        ) as response:
            if response.status != 200:
                _log.warning("a file was not fetched: status %d", response.status)
                raise given_files.unread(sent.name)
            async for piece in response.content.iter_chunked(_PIECE):
                content += piece
                if len(content) > MAX_GIVEN:
                    raise given_files.too_large(sent.name)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        _log.warning("a file was not fetched: %s", type(error).__name__)
        raise given_files.unread(sent.name) from error
    return GivenFile(sent.name[: given_files.MAX_NAME], bytes(content))


def _is_slacks(url: str, base_url: str) -> bool:
    """Return whether the bot's token may be shown there: at Slack's own host, or where the API was put."""
    try:
        there, base = yarl.URL(url), yarl.URL(base_url)
    except ValueError:
        return False
    if base.host == "slack.com" or base.host == "www.slack.com":
        return there.scheme == "https" and there.host == FILES_HOST and there.port == 443
    return there.origin() == base.origin() if there.is_absolute() else False
