"""A Discord on loopback for the tests: gateway, REST and the people who use the bot."""

from tests.platforms.fake_discord.faults import Fault
from tests.platforms.fake_discord.interactions import Answer, Asked, Deadlines, Interaction
from tests.platforms.fake_discord.people import Person
from tests.platforms.fake_discord.pings import Ping
from tests.platforms.fake_discord.pointing import logged_in, pointed_at
from tests.platforms.fake_discord.recorder import Call
from tests.platforms.fake_discord.seen import (
    Choice,
    InteractionFailedError,
    Modal,
    NothingSeenError,
    NotOfferedError,
    Seen,
    text_of,
)
from tests.platforms.fake_discord.server import FakeDiscord
from tests.platforms.fake_discord.world import (
    ADMINISTRATOR,
    EVERYDAY_PERMISSIONS,
    MANAGE_GUILD,
    Channel,
    Guild,
    Message,
    User,
)

__all__ = [
    "ADMINISTRATOR",
    "EVERYDAY_PERMISSIONS",
    "MANAGE_GUILD",
    "Answer",
    "Asked",
    "Call",
    "Channel",
    "Choice",
    "Deadlines",
    "FakeDiscord",
    "Fault",
    "Guild",
    "Interaction",
    "InteractionFailedError",
    "Message",
    "Modal",
    "NotOfferedError",
    "NothingSeenError",
    "Person",
    "Ping",
    "Seen",
    "User",
    "logged_in",
    "pointed_at",
    "text_of",
]
