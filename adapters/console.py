"""The console: the whole bot in a terminal, with no token and no server.

A line that begins with / is a command; a number presses a button of the last reply; any other text answers the
question that was asked, or else is looked up. On a terminal there are history, completion and colour, and a round's
posts appear while one types; in a pipe plain lines, with the posts between them.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from unicodedata import normalize

from adapters import console_text, forms
from adapters.console_files import folder_of, given, kept
from adapters.console_forms import LEAVE, Filling
from adapters.given_files import FileRefused, refusal
from adapters.text_options import MAX_INPUT, read_options
from bot.commands.catalog import COMMANDS
from bot.commands.given import GivenFile, GivenPerson
from bot.commands.spec import CommandSpec, Invocation, Value, View
from bot.engine import Engine
from bot.errors import StorageError
from bot.identity import Actor, Place
from bot.localized import Locale, Localized
from bot.posting import Posted
from bot.reply import FormButton, Note, Reply, plain

PLATFORM = "console"
_KEPT = Localized(
    "Your quiz is kept: /quiz goes on where you left it.",
    "クイズは保存されています。/quiz で続きから始められます。",
)
_KEPT_REVIEW = Localized(
    "Your review is kept: /review goes on where you left it.",
    "復習は保存されています。/review で続きから始められます。",
)
_NO_SUCH_BUTTON = Localized("There is no button {number} just now.", "{number} 番のボタンはありません。")
_EXITS = frozenset({"/exit", "/quit", "/q"})
LOCAL = Place(platform=PLATFORM, workspace="local", channel="terminal")
"""Where everything happens here: the whole terminal is one workspace."""


_ASKING = ("answer/", "review-answer/", "round-answer/", "round-join/")
_ENDING = ("stop/", "review-stop/", "round-stop/")
_STILL_OPEN = Localized(
    "The question from before is still open: answer it as you would have.",
    "先ほどの問題はまだ続いています。そのまま答えられます。",
)


_UNSENT = Localized(
    "Nothing was sent. {form}: 1 opens it again as you filled it in.",
    "送信していません。{form}：1 で入力した内容のまま開きます。",
)
_TAKEN = Localized(
    "“{line}” went into the form, which is still open: . leaves it.",
    "「{line}」はフォームに入力されました。フォームを中断するには . を入力してください。",
)
_LOST = Localized("The form was not sent.", "フォームは送信されていません。")


class Output(Protocol):
    """Where replies go."""

    def reply(self, reply: Reply) -> None:
        """Show a reply."""
        ...

    def line(self, text: str) -> None:
        """Show one sentence."""
        ...


class PlainOutput:
    """Plain text on standard output, flushed with each reply."""

    def __init__(self, *, interactive: bool) -> None:
        self._interactive = interactive

    def reply(self, reply: Reply) -> None:
        """Print the reply, and a blank line after it when others may follow."""
        print(
            console_text.render(reply, interactive=self._interactive),
            end="\n" if self._interactive else "",
            flush=True,
        )

    def line(self, text: str) -> None:
        """Print the sentence."""
        print(text, flush=True)


class RichOutput:
    """Colour and tables on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(highlight=False)

    def reply(self, reply: Reply) -> None:
        """Print the reply."""
        from adapters import console_rich

        self._console.print(console_rich.render(reply))

    def line(self, text: str) -> None:
        """Print the sentence, subdued."""
        self._console.print(text, style="dim", markup=False)


def make_output(*, interactive: bool) -> Output:
    """Return colour for a terminal, plain text for anything else."""
    return RichOutput() if sys.stdout.isatty() else PlainOutput(interactive=interactive)


def person(name: str) -> Actor:
    """Return the person at this console called ``name``; whoever sits at it may manage it."""
    return Actor(platform=PLATFORM, workspace="local", user_id=name.casefold(), display_name=name, is_manager=True)


def _whom(name: str) -> GivenPerson:
    return GivenPerson(person(name).user_id, name)


