"""What an operator may set for the platforms, and what is refused with the setting's name."""

import pytest

from adapters.platform_settings import PlatformSettings, SlackMode
from bot.errors import ConfigError

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def settings(**given: str) -> PlatformSettings:
    return PlatformSettings.from_env({f"NARUHAYA_{name}": value for name, value in given.items()})


def test_without_tokens_no_platform_is_on() -> None:
    assert settings().discord is None
    assert settings().slack is None


def test_a_platform_is_on_when_its_tokens_are_set() -> None:
    given = settings(DISCORD_TOKEN=" secret ", **SOCKET)

    assert given.discord is not None
    assert "secret" == given.discord.token
    assert given.slack is not None
    assert SlackMode.SOCKET is given.slack.mode


def test_no_token_is_in_a_repr() -> None:
    assert "secret" not in repr(settings(DISCORD_TOKEN="secret", SLACK_BOT_TOKEN="secret", SLACK_APP_TOKEN="secret"))


REFUSED = {
    "no app token in socket mode": ({"SLACK_BOT_TOKEN": "x"}, "NARUHAYA_SLACK_APP_TOKEN"),
    "no signing secret in http mode": ({**SOCKET, "SLACK_MODE": "http"}, "NARUHAYA_SLACK_SIGNING_SECRET"),
    "installing without keys": ({"SLACK_APP_TOKEN": "x", "SLACK_CLIENT_ID": "1"}, "NARUHAYA_TOKEN_KEYS"),
    "no such mode": ({**SOCKET, "SLACK_MODE": "carrier pigeon"}, "socket or http"),
    "no such level": ({"LOG_LEVEL": "loud"}, "NARUHAYA_LOG_LEVEL"),
    "a port out of range": ({"HEALTH_PORT": "65536"}, "NARUHAYA_HEALTH_PORT"),
    "a port that is no number": ({**SOCKET, "HTTP_PORT": "0"}, "NARUHAYA_HTTP_PORT"),
    "plain http to another machine": (
        {"DISCORD_TOKEN": "x", "DISCORD_API_BASE": "http://example.org"}, "this machine only",
    ),
    "a name that only begins like this machine's": (
        {"DISCORD_TOKEN": "x", "DISCORD_API_BASE": "http://127.0.0.1.example.org"}, "this machine only",
    ),
    "no address": ({"DISCORD_TOKEN": "x", "DISCORD_API_BASE": "http://["}, "NARUHAYA_DISCORD_API_BASE"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "named"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_work_is_refused_by_name(given: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        settings(**given)


def test_health_is_turned_off_by_port_0() -> None:
    assert settings(HEALTH_PORT="0").health_port is None


def test_addresses_that_are_not_the_platform_s_own_are_told() -> None:
    given = settings(DISCORD_TOKEN="x", DISCORD_API_BASE="http://127.0.0.1:8080/api")

    assert ("http://127.0.0.1:8080/api",) == given.overrides
