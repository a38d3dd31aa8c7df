"""Finds the term that somebody means by a word, among those they may see."""

from collections.abc import Collection
from dataclasses import replace

from bot.commands.services import Services
from bot.commands.spec import Invocation
from bot.commands.term_said import Happened, Said, may_decide
from bot.lexicon.match import Outcome
from bot.lexicon.model import Entry, EntryId
from bot.ports import UnitOfWork
from bot.team.term import Term, TermState, is_own
from bot.team.versions import laid_over
from bot.text.kana import to_hiragana
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_kana

_MOST_READ = 1_000
_SEVERAL = 5


def find(
    services: Services, work: UnitOfWork, invocation: Invocation, text: str | None, states: Collection[TermState]
) -> Term | Said:
    """Return the term in one of ``states`` that ``text`` names, or why there is none or not just one."""
    query = clean(text or "", MAX_QUERY)
    if not query:
        return Said(happened=Happened.WHICH_WORD)
    tenant = invocation.actor.tenant
    if is_own(EntryId(query)):
        return by_id(work, invocation, EntryId(query)) or Said(happened=Happened.GONE)
    ids = []
    if TermState.PUBLISHED in states:
        ids = [entry.id for entry in services.glossary.entries if is_own(entry.id) and is_called(entry, query)]
    others = [state for state in states if state is not TermState.PUBLISHED]
    if others:
        listed = work.terms.listed(tenant, others, _MOST_READ)
        ids += [term.id for term in listed if is_called(term.entry, query) and _may_see(term, invocation)]
    found = [term for term in (work.terms.get(tenant, each) for each in dict.fromkeys(ids)) if term]
    found = [term for term in found if term.state in states]
    if len(found) == 1:
        return found[0]
    if found:
        return Said(happened=Happened.SEVERAL, found=tuple(term.entry for term in found[:_SEVERAL]), text=query)
    return _none(services, query)


def _none(services: Services, query: str) -> Said:
    """Return that no term is called so, and what comes close."""
    result = services.lookup.find(query)
    near = [match.entry for match in (*result.matches, *result.suggestions)]
    if result.outcome is Outcome.MATCH and not is_own(near[0].id):
        return Said(happened=Happened.SHARED_WORD, found=(near[0],), text=query)
    own = tuple(entry for entry in near if is_own(entry.id))
    return Said(happened=Happened.UNKNOWN_WORD, found=own[:_SEVERAL], text=query)


def by_id(work: UnitOfWork, invocation: Invocation, term_id: EntryId) -> Term | None:
    """Return the term with this id, if the person may see it."""
    term = work.terms.get(invocation.actor.tenant, term_id)
    return term if term and _may_see(term, invocation) else None


def is_called(entry: Entry, query: str) -> bool:
    """Return whether ``query`` is a name of the entry or its reading, in kana or romaji."""
    names = {name.casefold() for name in (entry.headword, *entry.variants, *entry.abbreviations)}
    kana = {to_hiragana(query).replace(" ", ""), to_kana(query).replace(" ", "")}
    return query.casefold() in names or (bool(entry.kana) and entry.kana in kana)


def as_decided(work: UnitOfWork, tenant: str, term: Term) -> tuple[Term, Term | None]:
    """Return the term as it would be published, and the word that it is an edit of, if it is one.

    An edit is laid over what the word says now: what others changed of it since the suggestion stays.
    """
    if term.replaces is None:
        return term, None
    subject = work.terms.get(tenant, term.replaces)
    if subject is None or term.state is not TermState.SUGGESTED:
        return term, subject
    seen = [version for version in work.terms.history(tenant, subject.id) if version.revision == term.base]
    base = seen[0].entry if seen else subject.entry
    edited = replace(term.entry, id=subject.id)
    merged = laid_over(base, subject.entry, edited)
    return replace(term, entry=replace(merged, id=term.id)), subject


def _may_see(term: Term, invocation: Invocation) -> bool:
    """Return whether the person may see the term: what is not published only editors and who suggested it."""
    return (
        term.state is TermState.PUBLISHED
        or may_decide(invocation)
        or invocation.actor.user_id in {term.suggested_by, term.owner}
    )