class Console:
    """One person's conversation with the engine."""

    def __init__(self, engine: Engine, actor: Actor, locale: Locale, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._actor = actor
        self._locale = locale
        self._now = now
        self._last: Reply | None = None
        self._posting = Lock()
        self._filling: Filling | None = None

    @property
    def is_filling(self) -> bool:
        """Whether a form is being filled in: then an empty line means something."""
        return self._filling is not None

    @property
    def last(self) -> Reply | None:
        """The reply that numbers and typed answers belong to."""
        return self._last

    def say(self, text: Localized) -> str:
        """Return ``text`` in the person's language."""
        return self.view.say(text)

    @property
    def view(self) -> View:
        """How the person wants replies to look."""
        chosen = self._engine.preferences(self._actor)
        return View(locale=chosen.locale or self._locale, romaji=chosen.romaji)

    def invocation(self, command: str, options: Mapping[str, Value]) -> Invocation:
        """Return a call of ``command`` by this person, here and now."""
        return Invocation(
            command=command,
            options=options,
            actor=self._actor,
            place=LOCAL,
            locale=self._locale,
            received_at=self._now(),
        )

    def invoke(self, command: str, options: Mapping[str, Value]) -> Reply:
        """Call a command and return its reply.

        The buttons of an open question outlive whatever else is asked meanwhile: two sets of numbers would be one too
        many, so the reply comes without its own.
        """
        reply = self._kept(self._engine.handle(self.invocation(command, options)))
        if reply.buttons and _asks(self._last) and not _asks(reply):
            still_open = Note(plain(self.say(_STILL_OPEN)))
            return replace(reply, blocks=(*reply.blocks, still_open), buttons=())
        self._last = reply if reply.buttons else self._last
        return reply

    def read(self, line: str) -> Reply | str:
        """Return the reply to one line of input, or a sentence: what to fill in next, or that nothing is there."""
        line = line.strip()
        if self._filling is not None:
            return self._fill(self._filling, line)
        if line[:1] in {"/", "／"}:
            name, _, rest = line[1:].replace("　", " ").partition(" ")
            name = normalize("NFKC", name)
            spec = COMMANDS.get(name.lower())
            button = console_text.named(self._last).get(name.lower()) if self._last else None
            if button:
                return self._press(button.action)
            try:
                reply = self.invoke(name.lower(), _options(spec, rest) if spec and not spec.hidden else {})
            except FileRefused as refused:
                return refusal(refused.sentence, self.view.locale)
            return self._shown_or_opened(name.lower(), reply)
        buttons = console_text.choices(self._last) if self._last else ()
        if line.isdecimal() and len(line) <= 2 and buttons:
            number = int(line)
            if 1 <= number <= len(buttons):
                pressed = buttons[number - 1]
                if isinstance(pressed, FormButton):
                    return self._open(pressed)
                return self._shown_or_opened(pressed.action.partition("/")[0], self._press(pressed.action))
            return self.say(_NO_SUCH_BUTTON.format(number=number))
        field = console_text.text_input(self._last) if self._last else None
        if field:
            return self._press(field.action, line[:MAX_INPUT])
        return self.invoke("define", {"term": line[:MAX_INPUT]})

    def _shown_or_opened(self, command: str, reply: Reply) -> Reply | str:
        """Return the reply to a command, or the first question of the form that it leads to."""
        form = forms.opened_at_once(command, reply)
        return self._open(form) if form else reply

    def _open(self, form: FormButton) -> str:
        self._filling = Filling(form)
        return self._questions(self._filling)

    def _questions(self, filling: Filling) -> str:
        return "\n".join(map(self.say, filling.questions()))

    def _fill(self, filling: Filling, line: str) -> Reply | str:
        """Return the next question of a form, the answer to it when it is full, or how it was left."""
        if line == LEAVE:
            self._filling = None
            self._last = Reply(title=plain(filling.form.label), buttons=(filling.as_filled,))
            return self.say(_UNSENT.format(form=filling.form.label))
        if fault := filling.take(line):
            return f"{self.say(fault)}\n{self._questions(filling)}"
        if not filling.is_done:
            taken = line[1:].partition(" ")[0].lower() if line[:1] == "/" else ""
            hint = f"{self.say(_TAKEN.format(line=f'/{taken}'))}\n" if taken in COMMANDS else ""
            return hint + self._questions(filling)
        self._filling = None
        return self._press(filling.form.action, filled=filling)

    def _press(self, action: str, text: str | None = None, filled: Filling | None = None) -> Reply:
        reply = self._kept(
            self._engine.press(
                action,
                actor=self._actor,
                place=LOCAL,
                locale=self._locale,
                received_at=self._now(),
                text=text,
                fields=filled.values if filled else None,
            )
        )
        if filled is not None:
            reply = forms.offered_again(reply, action, filled.values, filled.form, self.view.locale)
        if reply.buttons or action.startswith(_ENDING):
            self._last = reply
        return reply

    def _kept(self, reply: Reply) -> Reply:
        """Return the reply with its files written, if it has any."""
        return kept(reply, folder_of(self._engine.settings), self.view.locale) if reply.files else reply

    def posts(self) -> tuple[Reply, ...]:
        """Return what has been posted to this terminal by now; numbers belong to the last that has buttons."""
        with self._posting:
            shown: list[Reply] = []
            try:
                self._engine.tick(self._now())
                while posts := self._engine.take_posts(PLATFORM, self._now()):
                    for post in posts:
                        shown.append(post.reply)
                        self._engine.settle(post, Posted(post.edits or post.key), self._now())
            except StorageError:
                # Without a database there are no rounds; whoever starts one is told why it cannot be.
                return ()
            self._last = next((reply for reply in reversed(shown) if reply.buttons), self._last)
            return tuple(shown)

    @property
    def asking(self) -> bool:
        """Whether a question or a round is waiting for this person."""
        return self._offers("answer/") or self._offers("round-") or self.keeps_review

    @property
    def keeps_quiz(self) -> bool:
        """Whether a quiz of one's own can be gone on with later."""
        return self._offers("answer/")

    @property
    def keeps_review(self) -> bool:
        """Whether a review can be gone on with later."""
        return self._offers("review-answer/") or self._offers("review-next/")

    def _offers(self, command: str) -> bool:
        return any(button.action.startswith(command) for button in (self._last.buttons if self._last else ()))


def _options(spec: CommandSpec[Any, Any], text: str) -> dict[str, Value]:
    """Return the options in ``text``; what is given for a file is its path.

    Raises:
        FileRefused: the file is too large, or cannot be read.
    """
    values = read_options(spec, text, _whom)
    for each in spec.options:
        path = values.get(each.name)
        if issubclass(each.kind, GivenFile) and isinstance(path, str):
            values[each.name] = given(Path(path))
    return values


def _asks(reply: Reply | None) -> bool:
    """Tell whether ``reply`` is a question, or a round that is about to ask one."""
    return reply is not None and any(button.action.startswith(_ASKING) for button in reply.buttons)


def converse(console: Console, lines: Iterable[str], output: Output, *, until_answered: bool = False) -> None:
    """Answer ``lines`` until they end, someone leaves or, with ``until_answered``, no question is open."""
    for line in lines:
        if line.strip().lower() in _EXITS:
            break
        if line.strip() or console.is_filling:
            answer = console.read(line)
            if isinstance(answer, str):
                output.line(answer)
            else:
                output.reply(answer)
        show_posts(console, output)
        if until_answered and not console.asking:
            return
    if console.is_filling:
        output.line(console.say(_LOST))
    if console.keeps_quiz:
        output.line(console.say(_KEPT))
    if console.keeps_review:
        output.line(console.say(_KEPT_REVIEW))


def show_posts(console: Console, output: Output) -> None:
    """Show what has been posted by now."""
    for reply in console.posts():
        output.reply(reply)
