"""The question of the day, as a channel sees it over days."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands import daily_steps, round_steps
from bot.commands.spec import Value
from bot.identity import Actor
from bot.localized import Locale
from bot.posting import Outcome, Reason, Undeliverable
from bot.quiz.model import Session, SessionMode
from bot.reply import Reply
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import make_actor, make_invocation
from tests.fakes import FakeStorage
from tests.reading import action, words

TOKYO = ZoneInfo("Asia/Tokyo")
MANAGER = make_actor("Mari", is_manager=True)


class Days(Channel):
    """A channel that lets days pass; noon in Tokyo on Friday 20 November, Monday 23 is a holiday."""

    def call(self, command: str, /, actor: Actor | None = None, **options: Value) -> Reply:
        """Return the reply to a manager's call."""
        return super().call(command, actor or MANAGER, **options)

    def send(self, outcome: Outcome | None = None) -> None:
        """Ask what is due after what closes, as the engine does, and send it."""
        now = self.clock.now()
        round_steps.tick(self.services, now)
        daily_steps.tick(self.services, now)
        super().send(outcome)

    def wait_until(self, day: int, hour: int, minute: int = 0) -> None:
        """Let time pass by half hours until then, in Tokyo in November."""
        end = datetime(2026, 11, day, hour, minute, tzinfo=TOKYO)
        while self.clock.now() < end:
            self.clock.advance(min(timedelta(minutes=30), end - self.clock.now()))
            self.send()

    def sleep_until(self, day: int, hour: int) -> None:
        """Let time pass while nothing runs."""
        self.clock.advance(datetime(2026, 11, day, hour, tzinfo=TOKYO) - self.clock.now())
        self.send()

    def fail_until(self, day: int, hour: int) -> None:
        """Let time pass while the channel cannot be written to."""
        end = datetime(2026, 11, day, hour, tzinfo=TOKYO)
        while self.clock.now() < end:
            self.clock.advance(timedelta(minutes=30))
            now = self.clock.now()
            daily_steps.tick(self.services, now)
            for post in self.office.take(self.place.platform, now):
                gone = Undeliverable(Reason.FORBIDDEN)
                self.office.settle(post.place, post.key, post.attempt, gone, now)

    @property
    def questions(self) -> list[Session]:
        """All questions of the day so far."""
        storage = self.services.unit_of_work
        assert isinstance(storage, FakeStorage)
        sessions = storage.rows.sessions.values()
        return [each for each in sessions if each.mode is SessionMode.DAILY]

    def dates(self) -> list[str]:
        """The ids of the questions without their channel."""
        return [session.id[:10] for session in self.questions]


@pytest.fixture
def days(world: World) -> Days:
    return Days(world.services)


def key_of(session: Session, *, right: bool = True) -> str:
    """Return the id of a button that is right or wrong; typed kinds hold what is typed."""
    item = session.items[0]
    if item.key is None:
        return f"round-answer/{session.id}/0/{item.answers[0] if right else 'x'}"
    return f"round-answer/{session.id}/0/{item.key if right else (item.key + 1) % len(item.options)}"


def test_a_question_comes_each_working_day_at_its_time(days: Days) -> None:
    days.call("daily", action="on", time="09:30")
    days.wait_until(27, 12)

    assert days.dates() == ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]
    assert [session.is_open for session in days.questions] == [False, False, False, True]
    assert {at.astimezone(TOKYO).strftime("%H:%M") for at, post in days.sent if not post.edits} == {"09:30"}


