"""Sentences about a typed answer: what the word is, how it is written, and which rule decided."""

from bot.lexicon.model import Entry
from bot.localized import Localized
from bot.quiz.everyday import EverydayWord
from bot.quiz.model import Rule

WRITTEN_OUT = Localized("Written out in full it is {romaji} ({kana}).", "省かずに書くと {romaji}（{kana}）です。")
COULD_BE_ANOTHER = Localized(
    "Without its long vowels this could also be {other}: write {romaji} ({kana}).",
    "長音がないと {other} とも読めます。{romaji}（{kana}）と書きましょう。",
)
LONG_MARK = Localized("It is usually written {kana}.", "ふつうは {kana} と書きます。")
WORD_ITSELF = Localized("The word itself is {kana}.", "言葉だけなら {kana} です。")
ALSO_READ = Localized(
    "It is also read so; the usual reading is {kana}.", "その読み方もありますが、ふつうは {kana} です。"
)
LONG_VOWEL_WRONG = Localized(
    "The length of a vowel is wrong: it is {kana} ({romaji}).",
    "音の長さが違います。{kana}（{romaji}）です。",
)
SMALL_TSU_WRONG = Localized("Look at the small っ: it is {kana} ({romaji}).", "「っ」に注意。{kana}（{romaji}）です。")
ONE_SOUND_OFF = Localized("One sound is off: it is {kana} ({romaji}).", "一音違います。{kana}（{romaji}）です。")
MORE_THAN_ASKED = Localized(
    "There is more than the answer: it is {answer}.", "余分なものがあります。答えは {answer} です。"
)
TYPE_THE_READING = Localized(
    "That is the word itself; its reading is {kana}.", "それは問題の語です。読みは {kana} です。"
)
KANA_OR_ROMAJI = Localized(
    "A reading is given in kana or romaji: it is {kana} ({romaji}).",
    "読みはかなかローマ字で答えます。{kana}（{romaji}）です。",
)
MEANING_GIVEN = Localized(
    "That is what it means; how it is read is {kana} ({romaji}).", "それは意味です。読みは {kana}（{romaji}）です。"
)
READING_GIVEN = Localized(
    "That is how it is read; in English it is {answer}.", "それは読みです。英語では {answer} です。"
)
ANSWER_IN_ENGLISH = Localized(
    "The meaning is asked for in English: it is {answer}.",
    "日本語の答えは採点できません。意味は英語で答えます。{answer} です。",
)
ANSWER_IN_JAPANESE = Localized(
    "The word is asked for in Japanese: it is {answer}.", "日本語で答えます。{answer} です。"
)
REMARK_IS_WRONG = Localized(
    "“{remark}” does not go with this word: it is {answer}.", "「{remark}」はこの語に合いません。答えは {answer} です。"
)
ALSO_ANOTHER = Localized(
    "Right; nearer is “{answer}”, to tell it from {other}.", "正解です。「{other}」と区別するなら {answer} です。"
)
OTHER_FORM = Localized("In the glossary it is “{answer}”.", "用語集では {answer} です。")
SPELT = Localized("It is spelt {answer}.", "つづりは {answer} です。")
CLOSE_MEANING = Localized("Close, but the answer is: {answer}.", "近いですが、正確には {answer} です。")
RELATED_WORD = Localized(
    "That is a related word; the answer is: {answer}.", "関連する別の語です。正解は {answer} です。"
)
ANSWER_IS = Localized("It is {answer}.", "答えは {answer} です。")
WRITTEN = Localized("It is written {answer}.", "{answer} と書きます。")
USUALLY_WRITTEN = Localized("It is usually written {answer}.", "ふつうは {answer} と書きます。")
SHORT_FOR = Localized("It is short for {answer}.", "{answer} の略です。")
SHORT_FOR_OTHERS = Localized(
    "It is short for {answer}, and for other words too.", "{answer} の略ですが、ほかの語の略でもあります。"
)
NOT_THE_SHORT_FORM = Localized(
    "That is its short form; in full it is {kana}.", "それは略した形です。略さずに {kana} です。"
)
OTHER_SENSE = Localized(
    "{response} stands for the word in another sense, {gloss}; here it is {answer}.",
    "{response} は別の意味（{gloss}）のときの略です。ここでは {answer} です。",
)
ONE_SIGN_OFF = Localized("One character is wrong: it is {answer}.", "一字違います。{answer} です。")
SOUND_OFF = Localized(
    "The sound is not quite right: it is {answer} ({kana}).", "音が少し違います。{answer}（{kana}）です。"
)
FITS_TOO = Localized(
    "{response} fits too, but another word is asked for: try again.",
    "{response} も合いますが、別の語を聞いています。もう一度どうぞ。",
)

_READ_INSTEAD = Localized(
    "{response} is {other}, {gloss}; {asked} is {kana}.",
    "{response} は「{other}」（{gloss}）です。「{asked}」は {kana} です。",
)
_MEANT_INSTEAD = Localized(
    "“{response}” is {other}; {asked} is “{answer}”.", "{response} は「{other}」です。「{asked}」は {answer} です。"
)
_SAME_SOUND = Localized(
    "{response} sounds the same but is another word, {gloss}; this one is written {answer}.",
    "{response} は同じ読みの別の語（{gloss}）です。ここでは {answer} と書きます。",
)
_NOT_THAT_WORD = Localized(
    "{response} is {other}, {gloss}: another word is asked for.",
    "{response} は「{other}」（{gloss}）です。別の語を聞いています。",
)

