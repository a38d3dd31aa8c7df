"""A team's own words with their history, its house rules, and what waits to be kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import FORMER, Actor, Place
from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale
from bot.storage.team_tables import ChannelRow, DraftRow, HouseRuleRow, TeamRevisionRow, TermHistoryRow, TermRow
from bot.storage.upsert import insert
from bot.team.house import HouseRule, Verdict
from bot.team.term import Term, TermState, Version, version_of

_DRAFTS_KEPT = timedelta(days=1)


class SqlTerms:
    """See ``bot.team_rows.TermRepository``; with ``lock`` a term that is read stays ours."""

    def __init__(self, connection: Connection, *, lock: bool) -> None:
        self._connection = connection
        self._lock = lock

    def revision(self, tenant: str) -> int:
        """Return the number of changes so far that a lookup can see."""
        return self._connection.scalar(select(TeamRevisionRow.revision).where(TeamRevisionRow.tenant == tenant)) or 0

    def published(self, tenant: str) -> tuple[Entry, ...]:
        """Return the entries of the published words, in the order of their ids."""
        rows = self._connection.scalars(
            select(TermRow.entry)
            .where(TermRow.tenant == tenant, TermRow.state == TermState.PUBLISHED.value)
            .order_by(TermRow.id)
        )
        return tuple(rows)

    def rules(self, tenant: str) -> tuple[HouseRule, ...]:
        """Return the house rules, in the order of the ids of their entries."""
        rows = self._connection.scalars(
            select(HouseRuleRow)
            .where(HouseRuleRow.tenant == tenant)
            .order_by(HouseRuleRow.entry_id)
            .execution_options(populate_existing=True)
        )
        return tuple(_rule(row) for row in rows)

    def add(self, tenant: str, term: Term, locale: Locale | None = None) -> bool:
        """Keep a new term and its first version; False, and nothing done, if its id is in use."""
        if not self._added(tenant, (term,), locale):
            return False
        if term.state is TermState.PUBLISHED:
            self._raise_revision(tenant)
        return True

    def add_all(self, tenant: str, terms: Sequence[Term]) -> bool:
        """Keep new terms as ``add`` does each, in a few statements; False if an id is in use: then leave, do not commit."""
        if not terms:
            return True
        if not self._added(tenant, terms, None):
            return False
        self._raise_revision(tenant)
        return True

    def get(self, tenant: str, term_id: EntryId) -> Term | None:
        """Return the term; until this unit of work ends, no other one can change it."""
        statement = select(TermRow).where(TermRow.tenant == tenant, TermRow.id == term_id)
        if self._lock:
            statement = statement.with_for_update()
        row = self._connection.scalar(statement.execution_options(populate_existing=True))
        return _term(row) if row else None

    def locale_of(self, tenant: str, term_id: EntryId) -> Locale | None:
        """Return the language of the person who suggested the term, where it is known."""
        known = self._connection.scalar(select(TermRow.locale).where(TermRow.tenant == tenant, TermRow.id == term_id))
        return Locale(known) if known else None

    def save(self, tenant: str, term: Term) -> None:
        """Keep the term as its last step made it, and that step as a version in its history.

        Raises:
            LookupError: the term is not as it was before that step.
        """
        of_it = (TermRow.tenant == tenant, TermRow.id == term.id)
        before = self._connection.scalar(select(TermRow.state).where(*of_it))
        saved = self._connection.execute(
            update(TermRow)
            .where(*of_it, TermRow.revision == term.revision - 1)
            .values(**_columns(term))
            .returning(TermRow.id)
            .execution_options(synchronize_session=False)
        )
        if saved.first() is None:
            raise LookupError(f"{term.id} is not at revision {term.revision - 1}")
        self._remember(tenant, (term,))
        if TermState.PUBLISHED in {before, term.state}:
            self._raise_revision(tenant)

    def save_all(self, tenant: str, terms: Sequence[Term]) -> None:
        """Keep terms as ``save`` does each, in a few statements.

        Raises:
            LookupError: one of them is not as it was before its last step; then leave, and do not commit.
        """
        if not terms:
            return
        table = TermRow.metadata.tables[TermRow.__tablename__]
        steps = [
            {"of": term.id, "at": term.revision - 1, **{f"to_{name}": to for name, to in _columns(term).items()}}
            for term in terms
        ]
        saved = self._connection.connection().execute(
            update(table)
            .where(table.c.tenant == tenant, table.c.id == bindparam("of"), table.c.revision == bindparam("at"))
            .values({name: bindparam(f"to_{name}") for name in _columns(terms[0])}),
            steps,
        )
        if saved.rowcount != len(terms):
            raise LookupError(f"of {len(terms)} words {saved.rowcount} are as they were before")
        self._remember(tenant, terms)
        self._raise_revision(tenant)

    def listed(self, tenant: str, states: Collection[TermState], limit: int, offset: int = 0) -> tuple[Term, ...]:
        """Return terms in one of ``states``: suggestions the oldest first, others by id."""
        waiting = set(states) == {TermState.SUGGESTED}
        return self._terms(
            select(TermRow)
            .where(TermRow.tenant == tenant, TermRow.state.in_([state.value for state in states]))
            .order_by(*([TermRow.suggested_at] if waiting else []), TermRow.id)
            .limit(limit)
            .offset(offset)
        )

    def counts(self, tenant: str) -> Mapping[TermState, int]:
        """Return how many terms there are in each state."""
        rows = self._connection.execute(
            select(TermRow.state, func.count()).where(TermRow.tenant == tenant).group_by(TermRow.state)
        )
        return {TermState(state): number for state, number in rows}

    def edits_of(self, tenant: str, term_id: EntryId) -> tuple[Term, ...]:
        """Return the suggested edits of a word that wait for a decision, the oldest first."""
        return self._waiting(tenant, TermRow.replaces == term_id)

    def suggested_by(self, tenant: str, user_id: str) -> tuple[Term, ...]:
        """Return the person's suggestions that wait for a decision, the oldest first."""
        return self._waiting(tenant, TermRow.suggested_by == user_id)

    def to_review(self, tenant: str, until: datetime, limit: int) -> tuple[Term, ...]:
        """Return published terms that should have been looked at by ``until``, the longest due first."""
        return self._terms(
            select(TermRow)
            .where(
                TermRow.tenant == tenant,
                TermRow.state == TermState.PUBLISHED.value,
                TermRow.review_at <= until,
            )
            .order_by(TermRow.review_at, TermRow.id)
            .limit(limit)
        )

    def history(self, tenant: str, term_id: EntryId) -> tuple[Version, ...]:
        """Return every version of a term, the oldest first."""
        rows = self._connection.scalars(
            select(TermHistoryRow)
            .where(TermHistoryRow.tenant == tenant, TermHistoryRow.term_id == term_id)
            .order_by(TermHistoryRow.revision)
            .execution_options(populate_existing=True)
        )
        return tuple(
            Version(
                term_id=EntryId(row.term_id),
                revision=row.revision,
                entry=row.entry,
                state=TermState(row.state),
                changed_by=row.changed_by,
                changed_at=row.changed_at,
                reason=row.reason,
            )
            for row in rows
        )

    def deciders(self, tenant: str, since: datetime) -> frozenset[str]:
        """Return who decided on a suggestion since then."""
        decided = [state.value for state in (TermState.PUBLISHED, TermState.REFUSED, TermState.ADOPTED)]
        rows = self._connection.scalars(
            select(TermRow.decided_by)
            .where(TermRow.tenant == tenant, TermRow.state.in_(decided), TermRow.changed_at >= since)
            .distinct()
        )
        return frozenset(person for person in rows if person and not person.startswith(FORMER))

    def set_rule(self, tenant: str, rule: HouseRule) -> None:
        """Keep a house rule in place of the one there was about its entry."""
        columns = {
            "verdict": rule.verdict.value,
            "why": rule.why,
            "instead": rule.instead,
            "set_by": rule.set_by,
            "set_at": rule.set_at,
        }
        self._connection.execute(
            insert(self._connection, HouseRuleRow)
            .values(tenant=tenant, entry_id=rule.entry_id, **columns)
            .on_conflict_do_update(index_elements=[HouseRuleRow.tenant, HouseRuleRow.entry_id], set_=columns)
        )
        self._raise_revision(tenant)

    def clear_rule(self, tenant: str, entry_id: EntryId) -> bool:
        """Drop the rule about an entry; tell whether there was one."""
        gone = self._connection.execute(
            delete(HouseRuleRow)
            .where(HouseRuleRow.tenant == tenant, HouseRuleRow.entry_id == entry_id)
            .returning(HouseRuleRow.entry_id)
        )
        if gone.first() is None:
            return False
        self._raise_revision(tenant)
        return True

    def _added(self, tenant: str, terms: Sequence[Term], locale: Locale | None) -> bool:
        """Add the terms with their first versions; tell whether all ids were free."""
        added = self._connection.scalars(
            insert(self._connection, TermRow)
            .on_conflict_do_nothing(index_elements=[TermRow.tenant, TermRow.id])
            .returning(TermRow.id),
            [
                {
                    "tenant": tenant,
                    "id": term.id,
                    "suggested_by": term.suggested_by,
                    "suggested_at": term.changed_at,
                    "locale": locale and locale.value,
                    "replaces": term.replaces,
                    "base": term.base,
                    **_columns(term),
                }
                for term in terms
            ],
        )
        if len(added.all()) < len(terms):
            return False
        self._remember(tenant, terms)
        return True

    def _remember(self, tenant: str, terms: Iterable[Term]) -> None:
        """Add the terms' last steps to their history."""
        self._connection.execute(
            insert(self._connection, TermHistoryRow),
            [
                {
                    "tenant": tenant,
                    "term_id": version.term_id,
                    "revision": version.revision,
                    "state": version.state.value,
                    "entry": version.entry,
                    "changed_by": version.changed_by,
                    "changed_at": version.changed_at,
                    "reason": version.reason,
                }
                for version in map(version_of, terms)
            ],
        )

    def _raise_revision(self, tenant: str) -> None:
        """Count a change; rivals wait here for one another, so that no two changes have the same number."""
        self._connection.execute(
            insert(self._connection, TeamRevisionRow)
            .values(tenant=tenant, revision=1)
            .on_conflict_do_update(
                index_elements=[TeamRevisionRow.tenant],
                set_={"revision": TeamRevisionRow.revision + 1},
                # Says nothing that the index does not say; every statement names its tenant.
                where=TeamRevisionRow.tenant == tenant,
            )
        )

    def _waiting(self, tenant: str, which: ColumnElement[bool]) -> tuple[Term, ...]:
        return self._terms(
            select(TermRow)
            .where(TermRow.tenant == tenant, TermRow.state == TermState.SUGGESTED.value, which)
            .order_by(TermRow.suggested_at, TermRow.id)
        )

    def _terms(self, statement: Select[TermRow]) -> tuple[Term, ...]:
        rows = self._connection.scalars(statement.execution_options(populate_existing=True))
        return tuple(_term(row) for row in rows)


