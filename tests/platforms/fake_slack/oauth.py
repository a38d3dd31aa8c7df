"""Installing the app: codes, tokens, their rotation and their end.

A refresh token that comes a second time ends the installation, the strictest answer Slack could give to two refreshes
at once.
"""

import base64
import binascii
import secrets
from collections.abc import Callable

from tests.platforms.fake_slack.permits import Code
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import Json, as_list, as_text, inside
from tests.platforms.fake_slack.world import Token, TokenKind, Workspace


def new_code(slack: Slack, team: str, user: str, redirect_uri: str, scopes: frozenset[str]) -> str:
    """Return a fresh code, as the consent page gives it to the browser."""
    value = f"{secrets.randbelow(10**12)}.{secrets.token_hex(24)}"
    slack.codes[value] = Code(team=team, user=user, redirect_uri=redirect_uri, scopes=scopes, born=slack.clock.now())
    return value


def rotates(slack: Slack) -> bool:
    """Return whether the manifest switches token rotation on."""
    return inside(slack.manifest, "settings", "token_rotation_enabled") is True


def _access(slack: Slack, args: Json, authorization: str) -> Json:
    _check_client(slack, args, authorization)
    if as_text(args.get("grant_type"), "authorization_code") == "refresh_token":
        return _refresh(slack, as_text(args.get("refresh_token")))
    code = slack.codes.get(as_text(args.get("code")))
    if code is None:
        raise Refused("invalid_code")
    if code.used:
        slack.recorder.odd("oauth.v2.access: a code used twice")
        raise Refused("invalid_code")
    if slack.clock.now() - code.born > slack.timing.code:
        raise Refused("invalid_code")
    if as_text(args.get("redirect_uri")) not in ("", code.redirect_uri):
        raise Refused("bad_redirect_uri")
    code.used = True
    workspace = slack.workspaces[code.team]
    token = None if rotates(slack) else _living(slack, workspace)
    token = token or slack.new_token(workspace, rotating=rotates(slack))
    token.scopes |= code.scopes
    return _granted(slack, workspace, token, code.user)


def _living(slack: Slack, workspace: Workspace) -> Token | None:
    """Without rotation a second installation gets the bot token that is already there."""
    own = (one for one in slack.tokens.values() if one.kind is TokenKind.BOT and one.team == workspace.id)
    return next((one for one in own if one.dead is None), None)


def _granted(slack: Slack, workspace: Workspace, token: Token, user: str) -> Json:
    granted: Json = {
        "app_id": slack.app_id,
        "authed_user": {"id": user},
        "scope": ",".join(sorted(token.scopes)),
        "token_type": "bot",
        "access_token": token.value,
        "bot_user_id": workspace.bot.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if token.expires is not None:
        refresh = Token(
            value=f"xoxe-1-{secrets.token_hex(30)}", kind=TokenKind.REFRESH, team=workspace.id, scopes=token.scopes
        )
        slack.tokens[refresh.value] = refresh
        granted |= {"refresh_token": refresh.value, "expires_in": int(token.expires - slack.clock.now())}
    return granted


def _refresh(slack: Slack, value: str) -> Json:
    refresh = slack.tokens.get(value)
    if refresh is None or refresh.kind is not TokenKind.REFRESH:
        raise Refused("invalid_refresh_token")
    if refresh.dead:
        slack.recorder.odd("oauth.v2.access: a refresh token used twice")
        end_tokens(slack, refresh.team, "token_revoked")
        raise Refused("invalid_refresh_token")
    refresh.dead = "invalid_refresh_token"
    workspace = slack.workspaces[refresh.team]
    token = slack.new_token(workspace, rotating=True)
    token.scopes = refresh.scopes
    return _granted(slack, workspace, token, "")


def end_tokens(slack: Slack, team: str, error: str) -> list[str]:
    """Kill every token of a workspace; each call then earns ``error``. Return the values."""
    mine = [one for one in slack.tokens.values() if one.team == team and one.kind is not TokenKind.APP]
    for token in mine:
        token.dead = error
    return [token.value for token in mine]


def _uninstall(slack: Slack, args: Json, authorization: str) -> Json:
    token = slack.tokens.get(authorization.removeprefix("Bearer "))
    if token is None or token.dead:
        raise Refused("invalid_auth")
    end_tokens(slack, token.team, "account_inactive")
    slack.workspaces[token.team].installed = False
    return {}


def _check_client(slack: Slack, args: Json, authorization: str) -> None:
    client_id, secret = as_text(args.get("client_id")), as_text(args.get("client_secret"))
    if authorization.startswith("Basic "):
        try:
            client_id, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise Refused("invalid_client_id") from None
    if client_id != slack.client_id:
        raise Refused("invalid_client_id")
    if not secrets.compare_digest(secret.encode(), slack.client_secret.encode()):
        raise Refused("bad_client_secret")


def redirect_uris(slack: Slack) -> list[str]:
    """Return the addresses the manifest allows the consent page to send people back to."""
    return [as_text(uri) for uri in as_list(inside(slack.manifest, "oauth_config", "redirect_urls"))]


OAUTH: dict[str, Callable[[Slack, Json, str], Json]] = {"oauth.v2.access": _access, "apps.uninstall": _uninstall}
