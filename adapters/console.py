"""The console: the whole bot in a terminal, with no token and no server.

A line that begins with / is a command; a number presses a button of the last reply; any other text answers the
question that was asked, or else is looked up. On a terminal there are history, completion and colour, and a round's
posts appear while one types; in a pipe plain lines, with the posts between them.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from adapters import console_text
from adapters.console_files import folder_of, kept
from adapters.text_options import MAX_INPUT, read_options
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.given import GivenPerson
from bot.commands.spec import Invocation, Suggester, Value, View
from bot.commands.study_settings import zones_like
from bot.engine import Engine
from bot.errors import StorageError
from bot.identity import Actor, Place
from bot.localized import Locale, Localized
from bot.posting import Posted
from bot.reply import Note, Reply, plain

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completer
    from prompt_toolkit.document import Document

PLATFORM = "console"
_WELCOME = Localized(
    "Naruhaya: business Japanese, as soon as you can. Type a word, or /help. /exit leaves.",
    "なるはや：ビジネス日本語をその場で。言葉か /help を入力してください。/exit で終了します。",
)
_GOODBYE = Localized("See you.", "お疲れ様でした。")
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
_LOOK_AGAIN_S = 0.5
LOCAL = Place(platform=PLATFORM, workspace="local", channel="terminal")
"""Where everything happens here: the whole terminal is one workspace."""


_ASKING = ("answer/", "review-answer/", "round-answer/", "round-join/")
_ENDING = ("stop/", "review-stop/", "round-stop/")
_STILL_OPEN = Localized(
    "The question from before is still open: answer it as you would have.",
    "先ほどの問題はまだ続いています。そのまま答えられます。",
)


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
        """Return the reply to one line of input, or a sentence when there is nothing to press."""
        line = line.strip()
        if line[:1] in {"/", "／"}:
            name, _, rest = line[1:].replace("　", " ").partition(" ")
            name = normalize("NFKC", name)
            spec = COMMANDS.get(name.lower())
            button = console_text.named(self._last).get(name.lower()) if self._last else None
            if button:
                return self._press(button.action)
            return self.invoke(name.lower(), read_options(spec, rest, _whom) if spec and not spec.hidden else {})
        buttons = console_text.choices(self._last) if self._last else ()
        if line.isdecimal() and len(line) <= 2 and buttons:
            number = int(line)
            if 1 <= number <= len(buttons):
                return self._press(buttons[number - 1].action)
            return self.say(_NO_SUCH_BUTTON.format(number=number))
        field = console_text.text_input(self._last) if self._last else None
        if field:
            return self._press(field.action, line[:MAX_INPUT])
        return self.invoke("define", {"term": line[:MAX_INPUT]})

    def _press(self, action: str, text: str | None = None) -> Reply:
        reply = self._kept(
            self._engine.press(
                action, actor=self._actor, place=LOCAL, locale=self._locale, received_at=self._now(), text=text
            )
        )
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


def _asks(reply: Reply | None) -> bool:
    """Tell whether ``reply`` is a question, or a round that is about to ask one."""
    return reply is not None and any(button.action.startswith(_ASKING) for button in reply.buttons)


def converse(console: Console, lines: Iterable[str], output: Output, *, until_answered: bool = False) -> None:
    """Answer ``lines`` until they end, someone leaves or, with ``until_answered``, no question is open."""
    for line in lines:
        if line.strip().lower() in _EXITS:
            break
        if line.strip():
            answer = console.read(line)
            if isinstance(answer, str):
                output.line(answer)
            else:
                output.reply(answer)
        show_posts(console, output)
        if until_answered and not console.asking:
            return
    if console.keeps_quiz:
        output.line(console.say(_KEPT))
    if console.keeps_review:
        output.line(console.say(_KEPT_REVIEW))


def show_posts(console: Console, output: Output) -> None:
    """Show what has been posted by now."""
    for reply in console.posts():
        output.reply(reply)


@contextmanager
def posts_while_typing(console: Console, output: Output) -> Iterator[None]:
    """On a terminal, show posts as they come, above the line that is being typed."""
    if not _is_terminal():
        yield
        return
    from prompt_toolkit.patch_stdout import patch_stdout

    done = Event()

    def watch() -> None:
        while not done.wait(_LOOK_AGAIN_S):
            show_posts(console, output)

    watcher = Thread(target=watch, name="posts", daemon=True)
    with patch_stdout(raw=True):
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def chat(console: Console, output: Output, engine: Engine, history: Path) -> None:
    """Talk until the person leaves."""
    output.line(console.say(_WELCOME))
    with posts_while_typing(console, output):
        converse(console, prompt_lines(engine, history), output)
    output.line(console.say(_GOODBYE))


def prompt_lines(engine: Engine, history: Path) -> Iterator[str]:
    """Yield the person's lines: with history and completion on a terminal, as they come from a pipe."""
    if not _is_terminal():
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import ThreadedCompleter
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
        kept: FileHistory | InMemoryHistory = FileHistory(str(history))
    except OSError:
        kept = InMemoryHistory()
    session: PromptSession[str] = PromptSession(
        history=kept, completer=ThreadedCompleter(_completer(engine)), complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt("naruhaya> ")
        except KeyboardInterrupt:
            # As in a shell: it gives up the line that is being typed, and only on an empty one the talk.
            if not session.default_buffer.text:
                return
        except EOFError:
            return


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def completions(engine: Engine, text: str) -> Iterator[tuple[str, int, str]]:
    """Yield what could follow ``text``: the completion, where it starts (from the end, negative), and its meaning."""
    head, space, rest = text.partition(" ")
    if head.startswith("/") and not space:
        yield from ((f"/{spec.name} ", -len(head), "") for spec in VISIBLE if f"/{spec.name}".startswith(head))
        return
    spec = COMMANDS.get(head[1:]) if head.startswith("/") else COMMANDS["define"]
    term = rest if head.startswith("/") else text
    if spec is None:
        return
    suggesters = {each.suggester for each in spec.options if each.greedy}
    if Suggester.TERM in suggesters and term.strip():
        word = term.split(" ")[-1] if spec.name == "compare" else term
        if word:
            for match in engine.lookup(LOCAL.tenant).complete(word, 10):
                yield match.entry.headword, -len(word), match.entry.senses[0].brief
    for each in spec.options:
        name, colon, typed = term.rpartition(" ")[2].partition(":")
        if each.suggester is Suggester.ZONE and colon and name == each.name:
            yield from ((zone, -len(typed), "") for zone in zones_like(typed, 10))
        if each.choices:
            yield from (
                (f"{each.name}:{choice}", -len(term), "")
                for choice in each.choices
                if f"{each.name}:{choice}".startswith(term)
            )


def _completer(engine: Engine) -> "Completer":
    from prompt_toolkit.completion import Completer, Completion

    class TermCompleter(Completer):
        def get_completions(self, document: "Document", complete_event: "CompleteEvent") -> Iterator[Completion]:
            del complete_event
            for text, start, meaning in completions(engine, document.text_before_cursor):
                yield Completion(text, start_position=start, display_meta=meaning)

    return TermCompleter()
