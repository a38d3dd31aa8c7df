"""Keeps what somebody typed as a word of the team: a suggestion, an edit, or a suggested edit of a published word.

Whatever keeps it from being kept, what was typed waits as a draft: the form opens again filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.commands.services import Services
from bot.commands.spec import Invocation
from bot.commands.term_find import by_id
from bot.commands.term_news import tell_editors
from bot.commands.term_said import (
    MAX_WAITING,
    MAX_WAITING_OF_ONE,
    Happened,
    Part,
    Said,
    Typed,
    may_decide,
    shown,
)
from bot.lexicon.model import Entry, EntryId
from bot.ports import UnitOfWork
from bot.team import term as steps
from bot.team.checks import Doubt, warnings
from bot.team.fields import FieldFault, TermFields, entry_of, fields_of
from bot.team.term import Refusal, Term, TermState
from bot.team.versions import OF_A_SENSE, changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be written to.

    ``term`` is changed; without one a suggestion is added, under a new id: of a new word, or of an edit of
    ``subject``, which is published. ``base`` is what was said before, None for a new word.
    """

    term: Term | None = None
    subject: Term | None = None
    base: Entry | None = None


def keep(
    services: Services, work: UnitOfWork, invocation: Invocation, typed: Typed, *, part: Part = Part.WORD, sure: bool
) -> Said:
    """Keep what was typed; unless ``sure``, words that it may be mixed up with come first."""
    target = target_of(work, invocation, typed.term_id)
    if isinstance(target, Said):
        return target
    full = _full(work, invocation) if target.term is None else None
    if full:
        return Said(happened=full)
    given = _given(target, typed)
    stale = _changed_since(services, work, invocation, typed, part, given)
    if stale:
        return stale
    entry = _entry(services, target, typed, given)
    if not isinstance(entry, Entry):
        draft = _draft(services, work, invocation, typed)
        return Said(happened=Happened.FAULTY, kept=True, faults=entry, draft=draft, given=given, part=part)
    doubts = () if sure else _doubts(services, work, invocation, target, typed, entry)
    if doubts:
        draft = _draft(services, work, invocation, typed)
        return Said(happened=Happened.DOUBTFUL, kept=True, doubts=doubts, draft=draft, given=given, part=part)
    work.people.introduce(invocation.actor)
    if target.term:
        return _edited(services, work, invocation, target.term, entry)
    return _suggested(services, work, invocation, target, entry)


def take_draft(work: UnitOfWork, invocation: Invocation, draft: str) -> Typed | Said:
    """Return what somebody typed before; what was kept or is older than a day is gone."""
    found = work.drafts.take(invocation.actor, draft)
    return Typed.from_draft(found) if found is not None else Said(happened=Happened.DRAFT_GONE)


def target_of(work: UnitOfWork, invocation: Invocation, term_id: EntryId | None) -> Target | Said:
    """Return what is written to by whoever changes that term; None is a new word."""
    if term_id is None:
        return Target()
    tenant = invocation.actor.tenant
    term = by_id(work, invocation, term_id)
    if term is None:
        return Said(happened=Happened.GONE)
    decides = may_decide(invocation)
    mine = invocation.actor.user_id == term.suggested_by
    subject = work.terms.get(tenant, term.replaces) if term.replaces else None
    if term.state is TermState.SUGGESTED and (mine or decides):
        return Target(term=term, subject=subject, base=term.entry)
    if term.state is TermState.PUBLISHED and decides:
        return Target(term=term, base=term.entry)
    if term.state is TermState.PUBLISHED:
        edits = [each for each in work.terms.edits_of(tenant, term.id) if each.suggested_by == invocation.actor.user_id]
        waiting = edits[0] if edits else None
        return Target(term=waiting, subject=term, base=(waiting or term).entry)
    if term.state in {TermState.REFUSED, TermState.WITHDRAWN} and (mine or decides):
        # Suggested anew: what was decided stays in the history of the old one.
        return Target(subject=subject, base=term.entry)
    return Said(happened=Happened.NOT_OPEN)


def base_fields(entry: Entry, sense: int) -> TermFields:
    """Return the fields of a meaning; of one that there is not yet, those of the word around it."""
    if sense < len(entry.senses):
        return fields_of(entry, sense)
    return replace(fields_of(entry), **dict.fromkeys(OF_A_SENSE, ""))


def _full(work: UnitOfWork, invocation: Invocation) -> Happened | None:
    """Return why nothing more can be suggested, if so."""
    tenant = invocation.actor.tenant
    if work.terms.counts(tenant).get(TermState.SUGGESTED, 0) >= MAX_WAITING:
        return Happened.TOO_MANY_WAIT
    mine = work.terms.suggested_by(tenant, invocation.actor.user_id)
    return Happened.TOO_MANY_OF_YOURS if len(mine) >= MAX_WAITING_OF_ONE else None


