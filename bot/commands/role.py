"""``role``: the workspace's own list of editors and managers, kept by its managers."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.given import GivenPerson
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission, View, option
from bot.identity import FORMER, Role
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.reply import Block, BulletList, Note, Paragraph, Reply, Tone, plain
from bot.role_rows import Listed

_log = logging.getLogger(__name__)

_SUMMARY = Localized("For managers: who decides on the team's words", "管理者用：編集者と管理者を決める")
_ACTION = Localized("list; give somebody a role; take it back", "操作")
_PERSON = Localized("Whom", "だれに")
_ROLE = Localized("editor (the team's words) or manager (everything); editor if not said", "役割（省略すると編集者）")
_LINE = Localized("{name}: {role}, since {date}", "{name}：{role}（{date} から）")
_LINE_BY = Localized("{name}: {role}, since {date}, by {giver}", "{name}：{role}（{date} から。決めた人：{giver}）")
_TITLE = Localized("Editors and managers", "編集者と管理者")
_NOBODY = Localized(
    "Nobody is on the list yet. /role give makes somebody an editor or a manager.",
    "まだ誰もいません。/role give で編集者や管理者にできます。",
)
_FROM_PLATFORM = Localized(
    "Whoever manages this workspace on the platform is a manager here too, without being on the list.",
    "このワークスペースの管理者は、一覧になくても管理者です。",
)
_WHOM = Localized("Say whom: @ and the name, after {action}.", "{action} の後に、@ と名前でだれかを指定してください。")
_GIVEN = Localized("{name} is now: {role}", "{name} さんの役割：{role}")
_TAKEN = Localized("{name} has no role any more", "{name} さんの役割を外しました")
_NOT_LISTED = Localized(
    "{name} is not on the list. What the platform gives, only the platform can take.",
    "{name} さんは一覧にありません。プラットフォームでの権限は、そちらで変更してください。",
)
_NO_TEAM = Localized(
    "Here you are alone with me: everything is yours. Roles are for a shared workspace; call /role there.",
    "ここはあなた専用の場所です。役割は、みんなのワークスペースで /role を使って決めてください。",
)
_EDITOR_MAY = Localized(
    "Editors publish, refuse and change the team's own words. It counts from now on.",
    "編集者は、社内用語の公開・見送り・変更ができます。いまから有効です。",
)
_MANAGER_MAY = Localized(
    "Managers may do everything here, and give roles. It counts from now on.",
    "管理者は、すべての操作と役割の決定ができます。いまから有効です。",
)
_FULL = Localized(
    "The list is full ({number} people). Take somebody off it first.",
    "一覧は{number}人までです。先に誰かを外してください。",
)
ROLES: Mapping[Role, Localized] = {
    Role.MEMBER: Localized("member", "メンバー"),
    Role.EDITOR: Localized("editor", "編集者"),
    Role.MANAGER: Localized("manager", "管理者"),
}
"""What the roles are called."""
_MOST = 100


class RoleAction(StrEnum):
    """What to do with the list."""

    LIST = "list"
    GIVE = "give"
    TAKE = "take"


class Gives(StrEnum):
    """The roles that can be given."""

    EDITOR = Role.EDITOR.value
    MANAGER = Role.MANAGER.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleParams:
    """What ``role`` takes."""

    action: RoleAction = option(_ACTION, name_ja="操作", default=RoleAction.LIST)
    role: Gives = option(_ROLE, name_ja="役割", default=Gives.EDITOR)
    person: GivenPerson | None = option(_PERSON, name_ja="だれ", default=None)


class Happened(StrEnum):
    """What came of it."""

    LISTED = "listed"
    GIVEN = "given"
    TAKEN = "taken"
    NOT_LISTED = "not-listed"
    WHOM = "whom"
    NO_TEAM = "no-team"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came of it, for whom, and the list after it; ``givers`` are names that may be shown."""

    happened: Happened
    params: RoleParams
    lines: Sequence[Listed] = ()
    givers: Mapping[str, str] | None = None


