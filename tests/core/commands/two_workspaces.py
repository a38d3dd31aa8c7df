"""Two workspaces in one real database, alike to the last id but for who they are, each in the middle of everything.

Olga of each has a quiz, a review and three rounds open (in the lobby, asking, paused), words of the day and a question
of the day are set up, words wait, somebody is on the list of roles. Whatever one workspace has that people read holds
its mark, so that one can tell whose it is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.remembering import remember
from bot.commands.services import Services
from bot.commands.spec import Invocation, Value
from bot.identity import Actor, Place, Role
from bot.lexicon.model import EntryId
from bot.localized import Locale, Localized
from bot.ports import UnitOfWork
from bot.quiz.memory import Rating, Source
from bot.quiz.model import Item
from bot.reply import Reply
from bot.role_rows import Listed
from bot.storage.lazy import LazyStorage
from bot.team import term as steps
from bot.team.house import HouseRule, Verdict
from bot.team.term import Term
from bot.team.vocabulary import Vocabularies, build_vocabulary
from tests.core.commands.conftest import make_world
from tests.factories import NOON, make_entry, make_sense
from tests.fakes import FakeClock
from tests.reading import words

PLATFORM = "slack"
OURS, THEIRS = "W1", "W2"
MARKS = {OURS: "ourmark", THEIRS: "canary"}
NOT_OURS = MARKS[THEIRS]
OWN = "user-m1"
"""The workspace of somebody who talks to the bot alone, on Discord."""
CAST = ("otto", "gina", "mallory", "olga", "edda", "mari", "lena", "dora", "m1")
"""Who have chosen something in each workspace."""

OWN_WORDS = ("蜂語", "蜂文", "蜂歌")
"""A word that each workspace has published, and one that waits; what they mean there is the workspace's own."""

Row = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """The ids of what is there, by what it is; the same names in both workspaces, other ids."""

    ids: dict[str, dict[str, str]]

    def of(self, workspace: str) -> dict[str, str]:
        """Return what actions can name in a workspace."""
        return self.ids[workspace]


class House:
    """The engine's part that answers, over one real database."""

    def __init__(self, url: str, seed: int = 7) -> None:
        self.clock = FakeClock(NOON + timedelta(hours=1))
        self.storage = LazyStorage(url)
        self.opened = self.storage.open()
        randoms = map(Random, count(seed))
        world = make_world().services
        vocabularies = Vocabularies(build_vocabulary(world.glossary), self.storage, monotonic)
        self.services: Services = replace(
            world,
            preferences=self.storage.preferences,
            unit_of_work=self.storage,
            units_of=None if self.storage.is_local else self.storage.of,
            vocabulary=vocabularies.of,
            words_changed=vocabularies.expire,
            new_random=partial(next, randoms),
            clock=self.clock,
        )
        self.dispatcher = Dispatcher(self.services, COMMANDS)

    def call(self, actor: Actor, place: Place, command: str, options: dict[str, Value]) -> Reply:
        """Return the reply to a command."""
        return self.dispatcher.handle(
            Invocation(
                command=command,
                options=options,
                actor=actor,
                place=place,
                locale=Locale.EN,
                received_at=self.clock.now(),
            )
        )

    def press(self, actor: Actor, place: Place, action: str, text: str | None = None) -> Reply:
        """Return the reply to a button."""
        return self.dispatcher.press(
            action, actor=actor, place=place, locale=Locale.EN, received_at=self.clock.now(), text=text
        )

    def close(self) -> None:
        """Close the file."""
        self.storage.close()


@contextmanager
def house(file: Path, seed: int = 7) -> Iterator[House]:
    """Open the file as it is; two houses of one seed would make the same ids in it."""
    opened = House(f"sqlite:///{file}", seed)
    try:
        yield opened
    finally:
        opened.close()


def place_in(workspace: str, channel: str) -> Place:
    """Return a channel."""
    platform = "discord" if workspace == OWN else PLATFORM
    return Place(platform=platform, workspace=workspace, channel=channel)


def member(name: str, workspace: str = OURS, **rights: bool) -> Actor:
    """Return somebody; the name they show tells where they are from."""
    platform = "discord" if workspace == OWN else PLATFORM
    shown = f"{name.title()} {MARKS.get(workspace, 'alone')}"
    return Actor(platform=platform, workspace=workspace, user_id=name, display_name=shown, **rights)


def arrange(file: Path) -> Arranged:
    """Fill a new file with both workspaces, and with somebody's own; return the ids."""
    with house(file, seed=1_000_000) as opened:
        return arrange_in(opened)


def arrange_in(opened: House) -> Arranged:
    """Fill an empty database likewise."""
    return Arranged(ids={workspace: _arrange(opened, workspace) for workspace in (OURS, THEIRS, OWN)})


