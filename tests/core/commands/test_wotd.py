"""The word of the day from set-up to post, to the buttons under it."""

from datetime import timedelta

import pytest

from bot.commands.wotd import parse_time
from bot.posting import Deferred, InDoubt, Reason, Undeliverable
from bot.reply import Reply
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import make_actor, make_place
from tests.reading import action, actions, words

MANAGER = make_actor("Mika", is_manager=True)
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def channel(world: World) -> Channel:
    """A channel at noon in Tokyo on Friday, 20 November 2026; Monday is a holiday."""
    return Channel(world.services)


def _on(channel: Channel, **options: str | int) -> Reply:
    return channel.call("wotd", MANAGER, action="on", **{"time": "12:30", "days": "all", "holidays": "post", **options})


def _days(channel: Channel, days: float = 1) -> None:
    channel.pass_time(days * DAY, step=HOUR / 4)


def test_a_channel_gets_a_word_a_day_at_the_minute(channel: Channel) -> None:
    assert "Next: 2026-11-20 12:30" in words(_on(channel))
    _days(channel, 3)
    assert [f"{moment.astimezone(channel.services.timezone):%d %H:%M}" for moment, _ in channel.sent] == [
        "20 12:30",
        "21 12:30",
        "22 12:30",
    ]
    assert len({words(post.reply) for _, post in channel.sent}) == 3


def test_the_message_has_word_reading_meaning_register_example_and_buttons(channel: Channel) -> None:
    channel.call("wotd", MANAGER, action="on", time="12:30", days="all")
    channel.call("wotd", MANAGER, action="queue", term="受電")
    _days(channel, 0.1)
    shown = words(channel.last)
    for part in ("受電（じゅでん）", "juden", "answering a call", "neutral", "Word of the day, 2026-11-20", "受電"):
        assert part in shown
    assert actions(channel.last) == [
        "wotd-knew/juden",
        "save/juden",
        "contrast/calls",
        "wotd-quiz/2026-11-20",
        "show/juden",
    ]


def test_weekends_and_holidays_are_left_out_unless_they_are_wanted(channel: Channel) -> None:
    channel.call("wotd", MANAGER, action="on", time="12:30")
    _days(channel, 6.1)
    dates = [post.key.rpartition("/")[2] for _, post in channel.sent]
    assert dates == ["2026-11-20", "2026-11-24", "2026-11-25", "2026-11-26"]


@pytest.mark.parametrize("act", ["on", "off", "next", "queue", "pin", "unpin"])
def test_in_a_channel_only_managers_steer_it(channel: Channel, act: str) -> None:
    before = channel.call("wotd", MANAGER, action="on", time="12:30")
    assert "Only managers" in words(channel.call("wotd", action=act, term="受電", time="13:00"))
    assert words(before).split("\n")[1:] == words(channel.call("wotd", MANAGER)).split("\n")[1:]


def test_everyone_sees_how_it_is_set_up_without_the_buttons_to_change_it(channel: Channel) -> None:
    _on(channel)
    reply = channel.call("wotd")
    assert "12:30 Asia/Tokyo" in words(reply)
    assert reply.buttons == ()


def test_alone_with_the_bot_everyone_has_a_word_of_their_own_as_a_direct_message(world: World) -> None:
    direct = Channel(world.services, make_place(platform="slack", channel="D77"))
    me = make_actor(platform="slack", user_id="U77")
    direct.call("wotd", me, action="on", time="12:30", days="all")
    _days(direct)
    (sent,) = [post for _, post in direct.sent]
    assert sent.to_person == "U77"
    assert direct.messages == {}


def test_what_comes_next_can_be_seen_and_is_what_comes(channel: Channel) -> None:
    _on(channel)
    ahead = channel.call("wotd", MANAGER, action="next")
    assert ahead.buttons == ()
    again = channel.call("wotd", MANAGER, action="next")
    assert words(ahead) == words(again), "a look ahead takes nothing"
    _days(channel, 0.1)
    assert channel.last.title == ahead.title


