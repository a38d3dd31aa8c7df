"""``make audit-quiz``: is every question of a generated quiz fair? Judged by rules and tables of the audit's own.

Prints each figure beside its bar and exits 1 when one is missed.
"""

import argparse
import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.audit.tables import KANJI, Tables, Word, folded, read_tables, words

Item = dict[str, Any]

FIELDS = ("id", "entry_id", "kind", "stem", "options", "key", "answers", "domain", "level")
ASKS_BY_MEANING = {"meaning-to-word", "word-to-meaning", "cloze"}
SAYS_WHAT_FITS = {"which-word", "spot-the-error"}
LEAST_OF_A_KIND = 1000
"""Four-option items of a kind from which a guessing bot is judged on that kind alone."""

SUBTLE = ("seen in the quiz", "like the others", "like the stem", "far from the mean length")
"""Traits nobody goes by at a glance; every other bot is held to less than the 30 % that are promised."""


@dataclass
class Figure:
    """One measured figure and the bar it must keep; ``examples`` show what missed it."""

    name: str
    value: float
    bar: float
    at_most: bool = True
    examples: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        value, bar = (f"{each:g}" if each == int(each) else f"{each:.3f}" for each in (self.value, self.bar))
        line = f"{'ok  ' if self.holds else 'MISS'} {self.name:44} {value:>8} {sign} {bar}"
        return "\n".join((line, *(f"       {example}" for example in self.examples[:5] if not self.holds)))


def generate(number: int, seed: int, language: str) -> list[Item]:
    """Return what ``naruhaya quiz generate`` prints, through the command line like any other program."""
    command = (sys.executable, "-m", "adapters", "quiz", "generate", "--n", number, "--seed", seed, "--lang", language)
    found = subprocess.run([*map(str, command)], capture_output=True, check=True)
    return [json.loads(line) for line in found.stdout.splitlines()]


def audit(items: Sequence[Item], tables: Tables) -> list[Figure]:
    """Return every figure of one quiz in one language."""
    choices = [item for item in items if item["options"]]
    return [
        *_form(items),
        *_keys(choices, tables),
        *_kinship(choices, tables),
        *_stems(items, tables),
        *_places(choices),
        *_bots(choices, tables),
    ]


def _count(name: str, faults: Iterable[str]) -> Figure:
    examples = list(faults)
    return Figure(name, len(examples), 0, examples=examples)


def _form(items: Sequence[Item]) -> Iterator[Figure]:
    ids = Counter(item["id"] for item in items)
    yield _count(
        "items of another form", (str(item)[:90] for item in items if tuple(item) != FIELDS or not _is_whole(item))
    )
    yield _count("ids used twice", (each for each, times in ids.items() if times > 1))
    choices = [item for item in items if item["options"]]
    yield _count(
        "choices without 3 or 4 options", (item["id"] for item in choices if len(item["options"]) not in {3, 4})
    )
    yield _count(
        "duplicate options after normalising",
        (
            item["id"]
            for item in choices
            if len({folded(each["text"]) for each in item["options"]}) < len(item["options"])
        ),
    )
    yield _count(
        "options of one entry twice",
        (item["id"] for item in choices if len({each["entry_id"] for each in item["options"]}) < len(item["options"])),
    )
    yield _count(
        "reasons missing or used twice in an item",
        (
            item["id"]
            for item in choices
            if len({each["reason"].strip() for each in item["options"]} - {""}) < len(item["options"])
        ),
    )


def _is_whole(item: Item) -> bool:
    if item["options"]:
        keyed = item["key"] in range(len(item["options"])) and not item["answers"]
        return bool(keyed and item["options"][item["key"]]["entry_id"] == item["entry_id"] and item["stem"])
    return bool(item["key"] is None and item["answers"] and item["stem"])


def _pairs(choices: Sequence[Item]) -> Iterator[tuple[Item, Item, Item]]:
    """Yield each wrong option as (item, key option, wrong option)."""
    for item in choices:
        key = item["options"][item["key"]]
        for option in item["options"]:
            if option is not key:
                yield item, key, option