def _arrange(opened: House, workspace: str) -> dict[str, str]:
    olga = member("olga", workspace)
    mari = member("mari", workspace, is_manager=True)

    def at(channel: str) -> Place:
        return place_in(workspace, channel)

    with opened.storage() as work:
        for word in ("juden", "kaden"):
            remember(
                opened.services,
                work,
                olga,
                EntryId(word),
                key=f"before/{word}",
                rating=Rating.AGAIN,
                source=Source.QUIZ,
                at=NOON - timedelta(days=3),
            )
        listed = {"edda": Role.EDITOR, "lena": Role.MANAGER, "otto": Role.MANAGER}
        for user_id, role in listed.items():
            name = f"{user_id} {MARKS.get(workspace, '')}".strip()
            line = Listed(user_id=user_id, name=name, role=role, given_by="mari", given_at=NOON)
            work.roles.give(olga.tenant, line)
        work.people.introduce(mari)
        _own_words(work, olga)
        for channel in ("c1", "D1"):
            work.words.show(at(channel), NOON.date(), EntryId("juden"), NOON)
        work.commit()
    for name in CAST:
        _succeed(opened.call(member(name, workspace), at("c9"), "settings", {"romaji": "off"}))
    _succeed(opened.call(olga, at("c4"), "quiz", {"number": 3}))
    _succeed(opened.call(olga, at("c4"), "review", {}))
    _succeed(opened.press(olga, at("c4"), "save/juden"))
    ids: dict[str, str] = {}
    for name, channel, presses in (
        ("lobby", "c1", ()),
        ("asking", "c2", ("round-begin",)),
        ("paused", "c3", ("round-begin", "round-pause")),
    ):
        _succeed(opened.call(olga, at(channel), "round", {"number": 3}))
        with opened.storage(read_only=True) as work:
            session = work.sessions.round_in(at(channel))
        assert session is not None
        ids[name] = session.id
        for player in ("pia", "paul"):
            _succeed(opened.press(member(player, workspace), at(channel), f"round-join/{session.id}"))
        for pressed in presses:
            _succeed(opened.press(olga, at(channel), f"{pressed}/{session.id}"))
    for channel in ("c1", "D1"):
        set_up: dict[str, Value] = {"action": "on", "time": "12:30", "days": "all", "holidays": "post"}
        _succeed(opened.call(mari, at(channel), "wotd", set_up))
        _succeed(opened.call(mari, at(channel), "wotd", {"action": "queue", "term": "契約"}))
    _succeed(opened.call(mari, at("c1"), "daily", {"action": "on", "time": "12:30"}))
    _succeed(opened.press(olga, at("c1"), "settings", None))
    with opened.storage(read_only=True) as work:
        quiz = work.sessions.open_of(olga, at("c4"))
        sitting = work.sittings.open_of(olga, NOON - timedelta(days=1))
    assert quiz is not None
    assert sitting is not None
    right = _right(quiz.items[0])
    _succeed(opened.press(olga, at("c4"), f"review-answer/{sitting.id}/0/{_right(sitting.items[0])}"))
    tomorrow = (NOON + timedelta(days=1)).date().isoformat()
    own = {
        name: f"team.{workspace.lower()}word{number}"
        for number, name in enumerate(("published", "suggested", "withdrawn"))
    }
    own["draft"] = f"draft{workspace.lower()}"
    today = NOON.date().isoformat()
    return ids | own | {"quiz": quiz.id, "right": right, "sitting": sitting.id, "today": today, "tomorrow": tomorrow}


def _own_words(work: UnitOfWork, olga: Actor) -> None:
    """Publish a word, suggest one, withdraw one, set a rule, leave a draft: ids differ between workspaces, headwords do not."""
    tenant, mark = olga.tenant, MARKS.get(olga.workspace, "alone")
    for number, headword in enumerate(OWN_WORDS):
        entry = make_entry(
            f"team.{olga.workspace.lower()}word{number}",
            headword,
            "はちご",
            senses=(make_sense(f"{mark} gloss", headword, def_en=f"What {mark} means by it."),),
            usage_note=Localized(f"{mark} note", f"{mark} 注"),
        )
        term = steps.suggest(entry, olga.user_id, NOON)
        assert work.terms.add(tenant, term)
        if number != 1:
            by = "edda" if number == 0 else olga.user_id
            step = steps.publish(term, by, NOON) if number == 0 else steps.withdraw(term, by, NOON)
            assert isinstance(step, Term)
            work.terms.save(tenant, step)
    rule = HouseRule(
        entry_id=EntryId("kaden"), verdict=Verdict.AVOID, instead=None, why=f"{mark} why", set_by="edda", set_at=NOON
    )
    work.terms.set_rule(tenant, rule)
    work.drafts.keep(olga, f"draft{olga.workspace.lower()}", {"headword": f"{mark} draft"}, NOON)


def _right(item: Item) -> str:
    return item.answers[0] if item.key is None else str(item.key)


def _succeed(reply: Reply) -> None:
    assert reply.tone.value in {"info", "success"}, words(reply)


def rows(file: Path) -> frozenset[Row]:
    """Return every row of every table."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return frozenset((table, row) for table in tables for row in connection.execute(f"SELECT * FROM {table}"))


def digest(kept: frozenset[Row]) -> str:
    """Return a hash of rows."""
    return sha256(repr(sorted(map(repr, kept))).encode()).hexdigest()


def of_tenant(kept: frozenset[Row], tenant: str) -> frozenset[Row]:
    """Return the rows of a workspace: the tenant is the first column of every table of ours."""
    return frozenset((table, row) for table, row in kept if row[0] == tenant)
