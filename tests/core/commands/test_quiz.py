import pytest

from bot.quiz.grading import MAX_RESPONSE
from bot.quiz.model import Session, SessionStatus
from bot.reply import InputButton, Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import make_actor
from tests.reading import action, words


def session_of(world: World) -> Session:
    (session,) = world.storage.rows.sessions.values()
    return session


def right(world: World) -> str:
    session = session_of(world)
    item = session.items[session.position]
    if item.key is None:
        return f"answer/{session.id}/{session.position}/{item.answers[0]}"
    return f"answer/{session.id}/{session.position}/{item.key}"


def wrong(world: World) -> str:
    session = session_of(world)
    item = session.items[session.position]
    assert item.key is not None
    return f"answer/{session.id}/{session.position}/{(item.key + 1) % len(item.options)}"


def test_a_quiz_asks_as_many_questions_as_wished(world: World) -> None:
    reply = world.call("quiz", number=3)

    assert "Question 1 of 3" in words(reply)
    assert 3 == len(session_of(world).items)


def test_a_question_does_not_hold_its_answer(world: World) -> None:
    reply = world.call("quiz", number=1, kind="meaning-to-word")
    first, *rest = [button.action.rsplit("/", 1)[0] for button in reply.buttons if button.action.startswith("answer")]

    assert {first} == set(rest)
    assert "○" not in words(reply)


def test_a_right_answer_is_confirmed_and_the_next_question_follows(world: World) -> None:
    world.call("quiz", number=2, kind="meaning-to-word")
    reply = world.press(right(world))

    assert Tone.SUCCESS is reply.tone
    assert "○ Right." in words(reply)
    assert "Question 2 of 2" in words(reply)


def test_a_wrong_answer_says_why_it_is_wrong_and_what_is_right(world: World) -> None:
    world.call("quiz", number=2, kind="meaning-to-word")
    item = session_of(world).items[0]
    assert item.key is not None
    reply = world.press(wrong(world))

    assert Tone.WARNING is reply.tone
    chosen = item.options[(item.key + 1) % len(item.options)]
    assert f"× {chosen.reason.en}" in words(reply)
    assert f"○ {item.options[item.key].reason.en}" in words(reply)


def test_the_end_gives_the_score_and_the_words_to_review(world: World) -> None:
    world.call("quiz", number=2, kind="meaning-to-word")
    missed = session_of(world).items[0].entry_id
    world.press(wrong(world))
    reply = world.press(right(world))

    assert "1 of 2 right" in words(reply)
    assert world.services.glossary.entry(missed).headword in words(reply)
    assert SessionStatus.FINISHED is session_of(world).status


def test_quiz_goes_on_with_the_open_round(world: World) -> None:
    world.call("quiz", number=3, kind="meaning-to-word")
    world.press(right(world))
    reply = world.call("quiz", number=10)

    assert "Here is where you were" in words(reply)
    assert "Question 2 of 3" in words(reply)


def test_a_second_press_of_the_same_button_counts_nothing(world: World) -> None:
    world.call("quiz", number=3, kind="meaning-to-word")
    button = right(world)
    world.press(button)
    reply = world.press(button)

    assert "answered already" in words(reply)
    assert 1 == len(world.storage.rows.answers)


def test_somebody_else_cannot_answer(world: World) -> None:
    world.call("quiz", number=1, kind="meaning-to-word")
    reply = world.press(right(world), actor=make_actor("Ben"))

    assert "somebody else" in words(reply)
    assert not world.storage.rows.answers


def test_another_workspace_does_not_even_see_the_quiz(world: World) -> None:
    world.call("quiz", number=1, kind="meaning-to-word")
    reply = world.press(right(world), actor=make_actor(workspace="w2"))

    assert "no longer here" in words(reply)


def test_a_skipped_question_is_explained_and_counts_as_missed(world: World) -> None:
    reply = world.call("quiz", number=1, kind="meaning-to-word")
    reply = world.press(action(reply, "Skip"))

    assert "Skipped." in words(reply)
    assert "0 of 1 right" in words(reply)


def test_a_stopped_quiz_keeps_its_score(world: World) -> None:
    reply = world.call("quiz", number=3, kind="meaning-to-word")
    world.press(right(world))
    reply = world.press(action(reply, "Stop"))

    assert "stopped: 1 of 1 right" in words(reply)
    assert SessionStatus.STOPPED is session_of(world).status