def _keys(choices: Sequence[Item], tables: Tables) -> Iterator[Figure]:
    def faults() -> Iterator[str]:
        known: dict[tuple[str, str, bool], str] = {}
        for item, key, option in _pairs(choices):
            by_meaning = item["kind"] in ASKS_BY_MEANING
            pair = (key["entry_id"], option["entry_id"], by_meaning)
            if pair not in known:
                one, other = tables.words[pair[0]], tables.words[pair[1]]
                known[pair] = one.stands_for(other) or (one.overlaps(other) if by_meaning else "")
            if known[pair]:
                yield f"{item['id']} {item['kind']}: {pair[0]}, {pair[1]}: {known[pair]}"

    def unvetted() -> Iterator[str]:
        for item, _, option in _pairs(choices):
            if item["kind"] in SAYS_WHAT_FITS:
                frame = item["stem"]
                if "【" in frame:
                    frame = f"{frame.partition('【')[0]}＿＿{frame.partition('】')[2]}"
                vetted = {each["member"] for each in tables.pairs.get(frame, {"wrong": ()})["wrong"]}
                if option["entry_id"] not in vetted:
                    yield f"{item['id']}: {option['text']} in {frame}"

    yield _count("second keys", faults())
    yield _count("options that no editor ruled out of a sentence", unvetted())
    yield _count(
        "wrong options that stand in the stem",
        (
            f"{item['id']}: {option['text']}"
            for item, _, option in _pairs(choices)
            if item["kind"] != "word-to-meaning" and option["text"] in item["stem"]
        ),
    )
    yield _count(
        "reasons that do not name their word",
        (
            f"{item['id']}: {option['reason']}"
            for item in choices
            for option in item["options"]
            if tables.words[option["entry_id"]].row["headword"] not in option["reason"]
        ),
    )


def _kinship(choices: Sequence[Item], tables: Tables) -> Iterator[Figure]:
    pairs = list(_pairs(choices))

    def share(name: str, bar: float, test: Callable[[Item, Item, Item], bool]) -> Figure:
        missed = [f"{item['id']} {item['kind']}: {key['entry_id']}, {option['entry_id']}"
                  for item, key, option in pairs if not test(item, key, option)]  # fmt: skip
        return Figure(name, 1 - len(missed) / len(pairs), bar, at_most=False, examples=missed)

    def row(option: Item) -> dict[str, Any]:
        return tables.words[option["entry_id"]].row

    yield share("part of speech equal", 1, lambda _, key, other: bool(row(key)["pos"] == row(other)["pos"]))
    yield share("level ± 1", 0.95, lambda _, key, other: abs(row(key)["difficulty"] - row(other)["difficulty"]) <= 1)
    yield share("length ratio 0.5 to 2", 0.97, lambda _, key, other: 0.5 <= len(other["text"]) / len(key["text"]) <= 2)
    for name, bar, tempts in (
        ("items with a near neighbour", 0.85, Word.tempts),
        ("  by contrast, antonym or kanji alone", 0.8, Word.is_akin),
    ):
        alone = [
            f"{item['id']} {item['entry_id']}"
            for item in choices
            if not any(
                tempts(tables.words[item["entry_id"]], tables.words[each["entry_id"]])
                for each in item["options"]
                if each["entry_id"] != item["entry_id"]
            )
        ]
        yield Figure(name, 1 - len(alone) / len(choices), bar, at_most=False, examples=alone)


def _stems(items: Sequence[Item], tables: Tables) -> Iterator[Figure]:
    def gives_away() -> Iterator[str]:
        for item in items:
            word, stem = tables.words[item["entry_id"]], item["stem"]
            if item["kind"] in {"word-to-meaning", "meaning"}:
                answers = [item["options"][item["key"]]["text"]] if item["options"] else item["answers"]
                shown = any(answer.casefold() in stem.casefold() for answer in answers)
            elif item["kind"] == "reading":
                shown = word.kana in stem
            else:
                names = [name for name in (*word.spellings, word.kana) if not name.isascii()]
                latin = {name.casefold() for name in word.spellings if name.isascii()}
                shown = any(name in stem for name in names) or bool(latin & {*stem.casefold().split(), *words(stem)})
            if shown:
                yield f"{item['id']} {item['kind']} {item['entry_id']}: {stem}"

    yield _count("stems that hold the key", gives_away())


