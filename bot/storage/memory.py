"""What people remember: cards, the log of reviews that rebuilds them, and sittings."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.quiz.memory import Card, CardState, HeldCard, Rating, Review, Sitting, Source
from bot.storage.reach import anywhere
from bot.storage.tables import CardRow, ReviewRow, SittingRow
from bot.storage.upsert import insert

_KEPT_FOR = timedelta(days=30)


class SqlCards:
    """See ``bot.ports.CardRepository``. With ``lock``, no other unit can change a card that was read alone."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def add(self, actor: Actor, entry_id: EntryId, source: Source, added_at: datetime) -> bool:
        """Keep a new card; False if the person has one of the word already."""
        statement = (
            insert(self._connection, CardRow)
            .values(
                tenant=actor.tenant,
                user_id=actor.user_id,
                entry_id=entry_id,
                source=source.value,
                added_at=added_at,
                reviews=0,
                **_state(Card(due=added_at)),
            )
            .on_conflict_do_nothing(index_elements=[CardRow.tenant, CardRow.user_id, CardRow.entry_id])
            .returning(CardRow.entry_id)
        )
        return self._connection.execute(statement).first() is not None

    def held(self, actor: Actor, entry_id: EntryId) -> HeldCard | None:
        """Return the person's card of the word."""
        query = select(CardRow).where(
            CardRow.tenant == actor.tenant, CardRow.user_id == actor.user_id, CardRow.entry_id == entry_id
        )
        if self._lock:
            query = query.with_for_update()
        row = self._connection.scalars(query.execution_options(populate_existing=True)).first()
        return None if row is None else _to_held(row)

    def of(self, actor: Actor) -> tuple[HeldCard, ...]:
        """Return the person's cards, the first to be due first."""
        rows = self._connection.scalars(
            select(CardRow)
            .where(CardRow.tenant == actor.tenant, CardRow.user_id == actor.user_id)
            .order_by(CardRow.due, CardRow.entry_id)
            .execution_options(populate_existing=True)
        )
        return tuple(_to_held(row) for row in rows)

    def keep(self, actor: Actor, entry_id: EntryId, review: Review, card: Card) -> bool:
        """Add a review to the log and keep the card as it is after it; False if its key is in the log already."""
        number = self._connection.scalar(
            select(CardRow.reviews).where(
                CardRow.tenant == actor.tenant, CardRow.user_id == actor.user_id, CardRow.entry_id == entry_id
            )
        )
        statement = (
            insert(self._connection, ReviewRow)
            .values(
                tenant=actor.tenant,
                user_id=actor.user_id,
                entry_id=entry_id,
                number=(number or 0) + 1,
                key=review.key,
                rating=review.rating.value,
                source=review.source.value,
                reviewed_at=review.at,
                day=review.day,
                seed=review.seed,
            )
            .on_conflict_do_nothing(index_elements=[ReviewRow.tenant, ReviewRow.user_id, ReviewRow.key])
            .returning(ReviewRow.number)
        )
        if self._connection.execute(statement).first() is None:
            return False
        self._change(actor, entry_id, reviews=CardRow.reviews + 1, **_state(card))
        return True

    def rerate(self, actor: Actor, entry_id: EntryId, key: str, rating: Rating, card: Card) -> None:
        """Change the rating of a review in the log, and keep the card as it is with that."""
        self._connection.execute(
            update(ReviewRow)
            .where(ReviewRow.tenant == actor.tenant, ReviewRow.user_id == actor.user_id, ReviewRow.key == key)
            .values(rating=rating.value)
        )
        self._change(actor, entry_id, **_state(card))

    def reviews(self, actor: Actor, entry_id: EntryId) -> tuple[Review, ...]:
        """Return the log of a card in the order in which it was kept."""
        rows = self._connection.scalars(
            select(ReviewRow)
            .where(ReviewRow.tenant == actor.tenant, ReviewRow.user_id == actor.user_id, ReviewRow.entry_id == entry_id)
            .order_by(ReviewRow.number)
            .execution_options(populate_existing=True)
        )
        return tuple(
            Review(
                key=row.key,
                rating=Rating(row.rating),
                at=row.reviewed_at,
                source=Source(row.source),
                seed=row.seed,
                day=row.day,
            )
            for row in rows
        )

    def ratings(self, actor: Actor, prefix: str) -> dict[str, Rating]:
        """Return the ratings of the reviews whose key begins with ``prefix``, by key."""
        rows = self._connection.execute(
            select(ReviewRow.key, ReviewRow.rating).where(
                ReviewRow.tenant == actor.tenant,
                ReviewRow.user_id == actor.user_id,
                ReviewRow.key.startswith(prefix, autoescape=True),
            )
        )
        return {key: Rating(rating) for key, rating in rows}

    def missed(self, actor: Actor) -> tuple[EntryId, ...]:
        """Return the words that the person ever did not know, in the order of their names."""
        found = self._connection.scalars(
            select(ReviewRow.entry_id)
            .where(
                ReviewRow.tenant == actor.tenant,
                ReviewRow.user_id == actor.user_id,
                ReviewRow.rating == Rating.AGAIN.value,
            )
            .distinct()
            .order_by(ReviewRow.entry_id)
        )
        return tuple(EntryId(entry_id) for entry_id in found)

    def restore(self, actor: Actor, entry_id: EntryId, card: Card, reviews: int) -> None:
        """Keep a card as its log of so many reviews makes it."""
        self._change(actor, entry_id, reviews=reviews, **_state(card))

    def remove_new(self, actor: Actor, entry_id: EntryId) -> None:
        """Delete the card if it was never reviewed."""
        self._connection.execute(
            delete(CardRow).where(
                CardRow.tenant == actor.tenant,
                CardRow.user_id == actor.user_id,
                CardRow.entry_id == entry_id,
                CardRow.reviews == 0,
            )
        )

    def days(self, actor: Actor) -> frozenset[date]:
        """Return the local dates on which the person reviewed a word."""
        return frozenset(
            self._connection.scalars(
                select(ReviewRow.day)
                .where(ReviewRow.tenant == actor.tenant, ReviewRow.user_id == actor.user_id)
                .distinct()
            )
        )

    def owners(self, after: tuple[str, str], limit: int) -> tuple[tuple[str, str], ...]:
        """Return at most ``limit`` tenants and ids of people with cards, in order, those up to ``after`` left out."""
        rows = self._connection.execute(
            anywhere(select(CardRow.tenant, CardRow.user_id))
            .where(tuple_(CardRow.tenant, CardRow.user_id) > tuple_(*after))
            .distinct()
            .order_by(CardRow.tenant, CardRow.user_id)
            .limit(limit)
        )
        return tuple((tenant, user_id) for tenant, user_id in rows)

    def _change(self, actor: Actor, entry_id: EntryId, **columns: object) -> None:
        self._connection.execute(
            update(CardRow)
            .where(CardRow.tenant == actor.tenant, CardRow.user_id == actor.user_id, CardRow.entry_id == entry_id)
            .values(**columns)
        )


