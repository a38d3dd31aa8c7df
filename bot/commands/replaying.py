"""Rebuilds everybody's cards from the log of reviews: the proof that the log holds all there is."""

from dataclasses import dataclass

from bot.identity import Actor
from bot.ports import UnitOfWorkFactory
from bot.quiz.memory import replay

_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Counts: people, their cards and reviews, and the cards that are not as their log makes them."""

    people: int = 0
    cards: int = 0
    reviews: int = 0
    differ: int = 0


def replay_all(units: UnitOfWorkFactory, *, repair: bool = False) -> Replay:
    """Return how many cards of all workspaces differ from what their log makes; with ``repair``, put them right.

    One person at a time, so that nobody waits for it long.

    Raises:
        StorageError: the database cannot be used.
    """
    total = Replay()
    after = ("", "")
    while True:
        with units(read_only=True) as work:
            owners = work.cards.owners(after, _PAGE)
        if not owners:
            return total
        for tenant, user_id in owners:
            platform, _, workspace = tenant.partition(":")
            actor = Actor(platform=platform, workspace=workspace, user_id=user_id, display_name="")
            total = _with(total, _replay_of(units, actor, repair=repair))
        after = owners[-1]


def _replay_of(units: UnitOfWorkFactory, actor: Actor, *, repair: bool) -> Replay:
    with units(read_only=not repair) as work:
        cards = work.cards.of(actor)
        reviews = differ = 0
        for each in cards:
            held = work.cards.held(actor, each.entry_id) or each
            log = work.cards.reviews(actor, held.entry_id)
            card = replay(log, held.added_at)
            reviews += len(log)
            if card != held.card or len(log) != held.reviews:
                differ += 1
                if repair:
                    work.cards.restore(actor, held.entry_id, card, len(log))
        if repair and differ:
            work.commit()
    return Replay(people=1, cards=len(cards), reviews=reviews, differ=differ)


def _with(one: Replay, other: Replay) -> Replay:
    return Replay(
        people=one.people + other.people,
        cards=one.cards + other.cards,
        reviews=one.reviews + other.reviews,
        differ=one.differ + other.differ,
    )
