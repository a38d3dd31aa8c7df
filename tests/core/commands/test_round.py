"""A live round as the people in a channel meet it."""

from datetime import timedelta

import pytest

from bot.localized import Locale
from bot.posting import Deferred, InDoubt, Reason, Undeliverable
from bot.quiz.model import SessionStatus
from bot.reply import Button, InputButton, Tone
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import make_actor, make_invocation
from tests.reading import action, words

BEN, CHIE = make_actor("Ben"), make_actor("Chie")
BOSS = make_actor("Boss", is_manager=True)


@pytest.fixture
def channel(world: World) -> Channel:
    return Channel(world.services)


@pytest.fixture
def asked(channel: Channel) -> Channel:
    """A channel in which Aiko's round of two questions has begun; Ben is in."""
    channel.call("round", number=2, kind="meaning-to-word")
    channel.press(channel.button("Join"), BEN)
    channel.press(channel.button("Start now"))
    return channel


def test_a_round_opens_a_lobby_in_the_channel_and_tells_its_starter(channel: Channel) -> None:
    reply = channel.call("round", number=3)

    assert "The round is open" in words(reply)
    assert "Aiko starts a quiz. Questions: 3, 30 seconds each." in words(channel.last)
    assert "In: Aiko" in words(channel.last)


def test_the_lobby_shows_who_joins(channel: Channel) -> None:
    channel.call("round")
    reply = channel.press(channel.button("Join"), BEN)
    again = channel.press(channel.button("Join"), BEN)

    assert "You are in." in words(reply)
    assert "already" in words(again)
    assert "In: Aiko, Ben" in words(channel.last)
    assert 1 == len(channel.messages)


def test_a_round_begins_by_itself(channel: Channel) -> None:
    channel.call("round")
    channel.pass_time(20)

    assert "Question 1 of 5" in words(channel.last)
    assert "has begun" in words(channel.messages["m1"])


def test_a_second_round_in_the_channel_is_refused_and_the_first_named(channel: Channel) -> None:
    channel.call("round")
    reply = channel.call("round", BEN)

    assert "There is a round in this channel already" in words(reply)
    assert "You are in." in words(channel.press(action(reply, "Join"), BEN))


def test_an_answer_is_confirmed_in_private_without_a_word_on_whether_it_is_right(asked: Channel) -> None:
    right, wrong = asked.press(asked.right()), asked.press(asked.wrong(), BEN)

    for reply in (right, wrong):
        assert Tone.INFO is reply.tone
        assert words(reply).startswith("Counted: ")
        assert not {"○", "×"} & set(words(reply))


def test_the_result_names_who_was_right_and_nobody_as_wrong(asked: Channel) -> None:
    item = asked.session.items[0]
    asked.press(asked.right())
    asked.press(asked.wrong(), BEN)
    text = words(asked.messages["m2"])

    assert item.key is not None
    assert f"○ {item.options[item.key].text.en}" in text
    assert "Right: Aiko" in text
    assert "1 of 2 right." in text
    assert "Ben" not in text


def test_everybody_can_look_at_their_own_answer_after_closing(asked: Channel) -> None:
    item = asked.session.items[0]
    wrong = asked.wrong()
    asked.press(asked.right())
    asked.press(wrong, BEN)
    mine = action(asked.messages["m2"], "My answer")

    assert item.key is not None
    assert f"× {item.options[(item.key + 1) % len(item.options)].text.en}" in words(asked.press(mine, BEN))
    assert "○ Right." in words(asked.press(mine))
    assert "You have not answered" in words(asked.press(mine, CHIE))


def test_before_closing_my_answer_tells_only_what_was_answered(asked: Channel) -> None:
    asked.press(asked.right())
    reply = asked.press(f"round-mine/{asked.session.id}/0")

    assert "Your answer stands: " in words(reply)
    assert "○" not in words(reply)


def test_a_second_answer_is_told_what_the_first_was(asked: Channel) -> None:
    first = asked.press(asked.wrong())
    reply = asked.press(asked.right())

    assert words(first).removeprefix("Counted: ").splitlines()[0] in words(reply)
    assert "stands" in words(reply)


def test_a_question_closes_by_itself_and_the_next_is_a_new_post(asked: Channel) -> None:
    asked.pass_time(30)
    assert "Nobody answered." in words(asked.last)
    asked.pass_time(8)
    assert "Question 2 of 2" in words(asked.last)
    assert 3 == len(asked.messages)


def test_a_whole_round_ends_with_standings_and_words_to_review(asked: Channel) -> None:
    missed = asked.session.items[0].entry_id
    for _ in range(2):
        asked.press(asked.wrong() if asked.session.position == 0 else asked.right(), BEN)
        asked.press(asked.right())
        asked.pass_time(8)
    text = words(asked.last)

    assert "The quiz is over" in text
    assert text.index("Aiko") < text.index("Ben")
    assert asked.services.glossary.entry(missed).headword in text
    assert "is open" in words(asked.press(asked.button("Another round"), CHIE))


