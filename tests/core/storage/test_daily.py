"""Questions of the day as rows: on both databases, and in the fake that stands for them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands import daily_steps, round_steps
from bot.identity import Place
from bot.lexicon.model import Domain
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.quiz.model import Session, SessionMode, SessionStatus
from bot.schedule import Days, Holidays, Schedule
from bot.storage.unit_of_work import Storage
from bot.wotd import LONGEST_GAP, Pause, Subscription
from tests.core.commands.conftest import make_world
from tests.core.storage.people_and_quizzes import ELSEWHERE, HERE, NOON, OTHER_WORKSPACE, THREAD, session
from tests.core.storage.test_races import at_once

TODAY = date(2026, 11, 22)


def schedule(place: Place = HERE, **changes: object) -> Subscription:
    made = Subscription(
        place=place,
        direct=False,
        set_up_by="u1",
        schedule=Schedule(zone=ZoneInfo("Asia/Tokyo"), at=time(9, 30), days=Days.WEEKDAYS, holidays=Holidays.SKIP),
        locale=Locale.JA,
        from_date=TODAY,
        next_at=NOON,
        domain=Domain.CALLCENTER,
        level=3,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the fields' own types


def question(session_id: str, place: Place = HERE, **changes: object) -> Session:
    daily = replace(
        session(session_id, place=place, questions=1),
        mode=SessionMode.DAILY,
        closings=(NOON + timedelta(days=1),),
        due_at=NOON + timedelta(days=1),
    )
    return replace(daily, **changes)  # type: ignore[arg-type]  # the fields' own types


def save(units: UnitOfWorkFactory, *schedules: Subscription) -> None:
    with units() as unit:
        for each in schedules:
            unit.daily.save(each)
        unit.commit()


def test_a_schedule_comes_out_as_it_went_in_and_threads_share_it(units: UnitOfWorkFactory) -> None:
    save(units, schedule())
    changed = schedule(domain=None, level=None, next_at=None, paused=Pause.FORBIDDEN, missed_on=TODAY)
    with units() as unit:
        assert unit.daily.get(THREAD) == schedule()
        assert unit.daily.get_if_free(HERE) == schedule()
        assert unit.daily.get(ELSEWHERE) is None
        assert unit.daily.get(OTHER_WORKSPACE) is None
        unit.daily.save(changed)
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.daily.get(HERE) == changed


def test_what_is_due_is_found_in_every_workspace_and_in_order(units: UnitOfWorkFactory) -> None:
    later, never = NOON + timedelta(hours=1), NOON + LONGEST_GAP + timedelta(days=1)
    save(
        units,
        schedule(),
        schedule(OTHER_WORKSPACE, next_at=NOON - timedelta(hours=1)),
        schedule(ELSEWHERE, next_at=later),
        schedule(replace(HERE, channel="C3"), next_at=None),
    )
    with units(read_only=True) as unit:
        assert unit.daily.due(NOON, 10) == (OTHER_WORKSPACE, HERE)
        assert unit.daily.due(NOON, 1) == (OTHER_WORKSPACE,)
        assert unit.daily.next_due() == NOON - timedelta(hours=1)
    save(units, schedule(next_at=never))
    with units(read_only=True) as unit:
        assert HERE in unit.daily.due(NOON, 10)


def test_dates_are_those_that_had_their_question_in_the_channel(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        for session_id in ("2026-11-20-abc", "2026-11-21-abc", "now-xyz"):
            over = question(session_id, status=SessionStatus.FINISHED, due_at=None, position=1)
            assert unit.sessions.add(over)
        unit.sessions.add(question("2026-11-22-def", place=ELSEWHERE))
        unit.sessions.add(question("2026-11-22-abc", place=OTHER_WORKSPACE))
        unit.commit()
    with units(read_only=True) as unit:
        assert unit.daily.dates(HERE, date(2026, 11, 21)) == {date(2026, 11, 21)}
        assert unit.daily.open_in(HERE) is None


def test_the_open_question_of_a_channel_is_found(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        assert unit.sessions.add(question("2026-11-22-abc"))
        unit.commit()
    with units() as unit:
        assert unit.daily.open_in(THREAD) == question("2026-11-22-abc")
        assert unit.daily.open_in(ELSEWHERE) is None
        assert not unit.sessions.add(question("2026-11-22-abc", status=SessionStatus.FINISHED))


def test_of_processes_that_ask_at_once_one_asks(storage: Storage) -> None:
    friday = datetime(2026, 11, 20, 0, 30, tzinfo=ZoneInfo("UTC"))
    save(storage, schedule(next_at=friday, from_date=friday.date(), domain=None, level=None))
    services = replace(make_world().services, unit_of_work=storage)

    def tick(_: int) -> None:
        round_steps.tick(services, friday)
        daily_steps.tick(services, friday)

    at_once(4, tick)
    with storage() as unit:
        assert unit.daily.dates(HERE, friday.date()) == {friday.date()}
        posts = unit.posts.claim("slack", friday, friday + timedelta(seconds=8), 10)
        assert [claim.draft.key.rpartition("-")[0] for claim in posts] == ["daily/C1/2026-11-20"]
        kept = unit.daily.get(HERE)
    assert kept
    assert kept.next_at == datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo("UTC"))
