"""Boards as people see them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.identity import Place
from bot.lexicon.model import Domain, EntryId
from bot.localized import Localized
from bot.ports import Preferences
from bot.quiz.model import (
    AnswerRecord,
    Item,
    ItemKind,
    Option,
    Phase,
    Rule,
    Session,
    SessionId,
    SessionMode,
    SessionStatus,
    Verdict,
)
from bot.reply import Reply, Table
from tests.core.commands.conftest import World
from tests.factories import NOON, make_actor, make_place
from tests.reading import action, words

LONG_AGO = NOON - timedelta(days=100)


def an_item(number: int) -> Item:
    options = tuple(
        Option(text=Localized(text, text), entry_id=EntryId(entry), reason=Localized("because", "理由"))
        for text, entry in (("受電", "juden"), ("架電", "kaden"), ("保留", "horyu"))
    )
    return Item(
        id=f"item{number}",
        kind=ItemKind.MEANING_TO_WORD,
        entry_id=EntryId("juden"),
        stem=Localized("A call that comes in.", "かかってくる電話"),
        domain=Domain.CALLCENTER,
        level=2,
        note=Localized("note", "注"),
        options=options,
        key=0,
    )


def give(
    world: World,
    name: str,
    right: int,
    answered: int,
    *,
    at: datetime = NOON,
    mode: SessionMode = SessionMode.EVERYONE,
    place: Place | None = None,
) -> None:
    """Keep a round in which somebody gave so many answers, so many of them right."""
    actor = make_actor(name)
    with world.storage() as work:
        session = Session(
            id=SessionId(f"s{len(world.storage.rows.sessions)}"),
            place=place or make_place(),
            started_by=actor.user_id,
            items=tuple(map(an_item, range(answered))),
            started_at=at,
            position=answered,
            status=SessionStatus.FINISHED,
            mode=mode,
            phase=Phase.REVIEWING,
        )
        work.sessions.add(session)
        for question in range(answered):
            good = question < right
            answer = AnswerRecord(
                session_id=session.id,
                question=question,
                user_id=actor.user_id,
                verdict=Verdict.CORRECT if good else Verdict.WRONG,
                rule=Rule.OPTION,
                credit=good,
                answered_at=at,
                chosen=0 if good else 1,
            )
            work.answers.add(session, answer, actor)
        work.commit()


def lines(reply: Reply) -> list[tuple[str, ...]]:
    """Return the rows of all tables: place, name and counts."""
    return [
        (place, *("".join(words_of) for words_of in ((part.text for part in cell) for cell in cells)))  # type: ignore[union-attr]  # spans alone
        for block in reply.blocks
        if isinstance(block, Table)
        for place, cells in block.rows
    ]


def hide(world: World, name: str) -> None:
    with world.storage() as work:
        work.preferences.set(make_actor(name), Preferences(hidden=True))
        work.commit()


@pytest.fixture
def team(world: World) -> World:
    """Four people who have been here long: Ben and Chika are equal, Dai is hidden."""
    for name, right, answered in (("Aiko", 20, 40), ("Ben", 30, 40), ("Chika", 30, 40), ("Dai", 39, 40)):
        give(world, name, right, answered, at=LONG_AGO)
    hide(world, "Dai")
    return world


def test_people_with_equally_many_right_answers_share_a_place(team: World) -> None:
    reply = team.call("scores")

    assert lines(reply) == [
        ("1", "Ben", "30", "40", "75 %"),
        ("1", "Chika", "30", "40", "75 %"),
        ("3", "Aiko", "20", "40", "50 %"),
    ]
    assert "You: 20 right of 40, place 3." in words(reply)


def test_a_hidden_person_is_on_no_board_and_counted_in_the_total(team: World) -> None:
    reply = team.call("scores")

    assert "Dai" not in words(reply)
    assert "people 4, answers 160" in words(reply)


def test_who_is_hidden_sees_their_own_line_and_that_others_do_not(team: World) -> None:
    hide(team, "Aiko")
    reply = team.call("scores")

    assert "Aiko" not in [line[1] for line in lines(reply)]
    assert "You: 20 right of 40, place 3." in words(reply)
    assert "You are hidden" in words(reply)


def test_ten_are_listed_and_the_own_line_is_shown_all_the_same(world: World) -> None:
    for number in range(12):
        give(world, f"N{number}", 30, 30, at=LONG_AGO)
    give(world, "Aiko", 1, 30, at=LONG_AGO)
    reply = world.call("scores")

    assert len(lines(reply)) == 10
    assert "You: 1 right of 30, place 13." in words(reply)


def test_newcomers_stand_apart_by_rate_from_five_answers_on(team: World) -> None:
    give(team, "Emi", 5, 6)
    give(team, "Fumi", 5, 5)
    give(team, "Gen", 4, 4)
    reply = team.call("scores")

    assert [line[:2] for line in lines(reply)[3:]] == [("1", "Fumi"), ("2", "Emi")]
    assert "Newcomers" in words(reply)
    assert "Gen" not in words(reply)


def test_a_newcomer_is_told_the_place_among_newcomers(world: World) -> None:
    give(world, "Aiko", 3, 6)
    give(world, "Ben", 4, 6)

    assert "You: 3 right of 6, place 2 among newcomers." in words(world.call("scores"))


def test_fewer_than_five_answers_have_no_place_but_an_own_line(world: World) -> None:
    give(world, "Aiko", 2, 2)
    reply = world.call("scores")

    assert lines(reply) == []
    assert "Nobody has enough answers" in words(reply)
    assert "You: 2 right of 2." in words(reply)


def test_another_channel_counts_in_the_workspace_alone(team: World) -> None:
    give(team, "Aiko", 20, 20, place=make_place(channel="c2"), at=LONG_AGO)

    assert lines(team.call("scores"))[0][1] == "Ben"
    assert lines(team.call("scores", where="workspace"))[0][:3] == ("1", "Aiko", "40")


def test_a_window_counts_its_own_answers(team: World) -> None:
    give(team, "Aiko", 2, 2, at=NOON)
    give(team, "Ben", 1, 1, at=NOON - timedelta(days=1))

    assert [line[1] for line in lines(team.call("scores", window="today"))] == ["Aiko"]
    assert [line[1] for line in lines(team.call("scores", window="week"))] == ["Aiko", "Ben"]
    assert "this week" in words(team.call("scores", window="week"))


def test_an_empty_window_says_so(team: World) -> None:
    assert "in that time" in words(team.call("scores", window="today"))


def test_the_most_improved_are_those_who_got_better_since_the_window_before(team: World) -> None:
    for name, earlier, now in (("Aiko", 2, 9), ("Ben", 5, 6), ("Chika", 9, 2)):
        give(team, name, earlier, 10, at=NOON - timedelta(days=31))
        give(team, name, now, 10, at=NOON)
    reply = team.call("scores", by="improved")

    assert [line[:3] for line in lines(reply)] == [("1", "Aiko", "+70 points"), ("2", "Ben", "+10 points")]
    assert "this month" in words(reply)
    assert "Chika" not in words(reply)


def test_points_are_shown_and_explained_where_a_race_gave_its_bonus(team: World) -> None:
    give(team, "Aiko", 10, 10, mode=SessionMode.RACE, at=LONG_AGO)
    reply = team.call("scores")

    assert lines(reply)[0][:4] == ("1", "Aiko", "330", "30")
    assert "10 points" in words(reply)


def test_a_shared_board_shows_no_own_line(team: World) -> None:
    hide(team, "Aiko")
    reply = team.press(action(team.call("scores"), "Share"))

    assert "Aiko" not in words(replace(reply, blocks=reply.blocks[:-1]))
    assert "You" not in words(reply)
    assert "Aiko shared this." in words(reply)
    assert [button.label for button in reply.buttons] == ["Start a quiz"]


def test_a_shared_board_is_the_one_that_was_looked_at(team: World) -> None:
    give(team, "Aiko", 2, 2, at=NOON)
    looked_at = team.call("scores", where="workspace", window="today", by="right")
    shared = team.press(action(looked_at, "Share"))

    assert lines(shared) == lines(looked_at)
    assert "Whole workspace" in words(team.call("scores"))


def test_a_forged_board_is_the_usual_one(team: World) -> None:
    assert lines(team.press("share/board/moon.never")) == lines(team.call("scores"))


def test_the_buttons_lead_to_other_boards(team: World) -> None:
    reply = team.call("scores")

    assert "this week" in words(team.press(action(reply, "This week")))
    assert "whole workspace" in words(team.press(action(reply, "Whole workspace")))
    assert "this month" in words(team.press(action(reply, "Most improved")))


def test_an_empty_board_invites_to_a_quiz(world: World) -> None:
    reply = world.call("scores")

    assert "Nobody has answered" in words(reply)
    assert "Question 1" in words(world.press(action(reply, "Start")))


def test_the_board_speaks_japanese(team: World) -> None:
    team.call("settings", language="ja")

    assert "あなた：40問中20問正解、3位。" in words(team.call("scores"))