def test_a_pinned_word_waits_for_its_date_and_the_queue_fills_the_others(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="会議")
    channel.call("wotd", MANAGER, action="pin", term="契約", date="2026-11-21")
    channel.call("wotd", MANAGER, action="queue", term="見積")
    listed = words(channel.call("wotd", MANAGER, action="queue"))
    assert listed.index("2026-11-21 契約") < listed.index("会議") < listed.index("見積")
    _days(channel, 3)
    assert [words(post.reply).partition("（")[0] for _, post in channel.sent] == ["会議", "契約", "見積"]
    assert "Nothing" in words(channel.call("wotd", MANAGER, action="queue"))


def test_one_waiting_word_is_no_plural(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="受電")
    assert "Waiting: 1 word\n" in f"{words(channel.call('wotd', MANAGER))}\n"


def test_a_word_taken_out_does_not_come(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="会議")
    assert "Taken out" in words(channel.call("wotd", MANAGER, action="unpin", term="会議"))
    assert "not waiting" in words(channel.call("wotd", MANAGER, action="unpin", term="会議"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"action": "on", "time": "25:00"}, "“25:00” is no time"),
        ({"action": "on", "zone": "../etc/passwd"}, "no time zone"),
        ({"action": "on", "zone": "Asia/To"}, "Asia/Tokyo"),
        ({"action": "on", "domain": "payroll"}, "No word with this field"),
        ({"action": "pin", "term": "会議"}, "Give a date"),
        ({"action": "pin", "term": "会議", "date": "2026-11-19"}, "Give a date"),
        ({"action": "pin", "term": "会議", "date": "2028-01-01"}, "Give a date"),
        ({"action": "pin", "date": "2026-12-01"}, "Which word"),
        ({"action": "queue", "term": "qqqqxxqq"}, "not in the glossary"),
        ({"action": "pin", "term": "会議", "date": "2026-12-24"}, "has a word already"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_changes_nothing(channel: Channel, options: dict[str, str], said: str) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="pin", term="契約", date="2026-12-24")
    before = words(channel.call("wotd", MANAGER))
    assert said in words(channel.call("wotd", MANAGER, **options))
    assert words(channel.call("wotd", MANAGER)) == before


def test_a_word_that_came_cannot_be_asked_for_again_this_year(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="会議")
    _days(channel)
    reply = channel.call("wotd", MANAGER, action="pin", term="会議", date="2027-11-19")
    assert "came here on 2026-11-20" in words(reply)