def _changed_since(
    services: Services, work: UnitOfWork, invocation: Invocation, typed: Typed, part: Part, given: TermFields
) -> Said | None:
    """Return what others changed since the version that was seen; None if it says the same still."""
    term = by_id(work, invocation, typed.term_id) if typed.term_id else None
    if term is None or typed.revision in {None, term.revision}:
        return None
    seen = [each for each in work.terms.history(invocation.actor.tenant, term.id) if each.revision == typed.revision]
    if seen and (seen[0].entry, seen[0].state) == (term.entry, term.state):
        return None
    typed = replace(typed, revision=term.revision)
    return shown(
        services,
        work,
        invocation,
        Happened.CHANGED_SINCE,
        term,
        kept=True,
        changes=changes(seen[0].entry, term.entry) if seen else (),
        draft=_draft(services, work, invocation, typed),
        given=given,
        part=part,
    )


def _given(target: Target, typed: Typed) -> TermFields:
    """Return the fields as they are to be: what was typed, over what was said before."""
    if target.base is None:
        return TermFields(**{"headword": "", **typed.fields})
    sense = min(typed.sense, len(target.base.senses))
    return replace(base_fields(target.base, sense), **_with_domains(target.base, sense, typed.fields))


def _entry(services: Services, target: Target, typed: Typed, given: TermFields) -> Entry | tuple[FieldFault, ...]:
    """Return what is given as an entry, over what was said before."""
    entry_id = target.term.id if target.term else steps.new_id(services.new_random())
    if target.base is None:
        return entry_of(given, entry_id)
    sense = min(typed.sense, len(target.base.senses))
    made = entry_of(given, target.base.id, base=target.base, sense=sense)
    return replace(made, id=entry_id) if isinstance(made, Entry) else made


def _with_domains(entry: Entry, sense: int, given: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fields; a form shows one domain alone, and who leaves that as it is means to keep the others."""
    domains = entry.senses[sense].domain if sense < len(entry.senses) else ()
    if len(domains) > 1 and given.get("domain") == domains[0].value:
        return {**given, "domain": ", ".join(domains)}
    return given


def _doubts(
    services: Services, work: UnitOfWork, invocation: Invocation, target: Target, typed: Typed, entry: Entry
) -> tuple[Doubt, ...]:
    """Return what the word may be mixed up with, where it has a new name."""
    if target.base and _names(target.base) == _names(entry):
        return ()
    waiting = work.terms.listed(invocation.actor.tenant, [TermState.SUGGESTED], MAX_WAITING)
    same = {each.id for each in (target.term, target.subject) if each} | ({typed.term_id} if typed.term_id else set())
    return warnings(
        entry,
        services.lookup,
        services.glossary.entries,
        [term.entry for term in waiting if term.replaces is None],
        same,
    )


def _names(entry: Entry) -> tuple[object, ...]:
    return entry.headword, entry.kana, entry.variants, entry.abbreviations


def _draft(services: Services, work: UnitOfWork, invocation: Invocation, typed: Typed) -> str:
    """Keep what was typed, and return where."""
    draft = f"{services.new_random().getrandbits(48):012x}"
    work.drafts.keep(invocation.actor, draft, typed.to_draft(), services.clock.now())
    return draft


def _edited(services: Services, work: UnitOfWork, invocation: Invocation, term: Term, entry: Entry) -> Said:
    step = steps.edit(term, entry, invocation.actor.user_id, services.clock.now())
    if isinstance(step, Refusal):
        unchanged = step is Refusal.NOTHING_CHANGED
        return shown(services, work, invocation, Happened.NOTHING_CHANGED if unchanged else Happened.NOT_OPEN, term)
    work.terms.save(invocation.actor.tenant, step)
    return shown(services, work, invocation, Happened.EDITED, step, kept=True, changes=changes(term.entry, step.entry))


def _suggested(services: Services, work: UnitOfWork, invocation: Invocation, target: Target, entry: Entry) -> Said:
    subject, actor = target.subject, invocation.actor
    if subject and replace(entry, id=subject.id) == subject.entry:
        return shown(services, work, invocation, Happened.NOTHING_CHANGED, subject)
    replaces, base = (subject.id, subject.revision) if subject else (None, None)
    term = steps.suggest(entry, actor.user_id, services.clock.now(), replaces=replaces, base=base)
    locale = work.preferences.get(actor).locale or invocation.locale
    while not work.terms.add(actor.tenant, term, locale):
        term = replace(term, entry=replace(entry, id=steps.new_id(services.new_random())))
    tell_editors(services, work, invocation)
    happened = Happened.EDIT_SUGGESTED if subject else Happened.SUGGESTED
    changed = changes(subject.entry, entry) if subject else ()
    return shown(services, work, invocation, happened, term, kept=True, subject=subject, changes=changed)
