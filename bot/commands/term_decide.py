"""What is done to a word of the team: published or refused, withdrawn and taken back, handed over, confirmed.

Every button says which revision it was pressed at. Two who decide at once: one does, the other is told by whom.
"""

from bot.commands.given import GivenPerson
from bot.commands.services import Services
from bot.commands.spec import Invocation
from bot.commands.term_find import as_decided, by_id
from bot.commands.term_news import tell_decision
from bot.commands.term_said import Happened, Said, may_decide, shown
from bot.lexicon.model import EntryId
from bot.ports import UnitOfWork
from bot.team import term as steps
from bot.team.exchange_sheet import MAX_ROWS
from bot.team.term import Refusal, Term, TermState, Version
from bot.team.versions import changes

MAX_WORDS = MAX_ROWS
"""Published words of a workspace; no more can be exported and imported."""


def show(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Said:
    """Return the term as it is, an edit as what it would change."""
    return as_shown(services, work, invocation, term, Happened.SHOWN)


def as_shown(
    services: Services, work: UnitOfWork, invocation: Invocation, term: Term, happened: Happened, **more: object
) -> Said:
    """Return the term for whoever decides on it: an edit as what it would change of its word just now."""
    would, subject = as_decided(work, invocation.actor.tenant, term)
    if subject is None:
        return shown(services, work, invocation, happened, term, **more)
    more.setdefault("changes", changes(subject.entry, would.entry))
    return shown(services, work, invocation, happened, would, subject=subject, **more)


def publish(
    services: Services,
    work: UnitOfWork,
    invocation: Invocation,
    term_id: EntryId,
    revision: int | None,
    subject_revision: int | None = None,
) -> Said:
    """Publish a suggestion as it was seen; one that says something else by now is shown first."""
    tenant, by, now = invocation.actor.tenant, invocation.actor.user_id, services.clock.now()
    term = _open(services, work, invocation, term_id, revision)
    if isinstance(term, Said):
        return term
    would, subject = as_decided(work, tenant, term)
    if subject and subject_revision not in {None, 0, subject.revision}:
        return as_shown(services, work, invocation, term, Happened.CHANGED_BEFORE_DECISION)
    if term.replaces is not None:
        done = steps.adopt(subject, would, by, now) if subject else Refusal.NOT_PUBLISHED
        if isinstance(done, Refusal):
            return as_shown(services, work, invocation, term, Happened.NOT_OPEN)
        changed, settled = done
        work.terms.save(tenant, changed)
        work.terms.save(tenant, settled)
        assert subject is not None
        told = changes(subject.entry, changed.entry)
        happened, result, news = Happened.ADOPTED, changed, settled
    else:
        if work.terms.counts(tenant).get(TermState.PUBLISHED, 0) >= MAX_WORDS:
            return Said(happened=Happened.TOO_MANY_WORDS)
        step = steps.publish(term, by, now)
        if isinstance(step, Refusal):
            return as_shown(services, work, invocation, term, Happened.NOT_OPEN)
        work.terms.save(tenant, step)
        told, happened, result, news = (), Happened.PUBLISHED, step, step
    work.people.introduce(invocation.actor)
    tell_decision(services, work, invocation, news)
    return shown(services, work, invocation, happened, result, kept=True, changes=told)


def refuse(
    services: Services,
    work: UnitOfWork,
    invocation: Invocation,
    term_id: EntryId,
    revision: int | None,
    reason: str,
) -> Said:
    """Refuse a suggestion for a reason, which the person who suggested it is told."""
    term = _open(services, work, invocation, term_id, revision)
    if isinstance(term, Said):
        return term
    step = steps.refuse(term, invocation.actor.user_id, services.clock.now(), reason)
    if isinstance(step, Refusal):
        return as_shown(services, work, invocation, term, Happened.NO_REASON)
    work.terms.save(invocation.actor.tenant, step)
    work.people.introduce(invocation.actor)
    tell_decision(services, work, invocation, step)
    return shown(services, work, invocation, Happened.REFUSED, step, kept=True)


def withdraw(services: Services, work: UnitOfWork, invocation: Invocation, term: Term, reason: str = "") -> Said:
    """Take back one's own suggestion; editors take back any word."""
    mine = term.state is TermState.SUGGESTED and term.suggested_by == invocation.actor.user_id
    if not (mine or may_decide(invocation)):
        return shown(services, work, invocation, Happened.NO_RIGHTS, term)
    step = steps.withdraw(term, invocation.actor.user_id, services.clock.now(), reason)
    return _taken(services, work, invocation, term, step, Happened.WITHDRAWN)


def restore(
    services: Services, work: UnitOfWork, invocation: Invocation, term: Term, revision: int | None = None
) -> Said:
    """Take the term back to a version; without one, undo the last step that changed what it says or is."""
    mine = term.state is TermState.WITHDRAWN and term.decided_by is None
    if not (may_decide(invocation) or (mine and term.suggested_by == invocation.actor.user_id)):
        return shown(services, work, invocation, Happened.NO_RIGHTS, term)
    if term.state is TermState.ADOPTED:
        return shown(services, work, invocation, Happened.NOT_OPEN, term)
    version = _version(work, invocation, term, revision)
    if version is None:
        return shown(services, work, invocation, Happened.NOTHING_TO_UNDO, term)
    returns = version.state is TermState.PUBLISHED and term.state is not TermState.PUBLISHED
    if returns and work.terms.counts(invocation.actor.tenant).get(TermState.PUBLISHED, 0) >= MAX_WORDS:
        return Said(happened=Happened.TOO_MANY_WORDS)
    step = steps.restore(term, version, invocation.actor.user_id, services.clock.now())
    return _taken(services, work, invocation, term, step, Happened.RESTORED)


def confirm(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Said:
    """Note that the word is right still; its owner and editors may."""
    if not (may_decide(invocation) or term.owner == invocation.actor.user_id):
        return shown(services, work, invocation, Happened.NO_RIGHTS, term)
    step = steps.confirm(term, invocation.actor.user_id, services.clock.now())
    return _taken(services, work, invocation, term, step, Happened.CONFIRMED)


def hand_over(
    services: Services, work: UnitOfWork, invocation: Invocation, term: Term, person: GivenPerson | None
) -> Said:
    """Make somebody the word's owner, who is asked when it should be looked at again; its owner and editors may."""
    if not (may_decide(invocation) or term.owner == invocation.actor.user_id):
        return shown(services, work, invocation, Happened.NO_RIGHTS, term)
    if person is None:
        return shown(services, work, invocation, Happened.WHICH_PERSON, term)
    step = steps.hand_over(term, person.user_id, invocation.actor.user_id, services.clock.now())
    return _taken(services, work, invocation, term, step, Happened.HANDED_OVER, text=person.name)


def _open(
    services: Services, work: UnitOfWork, invocation: Invocation, term_id: EntryId, revision: int | None
) -> Term | Said:
    """Return the suggestion if it can be decided on as it was seen, or why not."""
    if not may_decide(invocation):
        return Said(happened=Happened.NO_RIGHTS)
    term = by_id(work, invocation, term_id)
    if term is None:
        return Said(happened=Happened.GONE)
    if term.state is not TermState.SUGGESTED:
        return shown(services, work, invocation, Happened.DECIDED, term)
    if revision not in {None, term.revision}:
        return as_shown(services, work, invocation, term, Happened.CHANGED_BEFORE_DECISION)
    return term


def _version(work: UnitOfWork, invocation: Invocation, term: Term, revision: int | None) -> Version | None:
    history = work.terms.history(invocation.actor.tenant, term.id)
    if revision is not None:
        return next((each for each in history if each.revision == revision), None)
    other = [each for each in history if (each.entry, each.state) != (term.entry, term.state)]
    return other[-1] if other else None


def _taken(
    services: Services,
    work: UnitOfWork,
    invocation: Invocation,
    term: Term,
    step: Term | Refusal,
    happened: Happened,
    **more: object,
) -> Said:
    """Keep a step and return what it came to, or why it could not be taken."""
    if isinstance(step, Refusal):
        unchanged = step is Refusal.NOTHING_CHANGED
        return shown(services, work, invocation, Happened.NOTHING_CHANGED if unchanged else Happened.NOT_OPEN, term)
    work.terms.save(invocation.actor.tenant, step)
    work.people.introduce(invocation.actor)
    changed = changes(term.entry, step.entry)
    return shown(services, work, invocation, happened, step, kept=True, changes=changed, **more)