def test_a_race_says_how_points_are_given(channel: Channel) -> None:
    channel.call("round", mode="race", number=1, kind="meaning-to-word")
    assert "within 2 seconds" in words(channel.last)
    channel.pass_time(20)
    channel.press(channel.right(), BEN, stamp=channel.clock.now())
    channel.clock.advance(timedelta(seconds=3))
    channel.press(channel.right())
    text = words(channel.last)

    assert "points: 13" in text
    assert "points: 10" in text
    assert "within 2 seconds" in text


def test_teams_are_told_and_scored_by_their_mean(channel: Channel) -> None:
    channel.call("round", mode="teams", number=1, kind="meaning-to-word")
    channel.press(channel.button("Join"), BEN)
    channel.pass_time(20)
    assert "Red team: Aiko" in words(channel.messages["m1"])
    reply = channel.press(channel.right(), BEN)
    channel.press(channel.wrong())

    assert "You play for the white team." in words(reply)
    assert "White team: 100 % (Ben)" in words(channel.last)


def test_a_hidden_player_is_counted_and_not_named(world: World, asked: Channel) -> None:
    world.storage.rows.hidden.add(("test:w1", "ben"))
    asked.press(asked.right(), BEN)
    asked.press(asked.right())

    assert "Right: Aiko and 1 more" in asked.says()
    assert "Ben" not in words(asked.messages["m2"])


def test_controls_are_for_the_starter_and_managers(asked: Channel) -> None:
    steer = asked.button("…")

    assert "Only whoever started" in words(asked.press(steer, BEN))
    for actor in (None, BOSS):
        reply = asked.press(steer, actor)
        assert ["Pause", "Close this question", "Stop the round"] == [button.label for button in reply.buttons]
    assert "Only whoever started" in words(asked.press(f"round-stop/{asked.session.id}", BEN))


def test_a_pause_is_shown_and_stops_the_clock(asked: Channel) -> None:
    paused = asked.press(f"round-pause/{asked.session.id}")
    assert "Paused." in words(asked.last)
    asked.pass_time(100)
    assert "is paused" in words(asked.press(asked.right(), BEN))
    resumed = asked.press(action(paused, "Go on"))
    assert "It goes on." in words(resumed)
    assert "Paused." not in words(asked.last)
    assert words(asked.press(asked.right(), BEN)).startswith("Counted")


def test_a_question_is_closed_and_the_next_asked_by_hand(asked: Channel) -> None:
    step = action(asked.press(asked.button("…")), "Close this question")
    reply = asked.press(step)
    assert "the answer" in words(asked.last)
    asked.press(action(reply, "Next question"))
    assert "Question 2 of 2" in words(asked.last)


def test_a_round_is_stopped_with_the_score_so_far(asked: Channel) -> None:
    asked.press(asked.right())
    asked.press(f"round-stop/{asked.session.id}")

    assert "The quiz was stopped" in words(asked.last)
    assert "1/1" in words(asked.last)
    assert "○" in words(asked.messages["m2"])


def test_a_round_is_called_off_in_the_lobby(channel: Channel) -> None:
    channel.call("round")
    channel.press(channel.button("Stop"))

    assert "called off" in words(channel.last)
    assert 1 == len(channel.messages)


def test_an_answer_in_time_that_is_handled_after_closing_counts_and_corrects_the_result(asked: Channel) -> None:
    stamp = asked.clock.now() + timedelta(seconds=29)
    button = asked.right()
    asked.pass_time(32)
    assert "Nobody answered." in words(asked.last)
    reply = asked.press(button, BEN, stamp=stamp)

    assert words(reply).startswith("Counted")
    assert "Right: Ben" in words(asked.last)


def test_a_stamp_of_the_future_is_cut_to_now(asked: Channel) -> None:
    button = asked.right()
    asked.pass_time(29)
    asked.press(button, BEN, stamp=asked.clock.now() + timedelta(hours=1))
    with asked.services.unit_of_work(read_only=True) as work:
        (record,) = work.answers.of(asked.session)

    assert asked.clock.now() == record.answered_at


def test_an_answer_stamped_after_the_deadline_never_counts(asked: Channel) -> None:
    button = asked.right()
    asked.pass_time(30)
    asked.clock.advance(timedelta(seconds=2))

    assert "Too late" in words(asked.press(button, CHIE, stamp=asked.clock.now() - timedelta(seconds=1.999)))