def _places(choices: Sequence[Item]) -> Iterator[Figure]:
    for size in (3, 4):
        places = Counter(item["key"] for item in choices if len(item["options"]) == size)
        expected = places.total() / size
        if expected:
            squares = sum((places[place] - expected) ** 2 / expected for place in range(size))
            tail = math.exp(-squares / 2)
            if size == 4:  # the chi-squared tail of 3 degrees of freedom, in closed form
                tail = math.erfc(math.sqrt(squares / 2)) + math.sqrt(2 * squares / math.pi) * tail
            yield Figure(f"key position of {size}, chance of the skew", tail, 0.01, at_most=False)


def _looks(item: Item, tables: Tables, seen: Counter[str]) -> dict[str, list[float]]:
    """Return what each habit of guessing goes by, one number an option."""
    texts = [option["text"] for option in item["options"]]
    signs = [{*text} for text in texts]
    alike = [sum(len(one & two) / len(one | two) for two in signs) for one in signs]
    scripts = [_script(text) for text in texts]
    mean = sum(map(len, texts)) / len(texts)
    ids = [option["entry_id"] for option in item["options"]]
    rows = [tables.words[each].row for each in ids]
    return {
        "long": [len(text) for text in texts],
        "kanji": [len(KANJI.findall(text)) for text in texts],
        "like the others": alike,
        "of a common script": [scripts.count(script) for script in scripts],
        "of a common register": [[row["register"] for row in rows].count(row["register"]) for row in rows],
        "far from the mean length": [abs(len(text) - mean) for text in texts],
        "used in the glossary": [tables.common[each] for each in ids],
        "seen in the quiz": [seen[each] for each in ids],
        "difficult": [row["difficulty"] for row in rows],
        "like the stem": [len(KANJI.findall("".join({*text} & {*item["stem"]}))) / len(text) for text in texts],
    }


def _script(text: str) -> str:
    return "".join(sorted({"k" if KANJI.match(sign) else "l" if sign.isascii() else "h" if "ぁ" <= sign <= "ゖ" else "t" for sign in text}))  # fmt: skip


def _bots(choices: Sequence[Item], tables: Tables) -> Iterator[Figure]:
    """Yield the share of four-option items that each bot has right; a tie is worth its share."""
    hits: defaultdict[tuple[str, str], float] = defaultdict(float)
    totals: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for item in choices:
        if len(item["options"]) == 4:
            totals.update(("all", item["kind"]))
            guesses = {"always B": 1.0 if item["key"] == 1 else 0.0}
            for trait, values in _looks(item, tables, seen).items():
                for most, best in (("most", max(values)), ("least", min(values))):
                    guesses[f"{most} {trait}"] = (values[item["key"]] == best) / values.count(best)
            for name, hit in guesses.items():
                hits[name, "all"] += hit
                hits[name, item["kind"]] += hit
        seen.update(option["entry_id"] for option in item["options"])
    for name in dict.fromkeys(bot for bot, _ in hits):
        by_kind = {
            kind: hits[name, kind] / total
            for kind, total in totals.items()
            if kind == "all" or total >= LEAST_OF_A_KIND
        }
        worst = max(by_kind, key=lambda kind: by_kind[kind])
        subtle = name.endswith(SUBTLE)
        yield Figure(f"bot: {name}", by_kind["all"], 0.3 if subtle else 0.28)
        yield Figure(f"  its best kind: {worst}", by_kind[worst], 0.33 if subtle else 0.3)


def main() -> int:
    """Audit a quiz in both languages and return the exit code."""
    parser = argparse.ArgumentParser(prog="make audit-quiz")
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    tables = read_tables()
    held = True
    for language in ("en", "ja"):
        items = generate(options.n, options.seed, language)
        print(f"\n{len(items):,} items of seed {options.seed}, {language}")
        for kind, number in Counter(item["kind"] for item in items).most_common():
            print(f"     {kind:44} {number:>8}")
        for figure in audit(items, tables):
            held &= figure.holds
            print(figure)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
