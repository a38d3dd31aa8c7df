"""What ``term`` takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.given import GivenFile, GivenPerson
from bot.commands.spec import Suggester, option
from bot.commands.term_lists import LAST_PAGE
from bot.commands.term_said import MAX_REASON
from bot.lexicon.model import Domain, PartOfSpeech, Register
from bot.localized import Localized
from bot.team.fields import FIELD_NAMES, MAX_SENSES, MAX_TEXT, MAX_WORD

SUMMARY = Localized("Your team's own words: suggest, review, change", "社内用語：提案・確認・変更")
_ACTION = Localized("What to do; a list if nothing is said", "操作（省略すると一覧）")
_TERM = Localized("The word; in a list, what to search for", "言葉（一覧では検索する語）")
_HEADWORD = Localized("The word as it is written", "見出し語")
_READING = Localized("How it is read: kana or romaji", "読み（かな・ローマ字）")
_ENGLISH = Localized("What it is in English; several are parted by ;", "英語の訳語（複数は ; で区切る）")
_DEFINITION = Localized("What it means, in English", "英語での説明")
_DEFINITION_JA = Localized("What it means, in Japanese", "日本語での説明")
_EXAMPLE_JA = Localized("A sentence with it", "例文")
_EXAMPLE_EN = Localized("That sentence in English", "例文の英訳")
_POS = Localized("What kind of word it is", "品詞")
_REGISTER = Localized("How formal it is", "文体")
_DOMAIN = Localized("The field it belongs to", "分野")
_LEVEL = Localized("How hard it is, 1 (easy) to 5 (hard)", "難易度（1～5）")
_ALSO = Localized("Other spellings and short forms, parted by ;", "別の書き方・略語（; で区切る）")
_NOTE = Localized("How to use it", "使い方")
_SENSE = Localized("Which meaning to change, 1 for the first", "どの意味か（1が最初）")
_REASON = Localized("Why; needed to refuse", "理由（見送るときは必須）")
_OWNER = Localized("Who looks after the word", "担当者")
_ANYWAY = Localized("on: keep it although there is a word like it", "on：似た言葉があっても登録する")
_FILE = Localized("For import: CSV, JSON or TOML, up to 1 MB", "取り込むファイル（CSV・JSON・TOML、1MBまで）")
_PAGE = Localized("Which page", "ページ")
CLEAR = "-"
"""What empties a field where fields are typed one by one."""


class Action(StrEnum):
    """What to do."""

    LIST = "list"
    SUGGEST = "suggest"
    EDIT = "edit"
    SENSE = "sense"
    SHOW = "show"
    REVIEW = "review"
    PUBLISH = "publish"
    REFUSE = "refuse"
    HISTORY = "history"
    UNDO = "undo"
    STALE = "stale"
    CONFIRM = "confirm"
    OWNER = "owner"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    EXPORT = "export"
    IMPORT = "import"


ACTIONS: Mapping[Action, Localized] = {
    Action.LIST: Localized("list what is published", "公開中の言葉を見る"),
    Action.SUGGEST: Localized("suggest a word", "言葉を提案する"),
    Action.EDIT: Localized("change a word, or suggest a change", "言葉を編集する・変更を提案する"),
    Action.SENSE: Localized("add a meaning", "意味を追加する"),
    Action.SHOW: Localized("show a word and what can be done with it", "言葉と操作を見る"),
    Action.REVIEW: Localized("what waits for a decision", "確認待ちの提案を見る"),
    Action.PUBLISH: Localized("publish a suggestion", "提案を公開する"),
    Action.REFUSE: Localized("refuse a suggestion, with the reason", "提案を見送る（理由が必要）"),
    Action.HISTORY: Localized("show who changed what", "履歴を見る"),
    Action.UNDO: Localized("undo the last change", "直前の変更を元に戻す"),
    Action.STALE: Localized("what should be looked at again", "見直す言葉を見る"),
    Action.CONFIRM: Localized("it is still right", "今も正しいと確認する"),
    Action.OWNER: Localized("who looks after a word", "担当者を決める"),
    Action.WITHDRAW: Localized("take a word back", "言葉を取り下げる"),
    Action.RESTORE: Localized("have a withdrawn word again", "取り下げた言葉を元に戻す"),
    Action.EXPORT: Localized("all words as a file", "全部をファイルに書き出す"),
    Action.IMPORT: Localized("words from a file", "ファイルから取り込む"),
}
"""What the actions are called where one chooses from a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermParams:
    """What ``term`` takes. A new word's headword is ``term``; ``headword`` is how an edited one is written instead."""

    action: Action = option(_ACTION, name_ja="操作", default=Action.LIST)
    term: str | None = option(
        _TERM, name_ja="言葉", default=None, maximum=MAX_WORD, phrase=True, suggester=Suggester.TERM
    )
    reading: str | None = option(_READING, name_ja="読み", default=None, maximum=MAX_WORD, phrase=True)
    english: str | None = option(_ENGLISH, name_ja="英語", default=None, maximum=MAX_TEXT, phrase=True)
    definition: str | None = option(_DEFINITION, name_ja="英語の説明", default=None, maximum=MAX_TEXT, phrase=True)
    definition_ja: str | None = option(_DEFINITION_JA, name_ja="説明", default=None, maximum=MAX_TEXT, phrase=True)
    example_ja: str | None = option(_EXAMPLE_JA, name_ja="例文", default=None, maximum=MAX_TEXT, phrase=True)
    example_en: str | None = option(_EXAMPLE_EN, name_ja="例文の英訳", default=None, maximum=MAX_TEXT, phrase=True)
    pos: PartOfSpeech | None = option(_POS, name_ja="品詞", default=None)
    register: Register | None = option(_REGISTER, name_ja="文体", default=None)
    domain: Domain | None = option(_DOMAIN, name_ja="分野", default=None)
    level: int | None = option(_LEVEL, name_ja="難易度", default=None, minimum=1, maximum=5)
    also: str | None = option(_ALSO, name_ja="別の書き方", default=None, maximum=MAX_TEXT, phrase=True)
    note: str | None = option(_NOTE, name_ja="使い方", default=None, maximum=MAX_TEXT, phrase=True)
    headword: str | None = option(_HEADWORD, name_ja="見出し語", default=None, maximum=MAX_WORD, phrase=True)
    sense: int | None = option(_SENSE, name_ja="意味", default=None, minimum=1, maximum=MAX_SENSES)
    reason: str | None = option(_REASON, name_ja="理由", default=None, maximum=MAX_REASON, phrase=True)
    anyway: bool = option(_ANYWAY, name_ja="そのまま登録", default=False)
    page: int = option(_PAGE, name_ja="ページ", default=1, minimum=1, maximum=LAST_PAGE)
    file: GivenFile | None = option(_FILE, name_ja="ファイル", default=None)
    owner: GivenPerson | None = option(_OWNER, name_ja="担当者", default=None)


def typed_fields(params: TermParams) -> dict[str, str]:
    """Return the fields that were given; a lone hyphen empties one."""
    given = {name: getattr(params, name) for name in FIELD_NAMES}
    return {name: "" if value == CLEAR else str(value) for name, value in given.items() if value is not None}
