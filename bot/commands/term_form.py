"""The forms for a word of the team: a new one, part of one that there is, or one that was typed and not kept yet."""

from dataclasses import asdict, dataclass, replace

from bot.commands import actions, wording
from bot.commands.services import Services
from bot.commands.spec import Invocation, View
from bot.commands.term_keep import base_fields, target_of
from bot.commands.term_said import PARTS, Part, Said
from bot.lexicon.model import Domain, EntryId, PartOfSpeech, Register
from bot.localized import Localized
from bot.ports import UnitOfWork
from bot.reply import FormButton, FormChoice, FormField, Note, Reply, plain
from bot.team.fields import LEVELS, MAX_TEXT, MAX_WORD, TermFields

LABELS = {
    "headword": Localized("Word", "見出し語"),
    "reading": Localized("Reading (kana or romaji)", "読み（かな・ローマ字）"),
    "english": Localized("In English; several parted by ;", "英語の訳語（複数は ; で区切る）"),
    "definition": Localized("Definition in English", "英語での説明"),
    "definition_ja": Localized("Definition in Japanese", "日本語での説明"),
    "example_ja": Localized("Example", "例文"),
    "example_en": Localized("The example in English", "例文の英訳"),
    "pos": Localized("Part of speech", "品詞"),
    "register": Localized("Register", "文体"),
    "domain": Localized("Field", "分野"),
    "level": Localized("Level, 1 (easy) to 5 (hard)", "難易度（1やさしい～5難しい）"),
    "also": Localized("Also written, short forms; parted by ;", "別の書き方・略語（; で区切る）"),
    "note": Localized("How to use it", "使い方"),
}
"""What the fields are called in a form."""
_TITLES = {
    Part.WORD: Localized("The word", "見出し語と意味"),
    Part.MORE: Localized("Example and use", "例文と使い方"),
    Part.LABELS: Localized("Kind and level", "品詞・分野・難易度"),
    Part.SENSE: Localized("A meaning", "意味"),
}
_NEW = Localized("A word of your team", "社内用語の提案")
_FILL_IN = Localized("Fill in the form…", "フォームに入力…")
_HOW = Localized(
    "Or in one line: /term suggest 一次回答 reading:いちじかいとう english:first reply",
    "1行でも入力できます：/term suggest 一次回答 reading:いちじかいとう english:first reply",
)
_LONG = frozenset({"definition", "definition_ja", "example_ja", "example_en", "note"})
_CHOICES = {
    "pos": {each.value: wording.PARTS_OF_SPEECH[each] for each in PartOfSpeech},
    "register": {each.value: wording.REGISTERS[each] for each in Register},
    "domain": {each.value: wording.DOMAINS[each] for each in Domain},
    "level": {str(level): Localized(str(level), str(level)) for level in LEVELS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it is to be offered: what is asked for, what stands there, and what it is sent to."""

    action: str
    part: Part
    given: TermFields
    is_new: bool = False


def form(
    services: Services,
    work: UnitOfWork,
    invocation: Invocation,
    term_id: EntryId | None,
    part: Part,
    *,
    sense: int = 0,
    headword: str = "",
) -> Form | Said:
    """Return the form for part of a term, filled in with what it says; without a term, that for a new word."""
    del services
    target = target_of(work, invocation, term_id)
    if isinstance(target, Said):
        return target
    if target.base is None:
        return Form(action=actions.build("term-add"), part=part, given=TermFields(headword=headword), is_new=True)
    seen = target.term or target.subject
    if target.term is None and term_id:
        seen = work.terms.get(invocation.actor.tenant, term_id)
    assert seen is not None
    sense = min(sense, len(target.base.senses))
    action = actions.build("term-edit", seen.id, seen.revision, part.value, sense)
    return Form(action=action, part=part, given=base_fields(target.base, sense))


def present_form(shown: Form, view: View) -> Reply:
    """Return the form; a platform opens it at once."""
    title = _NEW if shown.is_new else _TITLES[shown.part]
    button = form_button(view.say(_FILL_IN), shown.action, shown.part, shown.given, view)
    return Reply(
        title=plain(view.say(title)), blocks=(Note(plain(view.say(_HOW))),) if shown.is_new else (), buttons=(button,)
    )


def form_button(label: str, action: str, part: Part, given: TermFields, view: View) -> FormButton:
    """Return the button that opens the form for ``part``, filled in with what was given."""
    texts = asdict(given)
    fields = tuple(_field(name, texts[name], view) for name in PARTS[part])
    if part is Part.WORD:
        fields = (replace(fields[0], required=True), *fields[1:])
    return FormButton(label, action, fields)


def new_action(headword: str = "") -> str:
    """Return the id of a button that opens the form for a new word, with the headword where it fits into an id."""
    try:
        return actions.build("term-new", headword)
    except ValueError:
        return actions.build("term-new")


def mend_button(label: str, draft: str, part: Part, given: TermFields, view: View) -> FormButton:
    """Return the button that opens what was typed and not kept yet."""
    return form_button(label, actions.build("term-mend", draft, 0, part.value), part, given, view)


def _field(name: str, value: str, view: View) -> FormField:
    choices = _CHOICES.get(name, {})
    known = value.split(",", maxsplit=1)[0] if name == "domain" else value
    return FormField(
        name=name.replace("_", "-"),
        label=view.say(LABELS[name]),
        value=known if not choices or known in choices else "",
        multiline=name in _LONG,
        maximum=MAX_WORD if name in {"headword", "reading"} else MAX_TEXT,
        choices=tuple(FormChoice(each, view.say(label)) for each, label in choices.items()),
    )
