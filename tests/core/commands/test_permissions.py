"""The table of permissions, run whole: through the real dispatcher, on a real database, one fresh one for each cell."""

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.identity import FORMER
from bot.reply import Reply, Tone
from tests.core.commands.permission_table import TABLE, WHO, Cell, cells
from tests.core.commands.two_workspaces import (
    CAST,
    NOT_OURS,
    OURS,
    THEIRS,
    Arranged,
    House,
    Row,
    arrange,
    digest,
    house,
    member,
    of_tenant,
    place_in,
    rows,
)
from tests.reading import words

CELLS = list(cells())
LINES = {what: list(line) for what, line in groupby(CELLS, key=lambda cell: cell.what)}
FORGED = 2000


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Arranged]:
    """A file with both workspaces, to be copied, and the ids in it."""
    file = tmp_path_factory.mktemp("permissions") / "arranged.sqlite3"
    return file, arrange(file)


@pytest.fixture
def copied(arranged: tuple[Path, Arranged], tmp_path: Path) -> Iterator[tuple[House, Path]]:
    """A house of one's own."""
    file = tmp_path / "house.sqlite3"
    shutil.copy(arranged[0], file)
    with house(file) as opened:
        yield opened, file


def expected_lines() -> set[str]:
    """Return what the table must have a line for: every command, and every action of those that have some."""
    found = set()
    for name, spec in COMMANDS.items():
        choices = next((each.choices for each in spec.options if each.name == "action"), ())
        found |= {f"{name}:{choice}" for choice in choices} or {name}
    return found


def test_every_command_and_every_action_has_its_line() -> None:
    lacking, stale = expected_lines() - set(LINES), set(LINES) - expected_lines()

    assert (lacking, stale) == (set(), set()), f"{TABLE.name} says who may do what: add or take away a line"
    assert set(Counter(cell.what for cell in CELLS).values()) == {len(WHO)}


