"""Words made up by rule and chance: Japanese in sound, so that they crowd each other as real ones do."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from bot.general.build import build
from tests.bench.words import Word

# Sino-Japanese readings of single kanji, the building blocks of most office words; sounds of native words; sounds of
# loanwords; and what English-looking words are made of.
_SOUNDS = """
あい あく あん い いき いん う うん えい えき えん おう おく おん か が かい がい かく がく かつ かん がん き ぎ きゃく きゅう
きょ きょう ぎょう きょく きん ぎん く くう けい げい けつ げつ けん げん こ ご こう ごう こく ごく こん さ ざ さい ざい さく さつ
さん ざん し じ しき しつ じつ しゃ しゅ じゅ しゅう じゅう しゅつ じゅん しょ じょ しょう じょう しょく しん じん すい ずい すう
せい せき せつ せん ぜん そ そう ぞう そく ぞく そん た たい だい たく たつ たん だん ち ちく ちゅう ちょ ちょう ちん つい つう てい
てき てつ てん でん と ど とう どう とく どく とん ない なん に にち にゅう にん ねつ ねん のう は ば はい ばい はく はつ はん ばん
ひ び ひつ ひょう びょう ひん びん ふ ぶ ふう ふく ぶつ ふん ぶん へい べつ へん べん ほ ぼ ほう ぼう ほく ほん まい まつ まん み
みつ みん む めい めん も もく もん や やく ゆ ゆう よ よう よく らい らく らん り りつ りゃく りゅう りょ りょう りょく りん るい
れい れき れつ れん ろ ろう ろく ろん わ わん
|
あ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の は ひ ふ ほ ま み む め も や ゆ よ ら り る れ ろ わ
が ぎ ぐ げ ざ じ ず だ で ど ば び ぶ
|
あ い う え お か き く け こ さ し す せ そ た てぃ つ て と な に ね の は ひ ふ ふぁ ふぃ へ ほ ま み む め も ら り る れ ろ
わ が ぎ ぐ げ ご じ じぇ ず で でぃ ど ば び ぶ べ ぼ ぱ ぴ ぷ ぺ ぽ しゃ しぇ しょ ちぇ
|
ba be con cor de dis el en fer gal in ket lan lo man mer na nor or per pol pro ra re ri sal sen ta ter tor ul ven
"""
_KANGO, _WAGO, _LOAN, _SYLLABLES = (sounds.split() for sounds in _SOUNDS.split("|"))
_ENDS = ("tion", "ment", "er", "ing", "al", "ance", "ship", "ry")


def readings(count: int, random: Random) -> list[str]:
    """Return ``count`` readings, all different."""
    made: dict[str, None] = {}
    while len(made) < count:
        made.setdefault(reading(random))
    return list(made)


def reading(random: Random) -> str:
    """Return a reading: in three of five cases Sino-Japanese, else native or a loanword."""
    chance = random.random()
    if chance < 0.6:
        return "".join(random.choices(_KANGO, k=random.choice((2, 2, 3, 4))))
    if chance < 0.8:
        return "".join(random.choices(_WAGO, k=random.randint(3, 6)))
    return "".join(_loan_sounds(random, random.randint(3, 6)))


def _loan_sounds(random: Random, count: int) -> Iterator[str]:
    for place, sound in enumerate(random.choices(_LOAN, k=count)):
        if place and place + 1 == count and random.random() < 0.3:
            yield "っ"
        yield sound
        yield random.choices(("", "ー", "ん"), (6, 2, 1))[0]


def words(readings: Sequence[str], random: Random) -> list[Word]:
    """Return a word for each reading, with a headword of kanji that no other word has and an English meaning."""
    headwords: dict[str, None] = {}
    while len(headwords) < len(readings):
        headwords.setdefault("".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(random.choice((2, 2, 3, 4)))))
    return [Word(headword, text, (), (_meaning(random),)) for headword, text in zip(headwords, readings, strict=True)]


def _meaning(random: Random) -> str:
    return " ".join(
        "".join(random.choices(_SYLLABLES, k=random.randint(1, 3))) + random.choice(_ENDS)
        for _ in range(random.randint(1, 3))
    )


def general_dictionary(words: Sequence[Word], folder: Path) -> Path:
    """Return a general dictionary of ``words``, built in ``folder`` as the product builds it."""
    source, target = folder / "JMdict.xml", folder / f"{len(words)}.sqlite3"
    _write_jmdict(words, source)
    build(source, target, lambda _: None)
    return target


def _write_jmdict(words: Sequence[Word], path: Path) -> None:
    """Write ``words`` to ``path`` in JMdict's form."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE JMdict [\n<!ENTITY n \"noun\">\n]>\n<JMdict>\n")
        for number, word in enumerate(words):
            glosses = "".join(f"<gloss>{escape(gloss)}</gloss>" for gloss in word.glosses)
            file.write(
                f"<entry><ent_seq>{number}</ent_seq><k_ele><keb>{word.headword}</keb></k_ele>"
                f"<r_ele><reb>{word.kana}</reb></r_ele><sense><pos>&n;</pos>{glosses}</sense></entry>\n"
            )
        file.write("</JMdict>\n")
