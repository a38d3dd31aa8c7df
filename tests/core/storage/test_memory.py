"""Cards, their log and sittings, on both databases and in the fake."""

import random
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

from bot.commands.remembering import remember
from bot.commands.replaying import Replay, replay_all
from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.ports import UnitOfWork, UnitOfWorkFactory
from bot.quiz.memory import SEEDS, Card, CardState, HeldCard, Rating, Review, Sitting, Source, replay, reviewed
from bot.storage.unit_of_work import Storage
from tests.core.commands.conftest import make_world
from tests.core.storage.people_and_quizzes import NOON, item, person

AIKO, BEN = person("aiko"), person("ben")
JUDEN, KADEN = EntryId("juden"), EntryId("kaden")


def a_review(number: int, rating: Rating = Rating.GOOD, *, key: str | None = None, seed: int = 5) -> Review:
    at = NOON + timedelta(days=number)
    return Review(key=key or f"k{number}", rating=rating, at=at, source=Source.QUIZ, seed=seed, day=at.date())


def keep(work: UnitOfWork, review: Review, actor: Actor = AIKO, word: EntryId = JUDEN) -> bool:
    work.cards.add(actor, word, Source.QUIZ, NOON)
    held = work.cards.held(actor, word)
    assert held
    return work.cards.keep(actor, word, review, reviewed(held.card, review))


def card_of(units: UnitOfWorkFactory, actor: Actor = AIKO, word: EntryId = JUDEN) -> HeldCard:
    with units(read_only=True) as work:
        held = work.cards.held(actor, word)
    assert held
    return held


def test_a_word_has_one_card_and_it_is_one_s_own(units: UnitOfWorkFactory) -> None:
    with units() as work:
        assert work.cards.add(AIKO, JUDEN, Source.SAVED, NOON)
        assert not work.cards.add(AIKO, JUDEN, Source.QUIZ, NOON + timedelta(days=1))
        work.commit()
    with units(read_only=True) as work:
        (held,) = work.cards.of(AIKO)
        assert (held.source, held.card.state, held.card.due) == (Source.SAVED, CardState.NEW, NOON)
        assert work.cards.of(BEN) == ()
        assert work.cards.held(BEN, JUDEN) is None


def test_every_card_is_rebuilt_exactly_from_its_log(units: UnitOfWorkFactory) -> None:
    chance = random.Random(3)
    words = [EntryId(f"w{number}") for number in range(12)]
    with units() as work:
        for number in range(120):
            rating = chance.choice(list(Rating))
            keep(work, a_review(number, rating, seed=chance.randrange(SEEDS)), word=chance.choice(words))
        work.commit()
    with units(read_only=True) as work:
        cards = work.cards.of(AIKO)
        assert sum(held.reviews for held in cards) == 120
        assert [replay(work.cards.reviews(AIKO, held.entry_id), held.added_at) for held in cards] == [
            held.card for held in cards
        ]


def test_cards_are_rebuilt_exactly_from_reviews_that_came_doubled_and_out_of_order(units: UnitOfWorkFactory) -> None:
    chance = random.Random(12)
    services = replace(make_world().services, unit_of_work=units, new_random=lambda: chance)
    words = [EntryId(f"w{number}") for number in range(10)]
    with units() as work:
        for number in range(200):
            at = NOON + timedelta(days=number / 4, seconds=chance.uniform(-20 * 86400, 86400))
            rating, key = chance.choice(list(Rating)), f"k{chance.randrange(160)}"
            remember(services, work, AIKO, chance.choice(words), key=key, rating=rating, source=Source.QUIZ, at=at)
        work.commit()
    found = replay_all(units)
    assert (0, 1, 10) == (found.differ, found.people, found.cards)
    assert 50 < found.reviews < 160


def test_a_replay_finds_the_cards_that_differ_from_their_log_and_puts_them_right(units: UnitOfWorkFactory) -> None:
    with units() as work:
        for number in range(4):
            keep(work, a_review(number), word=(JUDEN, KADEN)[number % 2])
            keep(work, a_review(number), actor=BEN)
        card_after = work.cards.held(AIKO, KADEN)
        work.commit()
    assert replay_all(units) == Replay(people=2, cards=3, reviews=8, differ=0)
    with units() as work:
        work.cards.restore(AIKO, KADEN, Card(due=NOON), 7)
        work.commit()
    assert replay_all(units).differ == 1
    assert replay_all(units, repair=True).differ == 1
    assert replay_all(units).differ == 0
    assert card_of(units, word=KADEN) == card_after


def test_what_caused_a_review_causes_only_one(units: UnitOfWorkFactory) -> None:
    with units() as work:
        assert keep(work, a_review(0, key="quiz/s1/0"))
        assert not keep(work, a_review(1, Rating.AGAIN, key="quiz/s1/0"))
        assert not keep(work, a_review(1, key="quiz/s1/0"), word=KADEN)
        assert keep(work, a_review(1, key="quiz/s1/0"), actor=BEN)
        work.commit()
    assert card_of(units).reviews == 1


