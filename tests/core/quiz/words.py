"""A small hand-made glossary for the quiz tests."""

from hashlib import sha256

from bot.lexicon.model import (
    Attitude,
    Axis,
    Contrast,
    ContrastId,
    Domain,
    Entry,
    EntryId,
    Example,
    Glossary,
    MinimalPair,
    Origin,
    PartOfSpeech,
    Register,
    Sense,
    Style,
    WrongChoice,
)
from bot.localized import Localized


def _words(entry_id: str) -> str:
    """Return eight words that no other entry has: definitions that are alike are never options of one item."""
    digits = sha256(entry_id.encode()).hexdigest()
    return " ".join(digits[place : place + 5] for place in range(0, 40, 5)) + "."


def _letters(entry_id: str) -> str:
    """Return twenty kanji in an order that no other entry has them in."""
    return "".join(chr(0x4E00 + number) for number in sha256(entry_id.encode()).digest()[:20])


def make_entry(
    entry_id: str,
    headword: str,
    reading: str,
    *glosses: str,
    definition: str = "",
    definition_ja: str = "",
    pos: PartOfSpeech = PartOfSpeech.NOUN,
    domain: Domain = Domain.CALLCENTER,
    difficulty: int = 2,
    variants: tuple[str, ...] = (),
    abbreviations: tuple[str, ...] = (),
    synonyms: tuple[str, ...] = (),
    antonyms: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    broader: tuple[str, ...] = (),
    attitude: Attitude | None = None,
) -> Entry:
    example = Example(ja=f"{headword}について話しました。", reading="…", en="We talked about it.", style=Style.SPOKEN)
    return Entry(
        id=EntryId(entry_id),
        headword=headword,
        reading=reading,
        pos=pos,
        origin=Origin.KANGO,
        register=Register.NEUTRAL,
        difficulty=difficulty,
        senses=(
            Sense(
                gloss_en=glosses or (f"thing called {entry_id}",),
                def_en=definition or _words(entry_id),
                def_ja=definition_ja or _letters(entry_id),
                domain=(domain,),
                examples=(example,),
            ),
        ),
        reviewer="editor-2",
        variants=variants,
        abbreviations=abbreviations,
        synonyms=tuple(map(EntryId, synonyms)),
        antonyms=tuple(map(EntryId, antonyms)),
        related=tuple(map(EntryId, related)),
        broader=tuple(map(EntryId, broader)),
        attitude=attitude,
    )


def make_contrast(members: tuple[str, ...], *pairs: MinimalPair) -> Contrast:
    lines = tuple(Localized(f"gist of {member}", f"{member}の要点") for member in members)
    return Contrast(
        id=ContrastId("-".join(members)),
        title=Localized("title", "題"),
        members=tuple(map(EntryId, members)),
        gist=lines,
        axes=(Axis(label=Localized("axis", "軸"), cells=lines),),
        minimal_pairs=pairs,
        in_doubt=Localized("ask", "聞く"),
    )


def make_pair(right: str, *wrong: str, frame: str = "朝から＿＿が多い。") -> MinimalPair:
    return MinimalPair(
        frame=frame,
        reading="あさから じゅでんが おおい。",
        en="There have been many since the morning.",
        right=EntryId(right),
        why=Localized(f"{right} fits", f"{right}が合う"),
        wrong=tuple(
            WrongChoice(member=EntryId(member), why=Localized(f"{member} does not fit", f"{member}は合わない"))
            for member in wrong
        ),
    )


WORDS = (
    make_entry("juden", "受電", "じゅでん", "call received", "incoming call"),
    make_entry(
        "juuden", "充電", "じゅうでん", "charging a battery", definition_ja="電池に電気をためておくことを指す語。"
    ),
    make_entry("kaden", "架電", "かでん", "phone call made", definition_ja="こちらから先方へ電話をかけること。"),
    make_entry("kosho", "交渉", "こうしょう", "negotiation", "bargaining", domain=Domain.SALES),
    make_entry("koshou", "故障", "こしょう", "breakdown", "malfunction", domain=Domain.SALES),
    make_entry("kensho", "検証", "けんしょう", "verification", domain=Domain.SALES),
    make_entry("kessai", "決裁", "けっさい", "approval by a superior", domain=Domain.SALES),
    make_entry("kessai-pay", "決済", "けっさい", "settlement of a payment", domain=Domain.SALES),
    make_entry("shinyou", "信用", "しん よう", "trust", "credit", domain=Domain.SALES),
    make_entry("kasutama", "カスタマー", "かすたまー", "customer", domain=Domain.CUSTOMERS),
    make_entry("kokyaku", "顧客", "こきゃく", "customer", "client", domain=Domain.CUSTOMERS, synonyms=()),
    make_entry("shinki", "新規顧客", "しんき こきゃく", "new customer", domain=Domain.CUSTOMERS, broader=("kokyaku",)),
    make_entry("jugyoin", "従業員", "じゅうぎょういん", "employee", "staff member", domain=Domain.HR),
    make_entry("koyosha", "雇用者", "こようしゃ", "employer", domain=Domain.HR),
    make_entry("baai", "場合", "ば・あい", "case", "occasion", domain=Domain.HR),
    make_entry("values", "企業理念", "きぎょう りねん", "mission, vision and values", domain=Domain.HR),
    make_entry("hokoku", "報告", "ほうこく", "report to a superior", domain=Domain.HR),
)

GLOSSARY = Glossary(
    WORDS,
    (
        make_contrast(
            ("juden", "kaden", "juuden"),
            make_pair("juden", "kaden", "juuden"),
            make_pair("kaden", "juden", "juuden", frame="お客様へ＿＿する。"),
        ),
    ),
)