def role(services: Services, invocation: Invocation, params: RoleParams) -> Said:
    """Do what ``params`` asks for, and return the list as it is then."""
    if invocation.actor.has_own_workspace:
        return Said(happened=Happened.NO_TEAM, params=params)
    if params.action is not RoleAction.LIST and params.person is None:
        return Said(happened=Happened.WHOM, params=params)
    tenant = invocation.actor.tenant
    with services.unit_of_work(read_only=params.action is RoleAction.LIST) as work:
        happened = _DEEDS[params.action](work, invocation, params)
        if happened in {Happened.GIVEN, Happened.TAKEN}:
            work.commit()
            # Who and whom is in the list itself; a log outlives people's wish to be forgotten.
            _log.info("a role changed", extra={"deed": happened.value, "role": params.role.value})
    with services.unit_of_work(read_only=True) as work:
        lines = work.roles.all(tenant)
        givers = work.people.names(tenant, {line.given_by for line in lines})
    return Said(happened=happened, params=params, lines=lines, givers=givers)


def _list(work: UnitOfWork, invocation: Invocation, params: RoleParams) -> Happened:
    del work, invocation, params
    return Happened.LISTED


def _give(work: UnitOfWork, invocation: Invocation, params: RoleParams) -> Happened:
    assert params.person is not None
    tenant = invocation.actor.tenant
    listed = work.roles.all(tenant)
    if len(listed) >= _MOST and params.person.user_id not in {line.user_id for line in listed}:
        return Happened.FULL
    line = Listed(
        user_id=params.person.user_id,
        name=params.person.name,
        role=Role(params.role.value),
        given_by=invocation.actor.user_id,
        given_at=invocation.received_at,
    )
    work.roles.give(tenant, line)
    return Happened.GIVEN


def _take(work: UnitOfWork, invocation: Invocation, params: RoleParams) -> Happened:
    assert params.person is not None
    gone = work.roles.take(invocation.actor.tenant, params.person.user_id)
    return Happened.TAKEN if gone else Happened.NOT_LISTED


_DEEDS: Mapping[RoleAction, Callable[[UnitOfWork, Invocation, RoleParams], Happened]] = {
    RoleAction.LIST: _list,
    RoleAction.GIVE: _give,
    RoleAction.TAKE: _take,
}


def present(said: Said, view: View) -> Reply:
    """Return what came of it, and who has which role."""
    name = said.params.person.name if said.params.person else ""
    called = view.say(ROLES[Role(said.params.role.value)])
    match said.happened:
        case Happened.NO_TEAM:
            return _warning(view.say(_NO_TEAM), view)
        case Happened.WHOM:
            return _warning(view.say(_WHOM.format(action=said.params.action.value)), view)
        case Happened.NOT_LISTED:
            return _warning(view.say(_NOT_LISTED.format(name=name)), view)
        case Happened.FULL:
            return _warning(view.say(_FULL.format(number=_MOST)), view)
        case Happened.GIVEN:
            may = _MANAGER_MAY if said.params.role is Gives.MANAGER else _EDITOR_MAY
            title = view.say(_GIVEN.format(name=name, role=called))
            return Reply(title=plain(title), blocks=(Paragraph(plain(view.say(may))),), tone=Tone.SUCCESS)
        case Happened.TAKEN:
            return Reply(
                title=plain(view.say(_TAKEN.format(name=name))), blocks=_list_of(said, view), tone=Tone.SUCCESS
            )
        case Happened.LISTED:
            return Reply(title=plain(view.say(_TITLE)), blocks=_list_of(said, view))


def _list_of(said: Said, view: View) -> tuple[Block, ...]:
    note = Note(plain(view.say(_FROM_PLATFORM)))
    if not said.lines:
        return (Paragraph(plain(view.say(_NOBODY))), note)
    return (BulletList(tuple(plain(_line(line, said.givers or {}, view)) for line in said.lines)), note)


def _line(line: Listed, givers: Mapping[str, str], view: View) -> str:
    giver = "" if line.given_by.startswith(FORMER) else givers.get(line.given_by, "")
    text = (_LINE_BY if giver else _LINE).format(
        name=line.name, role=view.say(ROLES[line.role]), date=line.given_at.date().isoformat(), giver=giver
    )
    return view.say(text)


def _warning(sentence: str, view: View) -> Reply:
    return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(sentence)),), tone=Tone.WARNING)


ROLE = CommandSpec(
    name="role",
    name_ja="役割",
    summary=_SUMMARY,
    params=RoleParams,
    handler=role,
    presenter=present,
    permission=Permission.MANAGER,
    examples=("/role", "/role give editor @Aiko", "/role take @Aiko"),
)
