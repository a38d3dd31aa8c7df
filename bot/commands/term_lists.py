"""The team's words in lists: what is published, what waits for a decision, what should be looked at again, versions."""

from collections.abc import Sequence

from bot.commands.services import Services
from bot.commands.spec import Invocation
from bot.commands.term_said import History, Kind, Listing, Said, Step, may_decide
from bot.lexicon.model import Entry, EntryId
from bot.ports import UnitOfWork
from bot.team.term import Term, TermState
from bot.team.versions import changes
from bot.text.kana import to_hiragana
from bot.text.normalize import MAX_QUERY, clean
from bot.text.romaji import to_kana

ROWS = {Kind.LIST: 10, Kind.REVIEW: 5, Kind.STALE: 4}
VERSIONS = 4
LAST_PAGE = 999
_MOST_STALE = 500


def listing(
    services: Services,
    work: UnitOfWork,
    invocation: Invocation,
    kind: Kind,
    page: int = 1,
    query: str = "",
    about: Said | None = None,
) -> Listing:
    """Return a page of what is published, waits, or should be looked at again; the last page for one beyond it."""
    tenant = invocation.actor.tenant
    query = clean(query, MAX_QUERY)
    counts = work.terms.counts(tenant)
    rows = ROWS[kind]
    if kind is Kind.LIST:
        entries = _matching(work.terms.published(tenant), query)
        number, pages, page = _paged(len(entries), rows, page)
        ids = [entry.id for entry in entries[(page - 1) * rows : page * rows]]
        terms = [term for term in (work.terms.get(tenant, each) for each in ids) if term]
    else:
        found = _waiting(work, invocation) if kind is Kind.REVIEW else _stale(services, work, invocation)
        number, pages, page = _paged(len(found), rows, page)
        terms = list(found[(page - 1) * rows : page * rows])
    people = {person for term in terms for person in (term.owner, term.suggested_by)}
    return Listing(
        kind=kind,
        terms=tuple(terms),
        number=number,
        page=page,
        pages=pages,
        query=query,
        names=work.people.names(tenant, people),
        reader=invocation.actor.user_id,
        may_decide=may_decide(invocation),
        waiting=counts.get(TermState.SUGGESTED, 0) if may_decide(invocation) else 0,
        about=about,
    )


def history(work: UnitOfWork, invocation: Invocation, term: Term, page: int = 1) -> History:
    """Return a page of the term's versions, the newest first, each with what it changed."""
    tenant = invocation.actor.tenant
    versions = work.terms.history(tenant, term.id)
    _, pages, page = _paged(len(versions), VERSIONS, page)
    end = len(versions) - (page - 1) * VERSIONS
    told = []
    for place in range(end - 1, max(-1, end - 1 - VERSIONS), -1):
        before = versions[place - 1].entry if place else None
        told.append(
            Step(
                version=versions[place],
                changes=changes(before, versions[place].entry) if before else (),
            )
        )
    return History(
        term=term,
        steps=tuple(told),
        page=page,
        pages=pages,
        names=work.people.names(tenant, {step.version.changed_by for step in told}),
        may_decide=may_decide(invocation),
    )


def _waiting(work: UnitOfWork, invocation: Invocation) -> Sequence[Term]:
    """Return the suggestions that wait: all for who decides, one's own for others."""
    tenant, person = invocation.actor.tenant, invocation.actor.user_id
    if may_decide(invocation):
        number = work.terms.counts(tenant).get(TermState.SUGGESTED, 0)
        return work.terms.listed(tenant, [TermState.SUGGESTED], max(1, number))
    return work.terms.suggested_by(tenant, person)


def _stale(services: Services, work: UnitOfWork, invocation: Invocation) -> Sequence[Term]:
    """Return the words to be looked at again: one's own first, and after them all others for who decides."""
    due = work.terms.to_review(invocation.actor.tenant, services.clock.now(), _MOST_STALE)
    mine = [term for term in due if term.owner == invocation.actor.user_id]
    return (*mine, *(term for term in due if term not in mine)) if may_decide(invocation) else mine


def _matching(entries: Sequence[Entry], query: str) -> list[Entry]:
    """Return the entries that have ``query`` in a name, in the reading or in an equivalent, by reading."""
    wanted, kana = query.casefold(), {to_hiragana(query), to_kana(query)} - {""}

    def has(entry: Entry) -> bool:
        texts = (
            entry.headword,
            *entry.variants,
            *entry.abbreviations,
            *(gloss for sense in entry.senses for gloss in sense.gloss_en),
        )
        return any(wanted in text.casefold() for text in texts) or any(each in entry.kana for each in kana)

    found = [entry for entry in entries if not query or has(entry)]
    return sorted(found, key=_by_reading)


def _by_reading(entry: Entry) -> tuple[str, str, EntryId]:
    return entry.kana or entry.headword.casefold(), entry.headword, entry.id


def _paged(number: int, rows: int, page: int) -> tuple[int, int, int]:
    """Return the number, how many pages that is, and the page that is shown."""
    pages = max(1, -(-number // rows))
    return number, pages, max(1, min(page, pages))
