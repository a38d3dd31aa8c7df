"""Words of the day over months, from the glossary that ships: which come, which come again in quizzes, what a manager sees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands.wotd_steps import post_key
from bot.daily import is_suitable
from bot.lexicon.model import EntryId, Glossary
from bot.posting import InDoubt, Posted, Reason, Undeliverable
from bot.reply import Reply
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import make_actor
from tests.reading import action, actions, words

MANAGER = make_actor("Mika", is_manager=True)
HOUR = 3600.0


@pytest.fixture
def channel(world: World, glossary: Glossary) -> Channel:
    """A channel at noon in Tokyo on Friday, 20 November 2026, with the glossary that ships."""
    return Channel(replace(world.services, glossary=glossary))


def on(channel: Channel, **options: str | int) -> Reply:
    return channel.call("wotd", MANAGER, action="on", **{"time": "12:30", "days": "all", "holidays": "post", **options})


def next_word(channel: Channel) -> None:
    """Go on to the next word."""
    before = len(channel.messages)
    while len(channel.messages) == before:
        channel.pass_time(4 * HOUR, step=4 * HOUR)


def ledger(channel: Channel) -> list[tuple[date, EntryId]]:
    with channel.services.unit_of_work(read_only=True) as work:
        return [(line.local_date, line.entry_id) for line in work.words.shown(channel.place, date.min)]


@pytest.mark.parametrize("days", ["all", "weekdays"])
def test_quiz_me_brings_each_word_back_three_times_at_growing_gaps(channel: Channel, days: str) -> None:
    on(channel, days=days)
    asked: dict[EntryId, list[date]] = {}
    for number in range(45):
        next_word(channel)
        somebody = make_actor(f"Reader {number}")
        channel.press(action(channel.last, "Quiz me"), somebody)
        with channel.services.unit_of_work(read_only=True) as work:
            session = work.sessions.open_of(somebody, channel.place)
        assert session
        today = ledger(channel)[-1][0]
        for item in session.items:
            asked.setdefault(item.entry_id, []).append(today)

    for day, word in ledger(channel)[:20]:
        first, second, third = ((each - day).days for each in asked[word] if each > day)
        assert 1 <= first <= (1 if days == "all" else 4), "the next post, which may be after a weekend and a holiday"
        assert 5 <= second <= 8 + (days != "all")
        assert 20 <= third <= 28


def test_an_answer_to_quiz_me_is_a_review_of_the_word(channel: Channel) -> None:
    on(channel)
    next_word(channel)
    yesterday = ledger(channel)[-1][1]
    next_word(channel)
    ben = make_actor("Ben")
    asked = channel.press(action(channel.last, "Quiz me"), ben)
    channel.press(next(each for each in actions(asked) if each.startswith("answer/")), ben)
    with channel.services.unit_of_work(read_only=True) as work:
        [card] = work.cards.of(ben)
    assert (card.entry_id, card.reviews) == (yesterday, 1)


def test_who_knew_a_word_is_asked_at_growing_gaps(channel: Channel) -> None:
    on(channel)
    next_word(channel)
    button, ben = action(channel.last, "I knew it"), make_actor("Ben")
    gaps = []
    for _ in range(5):
        channel.press(button, ben)
        with channel.services.unit_of_work(read_only=True) as work:
            [held] = work.cards.of(ben)
        gaps.append(held.card.due - channel.clock.now())
        channel.clock.advance(max(gaps[-1], timedelta(days=1)))
    assert gaps == sorted(gaps)
    assert gaps[-1] > 4 * gaps[2] > timedelta(days=4)


def test_a_pack_of_a_field_and_a_level_brings_only_its_words_and_says_how_many_are_left(
    channel: Channel, glossary: Glossary
) -> None:
    pack = {
        entry.id
        for entry in glossary.entries
        if is_suitable(entry) and "callcenter" in entry.domains and entry.difficulty == 3
    }
    assert f"{len(pack)} that did not come here within a year" in words(on(channel, domain="callcenter", level=3))
    for _ in range(12):
        next_word(channel)
    came = {word for _, word in ledger(channel)}
    assert len(came) == 12
    assert came <= pack
    assert f"{len(pack) - 12} that did not come" in words(channel.call("wotd", MANAGER))


def test_the_manager_sees_every_word_of_late_that_did_not_arrive_or_perhaps_not(channel: Channel) -> None:
    on(channel)
    next_word(channel)
    assert "two weeks" not in words(channel.call("wotd", MANAGER))
    for outcome in (InDoubt(), Undeliverable(Reason.OTHER)):
        channel.clock.advance(timedelta(days=1))
        channel.send(outcome)
        channel.clock.advance(timedelta(minutes=10))
        channel.send(outcome)
    next_word(channel)

    status = words(channel.call("wotd", MANAGER))
    (_, _), (doubtful, _), (refused, _), (last, _) = ledger(channel)
    listed = status.partition("two weeks")[2]
    assert listed.index(f"{refused}") < listed.index(f"{doubtful}")
    assert "not known whether it arrived" in listed
    assert "could not be sent" in listed
    assert f"{last}" not in listed
    assert "two weeks" not in words(channel.call("wotd")), "who cannot do anything about it is not told"


def test_a_word_that_was_found_to_have_arrived_after_all_is_no_trouble(channel: Channel) -> None:
    on(channel)
    channel.clock.advance(timedelta(hours=1))
    channel.send(InDoubt())
    channel.clock.advance(timedelta(minutes=1))
    channel.send(InDoubt())
    assert "two weeks" in words(channel.call("wotd", MANAGER))
    [day] = [each for each, _ in ledger(channel)]
    channel.office.settle(channel.place, post_key(channel.place, day), 1, Posted("m1"), channel.clock.now())
    assert "two weeks" not in words(channel.call("wotd", MANAGER))
