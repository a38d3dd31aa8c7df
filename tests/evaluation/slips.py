"""Slips of the finger, one of each sort, at a place that chance chooses; and other ways of going wrong."""

from random import Random

_NEIGHBOURS = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "xs",
}  # fmt: skip
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん"

SORTS = ("insert", "delete", "replace", "transpose")


def slip(text: str, sort: str, rng: Random) -> str:
    """Return ``text`` with one slip of ``sort``; the first sign is hit as rarely as any other."""
    if sort == "transpose":
        places = [at for at in range(len(text) - 1) if text[at] != text[at + 1] and " " not in text[at : at + 2]]
        if not places:
            return text
        at = rng.choice(places)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    at = rng.choice([place for place in range(len(text)) if text[place] != " "])
    if sort == "delete":
        return text[:at] + text[at + 1 :]
    other = rng.choice(_NEIGHBOURS.get(text[at], _KANA if text[at] > "z" else "abcdefghijklmnopqrstuvwxyz"))
    return text[:at] + other + text[at + (sort == "replace") :]


def marks_of(text: str, sort: str) -> set[str]:
    """Return what ``text`` has in common with all its slips of ``sort``: compare with ``marks_left_by``."""
    if sort == "delete":
        return _without_one(text)
    return _with_a_gap(text) if sort == "replace" else {text}


def marks_left_by(typed: str, sort: str) -> set[str]:
    """Return what ``typed`` has in common with every text that it is a slip of ``sort`` of."""
    if sort == "insert":
        return _without_one(typed)
    if sort == "transpose":
        return {typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1)}
    return _with_a_gap(typed) if sort == "replace" else {typed}


def _without_one(text: str) -> set[str]:
    return {text[:at] + text[at + 1 :] for at in range(len(text))}


def _with_a_gap(text: str) -> set[str]:
    return {f"{text[:at]}＿{text[at + 1 :]}" for at in range(len(text))}


def half_width(katakana: str) -> str:
    """Return katakana in half-width forms, voicing marks as signs of their own (JIS X 0201)."""
    full = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
    table = {sign: chr(0xFF66 + at) for at, sign in enumerate(full)}
    for voiced, plain in zip(
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ", "カキクケコサシスセソタチツテトハヒフヘホウ", strict=True
    ):
        table[voiced] = table[plain] + "ﾞ"
    for voiced, plain in zip("パピプペポ", "ハヒフヘホ", strict=True):
        table[voiced] = table[plain] + "ﾟ"
    return "".join(table.get(sign, sign) for sign in katakana)


def full_width(latin: str) -> str:
    """Return ASCII in full-width forms."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "　" if sign == " " else sign for sign in latin)


def as_katakana(hiragana: str) -> str:
    """Return hiragana as katakana."""
    return "".join(chr(ord(sign) + 96) if "ぁ" <= sign <= "ゖ" else sign for sign in hiragana)


def as_hiragana(katakana: str) -> str:
    """Return katakana as hiragana."""
    return "".join(chr(ord(sign) - 96) if "ァ" <= sign <= "ヶ" else sign for sign in katakana)


_PAIRS = """
会會 学學 国國 当當 応應 対對 経經 営營 価價 売賣 実實 証證 発發 変變 戻戾 拠據 権權 総總 続續 専專 転轉 伝傳 点點 断斷 団團 単單 継繼 検檢 済濟 雑雜
参參 残殘 写寫 収收 処處 将將 称稱 条條 状狀 乗乘 図圖 数數 声聲 静靜 摂攝 戦戰 争爭 装裝 蔵藏 属屬 体體 帯帶 台臺 担擔 昼晝 庁廳 聴聽 鉄鐵 届屆 独獨
読讀 脳腦 拝拜 廃廢 払拂 仏佛 並竝 辺邊 弁辨 歩步 宝寶 豊豐 毎每 万萬 満滿 訳譯 薬藥 与與 予豫 余餘 様樣 来來 頼賴 覧覽 両兩 励勵 歴歷 労勞 録錄 画畫
覚覺 関關 観觀 帰歸 気氣 区區 県縣 験驗 広廣 効效 号號 従從 触觸 随隨 齢齡 芸藝 欠缺 撃擊 駅驛 円圓 医醫 囲圍 為爲 栄榮 衛衞 横橫 温溫 仮假 絵繪 拡擴
楽樂 勧勸 歓歡 旧舊 挙擧 強强 軽輕 径徑 顕顯 険險 圏圈 献獻 厳嚴 剤劑 斎齋 児兒 辞辭 釈釋 寿壽 縦縱 譲讓 奨奬 真眞 尽盡 粋粹 髄髓 枢樞 斉齊 浅淺 践踐
銭錢 双雙 壮壯 捜搜 挿插 増增 臓臟 即卽 択擇 沢澤 胆膽 痴癡 虫蟲 鋳鑄 徴徵 鎮鎭 逓遞 灯燈 盗盜 稲稻 闘鬪 徳德 弐貳 覇霸 麦麥 髪髮 抜拔 蛮蠻 秘祕 浜濱
瓶甁 併倂 翻飜 黙默 弥彌 揺搖 謡謠 乱亂 竜龍 緑綠 涙淚 塁壘 礼禮 霊靈 暦曆 恋戀 錬鍊 炉爐 郎郞 楼樓 湾灣
"""
OLD_FORMS: dict[str, str] = {pair[0]: pair[1] for pair in _PAIRS.split()}
"""New form → old form, for the kanji that a business glossary is likely to hold."""
