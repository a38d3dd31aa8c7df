from dataclasses import replace
from datetime import timedelta

from bot.commands.catalog import COMMANDS, HIDDEN, VISIBLE
from bot.commands.dispatcher import Dispatcher
from bot.localized import Locale
from bot.ports import Preferences
from bot.quiz.model import ItemKind
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_invocation
from tests.reading import action, words


def test_settings_show_what_is_set(world: World) -> None:
    assert "automatic" in words(world.call("settings"))


def test_a_language_is_kept_and_spoken_at_once(world: World) -> None:
    assert "保存しました" in words(world.call("settings", language="ja"))
    assert "ビジネス日本語をその場で" in words(world.call("help"))


def test_one_choice_leaves_the_other_though_preferences_could_not_be_read_before(world: World) -> None:
    """Where the quick way to the preferences fails it says the defaults; they must not be stored over the choice."""
    world.call("settings", romaji=False)
    unread = Dispatcher(replace(world.services, preferences=lambda actor: Preferences()), COMMANDS)

    unread.handle(make_invocation("settings", language="ja"))

    assert Preferences(locale=Locale.JA, romaji=False) == world.services.preferences(world.actor)


def test_automatic_gives_the_choice_back_to_the_platform(world: World) -> None:
    world.call("settings", language="ja")

    assert "automatic" in words(world.call("settings", language="auto"))


def test_romaji_can_be_hidden(world: World) -> None:
    world.call("settings", romaji=False)

    assert "juden" not in words(world.call("define", term="受電"))


def test_the_buttons_switch_language_and_romaji(world: World) -> None:
    reply = world.call("settings")
    world.press(action(reply, "Hide romaji"))
    reply = world.press(action(reply, "日本語"))

    assert "表示しない" in words(reply)


def test_settings_are_one_s_own(world: World) -> None:
    world.call("settings", language="ja")

    assert "Your settings" in words(world.press("settings", actor=make_actor("Ben")))


def test_a_language_that_is_none_is_refused(world: World) -> None:
    assert "Choose one of: en, ja, auto" in words(world.call("settings", language="klingon"))


def test_help_lists_every_visible_command_and_no_hidden_one(world: World) -> None:
    manager = replace(make_invocation("help"), actor=make_actor(is_manager=True))
    text = words(world.dispatcher.handle(manager))

    assert all(f"/{spec.name}" in text for spec in VISIBLE)
    assert not any(f"- /{spec.name} " in text for spec in HIDDEN)


def test_help_lists_what_managers_do_to_managers_alone(world: World) -> None:
    assert "/trainer" not in words(world.call("help"))
    assert "/trainer" in words(world.call("help", command="trainer"))


def test_help_fits_one_screen(world: World) -> None:
    assert len(words(world.call("help")).splitlines()) <= 24


def test_help_explains_one_command_with_its_options(world: World) -> None:
    text = words(world.call("help", command="/quiz"))

    assert "number" in text
    assert "domain" in text
    assert "/quiz number:10" in text


def test_help_for_no_command_guesses(world: World) -> None:
    assert "Did you mean /quiz?" in words(world.call("help", command="quizz"))


def test_today_s_word_is_the_same_for_everyone_and_changes_next_day(world: World) -> None:
    today = make_invocation("word")
    tomorrow = replace(today, received_at=NOON + timedelta(days=1))
    other = replace(today, actor=make_actor("Ben"))

    assert world.dispatcher.handle(today).title == world.dispatcher.handle(other).title
    assert world.dispatcher.handle(today).title != world.dispatcher.handle(tomorrow).title


def test_the_day_turns_at_midnight_in_the_set_zone(world: World) -> None:
    evening = replace(make_invocation("word"), received_at=NOON.replace(hour=14, minute=59))
    midnight = replace(make_invocation("word"), received_at=NOON.replace(hour=15, minute=0))

    assert "2026-11-20" in words(world.dispatcher.handle(evening))
    assert "2026-11-21" in words(world.dispatcher.handle(midnight))


def test_a_name_is_hidden_from_boards_and_shown_again_by_a_button(world: World) -> None:
    hidden = world.press(action(world.call("settings"), "Hide me"))
    assert world.services.preferences(world.actor).hidden
    assert "hidden" in words(hidden)

    world.press(action(hidden, "Show me"))
    assert not world.services.preferences(world.actor).hidden


def test_help_for_the_quiz_names_every_kind_of_question(world: World) -> None:
    text = words(world.call("help", command="quiz"))
    assert [kind.value for kind in ItemKind if kind.value not in text] == []
