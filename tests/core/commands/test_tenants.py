"""Two thousand deeds of one workspace that name what the other one has: nothing of the other is ever seen or changed."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot import messages
from bot.commands import unasked
from bot.commands.post_office import PostOffice
from bot.identity import Actor
from bot.posting import Posted
from bot.quiz.model import Session, SessionId
from bot.reply import Reply
from bot.storage import live_keys, preferences
from bot.storage.people import SqlPeople
from bot.storage.repositories import SqlSessions
from bot.storage.tables import PersonRow, SessionRow
from tests.core.commands.permission_table import Cell, cells
from tests.core.commands.two_workspaces import (
    NOT_OURS,
    OURS,
    OWN_WORDS,
    PLATFORM,
    THEIRS,
    Arranged,
    House,
    arrange,
    digest,
    house,
    member,
    of_tenant,
    place_in,
    rows,
)
from tests.core.storage.watched import watching
from tests.reading import words

DEEDS = 2000
LINES = [next(line) for what, line in groupby(cells(), key=lambda cell: cell.what) if what != "me-forget"]
PEOPLE = (
    member("mari", is_manager=True),
    member("mallory"),
    member("edda"),
    member("olga"),
    member("lena"),
    member("otto", at_home=False),
)
FAULTY = messages.UNEXPECTED.en.partition("{")[0]
DOWN = messages.STORAGE_DOWN.en.partition("{")[0]
CHANNELS = ("c1", "c2", "c3", "c4", "c9", "D1")
TYPED = (
    *OWN_WORDS,
    "はちご",
    "hachigo",
    "蜂",
    "team.w2word0",
    "team.w2word1",
    "W2",
    "slack:W2",
    "Olga",
    "受電",
    "架電",
)


@dataclass
class Seen:
    """What our people got to see: where theirs was in it."""

    deeds: int = 0
    leaks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def look(self, what: str, shown: object) -> None:
        """Take note if ``shown`` holds anything of theirs."""
        self.deeds += 1
        if NOT_OURS in repr(shown):
            self.leaks.append(f"{what}: {shown!r:.300}")
        if isinstance(shown, Reply) and (FAULTY in words(shown) or DOWN in words(shown)):
            self.failures.append(f"{what}: {words(shown)}")


def wander(opened: House, arranged: Arranged, deeds: int, seed: int = 6) -> Seen:
    """Do so many random things as people of ours, with ids and words of theirs."""
    random, seen = Random(seed), Seen()
    for _ in range(deeds):
        actor = random.choice(PEOPLE)
        place = place_in(OURS, random.choice(CHANNELS))
        match random.randrange(10):
            case 0:
                typed = random.choice(TYPED)[: random.randint(1, 4)]
                lookup = opened.services.of(actor.tenant).lookup
                seen.look(f"completing {typed}", [match.entry for match in lookup.complete(typed, 25)])
            case 1:
                typed = " ".join(random.sample(TYPED, 2))
                name, option = random.choice((("define", "term"), ("compare", "terms"), ("explain", "message")))
                seen.look(f"{name} {typed}", opened.call(actor, place, name, {option: typed}))
            case _:
                cell = random.choice(LINES)
                seen.look(f"{cell.what} {cell.how}", _deed(opened, cell, actor, arranged, random))
    return seen


def _deed(opened: House, cell: Cell, actor: Actor, arranged: Arranged, random: Random) -> Reply:
    """Do what a line of the permissions says, with what the other workspace has."""
    place = place_in(OURS, random.choice(CHANNELS))
    foreign = Arranged(ids={OURS: arranged.of(THEIRS)})
    action = cell.action(foreign)
    if action is not None:
        return opened.press(actor, place, action)
    options = cell.options(foreign)
    if "term" in options:
        options["term"] = random.choice(TYPED)
    return opened.call(actor, place, cell.command, options)


@pytest.fixture
def theirs_and_ours(tmp_path: Path) -> Iterator[tuple[House, Arranged, Path]]:
    file = tmp_path / "two.sqlite3"
    arranged = arrange(file)
    with house(file) as opened:
        yield opened, arranged, file


def test_nothing_of_another_workspace_is_seen_or_changed(
    theirs_and_ours: tuple[House, Arranged, Path], caplog: pytest.LogCaptureFixture
) -> None:
    opened, arranged, file = theirs_and_ours
    before = digest(of_tenant(rows(file), f"{PLATFORM}:{THEIRS}"))
    caplog.set_level(logging.WARNING, "sqlalchemy")  # as the program has it: below, it tells values
    with watching(opened.opened) as strayed, caplog.at_level(logging.DEBUG):
        seen = wander(opened, arranged, DEEDS)
        for somebody in PEOPLE:
            seen.look("forgetting", opened.press(somebody, place_in(OURS, "c1"), "me-forget"))

    assert seen.deeds == DEEDS + len(PEOPLE)
    assert seen.leaks == []
    assert seen.failures == []
    assert strayed == []
    assert before == digest(of_tenant(rows(file), f"{PLATFORM}:{THEIRS}"))
    assert NOT_OURS not in caplog.text
    assert "incident" not in caplog.text


def test_what_is_posted_in_a_channel_is_of_its_workspace_alone(
    theirs_and_ours: tuple[House, Arranged, Path],
) -> None:
    opened, arranged, _ = theirs_and_ours
    wander(opened, arranged, 200)
    office = PostOffice(opened.services, unasked.VIEWS, unasked.posted)
    posted = []
    for _ in range(40):
        unasked.tick(opened.services, opened.clock.now())
        for post in office.take(PLATFORM, opened.clock.now()):
            posted.append(post)
            office.settle(post.place, post.key, post.attempt, Posted(post.key), opened.clock.now())

    assert {post.place.workspace for post in posted} == {OURS, THEIRS}
    assert [post for post in posted if post.place.workspace == OURS and NOT_OURS in repr(post)] == []
    assert [post for post in posted if post.place.workspace == THEIRS and "ourmark" in repr(post)] == []


def _session_of_anybody(self: SqlSessions, tenant: str, session_id: SessionId) -> Session | None:
    return self._one(select(SessionRow).where(SessionRow.id == session_id))


def test_what_is_read_past_the_repositories_names_its_tenant_too() -> None:
    queries = [
        text
        for module in (live_keys, preferences)
        for text in vars(module).values()
        if isinstance(text, str) and "SELECT" in text
    ]

    assert len(queries) >= 4
    for query in queries:
        tables = len(re.findall(r"\b(?:FROM|JOIN) \w+", query))
        assert tables == len(re.findall(r"\btenant = (?:\?|\w+\.tenant)", query)), query


def test_words_of_all_teams_are_found_out(
    theirs_and_ours: tuple[House, Arranged, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        live_keys, "_PUBLISHED", "SELECT entry FROM team_terms WHERE ? != '' AND state = 'published' ORDER BY id DESC"
    )

    assert wander(*theirs_and_ours[:2], 600).leaks


def _names_of_anybody(self: SqlPeople, tenant: str, user_ids: list[str]) -> dict[str, str]:
    query = select(PersonRow).where(PersonRow.user_id.in_(user_ids)).order_by(PersonRow.tenant)
    return {row.user_id: row.display_name or "" for row in self._connection.scalars(query)}


PLANTED: dict[str, tuple[type, str, Callable[..., object], bool]] = {
    "a session by its id alone": (SqlSessions, "get", _session_of_anybody, False),
    "names by the ids of people": (SqlPeople, "names", _names_of_anybody, True),
}


@pytest.mark.parametrize("leak", PLANTED)
def test_a_forgotten_tenant_is_found_out(
    leak: str, theirs_and_ours: tuple[House, Arranged, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same test with one predicate dropped: the statement itself is seen, and so is what it gives away."""
    opened, arranged, file = theirs_and_ours
    owner, name, planted, shows = PLANTED[leak]
    monkeypatch.setattr(owner, name, planted)
    with watching(opened.opened) as strayed:
        before = digest(of_tenant(rows(file), f"{PLATFORM}:{THEIRS}"))
        seen = wander(opened, arranged, 600)
        changed = before != digest(of_tenant(rows(file), f"{PLATFORM}:{THEIRS}"))

    assert strayed
    # A session is looked at once more before anybody may do anything with it.
    assert shows is bool(seen.leaks or changed)
