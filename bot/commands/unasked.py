"""Everything that happens by itself, put together: what is due, what posts show, who hears what became of them."""

from datetime import datetime

from bot.commands import reminders, round_posts, round_steps, term_news, wotd_posts, wotd_steps
from bot.commands.post_office import PostView
from bot.commands.services import Services
from bot.ports import UnitOfWork
from bot.posting import Draft, Outcome

VIEWS: dict[str, PostView] = {
    **round_posts.VIEWS,
    **reminders.VIEWS,
    **wotd_posts.VIEWS,
    **term_news.VIEWS,
}
"""What posts show, by the name of their view."""
_STEPS = (round_steps.tick, reminders.tick, wotd_steps.tick)
_LISTENERS = (round_steps.posted, wotd_steps.posted)


def tick(services: Services, now: datetime) -> datetime | None:
    """Make everything happen that is due by ``now``; return when the next thing is due, None for nothing."""
    moments = [step(services, now) for step in _STEPS]
    return min((moment for moment in moments if moment), default=None)


def posted(work: UnitOfWork, draft: Draft, outcome: Outcome, now: datetime) -> None:
    """Tell everything that posts what became of a post."""
    for listener in _LISTENERS:
        listener(work, draft, outcome, now)
