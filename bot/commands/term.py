"""``term``: the team's own words: suggested by anyone, decided on by editors, with a history that can be undone."""

from collections.abc import Callable, Collection, Mapping

from bot.commands import term_decide, term_lists
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View
from bot.commands.term_files import ExportParams, FilesTold, begin_import, export_file, present_files
from bot.commands.term_find import find
from bot.commands.term_form import Form, form, present_form
from bot.commands.term_keep import keep
from bot.commands.term_list_view import present_history, present_listing
from bot.commands.term_params import SUMMARY, Action, TermParams, typed_fields
from bot.commands.term_said import PARTS, Happened, History, Kind, Listing, Part, Said, Typed
from bot.commands.term_view import present_said
from bot.ports import UnitOfWork
from bot.reply import Reply
from bot.team.term import Term, TermState

Told = Said | Listing | History | Form | FilesTold
Deed = Callable[[Services, UnitOfWork, Invocation, TermParams], Told]
_OPEN = (TermState.SUGGESTED, TermState.PUBLISHED)
_READS = frozenset({Action.LIST, Action.REVIEW, Action.STALE, Action.SHOW, Action.HISTORY})
_UNKNOWN = frozenset({Happened.UNKNOWN_WORD, Happened.SHARED_WORD})


def term(services: Services, invocation: Invocation, params: TermParams) -> Told:
    """Do what ``params`` asks for."""
    if params.action is Action.EXPORT:
        return export_file(services, invocation, ExportParams())
    if params.action is Action.IMPORT:
        return begin_import(services, invocation, params.file)
    return done(
        services,
        invocation,
        lambda work: _DEEDS[params.action](services, work, invocation, params),
        read_only=params.action in _READS,
    )


def done(
    services: Services, invocation: Invocation, deed: Callable[[UnitOfWork], Told], *, read_only: bool = False
) -> Told:
    """Return what a deed comes to, in a unit of work of its own that is committed if there is something to be kept."""
    with services.unit_of_work(read_only=read_only) as work:
        told = deed(work)
        said = told.about if isinstance(told, Listing) else told
        kept = isinstance(said, Said) and said.kept
        if kept:
            work.commit()
    if kept:
        services.words_changed(invocation.actor.tenant)
    return told


def present(told: Told, view: View) -> Reply:
    """Return the reply to a call of ``term`` or to one of its buttons."""
    match told:
        case Said():
            return present_said(told, view)
        case Listing():
            return present_listing(told, view)
        case History():
            return present_history(told, view)
        case Form():
            return present_form(told, view)
        case _:
            return present_files(told, view)


def _suggest(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    """Suggest a new word; with nothing but the word itself, ask for the rest of it."""
    given = typed_fields(params)
    headword = params.headword or params.term or ""
    if not set(given) - {"headword"}:
        return form(services, work, invocation, None, Part.WORD, headword=headword)
    typed = Typed(fields={**given, "headword": headword})
    return keep(services, work, invocation, typed, sure=params.anyway)


def _edit(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    """Change what is given and leave the rest; with nothing given, ask for it."""
    found = _in_state(services, work, invocation, params, _OPEN)
    if isinstance(found, Said):
        return found
    return _change(services, work, invocation, params, found, (params.sense or 1) - 1)


def _add_sense(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    """Add a meaning."""
    found = _in_state(services, work, invocation, params, _OPEN)
    if isinstance(found, Said):
        return found
    return _change(services, work, invocation, params, found, len(found.entry.senses))


def _change(
    services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams, found: Term, sense: int
) -> Told:
    given = typed_fields(params)
    if not given:
        return form(services, work, invocation, found.id, Part.SENSE if sense else Part.WORD, sense=sense)
    part = max(PARTS, key=lambda each: len(set(given) & set(PARTS[each])))
    typed = Typed(fields=given, term_id=found.id, sense=sense)
    return keep(services, work, invocation, typed, part=part, sure=params.anyway)


def _publish(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _to_decide(services, work, invocation, params)
    return found if isinstance(found, Said) else term_decide.publish(services, work, invocation, found.id, None)


def _refuse(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _to_decide(services, work, invocation, params)
    if isinstance(found, Said):
        return found
    return term_decide.refuse(services, work, invocation, found.id, None, params.reason or "")


def _to_decide(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Term | Said:
    """Return the suggestion that is meant; one that was decided on is told as such."""
    found = find(services, work, invocation, params.term, [TermState.SUGGESTED])
    if isinstance(found, Said) and found.happened in _UNKNOWN:
        return find(services, work, invocation, params.term, list(TermState))
    return found


def _in_state(
    services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams, states: Collection[TermState]
) -> Term | Said:
    """Return the term in one of ``states`` that is meant; one in another state is shown, with what can be done then."""
    found = find(services, work, invocation, params.term, states)
    if isinstance(found, Said) and found.happened in _UNKNOWN:
        other = find(services, work, invocation, params.term, list(TermState))
        return other if isinstance(other, Said) else term_decide.show(services, work, invocation, other)
    return found


def _show(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = find(services, work, invocation, params.term, list(TermState))
    return found if isinstance(found, Said) else term_decide.show(services, work, invocation, found)


def _history(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = find(services, work, invocation, params.term, list(TermState))
    return found if isinstance(found, Said) else term_lists.history(work, invocation, found, params.page)


def _undo(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = find(services, work, invocation, params.term, list(TermState))
    return found if isinstance(found, Said) else term_decide.restore(services, work, invocation, found)


def _restore(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _in_state(services, work, invocation, params, [TermState.WITHDRAWN])
    return found if isinstance(found, Said) else term_decide.restore(services, work, invocation, found)


def _withdraw(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _in_state(services, work, invocation, params, _OPEN)
    if isinstance(found, Said):
        return found
    return term_decide.withdraw(services, work, invocation, found, params.reason or "")


def _confirm(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _in_state(services, work, invocation, params, [TermState.PUBLISHED])
    return found if isinstance(found, Said) else term_decide.confirm(services, work, invocation, found)


def _owner(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
    found = _in_state(services, work, invocation, params, _OPEN)
    if isinstance(found, Said):
        return found
    return term_decide.hand_over(services, work, invocation, found, params.owner)


def _listed(kind: Kind) -> Deed:
    def deed(services: Services, work: UnitOfWork, invocation: Invocation, params: TermParams) -> Told:
        return term_lists.listing(services, work, invocation, kind, params.page, params.term or "")

    return deed


_DEEDS: Mapping[Action, Deed] = {
    Action.LIST: _listed(Kind.LIST),
    Action.SUGGEST: _suggest,
    Action.EDIT: _edit,
    Action.SENSE: _add_sense,
    Action.SHOW: _show,
    Action.REVIEW: _listed(Kind.REVIEW),
    Action.PUBLISH: _publish,
    Action.REFUSE: _refuse,
    Action.HISTORY: _history,
    Action.UNDO: _undo,
    Action.STALE: _listed(Kind.STALE),
    Action.CONFIRM: _confirm,
    Action.OWNER: _owner,
    Action.WITHDRAW: _withdraw,
    Action.RESTORE: _restore,
}

TERM = CommandSpec(
    name="term",
    name_ja="用語",
    summary=SUMMARY,
    params=TermParams,
    handler=term,
    presenter=present,
    examples=(
        "/term",
        "/term suggest 一次回答 reading:いちじかいとう english:first reply",
        "/term edit 一次回答 definition:The first reply to a customer",
        "/term review",
    ),
    opens_form=True,
    weighs_rights=True,
)
