from dataclasses import dataclass
from enum import StrEnum

import pytest

from adapters.text_options import MAX_INPUT, read_options
from bot.commands.catalog import COMMANDS
from bot.commands.given import GivenPerson
from bot.commands.options import read
from bot.commands.spec import CommandSpec, Suggester, option
from bot.lexicon.model import Glossary
from bot.reply import Reply
from tests.factories import both


class Pair(StrEnum):
    RED = "red"
    WHITE = "white"


CASES = {
    "all text goes to the greedy option": ("define", "call tracking system", {"term": "call tracking system"}),
    "a full-width space is a space": ("define", "受電　架電", {"term": "受電 架電"}),
    "named options in any order": ("quiz", "domain:cx number:3", {"domain": "cx", "number": "3"}),
    "a full-width colon is a colon": ("quiz", "number：3", {"number": "3"}),
    "loose words find their options": ("quiz", "10 callcenter", {"number": "10", "domain": "callcenter"}),
    "two loose numbers fill two options": ("quiz", "10 3", {"number": "10", "level": "3"}),
    "a language without its name": ("settings", "ja", {"language": "ja"}),
    "on and off without a name": ("settings", "off", {"romaji": "off"}),
    "an option's name in capitals": ("quiz", "Number:3", {"number": "3"}),
    "a colon in a term is text": ("define", "re:invent", {"term": "re:invent"}),
    "quotation marks around a phrase are none of it": (
        "term",
        'suggest SLA english:"service level agreement" note:say "SLA" in chat',
        {"action": "suggest", "term": "SLA", "english": "service level agreement", "note": 'say "SLA" in chat'},
    ),
    "what fits nowhere is handed on to be refused": ("quiz", "banana", {"banana": "banana"}),
    "nothing is nothing": ("quiz", "   ", {}),
}


@pytest.mark.parametrize(("command", "text", "expected"), CASES.values(), ids=CASES)
def test_text_becomes_options(command: str, text: str, expected: dict[str, str]) -> None:
    assert expected == read_options(COMMANDS[command], text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    pair: Pair = option(both("pair"), default=Pair.RED)
    whom: GivenPerson | None = option(both("whom"), default=None)


SPEC = CommandSpec(
    name="pair", summary=both("pair"), params=Params, handler=lambda *_: None, presenter=lambda *_: Reply(title=())
)


@pytest.mark.parametrize("text", ["white Aiko", "@Aiko white", "whom:Aiko pair:white"])
def test_a_name_is_a_person_where_there_are_no_mentions(text: str) -> None:
    aiko = GivenPerson("aiko", "Aiko")

    assert {"pair": "white", "whom": aiko} == read_options(SPEC, text, lambda name: GivenPerson(name.lower(), name))


def test_a_name_that_no_platform_vouches_for_is_nobody() -> None:
    faults = read(SPEC, read_options(SPEC, "@Aiko"))

    assert isinstance(faults, tuple)
    assert "type @ and choose them" in faults[0].problem.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    term: str = option(both("term"), default="", suggester=Suggester.TERM)
    english: str = option(both("english"), default="", phrase=True)
    note: str = option(both("note"), default="", phrase=True)


PHRASED = CommandSpec(
    name="said", summary=both("said"), params=Phrases, handler=lambda *_: None, presenter=lambda *_: Reply(title=())
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SLA english:service level note:a b c", {"term": "SLA", "english": "service level", "note": "a b c"}),
        ("english: service level", {"english": "service level"}),
        ("english：サービス　水準 term:SLA", {"english": "サービス 水準", "term": "SLA"}),
        ("note:Time: 9:00 to 17:00", {"note": "Time: 9:00 to 17:00"}),
        ("SLA OLA", {"term": "SLA", "OLA": "OLA"}),
    ],
    ids=str,
)
def test_a_phrase_goes_on_until_the_next_option(text: str, expected: dict[str, str]) -> None:
    assert read_options(PHRASED, text) == expected


def test_the_example_of_a_house_rule_is_about_words_of_the_glossary(glossary: Glossary) -> None:
    spec = COMMANDS["house"]
    (example,) = (each for each in spec.examples if "instead:" in each)
    values = read_options(spec, example.removeprefix("/house"))
    assert {values["term"], values["instead"]} <= {entry.headword for entry in glossary.entries}


def test_input_beyond_any_option_s_length_is_not_read() -> None:
    assert MAX_INPUT == len(str(read_options(COMMANDS["define"], "a" * 1_000_000)["term"]))


def test_no_option_takes_all_that_is_read() -> None:
    """What is too long must reach the command, which says so; cut, it would be answered as if it were whole."""
    assert all((option.maximum or 0) < MAX_INPUT for spec in COMMANDS.values() for option in spec.options)
