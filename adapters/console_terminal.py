"""The terminal around the console: the line that is typed, with history and completion, and posts that come meanwhile."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from adapters.console import LOCAL, Console, Output, converse, show_posts
from adapters.console_forms import LEAVE
from bot.commands.catalog import COMMANDS, VISIBLE
from bot.commands.spec import Suggester
from bot.commands.study_settings import zones_like
from bot.engine import Engine
from bot.localized import Localized

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completer
    from prompt_toolkit.document import Document

_WELCOME = Localized(
    "Naruhaya: business Japanese, as soon as you can. Type a word, or /help. /exit leaves.",
    "なるはや：ビジネス日本語をその場で。言葉か /help を入力してください。/exit で終了します。",
)
_GOODBYE = Localized("See you.", "お疲れ様でした。")
_LOOK_AGAIN_S = 0.5


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
        converse(console, prompt_lines(engine, history, console), output)
    output.line(console.say(_GOODBYE))


def prompt_lines(engine: Engine, history: Path, console: Console) -> Iterator[str]:
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
            # As in a shell: it gives up the line that is being typed, and only on an empty one the form or the talk.
            if session.default_buffer.text:
                continue
            if not console.is_filling:
                return
            yield LEAVE
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
