"""``naruhaya slack manifest``, run as people run it."""

import json

from adapters.slack_app.manifest import build_manifest
from tests.platforms.conftest import Run


def test_the_manifest_is_printed_as_json(naruhaya: Run) -> None:
    done = naruhaya("slack", "manifest")

    assert done.returncode == 0
    assert json.loads(done.stdout) == build_manifest()


def test_the_prefix_comes_from_the_setting_or_the_command_line(naruhaya: Run) -> None:
    by_setting = naruhaya("slack", "manifest", env={"NARUHAYA_SLACK_COMMAND_PREFIX": "nh-"})
    by_option = naruhaya("slack", "manifest", "--prefix", "nh-")

    assert json.loads(by_setting.stdout) == json.loads(by_option.stdout) == build_manifest("nh-")


def test_an_address_makes_the_manifest_of_http_mode(naruhaya: Run) -> None:
    done = naruhaya("slack", "manifest", "--url", "https://bot.example")

    assert json.loads(done.stdout)["settings"]["socket_mode_enabled"] is False


def test_a_plain_address_is_refused(naruhaya: Run) -> None:
    assert naruhaya("slack", "manifest", "--url", "http://bot.example").returncode == 2
