"""Import and export of a team's own words and house rules, for the commands of the chat and of the operator.

An import is one transaction: worked out against what the workspace has at that moment, and done whole or not at all.
"""

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from bot.commands.services import Services
from bot.commands.wording import DOMAINS, PARTS_OF_SPEECH, REGISTERS
from bot.identity import Actor
from bot.lexicon.model import Entry, EntryId
from bot.localized import Locale, Localized
from bot.ports import UnitOfWork
from bot.team import term
from bot.team.exchange import FileKind, read_file, written_files
from bot.team.exchange_columns import Labels, label
from bot.team.exchange_plan import Faulty, Plan, Standing, planned
from bot.team.exchange_sheet import MAX_BYTES, Sheet, Unreadable
from bot.team.house import HouseRule
from bot.team.term import Refusal, Term, TermState, is_own, new_id

_ALL = 1_000_000
_LONGEST_NAME = 80
_CHANGED_MEANWHILE = Unreadable(
    Localized(
        "Somebody changed these words meanwhile, so nothing was imported. Import the file again.",
        "取り込みの間に用語が変更されたため、何も取り込んでいません。もう一度取り込んでください。",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The files that hold everything, and how many words and rules that is."""

    files: tuple[bytes, ...]
    words: int
    rules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file that somebody wants to be imported; ``withdraw_missing``: what it does not name goes."""

    name: str
    content: bytes
    withdraw_missing: bool = False


Outcome = Plan | Faulty | Unreadable
"""What an import does or did, or why it does nothing at all."""


def export_words(services: Services, tenant: str, kind: FileKind, locale: Locale) -> Exported:
    """Return the published words of a workspace and its rules as files that can be imported."""
    with services.unit_of_work(read_only=True) as work:
        published, rules = work.terms.published(tenant), work.terms.rules(tenant)
    files = written_files(published, rules, _shared(services), kind, locale)
    return Exported(files=files, words=len(published), rules=len(rules))


def preview_import(services: Services, tenant: str, given: Given) -> Outcome:
    """Return what importing the file would do; nothing is changed."""
    sheet = read_file(given.content, given.name)
    if isinstance(sheet, Unreadable):
        return sheet
    with services.unit_of_work(read_only=True) as work:
        before = _read(work, tenant)
    return _planned(services, before, sheet, given)


def import_words(services: Services, by: Actor, given: Given, at: datetime) -> Outcome:
    """Import the file and return what was done; of a file with any fault nothing."""
    sheet = read_file(given.content, given.name)
    if isinstance(sheet, Unreadable):
        return sheet
    with services.unit_of_work() as work:
        outcome = _imported(services, work, by, sheet, given, at)
        if isinstance(outcome, Plan):
            work.commit()
    if isinstance(outcome, Plan) and not outcome.changes_nothing:
        services.words_changed(by.tenant)
    return outcome


def keep_given(services: Services, by: Actor, given: Given, at: datetime) -> str:
    """Keep a file until ``by`` says yes to what importing it does, a day at most; return the name it is kept under."""
    draft = new_id(services.new_random()).removeprefix(term.OWN)
    packed = base64.b64encode(zlib.compress(given.content)).decode()
    with services.unit_of_work() as work:
        work.drafts.keep(by, draft, {"file": given.name[:_LONGEST_NAME], "content": packed}, at)
        work.commit()
    return draft


def import_kept(services: Services, by: Actor, draft: str, at: datetime, *, withdraw_missing: bool) -> Outcome | None:
    """Import a file that was kept, and keep it no longer; None if it is not there any more.

    Taking it and importing it are one transaction: whoever says yes twice imports once.
    """
    with services.unit_of_work() as work:
        kept = work.drafts.take(by, draft)
        given = _unpacked(kept, withdraw_missing=withdraw_missing) if kept else None
        if given is None:
            return None
        sheet = read_file(given.content, given.name)
        outcome = _imported(services, work, by, sheet, given, at) if isinstance(sheet, Sheet) else sheet
        if isinstance(outcome, Plan):
            work.commit()
    if isinstance(outcome, Plan) and not outcome.changes_nothing:
        services.words_changed(by.tenant)
    return outcome


def preview_kept(services: Services, by: Actor, draft: str, at: datetime, *, withdraw_missing: bool) -> Outcome | None:
    """Return what importing a file that was kept would do, and go on keeping it; None if it is not there any more."""
    with services.unit_of_work() as work:
        kept = work.drafts.take(by, draft)
        given = _unpacked(kept, withdraw_missing=withdraw_missing) if kept else None
        if kept is None or given is None:
            return None
        work.drafts.keep(by, draft, kept, at)
        work.commit()
    return preview_import(services, by.tenant, given)


def drop_kept(services: Services, by: Actor, draft: str) -> None:
    """Keep a file no longer."""
    with services.unit_of_work() as work:
        work.drafts.take(by, draft)
        work.commit()


def _unpacked(kept: Mapping[str, str], *, withdraw_missing: bool) -> Given | None:
    try:
        content = zlib.decompressobj().decompress(base64.b64decode(kept["content"]), MAX_BYTES + 1)
    except (KeyError, binascii.Error, zlib.error):
        return None  # a draft of another kind: its name was forged
    return Given(name=kept.get("file", ""), content=content, withdraw_missing=withdraw_missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """The terms a workspace has, in whatever state, and its rules."""

    terms: Mapping[EntryId, Term]
    rules: tuple[HouseRule, ...]


def _read(work: UnitOfWork, tenant: str) -> _Before:
    terms = work.terms.listed(tenant, frozenset(TermState), _ALL)
    return _Before(terms={each.id: each for each in terms}, rules=work.terms.rules(tenant))


def _planned(services: Services, before: _Before, sheet: Sheet, given: Given) -> Outcome:
    published = {each.id: each.entry for each in before.terms.values() if each.state is TermState.PUBLISHED}
    standing = Standing(
        published=published,
        others={each.id: each.state for each in before.terms.values() if each.id not in published},
        rules={rule.entry_id: rule for rule in before.rules},
        shared=_shared(services),
    )
    random = services.new_random()
    return planned(sheet, standing, lambda: new_id(random), _labels(), withdraw_missing=given.withdraw_missing)


def _imported(services: Services, work: UnitOfWork, by: Actor, sheet: Sheet, given: Given, at: datetime) -> Outcome:
    before = _read(work, by.tenant)
    plan = _planned(services, before, sheet, given)
    if not isinstance(plan, Plan):
        return plan
    reason = given.name[:_LONGEST_NAME]
    try:
        work.terms.save_all(by.tenant, tuple(_steps(plan, before, by.user_id, at, reason)))
    except LookupError:
        return _CHANGED_MEANWHILE
    new = tuple(_new(entry, by.user_id, at, reason) for entry in plan.added)
    if not work.terms.add_all(by.tenant, new):
        return _CHANGED_MEANWHILE
    for rule in plan.rules:
        if rule.verdict is None:
            work.terms.clear_rule(by.tenant, rule.entry_id)
            continue
        kept = HouseRule(
            entry_id=rule.entry_id,
            verdict=rule.verdict,
            why=rule.why,
            set_by=by.user_id,
            set_at=at,
            instead=rule.instead,
        )
        work.terms.set_rule(by.tenant, kept)
    return plan


def _steps(plan: Plan, before: _Before, user: str, at: datetime, reason: str) -> Iterator[Term]:
    """Yield the words that are there already as the plan has them."""
    for entry in plan.withdrawn:
        yield _taken(term.withdraw(before.terms[entry.id], user, at, reason))
    for change in plan.changed:
        yield _taken(term.edit(before.terms[change.entry.id], change.entry, user, at, reason))
    for entry in plan.returned:
        gone = before.terms[entry.id]
        again = replace(term.version_of(gone), entry=entry, state=TermState.PUBLISHED)
        yield _taken(term.restore(gone, again, user, at, reason))


def _new(entry: Entry, user: str, at: datetime, reason: str) -> Term:
    """Return a word that is published from its first revision on."""
    return replace(_taken(term.publish(term.suggest(entry, user, at), user, at)), revision=1, reason=reason)


def _taken(step: Term | Refusal) -> Term:
    assert isinstance(step, Term), step  # the plan has each word as it is
    return step


def _shared(services: Services) -> Mapping[EntryId, Entry]:
    """Return the entries that all workspaces share."""
    return {entry_id: entry for entry_id, entry in services.glossary.by_id.items() if not is_own(entry_id)}


@cache
def _labels() -> Labels:
    """Return what people call the values of the fields with a fixed choice, in both languages."""
    tables: Mapping[str, Mapping[str, Localized]] = {
        "pos": {key.value: names for key, names in PARTS_OF_SPEECH.items()},
        "register": {key.value: names for key, names in REGISTERS.items()},
        "domain": {key.value: names for key, names in DOMAINS.items()},
    }
    return {
        column: {label(name): value for value, names in table.items() for name in (names.en, names.ja)}
        for column, table in tables.items()
    }
