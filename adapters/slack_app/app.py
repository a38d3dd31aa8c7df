"""The Bolt app: which listener hears what. Everything it needs is handed in; it reads no environment of its own."""

import logging
import re
from datetime import UTC, datetime, timedelta

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app import actions, commands, form_actions, home, lookup, mentions
from adapters.slack_app.desk import Desk
from adapters.slack_app.installations import Installations
from adapters.slack_app.mending import mended
from adapters.slack_app.web_api import SlackRefused, WebApi, retry_handlers
from adapters.slack_app.wire import Json
from bot.errors import StorageError
from bot.localized import Localized

_log = logging.getLogger(__name__)

EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "tokens_revoked")
"""The events that are listened to; the manifest subscribes to these and no others."""
_ANYTHING = re.compile(".*", re.DOTALL)
_NOT_INSTALLED = Localized(
    "I am not installed in this workspace (any more). Someone who manages it can install me again.",
    "このワークスペースには（もう）インストールされていません。管理者に再インストールを依頼してください。",
)


def build_app(desk: Desk, installations: Installations, *, prefix: str, signing_secret: str) -> AsyncApp:
    """Return the app with all its listeners.

    The token is always found by ``authorize``: SLACK_* variables of the environment, which Bolt would else follow,
    change nothing.
    """

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        try:
            installed = await installations.find(team_id)
        except StorageError as error:
            _log.warning("installation unread: %s", error)
            return None
        if installed is None:
            return None
        tokens = installed.tokens
        return AuthorizeResult(
            enterprise_id=None,
            team_id=installed.team,
            bot_token=tokens.bot_token,
            bot_user_id=tokens.bot_user_id,
            bot_id=tokens.bot_id,
        )

    # Bolt gives its loggers the root's level unless told otherwise, and below INFO they print what people type.
    bolt_log = logging.getLogger("slack_bolt")
    bolt_log.setLevel(max(logging.INFO, logging.getLogger().level))
    app = AsyncApp(
        name="naruhaya",
        logger=bolt_log,
        client=AsyncWebClient(
            base_url=desk.api.client.base_url, session=desk.api.session, retry_handlers=retry_handlers()
        ),
        authorize=authorize,  # type: ignore[arg-type]  # None is how Bolt is told that a workspace is not installed
        signing_secret=signing_secret,
        ssl_check_enabled=False,  # it answers before the signature is looked at
        user_facing_authorize_error_message=f"{_NOT_INSTALLED.en}\n{_NOT_INSTALLED.ja}",
    )
    commands.register(app, desk, prefix)
    lookup.register(app, desk)
    mentions.register(app, desk)
    home.register(app, desk)
    actions.register(app, desk)
    form_actions.register(app, desk)
    _register_endings(app, desk, installations)
    _register_leftovers(app)
    return app


def _register_endings(app: AsyncApp, desk: Desk, installations: Installations) -> None:
    """Listen to the bot being removed; the two events come in any order, several times, or late."""

    async def end(body: Json, context: AsyncBoltContext) -> None:
        team = str(body.get("team_id") or context.team_id or "")
        happened = datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
        await installations.end(team, happened)
        newer = await installations.find(team)
        if newer is not None and not await _works(desk.api, newer.tokens.bot_token):
            # Slack's times are whole seconds: what was installed in that very second is judged by its token.
            await installations.end(team, datetime.now(UTC) + timedelta(seconds=1))

    async def on_uninstalled(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        del ack  # Bolt acknowledges events by itself
        await end(body, context)

    async def on_revoked(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        del ack
        if body["event"].get("tokens", {}).get("bot"):
            await end(body, context)

    app.event("app_uninstalled")(mended(desk, on_uninstalled))
    app.event("tokens_revoked")(mended(desk, on_revoked))


async def _works(api: WebApi, token: str) -> bool:
    try:
        await api.call("auth.test", token, retries=0)
    except SlackRefused as refused:
        return not refused.is_dead_token
    return True


def _register_leftovers(app: AsyncApp) -> None:
    """Acknowledge what nothing else listens to: unanswered deliveries make Slack switch an app's events off."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def no_options(ack: AsyncAck) -> None:
        await ack(options=[])

    app.event(_ANYTHING)(acknowledge)
    app.action(_ANYTHING)(acknowledge)
    app.view_submission(_ANYTHING)(acknowledge)
    app.view_closed(_ANYTHING)(acknowledge)
    app.shortcut(_ANYTHING)(acknowledge)
    app.options(_ANYTHING)(no_options)


__all__ = ["EVENTS", "build_app"]
