"""Live rounds on real databases: many hands at once, and restarts at any point."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.commands import round_steps
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.posting import LEASE, Posted
from bot.quiz.memory import Source
from bot.quiz.model import SessionStatus
from bot.storage.unit_of_work import Storage, open_storage
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import make_world
from tests.core.storage.test_races import at_once
from tests.factories import make_actor, make_invocation
from tests.reading import action, words

BEN = make_actor("Ben")


def channel_on(storage: Storage) -> Channel:
    return Channel(replace(make_world().services, unit_of_work=storage))


def asking(storage: Storage, questions: int = 2) -> Channel:
    channel = channel_on(storage)
    channel.call("round", number=questions, kind="meaning-to-word")
    channel.press(channel.button("Join"), BEN)
    channel.press(channel.button("Start now"))
    return channel


def test_fifty_clicks_of_one_account_at_once_count_once(storage: Storage) -> None:
    channel = asking(storage)
    session = channel.session
    items = session.items[0].options

    def click(number: int) -> str:
        reply = channel.dispatcher.press(
            f"round-answer/{session.id}/0/{number % len(items)}",
            actor=BEN,
            place=channel.place,
            locale=session.locale,
            received_at=channel.clock.now(),
        )
        return words(reply).partition(":")[0]

    said = Counter(at_once(50, click))
    with storage(read_only=True) as unit:
        records = unit.answers.of(session)
    assert {"Counted": 1, "Your answer stands": 49} == said
    assert 1 == len(records)


def test_fifty_clicks_of_one_account_at_once_count_once_in_a_quiz_of_one_s_own(storage: Storage) -> None:
    channel = channel_on(storage)
    channel.call("quiz", number=2, kind="meaning-to-word")
    with storage(read_only=True) as unit:
        session = unit.sessions.open_of(make_actor(), channel.place)
    assert session is not None

    def click(number: int) -> None:
        channel.dispatcher.press(
            f"answer/{session.id}/0/{number % len(session.items[0].options)}",
            actor=make_actor(),
            place=channel.place,
            locale=session.locale,
            received_at=channel.clock.now(),
        )

    at_once(50, click)
    with storage(read_only=True) as unit:
        found = unit.sessions.get(session.tenant, session.id)
        assert found is not None
        assert (1, 1) == (found.position, len(unit.answers.of(session)))
        assert 1 == sum(held.reviews for held in unit.cards.of(make_actor()))


def test_fifty_clicks_of_one_account_at_once_count_once_in_a_review(storage: Storage) -> None:
    channel = channel_on(storage)
    with storage() as unit:
        for word in map(EntryId, ("juden", "kaden", "horyu")):
            unit.saved_words.add(make_actor(), word, channel.clock.now())
            unit.cards.add(make_actor(), word, Source.SAVED, channel.clock.now())
        unit.commit()
    skip = action(channel.press("review-learn"), "I don't know")

    def click(_: int) -> None:
        channel.dispatcher.press(
            skip,
            actor=make_actor(),
            place=channel.place,
            locale=Locale.EN,
            received_at=channel.clock.now(),
        )

    at_once(50, click)
    with storage(read_only=True) as unit:
        assert 1 == sum(held.reviews for held in unit.cards.of(make_actor()))


def test_an_early_closing_at_once_with_the_deadline_closes_once(storage: Storage) -> None:
    channel = asking(storage)
    channel.press(channel.wrong())
    button = channel.right()
    channel.clock.advance(timedelta(seconds=30))
    now = channel.clock.now()

    def act(number: int) -> None:
        if number == 0:
            channel.dispatcher.press(
                button, actor=BEN, place=channel.place, locale=channel.session.locale, received_at=now
            )
        else:
            round_steps.tick(channel.services, now)

    at_once(4, act)
    channel.send()
    assert "Right: Ben" in words(channel.last)
    channel.pass_time(8)
    assert "Question 2 of 2" in words(channel.last)
    assert 3 == len(channel.messages)


def test_each_step_is_taken_once_though_four_tick_at_once(storage: Storage) -> None:
    channel = channel_on(storage)
    channel.call("round", number=3, kind="meaning-to-word")
    sent: list[str] = []

    def tick(_: int) -> None:
        round_steps.tick(channel.services, channel.clock.now())
        for post in channel.office.take("test", channel.clock.now()):
            sent.append(post.key)
            channel.office.settle(post.place, post.key, post.attempt, Posted(post.key), channel.clock.now())

    at_once(4, tick)
    for seconds in (20, 30, 8, 30, 8, 30, 0, 0):
        channel.clock.advance(timedelta(seconds=seconds))
        for _ in range(4):
            at_once(4, tick)
    kinds = [key.split("/", 2)[2] if key.count("/") > 1 else "lobby" for key in sent]

    assert sorted(["1", "q0", "q0/1", "q1", "q1/1", "q2", "q2/1", "over"]) == sorted(kinds)
    assert [key for key in kinds if key in {"q0", "q1", "q2", "over"}] == ["q0", "q1", "q2", "over"]


PHASES: dict[str, Callable[[Channel], object]] = {
    "lobby": lambda channel: channel.call("round", number=2, kind="meaning-to-word"),
    "asking": lambda channel: channel.pass_time(20),
    "answered by one": lambda channel: channel.press(channel.right(), BEN),
    "paused": lambda channel: channel.press(f"round-pause/{channel.session.id}"),
    "resumed": lambda channel: channel.press(f"round-resume/{channel.session.id}"),
    "reviewing": lambda channel: channel.pass_time(30),
    "asking the last": lambda channel: channel.pass_time(8),
    "over": lambda channel: channel.pass_time(30),
}


@pytest.mark.parametrize("away", [0.0, 2.0], ids=["at once", "after 2 s"])
def test_a_restart_in_any_phase_goes_on_where_it_was(url: str, away: float) -> None:
    messages: dict[str, str] = {}
    storage = open_storage(url)
    channel = channel_on(storage)
    for phase, step in PHASES.items():
        step(channel)
        storage.close()
        storage = open_storage(url)
        channel = _restarted(channel, storage)
        if phase not in {"lobby", "over"}:
            channel.pass_time(away)
        messages = {name: words(reply) for name, reply in channel.messages.items()}
    assert "The quiz is over" in messages["m4"]
    assert "Right: Ben" in messages["m2"]
    assert 4 == len(messages)
    storage.close()


def _restarted(old: Channel, storage: Storage) -> Channel:
    """Return the channel as the next process finds it: the same time and messages, everything else anew."""
    channel = channel_on(storage)
    channel.clock.advance(old.clock.now() - channel.clock.now())
    channel.messages = old.messages
    return channel


def test_a_post_that_a_killed_process_had_taken_is_sent_by_the_next(url: str) -> None:
    storage = open_storage(url)
    channel = channel_on(storage)
    channel.dispatcher.handle(make_invocation("round"))
    (taken,) = channel.office.take("test", channel.clock.now())
    storage.close()
    storage = open_storage(url)
    channel.services = replace(channel.services, unit_of_work=storage)
    channel.office._services = channel.services
    assert () == channel.office.take("test", channel.clock.now())
    channel.clock.advance(LEASE)
    (again,) = channel.office.take("test", channel.clock.now())
    assert (taken.key, taken.nonce, True) == (again.key, again.nonce, again.in_doubt)
    storage.close()


def test_a_stall_refuses_no_answer_in_time_and_takes_none_that_is_late(storage: Storage) -> None:
    """200 answers stamped up to 2 s around the deadline, all handled 2 s late, ticks in between."""
    random = Random(200)
    channel = asking(storage, questions=1)
    button, session = channel.right(), channel.session
    deadline = session.closings[0]
    stamps = {f"p{number}": deadline + timedelta(seconds=random.uniform(-2, 2)) for number in range(200)}
    channel.clock.advance(deadline + timedelta(seconds=2) - channel.clock.now())
    for number, (name, stamp) in enumerate(sorted(stamps.items())):
        if number % 50 == 25:
            channel.send()
        channel.dispatcher.press(
            button, actor=make_actor(name), place=channel.place, locale=session.locale, received_at=stamp
        )
    channel.send()
    with storage(read_only=True) as unit:
        found = unit.sessions.get(channel.place.tenant, session.id)
        assert found is not None
        counted = {record.user_id for record in unit.answers.of(found)}
    assert {name for name, stamp in stamps.items() if stamp <= deadline} == counted
    assert SessionStatus.FINISHED is found.status
    assert f"{len(counted)} of {len(counted)} right" in channel.says()