def test_a_rating_is_replaced_in_log_and_card(units: UnitOfWorkFactory) -> None:
    with units() as work:
        keep(work, a_review(0))
        keep(work, a_review(1))
        log = work.cards.reviews(AIKO, JUDEN)
        with_again = replay((log[0], a_review(1, Rating.AGAIN)), NOON)
        work.cards.rerate(AIKO, JUDEN, "k1", Rating.AGAIN, with_again)
        work.commit()
    with units(read_only=True) as work:
        assert work.cards.ratings(AIKO, "k") == {"k0": Rating.GOOD, "k1": Rating.AGAIN}
        assert replay(work.cards.reviews(AIKO, JUDEN), NOON) == with_again
    assert card_of(units).card == with_again


def test_the_card_that_is_due_first_comes_first(units: UnitOfWorkFactory) -> None:
    with units() as work:
        keep(work, a_review(3, Rating.EASY), word=KADEN)
        keep(work, a_review(2, Rating.AGAIN))
        work.commit()
    with units(read_only=True) as work:
        assert [held.entry_id for held in work.cards.of(AIKO)] == [JUDEN, KADEN]


def test_only_a_card_without_reviews_is_removed(units: UnitOfWorkFactory) -> None:
    with units() as work:
        keep(work, a_review(0))
        work.cards.add(AIKO, KADEN, Source.SAVED, NOON)
        work.cards.remove_new(AIKO, JUDEN)
        work.cards.remove_new(AIKO, KADEN)
        assert [held.entry_id for held in work.cards.of(AIKO)] == [JUDEN]


def test_the_days_of_reviews_are_known(units: UnitOfWorkFactory) -> None:
    with units() as work:
        for number in (0, 3):
            keep(work, a_review(number))
            keep(work, a_review(number, key=f"other{number}"), word=KADEN)
        assert work.cards.days(AIKO) == {NOON.date(), (NOON + timedelta(days=3)).date()}
        assert work.cards.days(BEN) == frozenset()


def test_words_ever_missed_are_known_by_name(units: UnitOfWorkFactory) -> None:
    with units() as work:
        for number, rating in enumerate((Rating.AGAIN, Rating.GOOD, Rating.AGAIN)):
            keep(work, a_review(number, rating), word=KADEN)
            keep(work, a_review(number), word=EntryId("kaigi"))
        keep(work, a_review(9, Rating.AGAIN))
        keep(work, a_review(9, Rating.AGAIN), actor=BEN, word=EntryId("kyaku"))
        assert work.cards.missed(AIKO) == (JUDEN, KADEN)


def test_people_with_cards_are_listed_page_by_page(units: UnitOfWorkFactory) -> None:
    stranger = person("aiko", workspace="T2")
    with units() as work:
        for actor in (BEN, AIKO, stranger):
            keep(work, a_review(0), actor=actor)
            keep(work, a_review(1), actor=actor, word=KADEN)
        work.commit()
    with units(read_only=True) as work:
        assert work.cards.owners(("", ""), 2) == (("slack:T1", "aiko"), ("slack:T1", "ben"))
        assert work.cards.owners(("slack:T1", "ben"), 2) == (("slack:T2", "aiko"),)


def test_a_sitting_is_gone_on_with_until_it_is_over(units: UnitOfWorkFactory) -> None:
    sitting = Sitting(id="r1", items=(item(0), item(1)), started_at=NOON)
    with units() as work:
        work.sittings.add(AIKO, sitting)
        work.sittings.save(AIKO, sitting.advanced(NOON))
        work.commit()
    with units() as work:
        running = work.sittings.open_of(AIKO, NOON)
        assert running == sitting.advanced(NOON)
        assert work.sittings.open_of(AIKO, NOON + timedelta(seconds=1)) is None
        assert work.sittings.open_of(BEN, NOON) is None
        assert work.sittings.get(BEN, "r1") is None
        work.sittings.save(AIKO, running.advanced(NOON))
        work.commit()
    with units(read_only=True) as work:
        assert work.sittings.open_of(AIKO, NOON) is None
        over = work.sittings.get(AIKO, "r1")
        assert over
        assert over.current is None


def test_an_old_sitting_goes_when_a_new_one_comes(units: UnitOfWorkFactory) -> None:
    with units() as work:
        work.sittings.add(AIKO, Sitting(id="old", items=(item(0),), started_at=NOON))
        work.sittings.add(AIKO, Sitting(id="new", items=(item(0),), started_at=NOON + timedelta(days=31)))
        assert work.sittings.get(AIKO, "old") is None
        assert work.sittings.get(AIKO, "new")


def test_answers_that_come_at_once_lose_no_review(storage: Storage) -> None:
    rivals = 8
    start = Barrier(rivals)
    with storage() as work:
        work.cards.add(BEN, JUDEN, Source.QUIZ, NOON)
        work.commit()

    def answer(number: int) -> None:
        start.wait()
        with storage() as work:
            keep(work, a_review(0, key=f"k{number}"))
            work.commit()

    threads = [Thread(target=answer, args=(number,)) for number in range(rivals)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with storage(read_only=True) as work:
        log = work.cards.reviews(AIKO, JUDEN)
        held = work.cards.held(AIKO, JUDEN)
    assert held
    assert (held.reviews, len(log)) == (rivals, rivals)
    assert replay(log, held.added_at) == held.card