class SqlDrafts:
    """See ``bot.team_rows.DraftRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, actor: Actor, draft_id: str, typed: Mapping[str, str], made_at: datetime) -> None:
        """Keep what the person typed, and drop what they typed a day before."""
        own = (DraftRow.tenant == actor.tenant, DraftRow.user_id == actor.user_id)
        self._connection.execute(delete(DraftRow).where(*own, DraftRow.made_at < made_at - _DRAFTS_KEPT))
        columns = {"typed": dict(typed), "made_at": made_at}
        self._connection.execute(
            insert(self._connection, DraftRow)
            .values(tenant=actor.tenant, user_id=actor.user_id, id=draft_id, **columns)
            .on_conflict_do_update(index_elements=[DraftRow.tenant, DraftRow.user_id, DraftRow.id], set_=columns)
        )

    def take(self, actor: Actor, draft_id: str) -> Mapping[str, str] | None:
        """Return what the person typed, and keep it no longer; None if it is not there any more."""
        taken = self._connection.execute(
            delete(DraftRow)
            .where(
                DraftRow.tenant == actor.tenant,
                DraftRow.user_id == actor.user_id,
                DraftRow.id == draft_id,
            )
            .returning(DraftRow.typed)
        )
        row = taken.first()
        return row[0] if row else None


class SqlChannels:
    """See ``bot.team_rows.ChannelRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_hints(self, place: Place) -> bool:
        """Return whether house rules are told in the channel after a message was explained there."""
        return bool(
            self._connection.scalar(
                select(ChannelRow.hints).where(ChannelRow.tenant == place.tenant, ChannelRow.channel == place.channel)
            )
        )

    def set_hints(self, place: Place, *, on: bool) -> None:
        """Keep whether they are."""
        self._connection.execute(
            insert(self._connection, ChannelRow)
            .values(tenant=place.tenant, channel=place.channel, hints=on)
            .on_conflict_do_update(index_elements=[ChannelRow.tenant, ChannelRow.channel], set_={"hints": on})
        )


def _columns(term: Term) -> dict[str, object]:
    """Return what a step may change."""
    return {
        "state": term.state.value,
        "entry": term.entry,
        "owner": term.owner,
        "changed_by": term.changed_by,
        "changed_at": term.changed_at,
        "revision": term.revision,
        "decided_by": term.decided_by,
        "reason": term.reason,
        "review_at": term.review_at,
    }


def _term(row: TermRow) -> Term:
    return Term(
        entry=row.entry,
        state=TermState(row.state),
        owner=row.owner,
        suggested_by=row.suggested_by,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        revision=row.revision,
        decided_by=row.decided_by,
        reason=row.reason,
        review_at=row.review_at,
        replaces=EntryId(row.replaces) if row.replaces else None,
        base=row.base,
    )


def _rule(row: HouseRuleRow) -> HouseRule:
    return HouseRule(
        entry_id=EntryId(row.entry_id),
        verdict=Verdict(row.verdict),
        why=row.why,
        set_by=row.set_by,
        set_at=row.set_at,
        instead=EntryId(row.instead) if row.instead else None,
    )
