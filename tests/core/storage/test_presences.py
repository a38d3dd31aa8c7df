"""A workspace that the bot left is deleted after a month, unless it is back; what has come to its end goes too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.commands.keeping import KEPT_AFTER_LEAVING, Keeping, settled
from bot.commands.services import Services
from bot.doctor import examine
from bot.localized import Locale
from bot.ports import UnitOfWorkFactory
from bot.posting import Draft, InDoubt, Outcome, Posted, Subject
from bot.settings import Settings
from bot.storage import reach
from bot.storage.doubts import in_doubt
from bot.storage.tables import Base, DeliveryRow, OAuthStateRow, PostRow
from bot.storage.unit_of_work import Storage
from tests.core.commands.conftest import make_world
from tests.core.storage.people_and_quizzes import HERE, NOON, OTHER_WORKSPACE, person, session

T1, T2 = HERE.tenant, OTHER_WORKSPACE.tenant
LATER = NOON + KEPT_AFTER_LEAVING


@pytest.fixture
def services(storage: Storage) -> Services:
    """Services over a database with something of two workspaces in it."""
    for place in (HERE, OTHER_WORKSPACE):
        with storage() as work:
            work.sessions.add(session("s1", place=place))
            work.people.introduce(person("u1", workspace=place.workspace))
            work.presences.arrive(place.tenant)
            work.commit()
    return replace(make_world().services, unit_of_work=storage)


def rows_of(storage: Storage, tenant: str) -> int:
    with reach.unbound(storage._database.reader).connect() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(table).where(table.c.tenant == tenant)) or 0
            for table in Base.metadata.sorted_tables
        )


def leave(storage: Storage, tenant: str) -> None:
    with storage() as work:
        work.presences.leave(tenant, NOON)
        work.commit()


def test_a_workspace_goes_thirty_days_after_the_bot_left_and_no_other_does(
    storage: Storage, services: Services
) -> None:
    leave(storage, T1)
    others = rows_of(storage, T2)
    Keeping().tick(services, LATER - timedelta(seconds=1))
    before = rows_of(storage, T1)
    Keeping().tick(services, LATER)

    assert before > 3
    assert rows_of(storage, T1) == 0
    assert rows_of(storage, T2) == others > 3


def test_a_workspace_that_is_back_in_time_loses_nothing(storage: Storage, services: Services) -> None:
    leave(storage, T1)
    before = rows_of(storage, T1)
    with storage() as work:
        work.presences.arrive(T1)
        work.commit()
    Keeping().tick(services, LATER + timedelta(days=300))

    assert rows_of(storage, T1) == before


def test_leaving_twice_is_leaving_when_it_was_first_heard_of(units: UnitOfWorkFactory) -> None:
    with units() as work:
        work.presences.leave(T1, NOON)
        work.presences.leave(T1, NOON + timedelta(days=9))
        work.commit()
    with units(read_only=True) as work:
        assert work.presences.gone(NOON, 5) == [T1]
        assert work.presences.has_left(T1, NOON)
        assert not work.presences.has_left(T1, NOON - timedelta(seconds=1))
        assert not work.presences.has_left(T2, NOON)


def test_what_the_platform_says_at_start_makes_up_for_what_was_missed(storage: Storage, services: Services) -> None:
    settled(services, "slack", {T2, "slack:T3"}, NOON)
    with storage(read_only=True) as work:
        assert work.presences.here("slack") == {T2, "slack:T3"}
        assert work.presences.gone(NOON, 5) == [T1]
        assert work.presences.here("discord") == frozenset()
    settled(services, "slack", {T1, T2, "slack:T3"}, NOON + timedelta(days=1))
    with storage(read_only=True) as work:
        assert work.presences.gone(LATER, 5) == []


def test_posts_deliveries_and_states_that_came_to_their_end_are_not_kept_for_ever(
    url: str, storage: Storage, services: Services
) -> None:
    draft = Draft(
        key="old",
        place=HERE,
        subject=Subject(view="word"),
        locale=Locale.EN,
        due_at=NOON,
        expires_at=NOON + timedelta(days=100),
    )
    outcomes: dict[str, Outcome] = {"sent": Posted("m1"), "unknown": InDoubt()}
    with storage() as work:
        for key in ("sent", "unknown", "waiting"):
            work.posts.add(replace(draft, key=key), NOON)
        work.deliveries.claim(T1, "event", NOON)
        work.oauth_states.add(T1, "state", NOON)
        work.commit()
    for _ in range(3):
        with storage() as work:
            for claim in work.posts.claim("slack", NOON, NOON + timedelta(seconds=8), 5):
                if claim.draft.key in outcomes:
                    outcome = outcomes[claim.draft.key]
                    work.posts.settle(T1, claim.draft.key, claim.attempt, outcome, NOON)
            work.commit()
    with reach.unbound(storage._database.writer).begin() as connection:
        connection.execute(update(PostRow).where(PostRow.key == "unknown").values(state="unknown"))
        connection.execute(update(PostRow).where(PostRow.key == "waiting").values(state="waiting"))
    doubts = in_doubt(url, 5, 5.0)
    assert (doubts.number, list(doubts.newest)) == (1, [(T1, HERE.channel, NOON.date().isoformat())])
    found = [
        each.detail for each in examine(Settings.from_env({"NARUHAYA_DATABASE_URL": url})) if each.subject == "posts"
    ]
    assert "1 may or may not have been sent" in found[0]
    keeping = Keeping()
    keeping.tick(services, NOON + timedelta(hours=20))
    early = _left(storage)
    keeping.tick(services, NOON + timedelta(hours=20, minutes=59))
    keeping.tick(services, NOON + timedelta(days=2))
    middle = _left(storage)
    keeping.tick(services, NOON + timedelta(days=31))

    assert early == {"posts": 3, "deliveries": 1, "oauth_states": 1}
    assert middle == {"posts": 3, "deliveries": 0, "oauth_states": 0}
    assert _left(storage) == {"posts": 1, "deliveries": 0, "oauth_states": 0}


def _left(storage: Storage) -> dict[str, int]:
    with reach.unbound(storage._database.reader).connect() as connection:
        return {
            row.__tablename__: connection.scalar(select(func.count()).select_from(row)) or 0
            for row in (PostRow, DeliveryRow, OAuthStateRow)
        }
