"""What Slack hands out to be used once or for a while: triggers, response addresses, codes; and its deadlines."""

from dataclasses import dataclass

from tests.platforms.fake_slack.world import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Slack's deadlines in seconds; tests shorten them."""

    ack: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    response_url_uses: int = 5
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    code: float = 600.0
    rotation: float = 43200.0


@dataclass(slots=True, kw_only=True)
class Trigger:
    """A trigger_id: whose, for which interaction, from when."""

    team: str
    user: str
    cause: str
    born: float
    view: str | None = None
    used: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """A response_url: where its messages go and how often it may still be used."""

    team: str
    user: str
    channel: str
    cause: str
    born: float
    message: Message | None = None
    uses: int = 0


@dataclass(slots=True, kw_only=True)
class Code:
    """A code from the consent page: for one exchange within ten minutes."""

    team: str
    user: str
    redirect_uri: str
    scopes: frozenset[str]
    born: float
    used: bool = False
