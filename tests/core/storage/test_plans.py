"""Plans of study, words looked up and uptime, on both databases and in the fake."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.quiz.plan import Plan
from bot.quiz.streak import Outage, Stay
from tests.core.storage.people_and_quizzes import NOON, person

AIKO, BEN = person("aiko"), person("ben")
TOKYO, LIMA = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Lima")
PLAN = Plan(
    stays=(Stay(NOON - timedelta(days=3), TOKYO), Stay(NOON, LIMA)),
    remind_at=time(8, 30),
    next_at=NOON,
    lookups=False,
    locale=Locale.JA,
)


def test_a_plan_is_kept_and_replaced(units: UnitOfWorkFactory) -> None:
    with units() as work:
        assert work.plans.get(AIKO) == Plan()
        work.plans.set(AIKO, PLAN)
        work.commit()
    with units() as work:
        assert work.plans.get(AIKO) == PLAN
        assert work.plans.get(BEN) == Plan()
        work.plans.set(AIKO, Plan())
        assert work.plans.get(AIKO) == Plan()


def test_who_is_to_be_reminded_is_found_in_all_workspaces(units: UnitOfWorkFactory) -> None:
    stranger = person("chie", workspace="T2")
    with units() as work:
        for number, actor in enumerate((BEN, stranger, AIKO)):
            work.plans.set(actor, Plan(next_at=NOON + timedelta(hours=number)))
        work.plans.set(person("dan"), Plan())
        work.commit()
    with units(read_only=True) as work:
        assert work.plans.due(NOON - timedelta(seconds=1), 9) == ()
        assert work.plans.due(NOON + timedelta(hours=1), 9) == (("slack:T1", "ben"), ("slack:T2", "chie"))
        assert work.plans.due(NOON + timedelta(hours=9), 1) == (("slack:T1", "ben"),)
        assert work.plans.next_due() == NOON


def test_a_word_looked_up_on_another_day_is_known(units: UnitOfWorkFactory) -> None:
    today, word = NOON.date(), EntryId("juden")
    with units() as work:
        assert not work.plans.looked_up(AIKO, word, today)
        assert not work.plans.looked_up(AIKO, word, today)
        assert not work.plans.looked_up(BEN, word, today + timedelta(days=1))
        assert work.plans.looked_up(AIKO, word, today + timedelta(days=1))
        assert work.plans.prune_lookups("slack:T1", today + timedelta(days=1)) == 1
        assert not work.plans.looked_up(AIKO, word, today + timedelta(days=2))


def test_what_lies_between_two_runs_is_an_outage(units: UnitOfWorkFactory) -> None:
    minutes = [0, 5, 10, 200, 205, 600]
    with units() as work:
        for minute in minutes:
            work.uptime.beat(NOON + timedelta(minutes=minute))
        work.commit()
    at = [NOON + timedelta(minutes=minute) for minute in minutes]
    with units(read_only=True) as work:
        assert tuple(work.uptime.outages(NOON)) == (Outage(at[2], at[3]), Outage(at[4], at[5]))
        assert tuple(work.uptime.outages(at[4])) == (Outage(at[4], at[5]),)