_WHY: dict[Rule, Localized] = {
    Rule.OPTION: Localized("You picked an option.", "選択肢で答えました。"),
    Rule.EXACT: Localized("The same as the answer.", "答えと同じです。"),
    Rule.SHORT_ROMAJI: Localized(
        "Romaji may leave out all long vowels and the apostrophe, unless that makes another word.",
        "ローマ字では長音とアポストロフィを省いてもよい（別の語になる場合を除く）。",
    ),
    Rule.LONG_MARK: Localized("A long vowel may be written otherwise.", "長音の書き方は違ってもよい。"),
    Rule.ALSO_READ: Localized("A second reading that dictionaries have.", "辞書にもある別の読みです。"),
    Rule.POLITE: Localized(
        "お and ご, です, する and polite endings are set aside.", "「お・ご」「です」「する」などは除いて比べます。"
    ),
    Rule.ANOTHER_SPELLING: Localized("Another way of writing the same word.", "同じ語の別の書き方です。"),
    Rule.ABBREVIATION: Localized("A short form of the word.", "略した形です。"),
    Rule.OTHER_SENSE: Localized(
        "A short form counts only in the sense that is asked.", "略した形は、問われている意味のものだけを認めます。"
    ),
    Rule.BY_SOUND: Localized("Given by its sound, in kana or romaji.", "かなかローマ字で答えました。"),
    Rule.SAME_WORDS: Localized(
        "The same words; order, articles, plural and spaces do not count.", "語順・冠詞・複数形・空白は問いません。"
    ),
    Rule.OTHER_FORM: Localized(
        "Another form of the same verb, or of the name of the action.", "同じ動詞の別の形です。"
    ),
    Rule.TYPO: Localized(
        "A slip: none in words of up to 3 letters, one in 4 or 5, two from 6, unless it makes another word.",
        "つづりの誤りは3字まで0、4～5字で1、6字以上で2まで認めます（別の語になる場合を除く）。",
    ),
    Rule.NEIGHBOUR: Localized("It is another word of the glossary.", "用語集の別の語です。"),
    Rule.SYNONYM: Localized("It is a synonym; another word is asked for.", "同義語ですが、別の語を聞いています。"),
    Rule.HOMOPHONE: Localized("It sounds the same and is another word.", "読みが同じ別の語です。"),
    Rule.EVERYDAY_WORD: Localized("It is another everyday word.", "別の日常語です。"),
    Rule.LONG_VOWEL: Localized("A vowel is too long or too short.", "音の長さが違います。"),
    Rule.SMALL_TSU: Localized("A small っ is missing or too many.", "「っ」が足りないか、余分です。"),
    Rule.ONE_SOUND: Localized(
        "One sound is different; readings allow no slips.", "一音違います。読みに誤字は認めません。"
    ),
    Rule.ONE_SIGN: Localized("One character is different.", "一字違います。"),
    Rule.RELATED_WORD: Localized("It is another word of the same stem.", "語幹が同じ別の語です。"),
    Rule.PART: Localized("Only part of the answer, or more than it.", "答えの一部だけ、または余分があります。"),
    Rule.MORE_THAN_ASKED: Localized("The answer with something that is not it.", "答え以外のものが付いています。"),
    Rule.REPEATS_THE_QUESTION: Localized("It repeats the question.", "問題の語そのものです。"),
    Rule.READING_NOT_ASKED: Localized("The reading was not asked for.", "読みは聞いていません。"),
    Rule.MEANING_NOT_ASKED: Localized("The meaning was not asked for.", "意味は聞いていません。"),
    Rule.OTHER_LANGUAGE: Localized("It is in the other language.", "答える言語が違います。"),
    Rule.NOTHING_GIVEN: Localized("There is no word in it.", "語がありません。"),
    Rule.NO_MATCH: Localized("It is not the answer.", "答えと合いません。"),
}


def why(rule: Rule) -> Localized:
    """Return a sentence that says what the rule looks at, for whoever asks why an answer was graded so."""
    return _WHY[rule]


def read_instead(response: str, other: Entry | EverydayWord, asked: str, kana: str) -> Localized:
    """Return a sentence that says which word was read: じゅうでん is 充電, charging; 受電 is じゅでん."""
    written, gloss = _named(other)
    return _READ_INSTEAD.format(response=response, other=written, gloss=gloss, asked=asked, kana=kana)


def meant_instead(response: str, other: Entry, asked: str, answer: str) -> Localized:
    """Return a sentence that says which word has that meaning."""
    return _MEANT_INSTEAD.format(response=response, other=other.headword, asked=asked, answer=answer)


def same_sound(response: str, other: Entry | EverydayWord, answer: str) -> Localized:
    """Return a sentence about a homophone."""
    return _SAME_SOUND.format(response=response, gloss=_named(other)[1], answer=answer)


def not_that_word(response: str, other: Entry | EverydayWord) -> Localized:
    """Return a sentence that says what was typed without telling the answer."""
    written, gloss = _named(other)
    if response == written:
        written = other.kana if isinstance(other, Entry) else other.reading
    return _NOT_THAT_WORD.format(response=response, other=written, gloss=gloss)


def _named(word: Entry | EverydayWord) -> tuple[str, str]:
    if isinstance(word, Entry):
        return word.headword, word.senses[0].brief
    return word.written, word.gloss
