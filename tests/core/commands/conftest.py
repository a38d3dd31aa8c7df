"""A small world for commands: a hand-made glossary, a fake storage, a dispatcher over the real catalogue."""

from dataclasses import dataclass
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.services import Services
from bot.commands.spec import Value
from bot.identity import Actor
from bot.lexicon.model import EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.lexicon.spotting.spotter import Spotter
from bot.localized import Locale
from bot.ports import Preferences
from bot.quiz.neighbours import Neighbours
from bot.reply import Reply
from tests.factories import NOON, make_actor, make_contrast, make_entry, make_invocation, make_place, make_sense
from tests.fakes import FakeStorage

WORDS = {
    "juden": ("受電", "じゅでん", "answering a call"),
    "kaden": ("架電", "かでん", "placing a call"),
    "horyu": ("保留", "ほりゅう", "putting on hold"),
    "denwa": ("電話", "でんわ", "telephone"),
    "kyaku": ("客", "きゃく", "guest"),
    "kaigi": ("会議", "かいぎ", "meeting"),
    "keiyaku": ("契約", "けいやく", "contract"),
    "mitsumori": ("見積", "みつもり", "estimate"),
}


@dataclass
class World:
    """What a command test drives and looks into."""

    services: Services
    dispatcher: Dispatcher
    storage: FakeStorage
    actor: Actor

    def call(self, command: str, /, **options: Value) -> Reply:
        """Return the reply to Aiko's call."""
        return self.dispatcher.handle(make_invocation(command, **options))

    def press(self, action: str, text: str | None = None, actor: Actor | None = None) -> Reply:
        """Return the reply to a button, pressed by Aiko unless said otherwise."""
        return self.dispatcher.press(
            action, actor=actor or self.actor, place=make_place(), locale=Locale.EN, received_at=NOON, text=text
        )


def _signs(number: int) -> str:
    return "".join(chr(0x4E00 + 20 * number + place) for place in range(20))


@pytest.fixture
def world() -> World:
    """Return a world with eight words and one contrast."""
    return make_world()


def make_world() -> World:
    """Return a world with eight words and one contrast."""
    entries = tuple(
        make_entry(
            entry_id,
            headword,
            reading,
            # Acts whose definitions are alike in no word: alike ones are never options of one item, nor is an act beside a person.
            senses=(
                make_sense(gloss, headword, def_en=f"{gloss[::-1].capitalize()}.", def_ja=f"{_signs(number)}こと。"),
            ),
            related=(EntryId("kaden"),) if entry_id == "juden" else (),
        )
        for number, (entry_id, (headword, reading, gloss)) in enumerate(WORDS.items())
    )
    glossary = Glossary(entries, (make_contrast("calls", "juden", "kaden", "horyu"),))
    storage = FakeStorage()
    random = Random(7)

    def preferences(actor: Actor) -> Preferences:
        with storage(read_only=True) as work:
            return work.preferences.get(actor)

    services = Services(
        glossary=glossary,
        lookup=Lookup(glossary),
        neighbours=cache(lambda: Neighbours.of(entries)),
        spotter=cache(lambda: Spotter(entries)),
        preferences=preferences,
        unit_of_work=storage,
        new_random=lambda: random,
        timezone=ZoneInfo("Asia/Tokyo"),
    )
    return World(services=services, dispatcher=Dispatcher(services, COMMANDS), storage=storage, actor=make_actor())