class SqlSittings:
    """See ``bot.ports.SittingRepository``. With ``lock``, no other unit can change what was read."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def add(self, actor: Actor, sitting: Sitting) -> None:
        """Keep a new sitting, and drop those of the person that began a month before it."""
        self._connection.execute(
            delete(SittingRow).where(
                SittingRow.tenant == actor.tenant,
                SittingRow.user_id == actor.user_id,
                SittingRow.started_at < sitting.started_at - _KEPT_FOR,
            )
        )
        self._connection.execute(
            insert(self._connection, SittingRow).values(
                tenant=actor.tenant,
                id=sitting.id,
                user_id=actor.user_id,
                items=sitting.items,
                position=sitting.position,
                started_at=sitting.started_at,
                finished_at=sitting.finished_at,
            )
        )

    def get(self, actor: Actor, sitting_id: str) -> Sitting | None:
        """Return the person's sitting."""
        query = select(SittingRow).where(
            SittingRow.tenant == actor.tenant, SittingRow.user_id == actor.user_id, SittingRow.id == sitting_id
        )
        if self._lock:
            query = query.with_for_update()
        row = self._connection.scalars(query.execution_options(populate_existing=True)).first()
        return None if row is None else _to_sitting(row)

    def open_of(self, actor: Actor, since: datetime) -> Sitting | None:
        """Return the person's newest sitting that was begun since then and is not over."""
        row = self._connection.scalars(
            select(SittingRow)
            .where(
                SittingRow.tenant == actor.tenant,
                SittingRow.user_id == actor.user_id,
                SittingRow.started_at >= since,
                SittingRow.finished_at.is_(None),
            )
            .order_by(SittingRow.started_at.desc(), SittingRow.id)
            .limit(1)
        ).first()
        return None if row is None else _to_sitting(row)

    def save(self, actor: Actor, sitting: Sitting) -> None:
        """Keep how far the sitting has come."""
        self._connection.execute(
            update(SittingRow)
            .where(SittingRow.tenant == actor.tenant, SittingRow.user_id == actor.user_id, SittingRow.id == sitting.id)
            .values(position=sitting.position, finished_at=sitting.finished_at)
        )


def _state(card: Card) -> dict[str, object]:
    """Return the columns that a review changes."""
    return {
        "state": card.state.value,
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": card.due,
        "last_review": card.last_review,
    }


def _to_held(row: CardRow) -> HeldCard:
    card = Card(
        due=row.due,
        state=CardState(row.state),
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        last_review=row.last_review,
    )
    return HeldCard(
        entry_id=EntryId(row.entry_id),
        card=card,
        source=Source(row.source),
        added_at=row.added_at,
        reviews=row.reviews,
    )


def _to_sitting(row: SittingRow) -> Sitting:
    return Sitting(
        id=row.id,
        items=row.items,
        started_at=row.started_at,
        position=row.position,
        finished_at=row.finished_at,
    )