@pytest.mark.parametrize(
    ("typed", "wall"),
    [("9", "09:00"), ("9:5", "09:05"), ("０９：３０", "09:30"), ("9時", "09:00"), ("18時15分", "18:15"), ("24:00", None), ("9am", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed: str, wall: str | None) -> None:
    found = parse_time(typed)
    assert (found and found.isoformat("minutes")) == wall


def test_off_stops_it_and_on_goes_on_as_it_was(channel: Channel) -> None:
    _on(channel, zone="Europe/Berlin", time="07:00")
    channel.call("wotd", MANAGER, action="off")
    _days(channel, 2)
    assert channel.sent == []
    assert "07:00 Europe/Berlin" in words(channel.call("wotd", MANAGER, action="on"))
    _days(channel)
    assert len(channel.sent) == 1


def test_on_again_the_same_day_gives_no_second_word(channel: Channel) -> None:
    _on(channel)
    _days(channel, 0.05)
    channel.call("wotd", MANAGER, action="off")
    _on(channel, time="15:00")
    _days(channel, 0.5)
    assert len(channel.sent) == 1
    _on(channel, zone="Pacific/Honolulu", time="23:00")
    _days(channel, 0.5)
    assert len(channel.sent) == 1


def test_a_channel_that_cannot_be_written_to_is_left_alone_and_somebody_is_told_once(channel: Channel) -> None:
    _on(channel)
    channel.clock.advance(timedelta(hours=1))
    channel.send(Undeliverable(Reason.FORBIDDEN))
    assert [post.to_person for _, post in channel.sent] == [None, "mika"]
    channel.sent.clear()
    _days(channel, 3)
    assert channel.sent == []
    assert "may not write in that channel" in words(channel.call("wotd", MANAGER))
    channel.call("wotd", MANAGER, action="on")
    _days(channel)
    assert len(channel.messages) == 1


def test_when_no_word_is_left_it_says_so_once_instead_of_repeating(channel: Channel) -> None:
    _on(channel)
    _days(channel, 12)
    keys = [post.key.partition("/")[0] for _, post in channel.sent]
    assert keys == ["wotd"] * 8 + ["wotd-paused"], "there are eight words"
    assert "No word is left" in words(channel.direct[0])


def test_status_says_what_became_of_the_last_word(channel: Channel) -> None:
    _on(channel)
    channel.clock.advance(timedelta(hours=1))
    channel.send(InDoubt())
    channel.clock.advance(timedelta(hours=1))
    channel.send(InDoubt())
    assert "not known whether it arrived" in words(channel.call("wotd", MANAGER))


def test_a_word_that_could_not_be_sent_in_time_is_not_sent_late(channel: Channel) -> None:
    _on(channel)
    for _ in range(13):
        channel.clock.advance(timedelta(minutes=30))
        channel.send(Deferred(60.0))
    channel.sent.clear()
    channel.clock.advance(timedelta(minutes=30))
    channel.send()
    assert channel.sent == []
    assert "could not be sent in time" in words(channel.call("wotd", MANAGER))


def test_a_missed_date_is_told_of(channel: Channel) -> None:
    _on(channel)
    channel.clock.advance(timedelta(days=5, hours=-1))
    channel.send()
    assert channel.sent == []
    assert "2026-11-24 got no word" in words(channel.call("wotd", MANAGER))


def test_a_word_that_is_asked_about_in_the_channel_does_not_come_meanwhile(channel: Channel) -> None:
    _on(channel, time="12:01")
    channel.call("wotd", MANAGER, action="queue", term="受電")
    channel.call("round", number=1, seconds=120)
    channel.press(channel.button("Start now"))
    asked = channel.session.items[0]
    hidden = {asked.entry_id, *(each.entry_id for each in asked.options)}
    channel.pass_time(90)
    (word,) = [post for _, post in channel.sent if post.key.startswith("wotd")]
    assert actions(word.reply)[1].removeprefix("save/") not in hidden


def test_i_knew_it_is_a_review_once_a_day(channel: Channel) -> None:
    _on(channel)
    _days(channel, 0.05)
    knew = action(channel.last, "I knew it")
    reply = channel.press(knew)
    channel.press(knew)
    assert "Noted: you knew" in words(reply)
    with channel.services.unit_of_work(read_only=True) as work:
        (card,) = work.cards.of(make_actor())
    assert card.reviews == 1


def test_quiz_me_asks_the_word_of_the_day_before_in_one_tap(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="受電")
    _days(channel, 0.05)
    own = channel.press(action(channel.last, "Quiz me"))
    assert any(each.startswith("answer/") for each in actions(own)), "on the first day, the word itself"
    _days(channel)
    other = make_actor("Ben")
    channel.press(action(channel.last, "Quiz me"), other)
    with channel.services.unit_of_work(read_only=True) as work:
        session = work.sessions.open_of(other, channel.place)
    assert session
    assert [item.entry_id for item in session.items] == ["juden"]
    assert all(item.kind.is_choice for item in session.items)


def test_todays_word_is_the_one_that_was_posted_here(channel: Channel) -> None:
    _on(channel)
    channel.call("wotd", MANAGER, action="queue", term="受電")
    _days(channel, 0.05)
    assert channel.call("word").title == channel.last.title
    _days(channel)
    assert channel.call("word").title == channel.last.title
    assert "2026-11-21" in words(channel.call("word"))


def test_old_and_forged_buttons_are_answered(channel: Channel) -> None:
    for forged in ("wotd-quiz/../..", "wotd-quiz/2026-13-99", "wotd-knew/nothing", "wotd/on/99", "wotd/fly"):
        assert channel.press(forged).title
    assert channel.sent == []
