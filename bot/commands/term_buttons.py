"""What the buttons and forms about the team's words call. Each reads what its presser may do when it is pressed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.commands import term_decide, term_lists
from bot.commands.given import GivenPerson
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, option
from bot.commands.term import Told, done, present
from bot.commands.term_find import by_id
from bot.commands.term_form import form
from bot.commands.term_keep import keep, take_draft
from bot.commands.term_params import SUMMARY
from bot.commands.term_said import MAX_REASON, PARTS, Happened, Kind, Listing, Part, Said, Typed
from bot.lexicon.model import EntryId
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.team.fields import MAX_SENSES, MAX_TEXT, MAX_WORD
from bot.team.term import Term

_ID = Localized("The word", "言葉")
_REVISION = Localized("Its version", "版")
_PART = Localized("What of it", "項目")
_SENSE = Localized("Which meaning", "意味")
_PAGE = Localized("Which page", "ページ")
_KIND = Localized("Which list", "一覧")
_QUERY = Localized("What to search for", "検索する語")
_REASON = Localized("Why", "理由")
_DRAFT = Localized("What was typed", "入力した内容")
_FIELD = Localized("A field of the form", "入力欄")
_MAX_ID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TermId:
    """A word, and the revision at which the button stood."""

    id: str = option(_ID, maximum=_MAX_ID)
    revision: int | None = option(_REVISION, default=None, minimum=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishParams:
    """A suggestion as it was seen, and the revision of the word that it would change."""

    id: str = option(_ID, maximum=_MAX_ID)
    revision: int = option(_REVISION, minimum=0)
    subject: int = option(_REVISION, default=0, minimum=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseParams:
    """A suggestion as it was seen, and why it is refused."""

    id: str = option(_ID, maximum=_MAX_ID)
    revision: int = option(_REVISION, minimum=0)
    reason: str = option(_REASON, default="", maximum=MAX_REASON)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoParams:
    """A word as it was seen, and the version to go back to; without one, the last step is undone."""

    id: str = option(_ID, maximum=_MAX_ID)
    revision: int = option(_REVISION, minimum=0)
    to: int | None = option(_REVISION, default=None, minimum=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightParams:
    """A word that is right still, and the page of the list it stood on; 0 if it stood on none."""

    id: str = option(_ID, maximum=_MAX_ID)
    revision: int = option(_REVISION, minimum=0)
    page: int = option(_PAGE, default=0, minimum=0, maximum=term_lists.LAST_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryParams:
    """A word, and a page of its history."""

    id: str = option(_ID, maximum=_MAX_ID)
    page: int = option(_PAGE, default=1, minimum=1, maximum=term_lists.LAST_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParams:
    """A page of a list."""

    kind: Kind = option(_KIND)
    page: int = option(_PAGE, default=1, minimum=1, maximum=term_lists.LAST_PAGE)
    query: str = option(_QUERY, default="", maximum=MAX_WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormParams:
    """Part of a word, to be filled in."""

    id: str = option(_ID, maximum=_MAX_ID)
    part: Part = option(_PART, default=Part.WORD)
    sense: int = option(_SENSE, default=0, minimum=0, maximum=MAX_SENSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParams:
    """A new word, to be filled in."""

    headword: str = option(_ID, default="", maximum=MAX_WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParams:
    """What was typed before."""

    draft: str = option(_DRAFT, maximum=_MAX_ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledParams:
    """A part of a word, filled in; ``id`` is the word, as it was seen at that revision, or a draft. A new one has none."""

    id: str = option(_ID, default="", maximum=_MAX_ID)
    revision: int = option(_REVISION, default=0, minimum=0)
    part: Part = option(_PART, default=Part.WORD)
    sense: int = option(_SENSE, default=0, minimum=0, maximum=MAX_SENSES)
    headword: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    reading: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    english: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    definition: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    definition_ja: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    example_ja: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    example_en: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    pos: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    register: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    domain: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    level: str | None = option(_FIELD, default=None, maximum=MAX_WORD)
    also: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)
    note: str | None = option(_FIELD, default=None, maximum=MAX_TEXT)

    @property
    def fields(self) -> dict[str, str]:
        """What the form of that part says; a field that was left empty says nothing."""
        return {name: getattr(self, name) or "" for name in PARTS[self.part]}


def _on(
    deed: Callable[[Services, UnitOfWork, Invocation, Term], Told],
    services: Services,
    invocation: Invocation,
    term_id: str,
    revision: int | None,
    *,
    read_only: bool = False,
) -> Told:
    """Do something to a term as it was seen; one that says something else by now is shown instead."""

    def act(work: UnitOfWork) -> Told:
        term = by_id(work, invocation, EntryId(term_id))
        if term is None:
            return Said(happened=Happened.GONE)
        if revision not in {None, term.revision}:
            return term_decide.as_shown(services, work, invocation, term, Happened.CHANGED_BEFORE_DECISION)
        return deed(services, work, invocation, term)

    return done(services, invocation, act, read_only=read_only)


def _show(services: Services, invocation: Invocation, params: TermId) -> Told:
    return _on(term_decide.show, services, invocation, params.id, None, read_only=True)


def _publish(services: Services, invocation: Invocation, params: PublishParams) -> Told:
    term_id = EntryId(params.id)
    return done(
        services,
        invocation,
        lambda work: term_decide.publish(services, work, invocation, term_id, params.revision, params.subject),
    )


def _refuse(services: Services, invocation: Invocation, params: RefuseParams) -> Told:
    term_id = EntryId(params.id)
    return done(
        services,
        invocation,
        lambda work: term_decide.refuse(services, work, invocation, term_id, params.revision, params.reason),
    )


def _withdraw(services: Services, invocation: Invocation, params: TermId) -> Told:
    return _on(term_decide.withdraw, services, invocation, params.id, params.revision)


def _undo(services: Services, invocation: Invocation, params: UndoParams) -> Told:
    def undo(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Told:
        return term_decide.restore(services, work, invocation, term, params.to)

    return _on(undo, services, invocation, params.id, params.revision)


def _mine(services: Services, invocation: Invocation, params: TermId) -> Told:
    def take(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Told:
        me = GivenPerson(invocation.actor.user_id, invocation.actor.display_name)
        return term_decide.hand_over(services, work, invocation, term, me)

    return _on(take, services, invocation, params.id, params.revision)


def _right(services: Services, invocation: Invocation, params: RightParams) -> Told:
    """Confirm a word; on a list, go on with the list."""

    def confirm(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Told:
        said = term_decide.confirm(services, work, invocation, term)
        if not params.page:
            return said
        return term_lists.listing(services, work, invocation, Kind.STALE, params.page, about=said)

    return _on(confirm, services, invocation, params.id, params.revision)


def _history(services: Services, invocation: Invocation, params: HistoryParams) -> Told:
    def read(services: Services, work: UnitOfWork, invocation: Invocation, term: Term) -> Told:
        del services
        return term_lists.history(work, invocation, term, params.page)

    return _on(read, services, invocation, params.id, None, read_only=True)


def _page(services: Services, invocation: Invocation, params: PageParams) -> Listing:
    with services.unit_of_work(read_only=True) as work:
        return term_lists.listing(services, work, invocation, params.kind, params.page, params.query)


def _form(services: Services, invocation: Invocation, params: FormParams) -> Told:
    with services.unit_of_work(read_only=True) as work:
        return form(services, work, invocation, EntryId(params.id), params.part, sense=params.sense)


def _new(services: Services, invocation: Invocation, params: NewParams) -> Told:
    with services.unit_of_work(read_only=True) as work:
        return form(services, work, invocation, None, Part.WORD, headword=params.headword)


def _add(services: Services, invocation: Invocation, params: FilledParams) -> Told:
    typed = Typed(fields=params.fields)
    return done(services, invocation, lambda work: keep(services, work, invocation, typed, sure=False))


def _edit(services: Services, invocation: Invocation, params: FilledParams) -> Told:
    typed = Typed(fields=params.fields, term_id=EntryId(params.id), revision=params.revision, sense=params.sense)
    return done(
        services, invocation, lambda work: keep(services, work, invocation, typed, part=params.part, sure=False)
    )


def _mend(services: Services, invocation: Invocation, params: FilledParams) -> Told:
    """Keep what was typed before with what was put right of it."""

    def mend(work: UnitOfWork) -> Told:
        draft = take_draft(work, invocation, params.id)
        if isinstance(draft, Said):
            return draft
        typed = replace(draft, fields={**draft.fields, **params.fields})
        return keep(services, work, invocation, typed, part=params.part, sure=False)

    return done(services, invocation, mend)


def _keep(services: Services, invocation: Invocation, params: DraftParams) -> Told:
    """Keep what was typed before although there are words like it."""

    def anyway(work: UnitOfWork) -> Told:
        draft = take_draft(work, invocation, params.draft)
        return draft if isinstance(draft, Said) else keep(services, work, invocation, draft, sure=True)

    return done(services, invocation, anyway)


P = TypeVar("P")


def _button(
    name: str,
    params: type[P],
    handler: Callable[[Services, Invocation, P], Told],
    *,
    permission: Permission = Permission.EVERYONE,
    opens_form: bool = False,
    in_place: bool = False,
) -> CommandSpec[P, Told]:
    return CommandSpec(
        name=name,
        summary=SUMMARY,
        params=params,
        handler=handler,
        presenter=present,
        permission=permission,
        hidden=True,
        in_place=in_place,
        opens_form=opens_form,
        weighs_rights=True,
    )


BUTTONS: tuple[CommandSpec[Any, Told], ...] = (
    _button("term-show", TermId, _show),
    _button("term-publish", PublishParams, _publish, permission=Permission.EDITOR),
    _button("term-refuse", RefuseParams, _refuse, permission=Permission.EDITOR),
    _button("term-withdraw", TermId, _withdraw),
    _button("term-undo", UndoParams, _undo),
    _button("term-mine", TermId, _mine),
    _button("term-right", RightParams, _right),
    _button("term-history", HistoryParams, _history),
    _button("term-page", PageParams, _page),
    _button("term-form", FormParams, _form, opens_form=True),
    _button("term-new", NewParams, _new, opens_form=True),
    _button("term-add", FilledParams, _add),
    _button("term-edit", FilledParams, _edit),
    _button("term-mend", FilledParams, _mend),
    _button("term-keep", DraftParams, _keep),
)
"""What the buttons call."""
