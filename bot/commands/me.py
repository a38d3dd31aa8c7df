"""``me``: what is kept about a person in a workspace: to be seen, taken along, and deleted by that person alone."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.commands import actions
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.identity import FORMER, Actor
from bot.localized import Localized
from bot.reply import Block, BulletList, Button, File, Note, Paragraph, Reply, Tone, plain

_log = logging.getLogger(__name__)

_SUMMARY = Localized(
    "Your data here: see it, take it along, delete it", "保存されているあなたのデータの確認・書き出し・削除"
)
_ACTION = Localized("show, export or delete", "show（確認）、export（書き出し）、delete（削除）")
_TITLE = Localized("Your data", "あなたのデータ")
_KEPT = Localized("Kept about you in this workspace:", "このワークスペースで保存されているもの：")
_NOTHING = Localized("Nothing is kept about you in this workspace.", "このワークスペースには何も保存されていません。")
_LINE = Localized("{what}: {number}", "{what}：{number}件")
_NEVER = Localized(
    "Of what you type, only what you write for your team's words and rules is kept with your name or id; "
    "messages are never read unless you choose Explain terms.",
    "入力した文のうち、あなたの名前やIDと一緒に保存するのは、チームの言葉と社内ルールに書いたものだけです。"
    "メッセージを読むのは「用語を説明」を選んだときだけです。",
)
_EXPORT = Localized("Export", "書き出す")
_DELETE = Localized("Delete…", "削除…")
_FILE = Localized(
    "Everything kept about you, as JSON: {number} rows", "あなたについて保存されているすべて（JSON、{number}件）"
)
_SURE = Localized("Delete everything about you here?", "ここにあるあなたのデータを、すべて削除しますか？")
_WHAT_GOES = Localized(
    "Your settings, words, reviews and reminders, and your name on boards are gone for good.",
    "設定・保存した言葉・復習の記録・リマインダー・ランキングの名前は、元に戻せません。",
)
_WHAT_STAYS = Localized(
    "Your answers, and what you added to the team's words and rules, stay without your name or id: the team's totals "
    "and words rest on them. What I have posted in channels stays there.",
    "解答と、チームの言葉や社内ルールに加えたものは、チームのために名前もIDも外して残します。"
    "チャンネルに投稿済みのものは残ります。",
)
_YES = Localized("Delete everything", "すべて削除する")
_NO = Localized("Keep it", "やめる")
_GONE = Localized("Deleted", "削除しました")
_GONE_WHAT = Localized("Deleted or made nameless: {number} rows.", "削除または匿名化：{number}件")
_ANEW = Localized(
    "If you use me again, I begin anew. The operator's backups age out by their own rules.",
    "また使うと、新しい記録が始まります。管理者のバックアップは、その規則に従って消えます。",
)
_KINDS = {
    "people": Localized("Name on boards, and settings", "ランキングの名前と設定"),
    "quiz_sessions": Localized("Quizzes you started", "始めたクイズ"),
    "quiz_answers": Localized("Answers", "解答"),
    "quiz_players": Localized("Rounds you joined", "参加したクイズ"),
    "posts": Localized("Direct messages from me", "私からのダイレクトメッセージ"),
    "saved_words": Localized("Saved words", "保存した言葉"),
    "reviews": Localized("Reviews", "復習の記録"),
    "cards": Localized("Words you are learning", "覚えている途中の言葉"),
    "review_sittings": Localized("Review sittings", "復習の回"),
    "wotd_schedules": Localized("Words of the day you set up", "設定した「今日の言葉」"),
    "wotd_wishes": Localized("Words you queued", "予約した言葉"),
    "daily_schedules": Localized("Questions of the day you set up", "設定した「今日の一問」"),
    "study_plans": Localized("Reminder settings", "リマインダーの設定"),
    "lookups": Localized("Words you looked up lately", "最近調べた言葉"),
    "team_terms": Localized("Words of the team you suggested, changed or own", "提案・変更・担当したチームの言葉"),
    "team_history": Localized("Changes you made to the team's words", "チームの言葉に加えた変更"),
    "team_drafts": Localized("Drafts nobody else sees", "書きかけの言葉（ほかの人には見えません）"),
    "house_rules": Localized("House rules you set", "決めた社内ルール"),
    "roles": Localized("Roles you have or gave", "役割（自分の役割・自分が決めた役割）"),
}


class Action(StrEnum):
    """What to do with it."""

    SHOW = "show"
    EXPORT = "export"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeParams:
    """What ``me`` takes."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.SHOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetParams:
    """The button that deletes carries nothing: whoever presses it is whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is kept about a person: numbers of rows by table, and all of it as JSON if that was asked for."""

    action: Action
    counts: Mapping[str, int]
    exported: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many rows were deleted or made nameless."""

    rows: int


def me(services: Services, invocation: Invocation, params: MeParams) -> Held:
    """Return what is kept about the one who asks, in this workspace; nothing is deleted before they say so again."""
    tables = holdings(services, invocation.actor)
    counts = {table: len(rows) for table, rows in tables.items() if rows}
    if params.action is Action.EXPORT:
        exported = as_json(invocation.actor, tables, invocation.received_at)
        return Held(action=params.action, counts=counts, exported=exported)
    return Held(action=params.action, counts=counts)


def forget(services: Services, invocation: Invocation, params: ForgetParams) -> Forgotten:
    """Delete everything about the one who asks."""
    del params
    rows = forget_person(services, invocation.actor)
    _log.info("somebody's data was deleted as they asked", extra={"rows": rows})
    return Forgotten(rows=rows)


def holdings(services: Services, actor: Actor) -> dict[str, list[dict[str, object]]]:
    """Return every row about the person by table."""
    with services.unit_of_work(read_only=True) as work:
        return work.people.export(actor)


def forget_person(services: Services, actor: Actor) -> int:
    """Delete the person and return how many rows were touched; safe to repeat, and while a round is running."""
    alias = f"{FORMER}{services.new_random().getrandbits(64):016x}"
    with services.unit_of_work() as work:
        rows = work.people.forget(actor, alias)
        work.commit()
    return rows


def as_json(actor: Actor, tables: Mapping[str, list[dict[str, object]]], now: datetime) -> bytes:
    """Return the rows as one JSON document that a person can read."""
    document = {
        "platform": actor.platform,
        "workspace": actor.workspace,
        "person": actor.user_id,
        "exported_at": now.isoformat(timespec="seconds"),
        "tables": tables,
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def present(held: Held, view: View) -> Reply:
    """Return what there is, with a way to take it along and one to delete it."""
    number = sum(held.counts.values())
    if held.action is Action.DELETE and number:
        return Reply(
            title=plain(view.say(_SURE)),
            blocks=(
                _listed(held, view),
                Paragraph(plain(view.say(_WHAT_GOES))),
                Note(plain(view.say(_WHAT_STAYS))),
            ),
            buttons=(
                Button(view.say(_YES), actions.build("me-forget")),
                Button(view.say(_NO), actions.build("me", Action.SHOW.value)),
            ),
            tone=Tone.WARNING,
        )
    if held.action is Action.EXPORT and number:
        alt = view.say(_FILE.format(number=number))
        file = File(name="naruhaya-my-data.json", content=held.exported, alt=alt)
        return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(alt)),), files=(file,))
    blocks: list[Block] = [Paragraph(plain(view.say(_KEPT if number else _NOTHING)))]
    if number:
        blocks.append(_listed(held, view))
    blocks.append(Note(plain(view.say(_NEVER))))
    buttons = (
        Button(view.say(_EXPORT), actions.build("me", Action.EXPORT.value)),
        Button(view.say(_DELETE), actions.build("me", Action.DELETE.value)),
    )
    return Reply(title=plain(view.say(_TITLE)), blocks=tuple(blocks), buttons=buttons if number else ())


def present_forgotten(forgotten: Forgotten, view: View) -> Reply:
    """Return that it is done."""
    return Reply(
        title=plain(view.say(_GONE)),
        blocks=(
            Paragraph(plain(view.say(_GONE_WHAT.format(number=forgotten.rows)))),
            Note(plain(view.say(_ANEW))),
        ),
        tone=Tone.SUCCESS,
    )


def _listed(held: Held, view: View) -> BulletList:
    lines = []
    for table, number in held.counts.items():
        what = view.say(_KINDS[table]) if table in _KINDS else table
        lines.append(plain(view.say(_LINE.format(what=what, number=number))))
    return BulletList(tuple(lines))


ME = CommandSpec(
    name="me",
    name_ja="わたしのデータ",
    summary=_SUMMARY,
    params=MeParams,
    handler=me,
    presenter=present,
    examples=("/me", "/me export"),
)
FORGET = CommandSpec(
    name="me-forget",
    summary=_SUMMARY,
    params=ForgetParams,
    handler=forget,
    presenter=present_forgotten,
    hidden=True,
    in_place=True,
)
