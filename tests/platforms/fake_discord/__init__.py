"""A Discord on loopback that checks every body a bot sends.

    async with FakeDiscord() as fake:                        # token, api_base, gateway_url for the bot
        aiko = fake.person("Aiko", fake.add_guild(), locale="ja")
        async with logged_in(client, fake):                  # or start a process and await fake.gateway.wait_ready()
            answer = await aiko.slash("define", term="受電")  # a Seen: text, ephemeral, buttons, modal, choices …
            shared = await aiko.press(answer, "Share")
        fake.assert_clean()                                  # every rule kept, every deadline met, every 429 obeyed
        assert fake.pings() == []

``people`` has what a person can do, ``seen`` what they see, ``recorder`` what passed, ``faults`` what can go wrong
over HTTP and ``gateway`` what can go wrong there, ``interactions.Deadlines`` the time limits, ``rules`` the judgement
of bodies (see tests/platforms/validate_discord.py).
"""

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
