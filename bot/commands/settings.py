"""``settings``: a person's language, romaji, name on boards; where they are, and when they are reminded."""

from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot import messages
from bot.commands import actions, study_settings
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Suggester, View, option
from bot.localized import Locale, Localized
from bot.ports import Preferences
from bot.quiz.plan import Plan
from bot.reply import Button, Field, FieldList, Paragraph, Reply, Tone, plain

_SUMMARY = Localized("Your language, romaji, and whether boards name you", "表示言語・ローマ字・ランキング表示の設定")
_LANGUAGE = Localized("Language I answer in: en, ja, or auto", "返事の言語（en、ja、auto）")
_ROMAJI = Localized("Show romaji beside readings: on or off", "ローマ字を表示するか（on、off）")
_BOARD = Localized(
    "Your name on boards and in results: shown or hidden", "ランキングや結果に名前を出すか（shown、hidden）"
)
_TITLE = Localized("Your settings", "あなたの設定")
_SAVED = Localized("Saved", "保存しました")
_LANGUAGE_LABEL = Localized("Language", "言語")
_ROMAJI_LABEL = Localized("Romaji", "ローマ字")
_LANGUAGES = {Locale.EN: "English", Locale.JA: "日本語"}
_AUTO = Localized("automatic (English now)", "自動（いまは日本語）")
_ON = Localized("on", "表示する")
_OFF = Localized("off", "表示しない")
_BOARD_LABEL = Localized("Your name on boards", "ランキングの名前")
_BOARD_SHOWN = Localized("shown", "出す")
_BOARD_HIDDEN = Localized("hidden", "出さない")
_SHOW_ME = Localized("Show me on boards", "ランキングに出す")
_HIDE_ME = Localized("Hide me from boards", "ランキングに出さない")
_SWITCH_ON = Localized("Show romaji", "ローマ字を表示")
_SWITCH_OFF = Localized("Hide romaji", "ローマ字を隠す")


class Language(StrEnum):
    """A choice of language; ``auto`` follows the platform."""

    EN = "en"
    JA = "ja"
    AUTO = "auto"


class OnBoards(StrEnum):
    """Whether boards and results name a person."""

    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsParams:
    """What ``settings`` takes; nothing given shows what is set."""

    language: Language | None = option(_LANGUAGE, name_ja="言語", default=None)
    romaji: bool | None = option(_ROMAJI, name_ja="ローマ字", default=None)
    board: OnBoards | None = option(_BOARD, name_ja="ランキング", default=None)
    remind_at: str | None = option(study_settings.REMIND_AT, name_ja="お知らせ", default=None, maximum=20)
    zone: str | None = option(
        study_settings.ZONE, name_ja="タイムゾーン", default=None, maximum=50, suggester=Suggester.ZONE
    )
    lookups: bool | None = option(study_settings.LOOKUPS, name_ja="調べた言葉", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a person chose, after the call, and whether the call changed it; ``problem`` is why it could not.

    ``automatic`` is what the automatic language is here, ``default`` the zone of who says none.
    """

    preferences: Preferences
    plan: Plan
    default: ZoneInfo
    changed: bool
    automatic: Locale
    problem: Localized | None = None


def settings(services: Services, invocation: Invocation, params: SettingsParams) -> Chosen:
    """Store what ``params`` names, leave the rest, and return the preferences as they now are."""
    if params == SettingsParams():
        return Chosen(
            preferences=services.preferences(invocation.actor),
            plan=study_settings.read_plan(services, invocation.actor),
            default=services.timezone,
            changed=False,
            automatic=invocation.locale,
        )
    problem = None
    with services.unit_of_work() as work:
        # Not services.preferences: where it cannot read, it says the defaults, and they would be stored.
        before = work.preferences.get(invocation.actor)
        after = _changed(before, params)
        plan = work.plans.get(invocation.actor)
        planned = study_settings.changed(
            plan,
            services,
            services.clock.now(),
            invocation.locale,
            remind_at=params.remind_at,
            zone=params.zone,
            lookups=params.lookups,
        )
        if isinstance(planned, Localized):
            problem, after, planned = planned, before, plan
        if after != before:
            work.preferences.set(invocation.actor, after)
        if planned != plan:
            work.plans.set(invocation.actor, planned)
        work.commit()
    return Chosen(
        preferences=after,
        plan=planned,
        default=services.timezone,
        changed=after != before or planned != plan,
        automatic=invocation.locale,
        problem=problem,
    )


def _changed(preferences: Preferences, params: SettingsParams) -> Preferences:
    if params.language is not None:
        locale = None if params.language is Language.AUTO else Locale(params.language)
        preferences = replace(preferences, locale=locale)
    if params.romaji is not None:
        preferences = replace(preferences, romaji=params.romaji)
    if params.board is not None:
        preferences = replace(preferences, hidden=params.board is OnBoards.HIDDEN)
    return preferences


def present(chosen: Chosen, view: View) -> Reply:
    """Return the settings, in the language that was just chosen."""
    preferences = chosen.preferences
    view = View(locale=preferences.locale or chosen.automatic, romaji=preferences.romaji)
    language = _LANGUAGES[preferences.locale] if preferences.locale else view.say(_AUTO)
    fields = (
        Field(view.say(_LANGUAGE_LABEL), plain(language)),
        Field(view.say(_ROMAJI_LABEL), plain(view.say(_ON if preferences.romaji else _OFF))),
        Field(view.say(_BOARD_LABEL), plain(view.say(_BOARD_HIDDEN if preferences.hidden else _BOARD_SHOWN))),
        *study_settings.fields(chosen.plan, chosen.default, view),
    )
    if chosen.problem:
        return Reply(
            title=plain(view.say(messages.CANNOT_DO_THAT)),
            blocks=(Paragraph(plain(view.say(chosen.problem))), FieldList(fields)),
            tone=Tone.WARNING,
        )
    other = Locale.EN if view.locale is Locale.JA else Locale.JA
    switch = "off" if preferences.romaji else "on"
    board = OnBoards.SHOWN if preferences.hidden else OnBoards.HIDDEN
    return Reply(
        title=plain(view.say(_SAVED if chosen.changed else _TITLE)),
        blocks=(FieldList(fields),),
        buttons=(
            Button(_LANGUAGES[other], actions.build("settings", other)),
            Button(
                view.say(_SWITCH_OFF if preferences.romaji else _SWITCH_ON),
                actions.build("settings", "", switch),
            ),
            Button(view.say(_SHOW_ME if preferences.hidden else _HIDE_ME), actions.build("settings", "", "", board)),
            *study_settings.buttons(chosen.plan, view),
        ),
        tone=Tone.SUCCESS if chosen.changed else Tone.INFO,
    )


SETTINGS = CommandSpec(
    name="settings",
    name_ja="設定",
    summary=_SUMMARY,
    params=SettingsParams,
    handler=settings,
    presenter=present,
    examples=("/settings language:ja", "/settings remind-at:08:30 zone:Asia/Tokyo"),
)
