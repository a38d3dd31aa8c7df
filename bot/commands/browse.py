"""``browse``: the glossary by field, level and register, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands import actions, wording
from bot.commands.entry_view import short
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, option
from bot.lexicon.checks import domain_counts
from bot.lexicon.model import Domain, Entry, Register
from bot.localized import Localized
from bot.reply import Block, BulletList, Button, Field, FieldList, Note, Paragraph, Reply, Tone, code, plain

_SUMMARY = Localized("Browse the glossary by field, level and register", "用語集を分野・難易度・文体で見る")
_DOMAIN = Localized("Only words of this field", "分野をしぼる")
_LEVEL = Localized("Only words of this level, 1 (easy) to 5 (hard)", "難易度をしぼる（1～5）")
_REGISTER = Localized("Only words of this register", "文体をしぼる")
_PAGE = Localized("Which page", "ページ")
_FIELDS = Localized("The glossary by field: {count} words", "用語集の分野：全{count}語")
_HOW = Localized("To see a field's words: ", "分野の言葉を見るには ")
_ALL = Localized("all words", "すべての言葉")
_LEVEL_IS = Localized("level {level}", "難易度{level}")
_TITLE = Localized("{chosen}: {count} words", "{chosen}：{count}語")
_ONE = Localized("{chosen}: 1 word", "{chosen}：1語")
_NONE = Localized("Nothing there", "該当する言葉がありません")
_LEAVE_OUT = Localized(
    "No word has all of that. Leave one of them out: {chosen}.",
    "条件がすべて合う言葉はありません。どれかを外してください：{chosen}",
)
_PAGES = Localized("page {page} of {pages}", "{pages}ページ中{page}ページ目")
_PREVIOUS = Localized("Previous", "前へ")
_NEXT = Localized("Next", "次へ")
_ROWS = 12
_BUTTONS = 3
_LAST_PAGE = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseParams:
    """What ``browse`` takes."""

    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=1, maximum=5)
    register: Register | None = option(_REGISTER, name_ja="文体", default=None)
    page: int = option(_PAGE, name_ja="ページ", default=1, minimum=1, maximum=_LAST_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The words that fit, in the order of their readings, or the fields with their counts if nothing was chosen."""

    params: BrowseParams
    words: tuple[Entry, ...]
    counts: Mapping[Domain, int]


def browse(services: Services, invocation: Invocation, params: BrowseParams) -> Shelf:
    """Return the words with the chosen field, level and register."""
    del invocation
    words = (
        entry
        for entry in services.glossary.entries
        if params.domain in {None, *entry.domains}
        and params.level in {None, entry.difficulty}
        and params.register in {None, entry.register}
    )
    return Shelf(
        params=params,
        words=tuple(sorted(words, key=lambda entry: entry.kana)),
        counts=domain_counts(services.glossary.entries),
    )


def present(shelf: Shelf, view: View) -> Reply:
    """Return a page of words, with buttons that open the first of them and turn the page."""
    params = shelf.params
    chosen = _chosen(params, view)
    if not chosen and params.page == 1:
        return _fields(shelf, view)
    if not shelf.words:
        sentence = view.say(_LEAVE_OUT.format(chosen=", ".join(chosen)))
        return Reply(title=plain(view.say(_NONE)), blocks=(Paragraph(plain(sentence)),), tone=Tone.WARNING)
    pages = -(-len(shelf.words) // _ROWS)
    page = min(params.page, pages)
    rows = shelf.words[(page - 1) * _ROWS : page * _ROWS]
    name = " · ".join(chosen) or view.say(_ALL)
    title = (_TITLE if len(shelf.words) > 1 else _ONE).format(
        chosen=name[:1].upper() + name[1:], count=len(shelf.words)
    )
    blocks: list[Block] = [BulletList(tuple(short(entry, view) for entry in rows))]
    if pages > 1:
        blocks.append(Note(plain(view.say(_PAGES.format(page=page, pages=pages)))))
    turns = ((_PREVIOUS, page - 1), (_NEXT, page + 1))
    buttons = (
        *(Button(view.say(label), _to(params, target)) for label, target in turns if 1 <= target <= pages),
        *(Button(entry.headword, actions.build("show", entry.id)) for entry in rows[:_BUTTONS]),
    )
    return Reply(title=plain(view.say(title)), blocks=tuple(blocks), buttons=buttons)


def _fields(shelf: Shelf, view: View) -> Reply:
    fields = tuple(
        Field(view.say(wording.DOMAINS[domain]), (*plain(f"{count} "), *code(f"domain:{domain.value}")))
        for domain, count in shelf.counts.items()
        if count
    )
    example = code("/browse domain:keigo level:3")
    return Reply(
        title=plain(view.say(_FIELDS.format(count=len(shelf.words)))),
        blocks=(FieldList(fields), Note((*plain(view.say(_HOW)), *example))),
    )


def _chosen(params: BrowseParams, view: View) -> list[str]:
    """Return the names of what was chosen, in the reader's language."""
    chosen = []
    if params.domain:
        chosen.append(view.say(wording.DOMAINS[params.domain]))
    if params.level:
        chosen.append(view.say(_LEVEL_IS.format(level=params.level)))
    if params.register:
        chosen.append(view.say(wording.REGISTERS[params.register]))
    return chosen


def _to(params: BrowseParams, page: int) -> str:
    """Return the button id of another page of the same shelf."""
    return actions.build("browse", params.domain or "", params.level or "", params.register or "", page)


BROWSE = CommandSpec(
    name="browse",
    name_ja="一覧",
    summary=_SUMMARY,
    params=BrowseParams,
    handler=browse,
    presenter=present,
    examples=("/browse domain:accounting", "/browse level:5 register:honorific"),
)
