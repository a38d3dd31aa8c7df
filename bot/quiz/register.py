"""Questions on who may say a word to whom, and where: from contrasts' tables, and from the entries' labels."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.lexicon.model import Axis, Contrast, Direction, Entry, Medium, PartOfSpeech, Register, Sense
from bot.localized import Localized
from bot.quiz import wording
from bot.quiz.distractors import LEAST, may_be_option
from bot.quiz.english import phrase
from bot.quiz.forbidden import forbidding
from bot.quiz.model import Item, ItemKind
from bot.quiz.second_keys import gives_away
from bot.quiz.workshop import Question, Workshop, headword

# Rows that tell who says a word, to whom, or whom it honours, and the situation that a cell of such a row describes.
# Rows on media, places and tone are not asked: 退職 and 離職 are both met in the news.
_SITUATIONS = (
    (
        re.compile(r"\bwho (?:says|speaks|uses)\b"),
        Localized("Picture who is speaking or writing: {cell}.", "話し手・書き手は「{cell}」です。"),
    ),
    (
        re.compile(r"\b(?:to whom|whom it is said|said to)\b"),
        Localized("Picture who will hear or read the word: {cell}.", "聞き手・読み手は「{cell}」です。"),
    ),
    (
        re.compile(r"\bwhom it honours\b"),
        Localized("You want to show respect for: {cell}.", "敬いたいのは「{cell}」です。"),
    ),
)

# A cell with one of these takes in what the others say.
_BROAD = re.compile(r"\b(any\w*|every\w*|both|either|all|most|mostly|often|anywhere|usually|sometimes|differs?|or)\b")
_BROAD_JA = re.compile(
    "両方|どちら|どれ|だれ|誰|みな|全員|全般|広く|何でも|いつでも|主に|多く|多い|場合|ときに|とも|幅広"
)
_PARTS = re.compile(r"[、，,・;；/／（）()\s]|[ぁ-ん]+")
_EMPTY = frozenset(
    ["to", "in", "of", "at", "for", "the", "a", "an", "and", "with", "from", "by", "on", "it", "is", "as", "one", "s"]
)


@dataclass(frozen=True, slots=True)
class _Side:
    """Words with one label: which they are, and what is said of each; None if its own note says it."""

    holds: Callable[[Entry], bool]
    reason: Localized | None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A situation that the words of one side suit and those of the other do not."""

    stem: Localized
    right: _Side
    wrong: _Side


_HUMBLE = {Register.HUMBLE_I, Register.HUMBLE_II}
_FOR_CUSTOMERS = _Side(
    lambda entry: (
        Direction.TO_CUSTOMER in entry.direction
        and Direction.IN_HOUSE not in entry.direction
        and entry.medium not in {Medium.SPOKEN, Medium.PHONE}
    ),
    Localized("{word} is fit for customers.", "{word}は、お客様に使える言葉です。"),
)
_KEPT_FROM_CUSTOMERS = _Side(
    lambda entry: entry.direction == (Direction.IN_HOUSE,) and forbidding(entry.usage_note) is not None, None
)
_HONOURING = _Side(
    lambda entry: (
        entry.register is Register.HONORIFIC
        and Direction.TO_CUSTOMER in entry.direction
        and entry.pos is not PartOfSpeech.EXPRESSION
    ),
    Localized("{word} shows respect for the other side (尊敬語).", "{word}は、相手の側を敬う言い方（尊敬語）です。"),
)
_MODEST = _Side(
    lambda entry: entry.register in _HUMBLE and entry.pos is not PartOfSpeech.EXPRESSION,
    Localized(
        "{word} is modest and is for one's own side (謙譲語).", "{word}は、自分の側をへりくだる言い方（謙譲語）です。"
    ),
)
_SCENES = (
    _Scene(
        Localized(
            "You are writing to a customer. One of these words may stand in the mail; the others are kept from customers.",
            "お客様にメールを書いています。使えるのは一つだけで、ほかはお客様には使わない言葉です。",
        ),
        _FOR_CUSTOMERS,
        _KEPT_FROM_CUSTOMERS,
    ),
    _Scene(
        Localized(
            "A colleague's mail to a customer uses all of these words. One of them must go before it is sent.",
            "同僚がお客様あてのメールに、これらの言葉を使いました。送る前に、一つだけ直さなければなりません。",
        ),
        _KEPT_FROM_CUSTOMERS,
        _FOR_CUSTOMERS,
    ),
    _Scene(
        Localized(
            "You speak, with respect, of a customer or of what a customer does.",
            "お客様のことや、お客様の動作を、敬って言います。",
        ),
        _HONOURING,
        _MODEST,
    ),
    _Scene(
        Localized(
            "You tell a customer, modestly, of your own side or of what you do.",
            "自分の側のことや、自分の動作を、お客様にへりくだって言います。",
        ),
        _MODEST,
        _HONOURING,
    ),
)  # fmt: skip