def test_no_question_comes_again_in_a_channel_within_a_week(channel: Channel) -> None:
    seen: set[str] = set()
    for _ in range(2):
        channel.call("round", number=4, kind="meaning-to-word")
        ids = {item.id for item in channel.session.items}
        assert not ids & seen
        seen |= ids
        channel.press(channel.button("Start now"))
        for number in range(4):
            channel.press(f"round-skip/{channel.session.id}/{number}")
            channel.pass_time(8)
    reply = channel.call("round", number=4, kind="meaning-to-word")

    assert 8 == len(seen)
    assert "asked here lately" in words(reply)


def test_a_round_without_questions_is_a_sentence(channel: Channel) -> None:
    assert "no questions with these limits" in words(channel.call("round", domain="residence"))


def test_a_typed_question_takes_what_is_typed(channel: Channel) -> None:
    channel.call("round", number=1, kind="reading")
    channel.press(channel.button("Start now"))
    field = next(button for button in channel.last.buttons if isinstance(button, InputButton))
    reading = channel.session.items[0].answers[0]
    reply = channel.press(field.action, text=reading)

    assert "Counted: what you typed" in words(reply)
    assert "Right: Aiko" in channel.says()


def test_the_channel_reads_the_language_of_whoever_started_the_round(channel: Channel) -> None:
    channel.call("settings", language="ja")
    channel.call("round")

    assert "みんなでクイズ" in words(channel.last)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_reply_of_a_round_is_in_the_readers_language(asked: Channel, locale: Locale) -> None:
    japanese = Locale.JA is locale
    buttons = [
        f"round-controls/{asked.session.id}",
        f"round-mine/{asked.session.id}/0",
        "round-join/gone",
        asked.right(),
    ]
    for button in buttons:
        text = words(asked.press(button, BEN, locale=locale))
        assert japanese is any("ぁ" <= sign <= "ん" for sign in text.splitlines()[0]), text


def test_another_workspace_does_not_see_the_round(asked: Channel) -> None:
    stranger = make_actor("Ben", workspace="w2")

    assert "no longer here" in words(asked.press(asked.right(), stranger))


def test_a_round_that_cannot_be_shown_ends_and_tells_its_starter(channel: Channel, world: World) -> None:
    channel.dispatcher.handle(make_invocation("round"))
    channel.send(Undeliverable(Reason.NOT_A_MEMBER))
    assert [SessionStatus.STOPPED] == [session.status for session in world.storage.rows.sessions.values()]
    assert "I cannot write in that channel" in [words(post.reply).splitlines()[0] for _, post in channel.sent]


def test_a_post_that_is_put_off_is_sent_later(channel: Channel) -> None:
    channel.dispatcher.handle(make_invocation("round"))
    channel.send(Deferred(3))
    assert not channel.messages
    channel.pass_time(3)
    assert "Aiko starts a quiz" in words(channel.last)


def test_a_question_in_doubt_is_sent_again_and_its_clock_starts_then(asked: Channel) -> None:
    asked.pass_time(30)
    asked.clock.advance(timedelta(seconds=8))
    asked.send(InDoubt())
    asked.pass_time(5)
    assert "Question 2 of 2" in words(asked.last)
    tries = [post for _, post in asked.sent if post.key.endswith("q1")]
    assert [(1, False), (2, True)] == [(post.attempt, post.in_doubt) for post in tries]
    assert tries[0].nonce == tries[1].nonce
    asked.pass_time(27)
    assert "the answer" not in words(asked.last)


def test_the_buttons_of_a_question_fit_one_row(asked: Channel) -> None:
    assert 5 >= len(asked.last.buttons)
    assert all(isinstance(button, Button) for button in asked.last.buttons)


def test_a_starter_without_a_name_is_told_so_in_good_english(channel: Channel) -> None:
    channel.call("round", make_actor("you"))

    assert "You start a quiz. Questions: 5" in words(channel.last)


@pytest.mark.parametrize(("language", "drawn"), [("en", True), ("ja", False)])
def test_a_channel_that_is_talked_to_in_japanese_types_no_english(channel: Channel, language: str, drawn: bool) -> None:
    channel.call("settings", language=language)
    channel.call("round", number=20)

    assert drawn is any(item.kind.value == "meaning" for item in channel.session.items)


def test_a_question_that_closed_while_nobody_ran_is_told_of(asked: Channel) -> None:
    asked.press(asked.right(), BEN)
    asked.clock.advance(timedelta(seconds=50))
    asked.send()
    notice = words(asked.last)

    assert "Right: Ben" in words(asked.messages["m2"])
    assert "I was away for a moment" in notice
    assert "Question 1 closed at its time" in notice
    assert "goes on" in notice
    asked.pass_time(8)
    assert "Question 2 of 2" in words(asked.last)
