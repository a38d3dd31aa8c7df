"""``house``: which words the team prefers and which it avoids, and where that is told after Explain terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.house_rules_view import present
from bot.commands.house_said import MAX_RULES, MAX_WHY, Happened, Said
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, Suggester, option
from bot.commands.term_find import is_called
from bot.lexicon.model import Entry, EntryId
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.team.fields import MAX_WORD
from bot.team.house import HouseRule, Verdict
from bot.text.normalize import clean

SUMMARY = Localized("House rules: words your team prefers or avoids", "社内ルール：使う言葉・使わない言葉")
_ACTION = Localized("What to do; a list if nothing is said", "操作（省略すると一覧）")
_TERM = Localized("The word the rule is about", "ルールを決める言葉")
_INSTEAD = Localized(
    "avoid: the word to use instead; prefer: the word it takes the place of",
    "avoid では代わりに使う言葉、prefer では使わない方の言葉",
)
_WHY = Localized("Why, in a few words", "理由（短く）")
_PAGE = Localized("Which page", "ページ")
_NEAR = 3
_ROWS = 10


class Action(StrEnum):
    """What to do."""

    LIST = "list"
    PREFER = "prefer"
    AVOID = "avoid"
    CLEAR = "clear"
    HINTS_ON = "hints-on"
    HINTS_OFF = "hints-off"


ACTIONS: Mapping[Action, Localized] = {
    Action.LIST: Localized("list the rules", "ルールの一覧を見る"),
    Action.PREFER: Localized("a word to use", "使う言葉を決める"),
    Action.AVOID: Localized("a word to avoid", "使わない言葉を決める"),
    Action.CLEAR: Localized("drop a rule", "ルールをなくす"),
    Action.HINTS_ON: Localized("tell of them after Explain terms here", "このチャンネルの「用語を説明」で伝える"),
    Action.HINTS_OFF: Localized("tell of them here no more", "このチャンネルでは伝えない"),
}
"""What the actions are called where one chooses from a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseParams:
    """What ``house`` takes."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.LIST)
    term: str | None = option(
        _TERM, name_ja="言葉", default=None, maximum=MAX_WORD, phrase=True, suggester=Suggester.TERM
    )
    instead: str | None = option(
        _INSTEAD, name_ja="代わり", default=None, maximum=MAX_WORD, phrase=True, suggester=Suggester.TERM
    )
    why: str | None = option(_WHY, name_ja="理由", default=None, maximum=MAX_WHY, phrase=True)
    page: int = option(_PAGE, name_ja="ページ", default=1, minimum=1, maximum=999)


Deed = Callable[[Services, UnitOfWork, Invocation, HouseParams], Said]


def house(services: Services, invocation: Invocation, params: HouseParams) -> Said:
    """Do what ``params`` asks for; editors make the rules, everyone sees them."""
    if params.action is Action.LIST:
        with services.unit_of_work(read_only=True) as work:
            return _list(services, work, invocation, params)
    if not Permission.EDITOR.allows(invocation.actor.role):
        return Said(happened=Happened.NO_RIGHTS)
    with services.unit_of_work() as work:
        said = _DEEDS[params.action](services, work, invocation, params)
        if said.kept:
            work.people.introduce(invocation.actor)
            work.commit()
    if said.kept:
        services.words_changed(invocation.actor.tenant)
    return said


def _list(services: Services, work: UnitOfWork, invocation: Invocation, params: HouseParams) -> Said:
    """Return a page of the rules, in the order of the words' readings."""
    by_id = services.glossary.by_id
    found = [rule for rule in work.terms.rules(invocation.actor.tenant) if rule.entry_id in by_id]
    found.sort(key=lambda rule: (by_id[rule.entry_id].kana or by_id[rule.entry_id].headword, rule.entry_id))
    pages = max(1, -(-len(found) // _ROWS))
    page = min(params.page, pages)
    shown = tuple(found[(page - 1) * _ROWS : page * _ROWS])
    return Said(
        happened=Happened.LISTED,
        rules=shown,
        number=len(found),
        page=page,
        pages=pages,
        names=work.people.names(invocation.actor.tenant, {rule.set_by for rule in shown}),
        hints=work.channels.has_hints(invocation.place),
        may_decide=Permission.EDITOR.allows(invocation.actor.role),
        glossary=services.glossary,
    )


def _prefer(services: Services, work: UnitOfWork, invocation: Invocation, params: HouseParams) -> Said:
    """Make a word the one to use; with another one, that is to be avoided from now on."""
    entry = _entry(services, params.term)
    if isinstance(entry, Said):
        return entry
    rules = [_rule(services, invocation, entry, Verdict.PREFERRED, params.why)]
    if params.instead:
        other = _entry(services, params.instead)
        if isinstance(other, Said):
            return other
        if other.id == entry.id:
            return Said(happened=Happened.SAME_WORD, entry=entry)
        rules.append(_rule(services, invocation, other, Verdict.AVOID, params.why, entry.id))
    return _kept(services, work, invocation, entry, rules)


def _avoid(services: Services, work: UnitOfWork, invocation: Invocation, params: HouseParams) -> Said:
    """Make a word one to avoid, and say what to use instead."""
    entry = _entry(services, params.term)
    if isinstance(entry, Said):
        return entry
    instead: EntryId | None = None
    if params.instead:
        other = _entry(services, params.instead)
        if isinstance(other, Said):
            return other
        if other.id == entry.id:
            return Said(happened=Happened.SAME_WORD, entry=entry)
        instead = other.id
    return _kept(
        services, work, invocation, entry, [_rule(services, invocation, entry, Verdict.AVOID, params.why, instead)]
    )


def _kept(services: Services, work: UnitOfWork, invocation: Invocation, entry: Entry, new: list[HouseRule]) -> Said:
    """Keep the rules, unless they and those that there are would send a reader in a circle."""
    tenant = invocation.actor.tenant
    rules = {rule.entry_id: rule for rule in work.terms.rules(tenant)}
    if len(rules.keys() | {rule.entry_id for rule in new}) > MAX_RULES:
        return Said(happened=Happened.FULL)
    after = {**rules, **{rule.entry_id: rule for rule in new}}
    by_id = services.glossary.by_id
    for rule in after.values():
        other = after.get(rule.instead) if rule.instead else None
        if (
            other
            and other.verdict is Verdict.AVOID
            and {rule.entry_id, other.entry_id} & {each.entry_id for each in new}
        ):
            return Said(happened=Happened.IN_A_CIRCLE, entry=by_id.get(rule.entry_id), other=by_id.get(other.entry_id))
    for rule in new:
        work.terms.set_rule(tenant, rule)
    return Said(happened=Happened.SET, kept=True, entry=entry, rules=tuple(new), glossary=services.glossary)


def _clear(services: Services, work: UnitOfWork, invocation: Invocation, params: HouseParams) -> Said:
    """Drop the rule about a word."""
    entry = _entry(services, params.term)
    if isinstance(entry, Said):
        return entry
    gone = work.terms.clear_rule(invocation.actor.tenant, entry.id)
    return Said(happened=Happened.CLEARED if gone else Happened.NO_RULE, kept=gone, entry=entry)


def _hints(*, on: bool) -> Deed:
    def deed(services: Services, work: UnitOfWork, invocation: Invocation, params: HouseParams) -> Said:
        del services, params
        work.channels.set_hints(invocation.place, on=on)
        return Said(happened=Happened.HINTS, kept=True, hints=on)

    return deed


_DEEDS: Mapping[Action, Deed] = {
    Action.PREFER: _prefer,
    Action.AVOID: _avoid,
    Action.CLEAR: _clear,
    Action.HINTS_ON: _hints(on=True),
    Action.HINTS_OFF: _hints(on=False),
}


def _entry(services: Services, text: str | None) -> Entry | Said:
    """Return the entry that is meant, shared or the team's own; buttons name it by its id."""
    if not text:
        return Said(happened=Happened.WHICH_WORD)
    known = services.glossary.by_id.get(EntryId(text))
    if known:
        return known
    result = services.lookup.find(text)
    found = tuple(match.entry for match in (*result.matches, *result.suggestions))
    if found and is_called(found[0], clean(text, MAX_WORD)):
        return found[0]
    # 客 finds お客様, but a rule about the one is none about the other.
    return Said(happened=Happened.UNKNOWN_WORD, text=text, near=found[:_NEAR])


def _rule(
    services: Services,
    invocation: Invocation,
    entry: Entry,
    verdict: Verdict,
    why: str | None,
    instead: EntryId | None = None,
) -> HouseRule:
    return HouseRule(
        entry_id=entry.id,
        verdict=verdict,
        why=" ".join((why or "").split()),
        set_by=invocation.actor.user_id,
        set_at=services.clock.now(),
        instead=instead,
    )


HOUSE = CommandSpec(
    name="house",
    name_ja="社内ルール",
    summary=SUMMARY,
    params=HouseParams,
    handler=house,
    presenter=present,
    examples=(
        "/house",
        "/house avoid クライアント instead:顧客 why:We write 顧客 everywhere",
        "/house hints-on",
    ),
    weighs_rights=True,
)
