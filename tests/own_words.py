"""A team's own words for tests: made as a form makes them, published, and read as the engine reads them."""

from bot.errors import StorageError
from bot.lexicon.model import Entry, EntryId
from bot.ports import UnitOfWorkFactory
from bot.team.fields import TermFields, entry_of
from bot.team.house import HouseRule, Verdict
from bot.team.term import Refusal, Term, publish, suggest, withdraw
from bot.team.vocabulary import TeamWords
from tests.factories import NOON

TENANT = "test:w1"
"""The workspace that the factories make people of."""


def make_own(name: str, headword: str, reading: str = "", **fields: str) -> Entry:
    """Return the own word that these fields of the form make."""
    entry = entry_of(TermFields(headword=headword, reading=reading, **fields), EntryId(f"team.{name}"))
    assert isinstance(entry, Entry), entry
    return entry


def make_rule(
    entry_id: str, verdict: Verdict = Verdict.AVOID, *, instead: str | None = None, why: str = ""
) -> HouseRule:
    """Return a house rule."""
    return HouseRule(
        entry_id=EntryId(entry_id),
        verdict=verdict,
        why=why,
        set_by="editor",
        set_at=NOON,
        instead=EntryId(instead) if instead else None,
    )


def publish_words(units: UnitOfWorkFactory, *entries: Entry, tenant: str = TENANT) -> None:
    """Have an editor suggest and publish the words."""
    with units() as work:
        for entry in entries:
            term = suggest(entry, "editor", NOON)
            work.terms.add(tenant, term)
            work.terms.save(tenant, taken(publish(term, "editor", NOON)))
        work.commit()


def withdraw_word(units: UnitOfWorkFactory, entry_id: str, tenant: str = TENANT) -> None:
    """Have an editor withdraw a word."""
    with units() as work:
        term = work.terms.get(tenant, EntryId(entry_id))
        assert term
        work.terms.save(tenant, taken(withdraw(term, "editor", NOON)))
        work.commit()


def set_rules(units: UnitOfWorkFactory, *rules: HouseRule, tenant: str = TENANT) -> None:
    """Have an editor make house rules."""
    with units() as work:
        for rule in rules:
            work.terms.set_rule(tenant, rule)
        work.commit()


def taken(step: Term | Refusal) -> Term:
    """Return the term of a step that can be taken."""
    assert isinstance(step, Term), step
    return step


class Seconds:
    """A monotonic clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Shelf:
    """What workspaces have published, as the overlay reads it; counts how often, and fails when it is ``broken``."""

    def __init__(self) -> None:
        self.published: dict[str, TeamWords] = {}
        self.broken = False
        self.revisions_read = 0
        self.words_read = 0

    def put(self, tenant: str, *entries: Entry, rules: tuple[HouseRule, ...] = ()) -> None:
        """Publish these in place of what there was."""
        before = self.published.get(tenant, TeamWords(revision=0))
        self.published[tenant] = TeamWords(revision=before.revision + 1, entries=entries, rules=rules)

    def revision(self, tenant: str) -> int:
        self.revisions_read += 1
        return self._of(tenant).revision

    def words(self, tenant: str) -> TeamWords:
        self.words_read += 1
        return self._of(tenant)

    def _of(self, tenant: str) -> TeamWords:
        if self.broken:
            raise StorageError("the database is away")
        return self.published.get(tenant, TeamWords(revision=0))


class Published:
    """The same, read from a storage."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    def revision(self, tenant: str) -> int:
        with self._units(read_only=True) as work:
            return work.terms.revision(tenant)

    def words(self, tenant: str) -> TeamWords:
        with self._units(read_only=True) as work:
            return TeamWords(
                revision=work.terms.revision(tenant),
                entries=work.terms.published(tenant),
                rules=work.terms.rules(tenant),
            )
