"""Every body an app sends, by kind, and the rules it must keep."""

from collections.abc import Iterator
from enum import StrEnum

from tests.platforms.fake_slack.rules.problem import Problem


class Kind(StrEnum):
    """What a body is for; the value of a Web API body is its method."""

    POST_MESSAGE = "chat.postMessage"
    POST_EPHEMERAL = "chat.postEphemeral"
    UPDATE = "chat.update"
    RESPONSE_URL = "response_url"
    VIEWS_OPEN = "views.open"
    VIEWS_PUSH = "views.push"
    VIEWS_UPDATE = "views.update"
    VIEWS_PUBLISH = "views.publish"
    ACK_COMMAND = "ack.command"
    ACK_VIEW = "ack.view_submission"
    ACK_OPTIONS = "ack.options"
    ACK_EMPTY = "ack.empty"
    MANIFEST = "manifest"


def problems(payload: object, kind: Kind) -> Iterator[Problem]:
    """Yield what is wrong with ``payload``."""
    yield from ()
