from dataclasses import replace

import pytest

from bot.commands import actions, term_files
from bot.commands.dispatcher import Dispatcher
from bot.commands.given import GivenFile
from bot.commands.spec import View
from bot.commands.term_exchange import Given, import_words
from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.reply import Button, File, FormButton, Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_invocation, make_place
from tests.reading import words

EDITOR = make_actor("Edda", is_manager=True)
TABLE = "headword,reading,english,rule,instead\n入電,にゅうでん,incoming call,,\nカスタマ,,customer,avoid,客\n"


def _press(world: World, action: str, actor: Actor = EDITOR, file: GivenFile | None = None) -> Reply:
    dispatcher = Dispatcher(world.services, {spec.name: spec for spec in term_files.BUTTONS})
    return dispatcher.press(
        action,
        actor=actor,
        place=make_place(),
        locale=Locale.EN,
        received_at=NOON,
        fields={"file": file} if file else None,
    )


def _give(world: World, text: str, actor: Actor = EDITOR, name: str = "words.csv") -> Reply:
    return _press(world, actions.build("term-import"), actor, GivenFile(name, text.encode()))


def _button(reply: Reply, label: str) -> str:
    (action,) = [button.action for button in reply.buttons if isinstance(button, Button) and button.label == label]
    return action


def _published(world: World) -> list[str]:
    with world.services.unit_of_work(read_only=True) as work:
        return sorted(entry.headword for entry in work.terms.published(EDITOR.tenant))


def test_an_import_is_shown_first_and_done_once_after_a_yes(world: World) -> None:
    preview = _give(world, TABLE)
    assert "Nothing is changed yet" in words(preview)
    assert "入電, カスタマ" in words(preview)
    assert _published(world) == []
    yes = _button(preview, "Import")
    done = _press(world, yes)
    assert done.tone is Tone.SUCCESS
    assert _published(world) == ["カスタマ", "入電"]
    again = _press(world, yes)
    assert again.tone is Tone.WARNING
    assert "does not wait any more" in words(again)


def test_who_says_no_changes_nothing_and_the_file_is_gone(world: World) -> None:
    preview = _give(world, TABLE)
    assert "nothing was changed" in words(_press(world, _button(preview, "Do not import")))
    assert _press(world, _button(preview, "Import")).tone is Tone.WARNING
    assert _published(world) == []


def test_what_the_file_does_not_name_is_withdrawn_only_after_that_was_seen(world: World) -> None:
    _press(world, _button(_give(world, TABLE), "Import"))
    preview = _give(world, "headword,english\nカスタマ,customer\n")
    assert "they stay: 1" in words(preview)
    assert [button.label for button in preview.buttons] == ["Withdraw the others too…", "Do not import"]
    second = _press(world, _button(preview, "Withdraw the others too…"))
    assert "Withdrawn: 1 (入電)" in words(second)
    assert _published(world) == ["カスタマ", "入電"]
    _press(world, _button(second, "Import and withdraw"))
    assert _published(world) == ["カスタマ"]


def test_a_file_with_faults_is_bad_news_with_every_row_and_waits_for_nothing(world: World) -> None:
    reply = _give(world, "headword,english\n入電,call\n")
    assert reply.tone is Tone.WARNING
    assert "Row 2, reading" in words(reply)
    assert reply.buttons == ()


def test_a_file_that_says_what_is_so_already_needs_no_yes(world: World) -> None:
    _press(world, _button(_give(world, TABLE), "Import"))
    reply = _give(world, TABLE)
    assert "Nothing to change: all is as the file says already" in words(reply)
    assert reply.buttons == ()


def test_an_export_imports_as_it_was_and_comes_in_every_kind(world: World) -> None:
    _press(world, _button(_give(world, TABLE), "Import"))
    reply = _press(world, actions.build("term-export"))
    for label in ("JSON", "TOML"):
        other = _press(world, _button(reply, label))
        assert "already" in words(_give(world, other.files[0].content.decode(), name=other.files[0].name))
    (file,) = reply.files
    assert isinstance(file, File)
    assert file.name == "team-words-2026-11-20.csv"
    assert "already" in words(_give(world, file.content.decode(), name=file.name))


def test_a_team_without_words_gets_a_table_to_fill_in(world: World) -> None:
    reply = _press(world, actions.build("term-export"))
    assert "no words of its own yet" in words(reply)
    assert reply.files[0].content.decode("utf-8-sig").startswith("id,headword,reading")


@pytest.mark.parametrize("action", [spec.name for spec in term_files.BUTTONS])
def test_only_those_who_decide_on_words_may(world: World, action: str) -> None:
    file = GivenFile("words.csv", TABLE.encode())
    values = [] if action in {"term-export", "term-import"} else ["abc"]
    reply = _press(world, actions.build(action, *values), make_actor("Mallory"), file)
    assert "Only an editor or manager" in words(reply)
    assert reply.files == ()
    assert _published(world) == []


def test_somebody_else_s_file_is_not_there_for_oneself(world: World) -> None:
    preview = _give(world, TABLE)
    other = make_actor("Emil", is_manager=True)
    assert _press(world, _button(preview, "Import"), other).tone is Tone.WARNING
    assert _press(world, _button(preview, "Do not import"), other).tone is Tone.INFO
    assert _press(world, _button(preview, "Import")).tone is Tone.SUCCESS


def test_an_import_without_a_file_asks_for_one(world: World) -> None:
    invocation = replace(make_invocation("term"), actor=EDITOR)
    told = term_files.begin_import(world.services, invocation, None)
    (form,) = term_files.present_files(told, View(locale=Locale.EN)).buttons
    assert isinstance(form, FormButton)
    assert form.fields[0].is_file
    stranger = term_files.begin_import(world.services, make_invocation("term"), None)
    assert "Only an editor" in words(term_files.present_files(stranger, View(locale=Locale.EN)))


def test_a_workspace_is_told_that_its_words_changed_once_it_is_kept(world: World) -> None:
    told: list[str] = []
    services = replace(world.services, words_changed=told.append)
    file = Given(name="words.csv", content=TABLE.encode())
    import_words(services, EDITOR, file, NOON)
    import_words(services, EDITOR, file, NOON)
    assert told == [EDITOR.tenant]


def test_a_rule_keeps_who_set_it_first_when_an_import_says_the_same(world: World) -> None:
    file = Given(name="words.csv", content=TABLE.encode())
    import_words(world.services, EDITOR, file, NOON)
    import_words(world.services, make_actor("Emil", is_manager=True), file, NOON)
    with world.services.unit_of_work(read_only=True) as work:
        (rule,) = work.terms.rules(EDITOR.tenant)
    assert (rule.set_by, rule.instead) == (EDITOR.user_id, EntryId("kyaku"))
