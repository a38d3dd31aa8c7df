"""The file for Anki, read the way Anki reads it."""

import re
from html import unescape
from pathlib import Path

from bot.commands.anki import COLUMNS, anki_file
from bot.commands.remembering import remember
from bot.lexicon.loader import load_glossary
from bot.lexicon.model import EntryId
from bot.quiz.memory import Rating, Source
from bot.settings import Settings
from tests.core.commands.conftest import World
from tests.factories import NOON
from tests.reading import action, words


def read(content: bytes) -> list[dict[str, str]]:
    """Return the notes of a file, held to its own head."""
    lines = content.decode().splitlines()
    head = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    assert head["separator"] == "tab"
    assert head["html"] == "true"
    assert head["tags column"] == "7"
    columns = head["columns"].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if not line.startswith("#")]


def test_saved_and_missed_words_become_a_file(world: World) -> None:
    world.press("save/juden")
    with world.storage() as work:
        for word in ("juden", "kaden"):
            remember(
                world.services,
                work,
                world.actor,
                EntryId(word),
                key=word,
                rating=Rating.AGAIN,
                source=Source.QUIZ,
                at=NOON,
            )
        work.commit()
    reply = world.press(action(world.call("saved"), "For Anki"))
    (file,) = reply.files
    juden, kaden = read(file.content)

    assert "Saved: 1. Missed in quizzes and reviews: 2." in words(reply)
    assert file.name == "naruhaya-2026-11-20.tsv"
    assert file.alt == "A table for Anki, words: 2"
    assert (juden["Word"], juden["Reading"], juden["Romaji"]) == ("受電", "じゅでん", "juden")
    assert juden["Meaning"] == "answering a call"
    assert {"naruhaya", "naruhaya::saved", "naruhaya::missed"} <= set(juden["Tags"].split())
    assert "naruhaya::saved" not in kaden["Tags"].split()


def test_without_words_there_is_no_file(world: World) -> None:
    reply = world.call("saved", export=True)

    assert not reply.files
    assert "nothing to export" in words(reply)


def test_every_entry_of_the_glossary_makes_a_line_that_anki_reads() -> None:
    glossary = load_glossary(Settings.from_env({}).data)
    notes = read(anki_file((entry, ("saved",)) for entry in glossary.entries))

    assert len(notes) == len(glossary.entries)
    for entry, note in zip(glossary.entries, notes, strict=True):
        assert unescape(note["Word"]) == entry.headword
        without_readings = re.sub(r"<rt>.*?</rt>|</?ruby>", "", note["Example"])
        assert unescape(without_readings) == entry.senses[0].examples[0].ja
        assert set(note) == set(COLUMNS)


def test_furigana_stand_over_the_words_they_belong_to() -> None:
    glossary = load_glossary(Path(Settings.from_env({}).data))
    content = anki_file([(glossary.entry(EntryId("juden")), ())]).decode()

    assert "<ruby>受電<rt>じゅでん</rt></ruby>" in content
