"""What sort of thing a word names, told by the ends of its headword and definitions.

Definitions begin (English) or end (Japanese) with their genus: "Person who …", 〜人。 A person among papers and places
is found without knowing the word; options of one item are therefore of one genus, or of none that can be told.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.lexicon.model import Entry, PartOfSpeech, Sense


class Genus(StrEnum):
    """A sort of thing that nobody takes for another one."""

    PERSON = "person"
    FIRM = "firm"
    UNIT = "unit"
    PLACE = "place"
    PAPER = "paper"
    MONEY = "money"
    FIGURE = "figure"
    TIME = "time"
    RULE = "rule"
    PLAN = "plan"
    TOOL = "tool"
    ACT = "act"
    STATE = "state"
    EXPRESSION = "expression"


_KIN = (
    {Genus.MONEY, Genus.FIGURE},
    {Genus.FIRM, Genus.UNIT},
    {Genus.UNIT, Genus.PLACE},
    {Genus.RULE, Genus.PLAN},
    {Genus.ACT, Genus.PLAN},
    {Genus.ACT, Genus.STATE},
    {Genus.PLACE, Genus.TIME},
)
"""Sorts that shade into each other: profit and its amount, a branch, its firm and its building, a scheme and a way of working."""

_HEADWORD = {
    Genus.PERSON: "者 員 人 師 士 客 主 長 担当 監督 候補 先輩 後輩 社長 役",
    Genus.FIRM: "社 会社 企業 代理店",
    Genus.UNIT: "部 課 部門 支店 支社 本社 部署 委員会 取締役会 労働組合 センター",
    Genus.PLACE: "室 席 座 所 場 倉庫",
    Genus.PAPER: "書 票 証 届 届出 状 伝票 明細 名刺 議事録 履歴 日報 週報 月報 カード 書類 資料 メール 封筒 計算書 対照表",
    Genus.MONEY: "金 費 税 料 給 給与 手当 賃金 賞与 年金 代金 利益 損失 報酬 ボーナス 資本 予算 原価 価格 単価",
    Genus.FIGURE: "率 数 高 量 件数 指標 指数 平均 KPI",
    Genus.TIME: "日 期間 期 期日 期限 年度 納期 月 月末 四半期",
    Genus.RULE: "法 制 制度 契約 規則 規程 約款 権 権利 義務 保険 資格 条項 許可 条件",
    Genus.PLAN: "計画 方針 理念 戦略 分析 手法 主義 目標",
    Genus.TOOL: "システム ソフト アプリ サーバー 機 画面 サイト 環境 データ",
    Genus.EXPRESSION: "語 敬称 挨拶 敬語",
}
_JAPANESE = {
    Genus.PERSON: "人 者 客 責任者 担当者 社員 学生 個人 医師 専門家 取締役 幹部 職名 相手 人物像 役 たち 相手方 上司 働き手 話し手 買い手 地位",
    Genus.FIRM: "会社 組織 役所 機関 店 団体 事業者 企業 工場",
    Genus.UNIT: "部署 部門 担当部署 窓口部門 課 部 窓口",
    Genus.PLACE: "部屋 場所 拠点 施設 事務所 ところ 席 建物 場 位置 本拠 市場",
    Genus.PAPER: "書類 文書 表 記録 カード 手紙 証明書 紙 印刷物 一覧 証票 予定表 文 メール 案 版 レポート 証明 文章 はがき 図 冊子 欄",
    Genus.MONEY: "金 お金 額 金額 代金 税金 税 もうけ 利益 料金 値段 給料 年金 賃金 費用 値 保険料 財産 損",
    Genus.FIGURE: "割合 数値 数 量 平均 件数 数字 合計 数量 点数 程度 大きさ 率 長さ 回数 単位 年齢",
    Genus.TIME: "日 期間 時期 時 時間 日時 時刻 期日 年 月 間 日付",
    Genus.RULE: "制度 法律 規則 約束 契約 権利 保険 資格 義務 決まり きまり 条項 責任 医療保険 取り決め 許可 ルール",
    Genus.PLAN: "方法 考え 方針 手法 計画 やり方 手段 考え方 方 しくみ 仕組み 働き方 態度 目標 話題 理由 話",
    Genus.TOOL: "システム ソフト 機能 プログラム 画面 サイト 装置 技術 データ 交換機 ページ 道具 部品 番号 電話番号",
    Genus.ACT: "こと 会 仕事 活動 作業 業務 処理 練習 支援 検査 登録 商売 事業 試験 会議 面談 サービス 対応 行動 世話 通話 電話 判断 反応 催し 行事 式 取引",
    Genus.STATE: "状態 様子 状況 ようす 関係 余裕 力 ないこと 気持ち 弱い点 欠点 成績 成果 部分 能力 出来事 性質 区分",
    Genus.EXPRESSION: "言葉 語 挨拶 敬称 言い方 呼び方 返事 呼び名 名前 用語 あいさつ",
}
_ENGLISH = {
    Genus.PERSON: "person people employee worker staff manager executive director customer buyer member agent officer "
    "superior boss applicant candidate student head colleague doctor owner user individual title rank party post "
    "side newcomer expert guest somebody someone adviser holder",
    Genus.FIRM: "company firm organisation agency business shop bank maker supplier court group",
    Genus.UNIT: "department office unit body team division committee",
    Genus.PLACE: "room place site seat building branch hall market desk floor warehouse counter",
    Genus.PAPER: "document paper papers letter form record list table certificate card statement report bill receipt slip file version draft "
    "text message e-mail note copy chart page notice résumé invoice stamp seal field",
    Genus.MONEY: "money pay sum tax price cost payment allowance profit income fee wage salary expense pension bonus "
    "loss debt capital",
    Genus.FIGURE: "share rate number amount figure ratio mean degree total quantity percentage count length",
    Genus.TIME: "day date time period month year term moment deadline season",
    Genus.RULE: "rule law act scheme system insurance contract agreement right duty obligation clause permission status "
    "principle promise condition licence",
    Genus.PLAN: "plan way method idea policy principle practice style approach arrangement process goal aim",
    Genus.TOOL: "program software password suit stock line sound system screen website machine device technology function data computer exchange application",
    Genus.ACT: "work act activity event meeting training ceremony inspection check call handling change move ending "
    "arrival leaving job task trade service interview rise loss sale care help leave conversation examination gathering lawsuit penalty enquiry flow "
    "getting giving making taking",
    Genus.STATE: "state condition lack absence situation ability relation readiness weakness fault point result outcome will mind feeling class course",
    Genus.EXPRESSION: "word phrase greeting expression verb sentence prefix suffix words name",
}


def _by_end(table: dict[Genus, str]) -> dict[str, Genus]:
    return {end: genus for genus, ends in table.items() for end in ends.split()}


_OF_HEADWORD = _by_end(_HEADWORD)
_OF_JAPANESE = _by_end(_JAPANESE)
_OF_ENGLISH: dict[str, frozenset[Genus]] = {
    word: frozenset(genus for genus, words in _ENGLISH.items() if word in words.split())
    for words in _ENGLISH.values()
    for word in words.split()
}
_LONGEST = max(map(len, (*_OF_HEADWORD, *_OF_JAPANESE)))
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_JOINED = re.compile(r"(?:や|または|か|と|、|・)$")
_WORD = re.compile(r"[a-zé'-]+|[,;]")
_FRAMES = frozenset(["one", "part", "kind", "type", "form", "sort", "set", "piece", "any", "all"])
_BREAKS = frozenset(
    [
        "who",
        "that",
        "which",
        "whom",
        "in",
        "inside",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "under",
        "over",
        "of",
        "when",
        "where",
        "whose",
        "so",
        "than",
        "between",
        "into",
        "among",
        "a",
        "an",
        "the",
        "what",
        "how",
        ",",
        ";",
    ]
)
_ARTICLES = frozenset(["a", "an", "the"])
_FEW_WORDS = 7


def genera_of(entry: Entry, sense: Sense) -> frozenset[Genus]:
    """Return what the word may name in this sense; nothing if its definitions do not tell.

    The definitions decide, and of two things they say the one that the headword's end says too (者, 書, 率) or that both
    languages say. Where they do not tell, or call it a word, the headword's end does.
    """
    if entry.pos is PartOfSpeech.EXPRESSION:
        return frozenset({Genus.EXPRESSION})
    japanese = frozenset(_at_end(_BRACKETS.sub("", sense.def_ja).rstrip("。"), _OF_JAPANESE))
    english = _first(sense.def_en)
    if entry.pos is PartOfSpeech.SURU_NOUN:
        return frozenset({Genus.ACT}) | (japanese & english)
    own = frozenset(_at_end(entry.headword, _OF_HEADWORD))
    said = japanese | english
    if said <= {Genus.EXPRESSION}:
        return own | said
    return own & said or japanese & english or said - {Genus.EXPRESSION}


def are_kindred(one: frozenset[Genus], other: frozenset[Genus]) -> bool:
    """Whether the two may name things of one sort, or of sorts that shade into each other; so may what nobody can tell."""
    if not (one and other):
        return one == other
    return bool(one & other) or any(one & kin and other & kin for kin in _KIN)


def _at_end(text: str, table: dict[str, Genus]) -> Iterator[Genus]:
    """Yield the genus of the last noun, and of those that stand joined before it: 人や会社."""
    while text:
        length = next((size for size in range(min(_LONGEST, len(text)), 0, -1) if text[-size:] in table), 0)
        if not length:
            return
        yield table[text[-length:]]
        text, before = _JOINED.sub("", text[:-length]), text[:-length]
        if text == before:
            return


def _first(definition: str) -> frozenset[Genus]:
    """Return the genera of the head of an English definition, up to what narrows it."""
    words = _WORD.findall(_BRACKETS.sub("", definition).casefold())
    found: frozenset[Genus] = frozenset()
    for place, word in enumerate(words[:_FEW_WORDS]):
        if word in _ARTICLES and (place == 0 or words[place - 1] in _BREAKS):
            continue
        if word in _BREAKS:
            if found or not any(each in _FRAMES for each in words[:place]):
                break
        elif word in {"or", "and"}:
            continue
        elif place == 0 and word.endswith("ing"):
            return frozenset({Genus.ACT})
        else:
            known = _OF_ENGLISH.get(word) or _OF_ENGLISH.get(word.removesuffix("s"), frozenset())
            joined = place > 1 and words[place - 1] in {"or", "and"}
            found = (found | known if joined else known or found) if known else found
    return found
