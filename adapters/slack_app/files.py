"""Files of a reply on Slack: what only one person sees cannot hold any, so they are sent to the person directly.

That takes two scopes that older installations have not granted; without them the reply says which.
"""

import logging
from dataclasses import replace

import aiohttp

from adapters.slack_app.web_api import SlackRefused, WebApi
from bot.localized import Locale, Localized
from bot.reply import File, Note, Reply, plain

_log = logging.getLogger(__name__)

SCOPES = ("files:write", "im:write")
"""What sending a file to a person takes."""

_SENT = Localized("I sent it to you as a direct message: {name}", "ダイレクトメッセージで送りました：{name}")
_NOT_ALLOWED = Localized(
    "I may not send files here. Whoever runs me can add the scopes {scopes} to my app and install it again.",
    "ファイルを送る権限がありません。管理者がアプリに {scopes} を加えて入れ直すと、送れるようになります。",
)
_FAILED = Localized(
    "{name} could not be sent just now. Please try again.", "{name} を送れませんでした。もう一度お試しください。"
)
_NO_RIGHT = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})


async def handed_over(api: WebApi, token: str, user: str, reply: Reply, locale: Locale) -> Reply:
    """Send the reply's files to the person, and return the reply with a line on what became of each. Never raises."""
    told = []
    for file in reply.files:
        said = await _send(api, token, user, file)
        told.append(Note(plain(said.in_(locale))))
    return replace(reply, blocks=(*reply.blocks, *dict.fromkeys(told)), files=())


async def _send(api: WebApi, token: str, user: str, file: File) -> Localized:
    try:
        opened = await api.call("conversations.open", token, users=user)
        channel = str((opened.get("channel") or {}).get("id", ""))
        place = await api.call(
            "files.getUploadURLExternal",
            token,
            verb="GET",
            filename=file.name,
            length=len(file.content),
            alt_txt=file.alt,
        )
        async with api.session.post(str(place.get("upload_url", "")), data=file.content) as response:
            response.raise_for_status()
        done = {"id": str(place.get("file_id", "")), "title": file.name}
        await api.call("files.completeUploadExternal", token, files=[done], channel_id=channel)
    except SlackRefused as refused:
        _log.warning("a file was not sent: %s", refused)
        if refused.code in _NO_RIGHT:
            return _NOT_ALLOWED.format(scopes=", ".join(SCOPES))
        return _FAILED.format(name=file.name)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        _log.warning("a file was not sent: %s", type(error).__name__)
        return _FAILED.format(name=file.name)
    return _SENT.format(name=file.name)
