"""``unfound`` and its buttons: words that people looked up and nobody found, for those who look after the words."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import islice

from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, option
from bot.commands.unfound_view import PAGE, Happened, Said, present
from bot.lexicon.match import Outcome
from bot.localized import Localized
from bot.ports import UnitOfWork

_SUMMARY = Localized("For editors: words that were looked up and not found", "編集者用：調べても見つからなかった言葉")
_ACTION = Localized("list; off: keep none; on: keep them again", "一覧・記録しない（off）・記録する（on）")
_PAGE = Localized("Which page", "ページ")
_WORD = Localized("The word", "言葉")
_MOST = 500
_LAST_PAGE = _MOST // PAGE


class Action(StrEnum):
    """What to do."""

    LIST = "list"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfoundParams:
    """What ``unfound`` takes."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.LIST)
    page: int = option(_PAGE, name_ja="ページ", default=1, minimum=1, maximum=_LAST_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DropParams:
    """What ``unfound-drop`` takes: the key of a word, put there by a button."""

    word: str = option(_WORD, maximum=16)


def unfound(services: Services, invocation: Invocation, params: UnfoundParams) -> Said:
    """Do what was asked, and return the words that are most asked for."""
    if invocation.actor.has_own_workspace:
        return Said(happened=Happened.NO_TEAM)
    tenant = invocation.actor.tenant
    with services.unit_of_work(read_only=params.action is Action.LIST) as work:
        if params.action is not Action.LIST:
            work.unfound.choose(tenant, kept=params.action is Action.ON)
            work.commit()
        return _listed(services, work, tenant, _HAPPENED[params.action], params.page)


def drop(services: Services, invocation: Invocation, params: DropParams) -> Said:
    """Forget a word that is none, and return the list without it."""
    if invocation.actor.has_own_workspace:
        return Said(happened=Happened.NO_TEAM)
    tenant = invocation.actor.tenant
    with services.unit_of_work() as work:
        found = [each.query for each in work.unfound.most_asked(tenant, _MOST) if key_of(each.query) == params.word]
        for query in found:
            work.unfound.drop(tenant, query)
        work.commit()
        happened = Happened.DROPPED if found else Happened.GONE
        return _listed(services, work, tenant, happened, 1, dropped="".join(found[:1]))


def key_of(query: str) -> str:
    """Return what stands for a query in the id of a button, which is too short for some."""
    return sha256(query.encode()).hexdigest()[:16]


_HAPPENED = {Action.LIST: Happened.LISTED, Action.ON: Happened.ON, Action.OFF: Happened.OFF}


def _listed(
    services: Services, work: UnitOfWork, tenant: str, happened: Happened, page: int, dropped: str = ""
) -> Said:
    """Return a page of the list, without what is found by now."""
    waiting = (
        each
        for each in work.unfound.most_asked(tenant, _MOST)
        if services.lookup.find(each.query).outcome is not Outcome.MATCH
    )
    shown = list(islice(waiting, (page - 1) * PAGE, page * PAGE + 1))
    return Said(
        happened=happened,
        words=tuple((key_of(each.query), each) for each in shown[:PAGE]),
        page=page,
        more=len(shown) > PAGE,
        kept=work.unfound.is_kept(tenant),
        dropped=dropped,
    )


UNFOUND = CommandSpec(
    name="unfound",
    name_ja="未登録語",
    summary=_SUMMARY,
    params=UnfoundParams,
    handler=unfound,
    presenter=present,
    permission=Permission.EDITOR,
    examples=("/unfound", "/unfound off"),
)
DROP = CommandSpec(
    name="unfound-drop",
    summary=_SUMMARY,
    params=DropParams,
    handler=drop,
    presenter=present,
    permission=Permission.EDITOR,
    hidden=True,
    in_place=True,
)
