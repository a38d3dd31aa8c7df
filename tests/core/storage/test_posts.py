"""The outbox: every post is sent, in order, and none twice as far as anybody can tell."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.identity import Place
from bot.localized import Locale
from bot.outbox import Claim
from bot.ports import UnitOfWorkFactory
from bot.posting import Deferred, Draft, InDoubt, Outcome, Posted, Reason, Subject, Undeliverable
from bot.storage.unit_of_work import Storage
from tests.core.storage.people_and_quizzes import ELSEWHERE, HERE, NOON, THREAD
from tests.core.storage.test_races import at_once

DISCORD = Place(platform="discord", workspace="G1", channel="C1")


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def draft(key: str, *, place: Place = HERE, due: float = 0, expires: float = 600, person: str | None = None) -> Draft:
    return Draft(
        key=key,
        place=place,
        subject=Subject(view="round-question", values=("r1", "0")),
        locale=Locale.JA,
        due_at=after(due),
        expires_at=after(expires),
        to_person=person,
    )


def keep(units: UnitOfWorkFactory, *drafts: Draft) -> None:
    with units() as unit:
        for each in drafts:
            assert unit.posts.add(each, NOON)
        unit.commit()


def claim(units: UnitOfWorkFactory, seconds: float = 0, platform: str = "slack") -> list[Claim]:
    with units() as unit:
        claims = unit.posts.claim(platform, after(seconds), after(seconds + 30), 50)
        unit.commit()
    return list(claims)


def keys(units: UnitOfWorkFactory, seconds: float = 0, platform: str = "slack") -> list[str]:
    return [each.draft.key for each in claim(units, seconds, platform)]


def settle(units: UnitOfWorkFactory, key: str, outcome: Outcome, seconds: float = 1, attempt: int = 1) -> bool:
    with units() as unit:
        kept = unit.posts.settle("slack:T1", key, attempt, outcome, after(seconds))
        unit.commit()
    assert kept is None or key == kept.key
    return kept is not None


def amend(units: UnitOfWorkFactory, key: str, seconds: float = 2) -> None:
    with units() as unit:
        unit.posts.amend("slack:T1", key, after(seconds), after(600))
        unit.commit()


def test_a_post_comes_out_as_it_went_in_and_only_once(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a", place=THREAD))
    assert [Claim(draft=draft("a", place=THREAD), attempt=1, in_doubt=False, message=None)] == claim(units)
    assert [] == claim(units)
    assert settle(units, "a", Posted("m1"))
    assert [] == claim(units, 100)


def test_a_key_is_posted_once(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    with units() as unit:
        assert not unit.posts.add(draft("a", place=ELSEWHERE), NOON)


def test_each_channel_and_person_has_one_under_way_and_the_order_is_kept(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a1"), draft("a2", place=THREAD), draft("b1", place=ELSEWHERE), draft("dm", person="u1"))
    keep(units, draft("foreign", place=DISCORD))
    assert ["a1", "b1", "dm"] == keys(units)
    assert [] == keys(units)
    settle(units, "a1", Posted("m1"))
    assert ["a2"] == keys(units)
    assert ["foreign"] == keys(units, platform="discord")


def test_a_post_is_not_sent_before_it_is_due_nor_after_it_expired(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a", due=10), draft("b", expires=5))
    assert [] == keys(units, 9)
    assert ["a"] == keys(units, 10)
    settle(units, "a", Posted("m1"), 11)
    assert [] == keys(units, 12)


def test_a_post_that_is_due_later_holds_nothing_up(units: UnitOfWorkFactory) -> None:
    keep(units, draft("tomorrow", due=9999), draft("now"))
    assert ["now"] == keys(units)


def test_a_deferred_post_is_sent_again_after_its_time_and_before_the_next(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"), draft("b"))
    assert ["a"] == keys(units)
    settle(units, "a", Deferred(10))
    assert [] == keys(units, 5)
    (again,) = claim(units, 11)
    assert ("a", 2, False) == (again.draft.key, again.attempt, again.in_doubt)


def test_a_lease_that_is_over_is_taken_again_in_doubt(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    assert [] == claim(units, 29)
    (again,) = claim(units, 30)
    assert ("a", 2, True) == (again.draft.key, again.attempt, again.in_doubt)
    assert not settle(units, "a", Undeliverable(Reason.GONE), attempt=1), "the first claim is no longer ours"
    assert settle(units, "a", Posted("m1"), attempt=1), "but that it was sent is true whoever says it"
    assert not settle(units, "a", Posted("m2"), attempt=2)


def test_a_post_in_doubt_twice_is_given_up_and_the_next_goes_on(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"), draft("b"))
    claim(units)
    settle(units, "a", InDoubt())
    (again,) = claim(units, 60)
    assert again.in_doubt
    settle(units, "a", InDoubt(), 61, attempt=2)
    assert ["b"] == keys(units, 61)
    assert settle(units, "a", Posted("m1"), 62), "the answer to the first try came after all"


def test_an_edit_waits_for_its_message_and_names_it(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    amend(units, "a")
    assert [] == keys(units, 3)
    settle(units, "a", Posted("m1"), 4)
    (edit,) = claim(units, 5)
    assert ("a/1", "a", "m1") == (edit.draft.key, edit.draft.edits, edit.message)
    assert draft("a").subject == edit.draft.subject


def test_a_post_nobody_took_yet_needs_no_edit(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    amend(units, "a")
    assert ["a"] == keys(units, 3)
    settle(units, "a", Posted("m1"), 4)
    assert [] == keys(units, 5)


def test_edits_that_nobody_took_yet_are_one(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    settle(units, "a", Posted("m1"))
    amend(units, "a")
    amend(units, "a", 3)
    assert ["a/1"] == keys(units, 4)
    amend(units, "a", 5)
    settle(units, "a/1", Posted("m1"), 6)
    assert ["a/2"] == keys(units, 7)


def test_an_edit_of_a_message_that_may_not_exist_becomes_a_new_one(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    settle(units, "a", InDoubt())
    claim(units, 60)
    settle(units, "a", InDoubt(), 61, attempt=2)
    amend(units, "a", 62)
    (edit,) = claim(units, 63)
    assert (None, "a") == (edit.message, edit.draft.edits)


def test_an_edit_of_a_message_that_cannot_be_sent_is_dropped(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    amend(units, "a")
    settle(units, "a", Undeliverable(Reason.FORBIDDEN, "no write permission"))
    assert [] == keys(units, 5)
    assert [] == keys(units, 100)


def test_an_edit_in_doubt_is_sent_again_because_it_does_no_harm(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"))
    claim(units)
    settle(units, "a", Posted("m1"))
    amend(units, "a")
    for attempt in (1, 2, 3):
        assert ["a/1"] == keys(units, 100 * attempt)
        settle(units, "a/1", InDoubt(), 100 * attempt + 1, attempt=attempt)


def test_when_to_look_again_is_known(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a", due=10), draft("b", due=20))
    with units(read_only=True) as unit:
        assert after(10) == unit.posts.next_due(NOON)
        assert not unit.posts.has_due("slack", NOON)
        assert unit.posts.has_due("slack", after(10))
        assert not unit.posts.has_due("discord", after(10))
    claim(units, 10)
    with units(read_only=True) as unit:
        assert after(40) == unit.posts.next_due(after(20))
        assert unit.posts.has_due("slack", after(40))


def test_posts_that_ended_are_pruned_and_no_others(units: UnitOfWorkFactory) -> None:
    keep(units, draft("a"), draft("b"))
    claim(units)
    settle(units, "a", Posted("m1"))
    with units() as unit:
        assert 0 == unit.posts.prune("slack:T2", after(1))
        assert 1 == unit.posts.prune("slack:T1", after(1))
        assert 0 == unit.posts.prune("slack:T1", after(1))


@pytest.mark.parametrize("same_channel", [True, False], ids=["one channel", "a channel each"])
def test_claims_at_once_share_the_posts_and_keep_the_order(storage: Storage, same_channel: bool) -> None:
    drafts = [
        draft(f"p{number:02}", place=HERE if same_channel else replace(HERE, channel=f"C{number}"))
        for number in range(24)
    ]
    keep(storage, *drafts)
    sent: list[str] = []

    def work(_: int) -> None:
        for _ in range(40):
            for key in keys(storage, 1):
                sent.append(key)
                settle(storage, key, Posted(key), 1)

    at_once(4, work)
    assert sorted(each.key for each in drafts) == sorted(sent)
    if same_channel:
        assert sorted(sent) == sent
