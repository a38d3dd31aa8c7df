"""Feeds a person's memory: every answer is a review of the word it was about, in the answer's own transaction."""

from datetime import datetime

from bot.commands.services import Services
from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.ports import UnitOfWork
from bot.quiz.memory import SEEDS, HeldCard, Rating, Review, Source, rating_of, reviewed
from bot.quiz.model import AnswerRecord
from bot.quiz.streak import study_day


def remember_answer(
    services: Services, work: UnitOfWork, actor: Actor, entry_id: EntryId, record: AnswerRecord
) -> None:
    """Take an answer of a quiz or a round, or a skipped question, as a review of the word."""
    remember(
        services,
        work,
        actor,
        entry_id,
        key=f"quiz/{record.session_id}/{record.question}",
        rating=rating_of(record.verdict, record.rule),
        source=Source.QUIZ,
        at=record.answered_at,
    )


def remember(
    services: Services,
    work: UnitOfWork,
    actor: Actor,
    entry_id: EntryId,
    *,
    key: str,
    rating: Rating,
    source: Source,
    at: datetime,
) -> HeldCard:
    """Return the person's card of the word after a review, which is kept; a word met for the first time gets a card.

    Nothing is changed by a review that is dated before the card's last one, or whose ``key`` was there already.
    """
    work.cards.add(actor, entry_id, source, at)
    held = work.cards.held(actor, entry_id)
    if held is None:
        raise LookupError(f"the card of {entry_id} went while it was reviewed")
    review = Review(
        key=key,
        rating=rating,
        at=at,
        source=source,
        seed=services.new_random().randrange(SEEDS),
        day=study_day(at, work.plans.get(actor).zone(services.timezone)),
    )
    card = reviewed(held.card, review)
    if card is not held.card:
        work.cards.keep(actor, entry_id, review, card)
    return work.cards.held(actor, entry_id) or held