@pytest.mark.parametrize("what", LINES)
def test_everyone_may_what_the_table_says_and_no_more(
    what: str, arranged: tuple[Path, Arranged], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = rows(arranged[0])
    seen = {}
    for cell in LINES[what]:
        file = tmp_path / f"{cell.who}.sqlite3"
        shutil.copy(arranged[0], file)
        with house(file) as opened:
            reply = _done(opened, cell, arranged[1])
        changed = rows(file) ^ before
        seen[cell.who] = _verdict(reply, changed)
        assert _others(changed, cell) == frozenset(), f"{cell.who} touched what is another workspace's"
        assert cell.who == "elsewhere" or NOT_OURS not in words(reply)

    assert seen == {cell.who: cell.may for cell in LINES[what]}
    assert "incident" not in caplog.text


def _done(opened: House, cell: Cell, arranged: Arranged) -> Reply:
    action = cell.action(arranged)
    if action is not None:
        return opened.press(cell.actor, cell.place(), action)
    return opened.call(cell.actor, cell.place(), cell.command, cell.options(arranged))


def _verdict(reply: Reply, changed: frozenset[Row]) -> str:
    if changed or reply.tone in {Tone.INFO, Tone.SUCCESS}:
        return "y"
    asks = any(_is_destructive(button.action) for button in reply.buttons)
    return "a" if asks else "n"


def _is_destructive(action: str) -> bool:
    return actions.parse(action)[0] == "me-forget"


def _others(changed: frozenset[Row], cell: Cell) -> frozenset[Row]:
    """Return the rows among ``changed`` that belong to another workspace than the one of who acted."""
    return changed - of_tenant(changed, cell.actor.tenant)


@pytest.mark.parametrize("name", ["gina", "mallory", "dora"])
def test_deleting_is_asked_once_and_logged(
    copied: tuple[House, Path], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened, file = copied
    somebody, here = member(name), place_in(OURS, "c9")
    asked = opened.call(somebody, here, "me", {"action": "delete"})
    before = rows(file)
    with caplog.at_level(logging.INFO):
        opened.press(somebody, here, next(button.action for button in asked.buttons if _is_destructive(button.action)))

    gone = {row for _, row in before - rows(file)}
    assert gone
    assert all(name in row for row in gone)
    assert "deleted as they asked" in caplog.text
    assert name not in caplog.text


def test_forged_and_stale_buttons_do_nothing_that_their_command_would_not(
    copied: tuple[House, Path], arranged: tuple[Path, Arranged], caplog: pytest.LogCaptureFixture
) -> None:
    """Mallory presses two thousand ids that were never offered to her: mutations of every id there is."""
    random = Random(20261122)
    opened, file = copied
    mallory, here = member("mallory"), place_in(OURS, "c9")
    allowed = {cell.command for cell in CELLS if cell.who == "member" and cell.may != "n"}
    refused = {cell.command for cell in CELLS} - allowed
    real = [action for cell in CELLS if (action := cell.action(arranged[1]))]
    typed = [f"{cell.command}/{cell.what.partition(':')[2]}" for cell in CELLS if ":" in cell.what]
    ids = [*arranged[1].of(OURS).values(), *arranged[1].of(THEIRS).values(), *CAST, "juden", "c1"]
    before = rows(file)
    effects = []
    for _ in range(FORGED):
        forged = _mutated(random, random.choice([*real, *typed]), ids)
        reply = opened.press(mallory, here, forged, random.choice([None, None, "1", "受電"]))
        after = rows(file)
        command = actions.parse(forged)[0]
        spec = COMMANDS.get(command)
        hers = frozenset() if spec is None or command in refused else _of(after ^ before, "mallory")
        touched = (after ^ before) - hers
        if touched:
            effects.append((forged, sorted(map(repr, touched))[:3]))
        assert NOT_OURS not in words(reply), forged
        before = after

    assert effects == []
    assert "incident" not in caplog.text
    assert digest(of_tenant(before, f"slack:{THEIRS}")) == digest(of_tenant(rows(arranged[0]), f"slack:{THEIRS}"))


def _mutated(random: Random, action: str, ids: list[str]) -> str:
    """Return an id that is like ``action`` but for one or two things."""
    parts = action.split("/")
    for _ in range(random.randint(1, 2)):
        place = random.randrange(len(parts))
        match random.randrange(8):
            case 0:
                parts[place] = random.choice(ids)
            case 1:
                parts.append(random.choice([*ids, "0", "-1", "on", "off", "manager"]))
            case 2:
                parts[0] = random.choice([*COMMANDS, parts[0][:-1], parts[0].upper()])
            case 3 if parts[place]:
                at = random.randrange(len(parts[place]))
                parts[place] = parts[place][:at] + random.choice("abz09%/.．\x00'\"") + parts[place][at + 1 :]
            case 4:
                parts[place] = random.choice(["", "9" * 40, "%2F", "%00", "..", "' OR 1=1 --", "管理者", "slack:W2"])
            case 5 if len(parts) > 1:
                del parts[place]
            case 6:
                random.shuffle(parts)
            case _:
                parts[place] = parts[place][::-1]
    return "/".join(parts)


def _of(changed: frozenset[Row], user_id: str) -> frozenset[Row]:
    """Return the rows of one person, and those of what they started: its questions and posts hang on its id.

    What tells editors that a suggestion waits names nobody.
    """
    news = frozenset(each for each in changed if each[0] == "posts" and str(each[1][1]).startswith("term-waiting/"))
    own = frozenset(each for each in changed if user_id in each[1] or _mentions(each[1], {FORMER}))
    started = {value for table, row in own if table == "quiz_sessions" for value in row[1:2]}
    return (
        own | news | frozenset((table, row) for table, row in changed if started & set(row) or _mentions(row, started))
    )


def _mentions(row: tuple[object, ...], ids: set[object]) -> bool:
    return any(isinstance(value, str) and any(str(each) in value for each in ids) for value in row)
