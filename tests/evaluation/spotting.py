"""Prints how well and how fast terms are spotted: ``python -m tests.evaluation.spotting [--misses]``.

Quality is measured on the marked messages of tests/core/lexicon/messages.toml. Speed is that of messages of 4,000
characters made of the same messages, with the glossary and with as many synthetic entries as make 1,000 and 10,000.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from statistics import median

from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Entry
from bot.lexicon.spotting import MAX_MESSAGE
from bot.lexicon.spotting.everyday import KATAKANA_NEIGHBOURS, NEIGHBOURS
from bot.lexicon.spotting.spotter import Spotter
from tests.core.lexicon.marked import KEY_MESSAGES, Message, load_messages, marked_entries, score
from tests.factories import make_entry

DATA = Path(__file__).resolve().parents[2] / "data"
SIZES = (1_000, 10_000)
ROUNDS = 200


def main(arguments: Sequence[str]) -> None:
    """Print the tables; with ``--misses`` also what is missed and what is wrong."""
    entries = load_glossary(DATA).entries
    messages = load_messages()
    _print_quality(entries, messages, show_misses="--misses" in arguments)
    _print_speed(entries, messages)


def synthetic_entries(count: int) -> Iterator[Entry]:
    """Yield ``count`` entries: everyday words first, which messages are full of, then compounds of two of them."""
    words = [word for word in (*sorted(NEIGHBOURS), *sorted(KATAKANA_NEIGHBOURS)) if len(word) > 1]
    pairs = product(words, repeat=2)
    for number in range(count):
        word = words[number] if number < len(words) else "".join(next(pairs))
        yield make_entry(f"synthetic-{number}", word, "ことば")


def _print_quality(entries: Sequence[Entry], messages: Sequence[Message], *, show_misses: bool) -> None:
    known = marked_entries()
    spotter = Spotter([entry for entry in entries if entry.id in known])
    print(f"{'messages':14}{'n':>5}{'marks':>7}{'precision':>11}{'recall':>9}")
    for name, part in (("development", messages[0::2]), ("held out", messages[1::2]), ("all", messages)):
        found = score(spotter, part)
        marks = sum(len(message.marks) for message in part)
        print(f"{name:14}{len(part):5}{marks:7}{found.precision:11.4f}{found.recall:9.4f}")
        if show_misses and part is messages:
            for verdict, cases in (("missed", found.missed), ("wrong", found.wrong)):
                for mark, text in cases:
                    print(f"    {verdict}: {text[mark.start : mark.end]} ({mark.entry_id}) in {text}")
    known, keyed = marked_entries(KEY_MESSAGES), load_messages(KEY_MESSAGES)
    found = score(Spotter([entry for entry in entries if entry.id in known]), keyed)
    marks = sum(len(message.marks) for message in keyed)
    print(f"{'search keys':14}{len(keyed):5}{marks:7}{found.precision:11.4f}{found.recall:9.4f}")


def _print_speed(entries: Sequence[Entry], messages: Sequence[Message]) -> None:
    texts = list(_long_messages(messages))
    print(f"\n{'entries':>8}{'built in':>11}{'terms':>8}{'median':>10}{'p99':>10}   for {MAX_MESSAGE:,} characters")
    for size in (len(entries), *SIZES):
        begun = time.perf_counter()
        spotter = Spotter((*entries, *synthetic_entries(max(0, size - len(entries)))))
        built = time.perf_counter() - begun
        terms = median(len(spotter.find(text)) for text in texts)
        took = sorted(_seconds(spotter, text) for text in texts)
        print(
            f"{size:8,}{built * 1e3:8.0f} ms{terms:8.0f}{median(took) * 1e3:7.2f} ms"
            f"{took[len(took) * 99 // 100] * 1e3:7.2f} ms"
        )


def _long_messages(messages: Sequence[Message]) -> Iterator[str]:
    random = Random(5)
    for _ in range(ROUNDS):
        chosen = random.sample(messages, len(messages))
        yield "\n".join(message.text for message in chosen)[:MAX_MESSAGE]


def _seconds(spotter: Spotter, text: str) -> float:
    """Return the processor's seconds: a busy machine should not make the spotter look slow."""
    begun = time.thread_time()
    spotter.find(text)
    return time.thread_time() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
