"""What a trainer sees rests on five people or is left out."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon.model import Domain, EntryId
from bot.quiz.report import LEAST_PEOPLE, Confusion, Coverage, Given, Missed, Report, Week, report

TOKYO = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2026, 11, 16, 0, 0, tzinfo=TOKYO).astimezone(UTC)
FIELDS = {
    EntryId("juden"): (Domain.CALLCENTER,),
    EntryId("kaden"): (Domain.CALLCENTER, Domain.SALES),
    EntryId("horyu"): (Domain.CALLCENTER,),
}


def answer(person: int, word: str = "juden", instead: str | None = None, *, at: datetime = MONDAY) -> Given:
    return Given(
        user_id=f"u{person}",
        at=at,
        entry_id=EntryId(word),
        domain=FIELDS[EntryId(word)][0],
        right=instead is None,
        instead=None if instead is None else EntryId(instead),
    )


def made(*answers: Given, domain: Domain | None = None) -> Report:
    return report(answers, FIELDS, TOKYO, domain=domain)


def test_a_word_is_listed_with_what_was_chosen_instead_of_it() -> None:
    found = made(*(answer(person, instead="kaden") for person in range(5)), *(answer(person) for person in range(5, 8)))

    assert found.missed == (Missed(entry_id=EntryId("juden"), wrong=5, answered=8),)
    assert found.confusions == (Confusion(entry_id=EntryId("juden"), instead=EntryId("kaden"), times=5, answered=8),)
    assert found.weeks == (Week(monday=date(2026, 11, 16), right=3, answered=8),)
    assert found.left_out == 0


def test_four_people_are_a_row_about_nobody_however_often_they_answer() -> None:
    found = made(*(answer(person, instead="kaden") for person in range(4) for _ in range(10)))

    assert found == Report(missed=(), confusions=(), coverage=(), weeks=(), left_out=4)


def test_the_most_missed_share_comes_first() -> None:
    answers = [answer(person, "juden", "kaden") for person in range(5)]
    answers += [answer(person, "juden") for person in range(5)]
    answers += [answer(person, "horyu", "kaden") for person in range(5)]
    answers += [answer(person, "kaden") for person in range(9)]

    assert [row.entry_id for row in made(*answers).missed] == ["horyu", "juden"]


def test_a_word_counts_in_each_of_its_fields_and_one_field_can_be_chosen() -> None:
    answers = [answer(person, word) for word in ("juden", "kaden") for person in range(5)]

    assert made(*answers).coverage == (
        Coverage(domain=Domain.CALLCENTER, asked=2, words=3),
        Coverage(domain=Domain.SALES, asked=1, words=1),
    )
    sales = made(*answers, domain=Domain.SALES)
    assert sales.coverage == (Coverage(domain=Domain.SALES, asked=1, words=1),)
    assert [week.answered for week in sales.weeks] == [5]


def test_a_week_begins_on_monday_at_local_midnight() -> None:
    before = MONDAY - timedelta(seconds=1)
    weeks = made(*(answer(person, at=at) for person in range(5) for at in (MONDAY, before))).weeks

    assert [week.monday for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16)]


@given(
    st.lists(
        st.builds(
            answer,
            st.integers(0, 6),
            st.sampled_from(["juden", "kaden", "horyu"]),
            st.sampled_from([None, "juden", "kaden", "horyu"]),
            at=st.integers(0, 20).map(lambda days: MONDAY + timedelta(days=days)),
        ),
        max_size=60,
    )
)
def test_every_row_rests_on_five_people(answers: list[Given]) -> None:
    found = made(*answers)
    people: defaultdict[object, set[str]] = defaultdict(set)
    for each in answers:
        people[each.entry_id].add(each.user_id)
        if not each.right:
            people[each.entry_id, each.instead].add(each.user_id)
        day = each.at.astimezone(TOKYO).date()
        people[day - timedelta(days=day.weekday())].add(each.user_id)
        for field in FIELDS[each.entry_id]:
            people[field].add(each.user_id)
    keys: list[object] = [row.entry_id for row in found.missed]
    keys += [(pair.entry_id, pair.instead) for pair in found.confusions]
    keys += [covered.domain for covered in found.coverage]
    keys += [week.monday for week in found.weeks]
    assert all(len(people[key]) >= LEAST_PEOPLE for key in keys)
    assert not any(pair.entry_id == pair.instead for pair in found.confusions)
