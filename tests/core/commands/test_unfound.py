"""Words that nobody found: who asked is forgotten, editors see what is asked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.unfound_notes import UnfoundNotes, write
from bot.identity import PERSONAL, Actor
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup
from bot.localized import Locale
from bot.reply import FormButton, Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_entry, make_invocation, make_place, make_sense
from tests.reading import action, words

EDITOR = make_actor("Emi", is_editor=True)


class Team:
    """A workspace in which people look words up, and a process that ticks."""

    def __init__(self, world: World) -> None:
        self.notes = UnfoundNotes()
        self.world = world
        self.services = replace(world.services, note_unfound=self.notes)
        self.dispatcher = Dispatcher(self.services, COMMANDS)

    def call(self, command: str, /, actor: Actor = EDITOR, **options: str | int) -> Reply:
        """Return the reply to a call, then let what waits be written."""
        reply = self.dispatcher.handle(replace(make_invocation(command, **options), actor=actor))
        write(self.services, self.notes, NOON)
        return reply

    def press(self, action_id: str, actor: Actor = EDITOR, locale: Locale = Locale.EN) -> Reply:
        """Return the reply to a button."""
        return self.dispatcher.press(action_id, actor=actor, place=make_place(), locale=locale, received_at=NOON)

    def define(self, *queries: str, actor: Actor | None = None) -> None:
        """Let somebody look words up."""
        for query in queries:
            self.call("define", actor or make_actor(), term=query)

    @property
    def kept(self) -> dict[str, int]:
        """What is kept, by query."""
        return {query: count for (_, query, _), count in self.world.storage.rows.unfound.counts.items()}


@pytest.fixture
def team(world: World) -> Team:
    return Team(world)


def test_what_is_not_found_is_counted_folded(team: Team) -> None:
    team.define("雪崩", "雪崩の意味は？", "ＮＡＤＡＲＥ", "nadare")
    assert team.kept == {"雪崩": 2, "nadare": 2}


def test_a_word_that_only_comes_close_is_counted_and_one_that_is_found_is_not(team: Team) -> None:
    reply = team.call("define", term="契約者")
    team.define("受電", "juden")

    assert "Did you mean" in words(reply)
    assert team.kept == {"契約者": 1}


def test_neither_who_asked_nor_where_is_kept(team: Team) -> None:
    team.define("雪崩", actor=make_actor("Ben"))
    rows = team.world.storage.rows.unfound
    assert "ben" not in repr(rows).lower()
    assert make_place().channel not in repr(rows)


def test_what_leads_to_somebody_is_not_kept(team: Team) -> None:
    team.define("aiko@example.com", "090-1234-5678", "https://intra/secret", "佐藤さん")
    assert team.kept == {}


def test_a_message_that_is_explained_leaves_nothing(team: Team) -> None:
    team.call("explain", message="雪崩が起きました。")
    team.call("compare", terms="雪崩, 地震")
    assert team.kept == {}


@pytest.mark.parametrize(
    "actor",
    [make_actor("Aiko", workspace=f"{PERSONAL}aiko"), make_actor("Gast", at_home=False)],
    ids=["alone", "guest"],
)
def test_who_is_alone_or_a_guest_leaves_nothing(team: Team, actor: Actor) -> None:
    team.define("雪崩", actor=actor)
    assert team.kept == {}


def test_the_most_asked_for_come_first(team: Team) -> None:
    team.define("雪崩", "吹雪", "吹雪")
    text = words(team.call("unfound"))

    assert "吹雪: asked 2 times, last on 2026-11-20" in text
    assert "雪崩: asked once, on 2026-11-20" in text
    assert text.index("吹雪") < text.index("雪崩")


def test_a_word_can_be_added_with_one_tap(team: Team) -> None:
    team.define("雪崩")
    form = next(each for each in team.call("unfound").buttons if isinstance(each, FormButton))

    assert form.label == "Add 雪崩"
    assert {field.name: field.value for field in form.fields}["headword"] == "雪崩"
    assert form.action == "term-add"


def test_the_form_of_a_word_that_was_looked_for_adds_it(team: Team) -> None:
    team.define("雪崩")
    form = next(each for each in team.call("unfound").buttons if isinstance(each, FormButton))
    filled = {field.name: field.value for field in form.fields}
    filled |= {"reading": "なだれ", "english": "avalanche", "definition": "Snow that slides down a mountain at once."}
    team.dispatcher.press(
        form.action, actor=EDITOR, place=make_place(), locale=Locale.EN, received_at=NOON, fields=filled
    )
    with team.world.storage(read_only=True) as work:
        assert sum(work.terms.counts(EDITOR.tenant).values()) == 1


def test_what_is_no_word_is_dropped(team: Team) -> None:
    team.define("雪崩", "吹雪")
    button = action(team.call("unfound"), "Not a word: 雪崩")
    reply = team.press(button)

    assert "Dropped: 雪崩" in words(reply)
    assert team.kept == {"吹雪": 1}
    assert "no longer on the list" in words(team.press(button))


def test_a_long_list_has_pages(team: Team) -> None:
    team.define(*(f"雪{number}番目の山" for number in "一二三四五六七"))
    first = team.call("unfound")
    second = team.press(action(first, "More"))

    assert (5, 2) == tuple(words(reply).count("asked once") for reply in (first, second))
    assert not [button for button in second.buttons if button.label == "More"]


def test_a_word_that_is_found_by_now_is_not_listed(team: Team) -> None:
    team.define("雪崩")
    added = make_entry("nadare", "雪崩", "なだれ", senses=(make_sense("avalanche", "雪崩"),))
    glossary = Glossary((*team.services.glossary.entries, added), ())
    team.services = replace(team.services, glossary=glossary, lookup=Lookup(glossary))
    team.dispatcher = Dispatcher(team.services, COMMANDS)

    assert "Nothing waits here" in words(team.call("unfound"))


def test_a_workspace_can_have_none_kept(team: Team) -> None:
    team.define("雪崩")
    assert "Off: what was kept is deleted" in words(team.call("unfound", action="off"))
    team.define("吹雪")
    assert team.kept == {}
    reply = team.call("unfound")
    assert "switched off here" in words(reply)
    assert "On: from now on" in words(team.press(action(reply, "Switch on")))
    team.define("吹雪")
    assert team.kept == {"吹雪": 1}


def test_the_tick_forgets_what_is_older_than_thirty_days(team: Team) -> None:
    team.define("雪崩")
    write(team.services, team.notes, NOON + timedelta(days=30))
    assert team.kept == {"雪崩": 1}
    write(team.services, team.notes, NOON + timedelta(days=31))
    assert team.kept == {}


def test_the_tick_looks_for_old_ones_once_an_hour() -> None:
    notes = UnfoundNotes()
    asked = [notes.shall_prune(NOON + timedelta(minutes=minutes)) for minutes in (0, 59, 60, 61)]
    assert asked == [True, False, True, False]
    assert notes.shall_prune(NOON - timedelta(days=1)), "the clock was set back"


@pytest.mark.parametrize("command", ["unfound", "unfound-drop"])
def test_only_editors_and_managers_see_the_list(team: Team, command: str) -> None:
    reply = team.press(f"{command}/0000")
    refused = team.press(f"{command}/0000", make_actor())

    assert Tone.WARNING is refused.tone
    assert "editor" in words(refused)
    assert "editor" not in words(reply)


def test_who_is_alone_is_told_that_nothing_is_kept(team: Team) -> None:
    alone = make_actor("Emi", workspace=f"{PERSONAL}emi", is_editor=True)
    assert "alone with me" in words(team.call("unfound", alone))


@pytest.mark.parametrize("locale", list(Locale))
def test_the_list_is_in_the_reader_s_language(team: Team, locale: Locale) -> None:
    team.define("Flurry")
    text = words(team.press("unfound", locale=locale))
    assert (Locale.JA is locale) is ("見つからなかった言葉" in text)
