"""People see, take along and delete what is kept about them, and about nobody else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.me import _KINDS
from bot.identity import Actor
from bot.localized import Locale
from bot.reply import InputButton, Reply
from bot.storage.lazy import LazyStorage
from bot.storage.people import HOLDINGS
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_place
from tests.reading import action, words

AIKO = make_actor("Aikonnenkova", user_id="U0CANARY7")
BEN = make_actor("Ben")


class Workspace:
    """Two people and the commands, over a database in a file."""

    def __init__(self, world: World, folder: Path) -> None:
        self.folder = folder
        self.storage = LazyStorage(f"sqlite:///{folder / 'me.sqlite3'}")
        services = replace(world.services, unit_of_work=self.storage, preferences=self.storage.preferences)
        self.dispatcher = Dispatcher(services, COMMANDS)

    def press(self, pressed: str, actor: Actor = AIKO, text: str | None = None) -> Reply:
        return self.dispatcher.press(
            pressed, actor=actor, place=make_place(), locale=Locale.EN, received_at=NOON, text=text
        )

    def use(self, actor: Actor) -> None:
        self.press("save/juden", actor)
        self.press("wotd-knew/kaden", actor)
        self.press("settings/ja/on/shown", actor)
        self.press("settings/en", actor)
        quiz = self.press("quiz/2", actor)
        answer = next(each for each in quiz.buttons if each.action.startswith("answer/"))
        self.press(answer.action, actor, "something" if isinstance(answer, InputButton) else None)


@pytest.fixture
def workspace(world: World, tmp_path: Path) -> Workspace:
    return Workspace(world, tmp_path)


def test_every_table_about_people_has_a_name_they_understand() -> None:
    assert set(HOLDINGS) - set(_KINDS) == set()


def test_who_never_used_it_reads_that_nothing_is_kept(workspace: Workspace) -> None:
    reply = workspace.press("me")
    assert "Nothing is kept about you" in words(reply)
    assert reply.buttons == ()
    assert workspace.press("me/export").files == ()
    assert "Nothing" in words(workspace.press("me/delete"))


def test_what_is_kept_is_shown_by_kind_and_number(workspace: Workspace) -> None:
    workspace.use(AIKO)
    shown = words(workspace.press("me"))
    for line in ("Saved words: 1", "Answers: 1", "Quizzes you started: 1", "Name on boards, and settings: 1"):
        assert line in shown


def test_the_export_is_one_json_document_about_that_person_alone(workspace: Workspace) -> None:
    workspace.use(AIKO)
    workspace.use(BEN)
    (file,) = workspace.press("me/export").files
    document = json.loads(file.content)
    assert document["person"] == "U0CANARY7"
    assert document["tables"]["saved_words"][0]["entry_id"] == "juden"
    assert document["tables"]["people"][0]["display_name"] == "Aikonnenkova"
    assert b"ben" not in file.content.lower()


def test_deletion_asks_once_and_then_nothing_of_the_person_is_left_in_the_files(workspace: Workspace) -> None:
    workspace.use(AIKO)
    workspace.use(BEN)
    before = words(workspace.press("me", BEN))
    asked = workspace.press("me/delete")
    assert "Saved words: 1" in words(workspace.press("me")), "asking deletes nothing"
    assert "Deleted" in words(workspace.press(action(asked, "Delete everything")))
    files = {path.name: path.read_bytes() for path in workspace.folder.iterdir()}
    assert files["me.sqlite3"]
    for word in ("U0CANARY7", "Aikonnenkova"):
        assert [name for name, content in files.items() if word.encode() in content] == []
    assert "Nothing is kept" in words(workspace.press("me"))
    assert words(workspace.press("me", BEN)) == before
    workspace.storage.close()


def test_deleting_twice_does_no_harm_and_one_begins_anew(workspace: Workspace) -> None:
    workspace.use(AIKO)
    workspace.press("me-forget")
    assert "0 rows" in words(workspace.press("me-forget"))
    workspace.use(AIKO)
    assert "Saved words: 1" in words(workspace.press("me"))


def test_the_same_id_in_another_workspace_is_another_person(workspace: Workspace) -> None:
    workspace.use(AIKO)
    workspace.press("me-forget", replace(AIKO, workspace="w2"))
    assert "Saved words: 1" in words(workspace.press("me"))