def typed(reply: Reply) -> InputButton:
    return next(button for button in reply.buttons if isinstance(button, InputButton))


def test_a_reading_is_typed_in_kana_or_romaji(world: World) -> None:
    field = typed(world.call("quiz", number=1, kind="reading"))
    reading = world.services.glossary.entry(session_of(world).items[0].entry_id).kana

    assert Tone.SUCCESS is world.press(field.action, text=reading).tone


def test_a_typed_answer_that_is_too_long_is_refused_and_nothing_is_lost(world: World) -> None:
    field = typed(world.call("quiz", number=1, kind="reading"))
    reply = world.press(field.action, text="あ" * 5000)

    assert f"at most {MAX_RESPONSE} characters" in words(reply)
    assert session_of(world).current


@pytest.mark.parametrize("text", ["", "  ", "　"], ids=["nothing", "spaces", "full-width space"])
def test_an_empty_answer_is_asked_for_again(world: World, text: str) -> None:
    field = typed(world.call("quiz", number=1, kind="reading"))
    reply = world.press(field.action, text=text)

    assert "There was no answer in that" in words(reply)
    assert session_of(world).current


def test_limits_that_leave_no_word_are_said(world: World) -> None:
    assert "no questions with these limits" in words(world.call("quiz", domain="residence"))


def test_a_forged_option_changes_nothing(world: World) -> None:
    world.call("quiz", number=1, kind="meaning-to-word")
    session = session_of(world)
    reply = world.press(f"answer/{session.id}/0/99")

    assert "one of the numbers shown" in words(reply)
    assert session_of(world).current


def test_a_word_can_be_practised_from_its_entry(world: World) -> None:
    reply = world.press(action(world.call("define", term="受電"), "Quiz me"))

    assert "Question 1 of 3" in words(reply)
    assert "juden" == session_of(world).items[0].entry_id


def test_practising_goes_on_with_an_open_quiz(world: World) -> None:
    world.call("quiz", number=4, kind="meaning-to-word")
    reply = world.press("practise/juden")

    assert "Question 1 of 4" in words(reply)


def test_practising_a_word_that_is_gone_is_a_sentence(world: World) -> None:
    assert Tone.WARNING is world.press("practise/ghost").tone


def kinds(world: World) -> set[str]:
    return {item.kind.value for item in session_of(world).items}


def test_another_quiz_wished_for_while_one_is_open_is_said_not_to_be_had(world: World) -> None:
    world.call("quiz", number=2, kind="reading")
    same, other = world.call("quiz"), world.call("quiz", kind="meaning-to-word")

    assert "Here is where you were." in words(same)
    assert "start anew" not in words(same)
    assert "It goes on as it is" in words(other)
    assert {"reading"} == kinds(world)


def test_the_open_quiz_is_stopped_for_the_one_wished_for(world: World) -> None:
    world.call("quiz", number=2, kind="reading")
    before = session_of(world)
    reply = world.press(action(world.call("quiz", number=3, kind="meaning-to-word", level=2), "start anew"))
    after = next(each for each in world.storage.rows.sessions.values() if each.id != before.id)

    assert "Question 1 of 3" in words(reply)
    assert {"meaning-to-word"} == {item.kind.value for item in after.items}
    assert SessionStatus.STOPPED is world.storage.rows.sessions["test:w1", before.id].status
    assert "Question 1 of 3" in words(world.press(f"quiz-anew/1////{before.id}")), "the first one is over: go on"


def test_nobody_can_stop_a_quiz_by_starting_another(world: World) -> None:
    world.call("quiz", number=2)
    session = session_of(world)
    world.press(f"quiz-anew/1////{session.id}", actor=make_actor("Ben"))

    assert SessionStatus.OPEN is world.storage.rows.sessions["test:w1", session.id].status


@pytest.mark.parametrize(("language", "drawn"), [("en", True), ("ja", False)])
def test_who_reads_in_japanese_is_asked_to_type_english_only_if_they_wish(
    world: World, language: str, drawn: bool
) -> None:
    world.call("settings", language=language)
    world.call("quiz", number=20)
    assert drawn is ("meaning" in kinds(world))


def test_a_kind_that_is_chosen_is_asked_in_any_language(world: World) -> None:
    world.call("settings", language="ja")
    world.call("quiz", kind="meaning")
    assert {"meaning"} == kinds(world)