def questions(shop: Workshop, entry: Entry, senses: list[Sense]) -> Iterator[Question]:
    """Yield what the contrasts' tables and the entry's own labels say about its use."""
    for contrast in shop.glossary.contrasts_of(entry.id):
        for axis in contrast.axes:
            for label, situation in _SITUATIONS:
                if label.search(axis.label.en.casefold()):
                    yield ItemKind.REGISTER, partial(_axis, shop, entry, senses[0], contrast, axis, situation)
    for scene in _SCENES:
        fits = may_be_option(entry) and scene.right.holds(entry) and not scene.wrong.holds(entry)
        if fits and not gives_away(entry, scene.stem.en, scene.stem.ja):
            yield ItemKind.REGISTER, partial(_scene, shop, entry, senses[0], scene)


def _axis(
    shop: Workshop, entry: Entry, sense: Sense, contrast: Contrast, axis: Axis, situation: Localized
) -> Item | None:
    cells = dict(zip(contrast.members, axis.cells, strict=True))
    own = cells.pop(entry.id)
    stem = Localized(situation.en.format(cell=own.en.rstrip(".")), situation.ja.format(cell=own.ja.rstrip("。")))
    if gives_away(entry, stem.en, stem.ja):
        return None
    wrong = [
        (other, wording.apart(shop.glossary.entry(other), _row(axis, cell)))
        for other, cell in cells.items()
        if _are_clearly_apart(own, cell)
    ]
    right = wording.apart(entry, _row(axis, own))
    return shop.told(ItemKind.REGISTER, entry, sense, stem, wording.more_about(entry, sense), right, wrong)


def _scene(shop: Workshop, entry: Entry, sense: Sense, scene: _Scene) -> Item | None:
    good = [
        other for other in shop.distractors.peers_of(entry) if scene.wrong.holds(other) and not scene.right.holds(other)
    ]
    if len(good) < LEAST:
        return None
    note = wording.more_about(entry, sense)

    def why(other: Entry) -> Localized:
        reason = (scene.right if other is entry else scene.wrong).reason
        if reason is not None:
            return wording.about(other, reason)
        return wording.apart(other, forbidding(other.usage_note) or wording.NOTHING)

    return shop.drawn(ItemKind.REGISTER, entry, sense, scene.stem, note, headword, good, why)


def _row(axis: Axis, cell: Localized) -> Localized:
    return Localized(f"{axis.label.en}: {cell.en}", f"{axis.label.ja}：{cell.ja}")


def _are_clearly_apart(one: Localized, other: Localized) -> bool:
    """Whether nobody could say that what is in one cell of a table holds for the other as well."""
    if any(_BROAD.search(cell.en.casefold()) or _BROAD_JA.search(cell.ja) for cell in (one, other)):
        return False
    words, others = (set(phrase(cell.en).words) - _EMPTY for cell in (one, other))
    parts, rest = ({part for part in _PARTS.split(cell.ja) if part} for cell in (one, other))
    return words.isdisjoint(others) and not any(left in right or right in left for left in parts for right in rest)
