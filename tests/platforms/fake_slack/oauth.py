"""Installing the app: the consent page, codes, tokens and their rotation."""

from collections.abc import Callable

from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.wire import Json

OAUTH: dict[str, Callable[[Slack, Json, str], Json]] = {}
