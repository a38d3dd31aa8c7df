"""A team's own words and rules in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.identity import FORMER, Actor, Place
from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.team.house import HouseRule
from bot.team.term import Term, TermState, Version, version_of

Key = tuple[str, EntryId]


@dataclass
class TeamRows:
    """What there is of it; ``history`` holds each word's versions, the first of which tells when it was suggested."""

    terms: dict[Key, Term] = field(default_factory=dict)
    history: dict[Key, tuple[Version, ...]] = field(default_factory=dict)
    locales: dict[Key, Locale] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    rules: dict[Key, HouseRule] = field(default_factory=dict)
    drafts: dict[tuple[str, str, str], tuple[datetime, dict[str, str]]] = field(default_factory=dict)
    hints: dict[tuple[str, str], bool] = field(default_factory=dict)

    def copy(self) -> "TeamRows":
        return TeamRows(
            dict(self.terms),
            dict(self.history),
            dict(self.locales),
            dict(self.revisions),
            dict(self.rules),
            dict(self.drafts),
            dict(self.hints),
        )


class FakeTerms:
    def __init__(self, rows: TeamRows) -> None:
        self._rows = rows

    def revision(self, tenant: str) -> int:
        return self._rows.revisions.get(tenant, 0)

    def published(self, tenant: str) -> tuple[Entry, ...]:
        return tuple(term.entry for term in self._in(tenant, TermState.PUBLISHED))

    def rules(self, tenant: str) -> tuple[HouseRule, ...]:
        return tuple(rule for key, rule in sorted(self._rows.rules.items()) if key[0] == tenant)

    def add(self, tenant: str, term: Term, locale: Locale | None = None) -> bool:
        if (tenant, term.id) in self._rows.terms:
            return False
        if locale:
            self._rows.locales[tenant, term.id] = locale
        self._keep(tenant, term, None)
        return True

    def get(self, tenant: str, term_id: EntryId) -> Term | None:
        return self._rows.terms.get((tenant, term_id))

    def locale_of(self, tenant: str, term_id: EntryId) -> Locale | None:
        return self._rows.locales.get((tenant, term_id))

    def save(self, tenant: str, term: Term) -> None:
        before = self._rows.terms.get((tenant, term.id))
        if before is None or before.revision != term.revision - 1:
            raise LookupError(f"{term.id} is not at revision {term.revision - 1}")
        self._keep(tenant, term, before)

    def add_all(self, tenant: str, terms: Sequence[Term]) -> bool:
        return all(self.add(tenant, term) for term in terms)

    def save_all(self, tenant: str, terms: Sequence[Term]) -> None:
        for term in terms:
            self.save(tenant, term)

    def listed(self, tenant: str, states: Collection[TermState], limit: int, offset: int = 0) -> tuple[Term, ...]:
        found = self._in(tenant, *states)
        if set(states) == {TermState.SUGGESTED}:
            found.sort(key=lambda term: self._suggested(tenant, term))
        return tuple(found[offset : offset + limit])

    def counts(self, tenant: str) -> Mapping[TermState, int]:
        numbers = {state: len(self._in(tenant, state)) for state in TermState}
        return {state: number for state, number in numbers.items() if number}

    def edits_of(self, tenant: str, term_id: EntryId) -> tuple[Term, ...]:
        return tuple(term for term in self._waiting(tenant) if term.replaces == term_id)

    def suggested_by(self, tenant: str, user_id: str) -> tuple[Term, ...]:
        return tuple(term for term in self._waiting(tenant) if term.suggested_by == user_id)

    def to_review(self, tenant: str, until: datetime, limit: int) -> tuple[Term, ...]:
        due = [
            (term.review_at, term.id, term)
            for term in self._in(tenant, TermState.PUBLISHED)
            if term.review_at and term.review_at <= until
        ]
        return tuple(term for *_, term in sorted(due, key=lambda line: line[:2]))[:limit]

    def history(self, tenant: str, term_id: EntryId) -> tuple[Version, ...]:
        return self._rows.history.get((tenant, term_id), ())

    def deciders(self, tenant: str, since: datetime) -> frozenset[str]:
        decided = self._in(tenant, TermState.PUBLISHED, TermState.REFUSED, TermState.ADOPTED)
        people = {term.decided_by for term in decided if term.changed_at >= since}
        return frozenset(person for person in people if person and not person.startswith(FORMER))

    def set_rule(self, tenant: str, rule: HouseRule) -> None:
        self._rows.rules[tenant, rule.entry_id] = rule
        self._raise_revision(tenant)

    def clear_rule(self, tenant: str, entry_id: EntryId) -> bool:
        if self._rows.rules.pop((tenant, entry_id), None) is None:
            return False
        self._raise_revision(tenant)
        return True

    def _keep(self, tenant: str, term: Term, before: Term | None) -> None:
        key = (tenant, term.id)
        self._rows.terms[key] = term
        self._rows.history[key] = (*self._rows.history.get(key, ()), version_of(term))
        if TermState.PUBLISHED in {term.state, before and before.state}:
            self._raise_revision(tenant)

    def _raise_revision(self, tenant: str) -> None:
        self._rows.revisions[tenant] = self.revision(tenant) + 1

    def _in(self, tenant: str, *states: TermState) -> list[Term]:
        own = [self._rows.terms[key] for key in sorted(self._rows.terms) if key[0] == tenant]
        return [term for term in own if term.state in states]

    def _suggested(self, tenant: str, term: Term) -> tuple[datetime, EntryId]:
        return self._rows.history[tenant, term.id][0].changed_at, term.id

    def _waiting(self, tenant: str) -> list[Term]:
        return sorted(self._in(tenant, TermState.SUGGESTED), key=lambda term: self._suggested(tenant, term))


class FakeDrafts:
    def __init__(self, rows: TeamRows) -> None:
        self._rows = rows

    def keep(self, actor: Actor, draft_id: str, typed: Mapping[str, str], made_at: datetime) -> None:
        for key, (made, _) in list(self._rows.drafts.items()):
            if key[:2] == (actor.tenant, actor.user_id) and made < made_at - timedelta(days=1):
                del self._rows.drafts[key]
        self._rows.drafts[actor.tenant, actor.user_id, draft_id] = (made_at, dict(typed))

    def take(self, actor: Actor, draft_id: str) -> Mapping[str, str] | None:
        found = self._rows.drafts.pop((actor.tenant, actor.user_id, draft_id), None)
        return found[1] if found else None


class FakeChannels:
    def __init__(self, rows: TeamRows) -> None:
        self._rows = rows

    def has_hints(self, place: Place) -> bool:
        return self._rows.hints.get((place.tenant, place.channel), False)

    def set_hints(self, place: Place, *, on: bool) -> None:
        self._rows.hints[place.tenant, place.channel] = on
