"""``review`` and its buttons: the words that are due, one by one. First an attempt, then the answer, then how it counts.

Each press is one unit of work: a review is committed before the reply that confirms it exists. A sitting is kept as
rows, so that any process can go on with it and every old button is answered.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from bot.commands.quiz_buttons import AnswerButton, QuestionButton, SessionButton, button
from bot.commands.remembering import remember
from bot.commands.review_view import Happened, Pause, Step, present
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, option
from bot.identity import Actor, Place
from bot.lexicon.model import EntryId
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.quiz.grading import MAX_RESPONSE, grade
from bot.quiz.items import usual_kinds
from bot.quiz.memory import Rating, Sitting, Source, rating_of, replay
from bot.quiz.model import Grade, Item
from bot.quiz.plan import Plan
from bot.quiz.session import Refusal, new_session_id
from bot.quiz.sittings import MOST, MOST_NEW, due_words, items_for, new_words, next_due, soon_words
from bot.quiz.streak import Streak, day_end, streak_of
from bot.schedule import is_japanese_holiday
from bot.text.normalize import clean

_SUMMARY = Localized("Go over the words that are due for you", "復習の時期がきた言葉を練習する")
_RATING = Localized("How well you knew it, 1 to 4", "どれくらい覚えていたか（1～4）")
_GOES_ON_FOR = timedelta(hours=12)
"""So long ``review`` goes on with a sitting; then other words may be due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewParams:
    """``review`` takes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingButton(QuestionButton):
    """What a rating takes."""

    rating: int = option(_RATING, minimum=1, maximum=4)


def review(services: Services, invocation: Invocation, params: ReviewParams) -> Step:
    """Return the sitting that is under way, or a new one of the words that are due, or when the next one is."""
    del params
    with services.unit_of_work(read_only=True) as work:
        running = work.sittings.open_of(invocation.actor, invocation.received_at - _GOES_ON_FOR)
        cards = work.cards.of(invocation.actor)
        zone = work.plans.get(invocation.actor).zone(services.timezone)
    if running:
        return Step(happened=Happened.RESUMED, glossary=services.glossary, sitting=running)
    now = services.clock.now()
    due = soon_words(cards, now, day_end(now, zone), services.withheld(invocation.place))
    return _begin(services, invocation, due[:MOST])


def learn(services: Services, invocation: Invocation, params: ReviewParams) -> Step:
    """Return a sitting of words that were saved or looked up and never asked."""
    del params
    with services.unit_of_work(read_only=True) as work:
        cards, saved = work.cards.of(invocation.actor), work.saved_words.of(invocation.actor)
    fresh = new_words(cards, saved, services.withheld(invocation.place))
    known = [word for word in fresh if word in services.glossary.by_id]
    return _begin(services, invocation, known[:MOST_NEW])


def _begin(services: Services, invocation: Invocation, words: list[EntryId]) -> Step:
    kinds = usual_kinds(services.language(invocation.actor, invocation.locale))
    items = items_for(services.glossary, services.new_random(), words, kinds)
    if not items:
        return outlook(services, invocation.actor, invocation.place)
    sitting = Sitting(id=new_session_id(services.new_random()), items=items, started_at=invocation.received_at)
    with services.unit_of_work() as work:
        work.sittings.add(invocation.actor, sitting)
        work.commit()
    return Step(happened=Happened.ASKED, glossary=services.glossary, sitting=sitting)


def answer(services: Services, invocation: Invocation, params: AnswerButton) -> Step:
    """Return the graded attempt, the solution, and how it counts."""
    neighbours = services.neighbours()
    with services.unit_of_work() as work:
        sitting = work.sittings.get(invocation.actor, params.session)
        item = _asked(services, sitting, params.question)
        if isinstance(item, Step):
            return item
        response = _response(item, params.response)
        if isinstance(response, Refusal):
            return Step(happened=Happened.REFUSED, glossary=services.glossary, sitting=sitting, refusal=response)
        graded = grade(item, response, neighbours)
        chosen = response if isinstance(response, int) else None
        return _count(services, invocation, work, sitting, item, graded, chosen)


def give_up(services: Services, invocation: Invocation, params: QuestionButton) -> Step:
    """Return the solution of a question that the person has no answer to."""
    with services.unit_of_work() as work:
        sitting = work.sittings.get(invocation.actor, params.session)
        item = _asked(services, sitting, params.question)
        if isinstance(item, Step):
            return item
        return _count(services, invocation, work, sitting, item, None, None)


def _count(
    services: Services,
    invocation: Invocation,
    work: UnitOfWork,
    sitting: Sitting | None,
    item: Item,
    graded: Grade | None,
    chosen: int | None,
) -> Step:
    """Keep the review and how far the sitting has come, commit, and return both."""
    if sitting is None:
        return Step(happened=Happened.GONE, glossary=services.glossary)
    rating = rating_of(graded.verdict, graded.rule) if graded else Rating.AGAIN
    held = remember(
        services,
        work,
        invocation.actor,
        item.entry_id,
        key=_key(sitting, sitting.position),
        rating=rating,
        source=Source.REVIEWED,
        at=invocation.received_at,
    )
    after = sitting.advanced(invocation.received_at)
    work.sittings.save(invocation.actor, after)
    work.commit()
    return Step(
        happened=Happened.ANSWERED,
        glossary=services.glossary,
        sitting=after,
        item=item,
        grade=graded,
        chosen=chosen,
        rating=rating,
        interval=held.card.due - invocation.received_at,
    )


def rate(services: Services, invocation: Invocation, params: RatingButton) -> Step:
    """Return the answer counted in another way: the person knows best how it was."""
    with services.unit_of_work() as work:
        sitting = work.sittings.get(invocation.actor, params.session)
        if sitting is None:
            return Step(happened=Happened.GONE, glossary=services.glossary)
        fixed = Step(happened=Happened.FIXED, glossary=services.glossary, sitting=sitting)
        if params.question != sitting.position - 1:
            return fixed
        item = sitting.items[params.question]
        held = work.cards.held(invocation.actor, item.entry_id)
        log = work.cards.reviews(invocation.actor, item.entry_id)
        key = _key(sitting, params.question)
        if held is None or not log or log[-1].key != key:
            return fixed
        rating = Rating(params.rating)
        card = replay((*log[:-1], replace(log[-1], rating=rating)), held.added_at)
        work.cards.rerate(invocation.actor, item.entry_id, key, rating, card)
        work.commit()
    return Step(
        happened=Happened.RATED,
        glossary=services.glossary,
        sitting=sitting,
        item=item,
        rating=rating,
        interval=card.due - log[-1].at,
    )


def following(services: Services, invocation: Invocation, params: SessionButton) -> Step:
    """Return the next question, or how the sitting went."""
    with services.unit_of_work(read_only=True) as work:
        sitting = work.sittings.get(invocation.actor, params.session)
        if sitting is None:
            return Step(happened=Happened.GONE, glossary=services.glossary)
        if sitting.current:
            return Step(happened=Happened.ASKED, glossary=services.glossary, sitting=sitting)
        return _over(services, invocation, work, sitting)


def stop(services: Services, invocation: Invocation, params: SessionButton) -> Step:
    """Return how the sitting went so far; what is left stays due."""
    with services.unit_of_work() as work:
        sitting = work.sittings.get(invocation.actor, params.session)
        if sitting is None:
            return Step(happened=Happened.GONE, glossary=services.glossary)
        if sitting.current:
            sitting = replace(sitting, finished_at=invocation.received_at)
            work.sittings.save(invocation.actor, sitting)
            over = _over(services, invocation, work, sitting)
            work.commit()
            return over
        return _over(services, invocation, work, sitting)


def _over(services: Services, invocation: Invocation, work: UnitOfWork, sitting: Sitting) -> Step:
    kept = work.cards.ratings(invocation.actor, f"review/{sitting.id}/")
    ratings = tuple(
        (item.entry_id, kept[_key(sitting, number)])
        for number, item in enumerate(sitting.items)
        if _key(sitting, number) in kept
    )
    return Step(
        happened=Happened.OVER,
        glossary=services.glossary,
        sitting=sitting,
        ratings=ratings,
        pause=_pause(services, work, invocation.actor, invocation.place),
    )


def outlook(services: Services, actor: Actor, place: Place) -> Step:
    """Return what is due to the person, and their streak; nothing is begun.

    Raises:
        StorageError: the database cannot be used just now.
    """
    with services.unit_of_work(read_only=True) as work:
        pause = _pause(services, work, actor, place)
    return Step(happened=Happened.NOTHING, glossary=services.glossary, pause=pause)


def _pause(services: Services, work: UnitOfWork, actor: Actor, place: Place) -> Pause:
    """Return what there is to do now and later."""
    now = services.clock.now()
    cards = work.cards.of(actor)
    unwanted = services.withheld(place)
    known = services.glossary.by_id
    plan = work.plans.get(actor)
    end = day_end(now, plan.zone(services.timezone))
    due = [word for word in due_words(cards, now, end, unwanted) if word in known]
    soon = [word for word in soon_words(cards, now, end, unwanted) if word in known]
    fresh = [word for word in new_words(cards, work.saved_words.of(actor), unwanted) if word in known]
    following_due = next_due(held for held in cards if held.entry_id in known)
    return Pause(
        cards=len(cards),
        due=len(due),
        soon=len(soon),
        new=len(fresh),
        wait=following_due - now if following_due else None,
        streak=_streak(services, work, actor, plan, now),
    )


def _streak(services: Services, work: UnitOfWork, actor: Actor, plan: Plan, now: datetime) -> Streak:
    studied = work.cards.days(actor)
    stays = plan.stays_or(services.timezone, now)
    since = datetime.combine(min(studied, default=now.date()), time(), UTC)
    return streak_of(studied, stays, now, is_japanese_holiday, work.uptime.outages(since))


def _asked(services: Services, sitting: Sitting | None, question: int) -> Item | Step:
    """Return the item if it is asked now, else why not."""
    if sitting is None:
        return Step(happened=Happened.GONE, glossary=services.glossary)
    if question == sitting.position and sitting.current:
        return sitting.current
    refusal = Refusal.NOT_ASKED_YET if question > sitting.position else Refusal.ALREADY_ANSWERED
    return Step(happened=Happened.REFUSED, glossary=services.glossary, sitting=sitting, refusal=refusal)


def _response(item: Item, given: str) -> int | str | Refusal:
    if item.kind.is_choice:
        chosen = int(given) if given.isdecimal() and len(given) <= 2 else -1
        return chosen if 0 <= chosen < len(item.options) else Refusal.NO_SUCH_OPTION
    return given if clean(given, MAX_RESPONSE) else Refusal.EMPTY


def _key(sitting: Sitting, question: int) -> str:
    """Return what names a review in the log."""
    return f"review/{sitting.id}/{question}"


REVIEW = CommandSpec(
    name="review",
    name_ja="復習",
    summary=_SUMMARY,
    params=ReviewParams,
    handler=review,
    presenter=present,
    examples=("/review",),
)
BUTTONS = (
    button("review-learn", ReviewParams, learn, present),
    button("review-answer", AnswerButton, answer, present),
    button("review-skip", QuestionButton, give_up, present),
    button("review-rate", RatingButton, rate, present),
    button("review-next", SessionButton, following, present),
    button("review-stop", SessionButton, stop, present),
)
"""What the buttons of a review call."""
