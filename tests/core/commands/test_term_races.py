"""Two editors at the same word at the same moment: one decision, and the other editor is told by whom."""

from pathlib import Path

from bot.localized import Locale
from bot.reply import Reply
from bot.team.term import TermState
from tests.core.commands.term_world import AIKO, EDDA, MIKA, TermWorld, opened
from tests.core.storage.test_races import at_once
from tests.factories import NOON, make_place
from tests.reading import words

EDITORS = (EDDA, MIKA)


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told_by_whom(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path) as world:
        for number in range(10):
            term = world.suggest(AIKO, term=f"語彙{number}", reading="ごい", english="x", anyway=True)
            deeds = (f"term-publish/{term.id}/1/0", f"term-refuse/{term.id}/1/no")

            def decide(worker: int, deeds: tuple[str, ...] = deeds) -> Reply:
                return _press(world, worker, deeds[worker])

            replies = [words(reply) for reply in at_once(2, decide)]
            settled = world.term(term.id)
            by = "Edda" if settled.state is TermState.PUBLISHED else "Mika"
            assert settled.state in {TermState.PUBLISHED, TermState.REFUSED}
            assert settled.revision == 2
            assert sum("Decided already" in reply for reply in replies) == 1
            late = next(reply for reply in replies if "Decided already" in reply)
            assert f"already, by {by}." in late
            world.send()
            assert len(world.heard("aiko")) == number + 1


def test_of_two_edits_of_the_same_version_at_once_one_is_kept_and_the_other_is_not_lost(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path) as world:
        term = world.publish()
        for number in range(5):
            seen = world.term(term.id)

            def edit(worker: int, number: int = number, revision: int = seen.revision) -> Reply:
                fields = f"一次回答/いちじかいとう/reply {number} of {worker}"
                return _press(world, worker, f"term-edit/{term.id}/{revision}/word/0/{fields}")

            replies = [words(reply) for reply in at_once(2, edit)]
            assert world.term(term.id).revision == seen.revision + 1
            assert sum("Changed: 一次回答" in reply for reply in replies) == 1
            assert sum("was changed while you wrote" in reply for reply in replies) == 1


def _press(world: TermWorld, worker: int, action: str) -> Reply:
    """Return the reply to a button; what it caused is sent later."""
    return world.dispatcher.press(action, actor=EDITORS[worker], place=make_place(), locale=Locale.EN, received_at=NOON)