def test_yesterday_s_answer_is_shown_when_today_s_question_comes(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post")
    days.wait_until(21, 12)
    question = days.questions[0]
    told = days.press(key_of(question), make_actor("Ben"))
    days.press(key_of(question, right=False), make_actor("Chika"))

    assert "Counted" in words(told)
    assert "Question of the day" in words(days.last)
    assert "Ben" not in days.says()
    days.wait_until(22, 9, 1)
    first, second = days.messages.values()
    assert "the answer" in words(first)
    assert "Right: Ben" in words(first)
    assert "Chika" not in words(first)
    assert "until the next question" in words(second)
    assert "Counted" not in words(days.press(key_of(question), make_actor("Dai")))


def test_a_week_away_is_one_question_and_late_ones_are_left_out(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post", time="9:00")
    days.sleep_until(24, 14)
    assert days.dates() == ["2026-11-24"]
    days.sleep_until(26, 16)
    assert days.dates() == ["2026-11-24"]
    days.wait_until(27, 10)
    assert days.dates() == ["2026-11-24", "2026-11-27"]


def test_a_date_has_one_question_however_often_the_schedule_is_changed(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post", time="13:00")
    days.wait_until(20, 13)
    days.call("daily", action="on", time="15:00")
    days.wait_until(20, 16)
    days.call("daily", action="off")
    days.call("daily", action="on", time="18:00")
    days.wait_until(20, 23)

    assert days.dates() == ["2026-11-20"]
    days.wait_until(21, 18)
    assert days.dates() == ["2026-11-20", "2026-11-21"]


def test_one_can_be_asked_at_once_and_closes_the_one_before(days: Days) -> None:
    days.call("daily", action="now")
    days.call("daily", action="now")

    assert [session.is_open for session in days.questions] == [False, True]
    first, second = days.messages.values()
    assert "the answer" in words(first)
    assert "Question of the day" in words(second)
    assert days.questions[0].items != days.questions[1].items


def test_switched_off_the_open_question_closes_and_no_other_comes(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post")
    days.wait_until(21, 12)
    reply = days.call("daily", action="off")

    assert "is off" in words(reply)
    assert "the answer" in words(days.last)
    days.wait_until(23, 12)
    assert len(days.questions) == 1


def test_a_channel_that_is_gone_pauses_it_and_is_told_once(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post")
    days.fail_until(21, 9)
    days.wait_until(23, 12)

    assert len(days.questions) == 1
    assert not days.questions[0].is_open
    assert len(days.direct) == 1
    assert "/daily on" in words(days.direct[0])
    assert "cannot write" in words(days.call("daily"))
    days.call("daily", action="on")
    days.wait_until(24, 12)
    assert days.questions[-1].is_open


def test_it_is_for_managers(days: Days) -> None:
    days.call("daily", make_actor("Ben"), action="on")
    days.wait_until(24, 12)

    assert days.questions == []


def test_it_shows_how_it_stands(days: Days) -> None:
    assert "is off" in words(days.call("daily"))
    reply = days.call(
        "daily", action="on", time="09:30", zone="Europe/Berlin", days="all", domain="callcenter", level=2
    )
    text = words(reply)

    assert "2026-11-20 09:30" in text
    assert "09:30 Europe/Berlin" in text
    assert "every day but" in text
    assert words(days.call("daily")).splitlines()[1:] == text.splitlines()[1:]
    assert "is off" in words(days.press(action(reply, "Switch off"), MANAGER))


def test_what_is_not_given_stays_as_it_was(days: Days) -> None:
    days.call("daily", action="on", time="７：４５", days="all")
    text = words(days.call("daily", action="on", zone="Europe/Berlin"))

    assert "07:45 Europe/Berlin" in text
    assert "every day" in text


@pytest.mark.parametrize(("name", "value"), [("time", "25:00"), ("time", "nine"), ("zone", "Tokyo/Moon")])
def test_a_time_or_zone_that_is_none_is_refused(days: Days, name: str, value: str) -> None:
    invocation = make_invocation("daily", action="on", **{name: value})
    days.dispatcher.handle(replace(invocation, actor=MANAGER))

    assert "is off" in words(days.call("daily"))


def test_the_word_asked_for_is_withheld_while_the_question_is_open(days: Days) -> None:
    days.call("daily", action="now")
    entry = days.services.glossary.by_id[days.questions[0].items[0].entry_id]
    said = words(days.call("define", term=entry.headword))

    assert entry.senses[0].def_en not in said


def test_where_nothing_can_be_posted_it_is_said_at_once(world: World) -> None:
    invocation = replace(
        make_invocation("daily", action="on"), actor=MANAGER, unpostable=Reason.FORBIDDEN, locale=Locale.JA
    )

    assert "投稿できません" in words(world.dispatcher.handle(invocation))


def test_no_question_comes_again_within_a_week(days: Days) -> None:
    days.call("daily", action="on", days="all", holidays="post")
    days.wait_until(27, 12)
    asked = [session.items[0].id for session in days.questions]

    assert len(asked) == 7
    assert len(set(asked)) == 7
