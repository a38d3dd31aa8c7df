"""How well terms are found: on messages marked by hand, and in the glossary's own examples."""

import json
from random import Random

import pytest

from bot.lexicon.model import Glossary
from bot.lexicon.spotting import MAX_MESSAGE
from bot.lexicon.spotting.spotter import Spotter
from tests.core.lexicon.marked import KEY_MESSAGES, Mark, Message, load_messages, marked_entries, score

MESSAGES = load_messages()
DEVELOPMENT, HELD_OUT = MESSAGES[0::2], MESSAGES[1::2]
FLOOR = 0.98

HOSTILE = {
    "nothing": "",
    "lone surrogates": "\ud800受電\udfff" * 2_000,
    "a run of marks": "受" + "\u0301" * 200_000,
    "marks alone": "\u3099" * 5_000,
    "200,000 characters": "お客様の声" * 40_000,
    "a wall of kanji": "会員" * 2_000,
    "a wall of katakana": "カスタマー" * 800,
    "gaps": "シ・" * 2_000,
    "ligatures that fold to eighteen signs": "\ufdfa" * 4_000,
    "half-width voiced": "ｶﾞ" * 2_000,
    "zero-width joiners": "受\u200d電" * 1_000,
    "colons": ":a" * 2_000,
    "full stops": "faq." * 1_000,
    "figures": "９" * 4_000,
    "hyphens": "a-" * 2_000,
    "nul": "\0" * 4_000,
    "lures": "中途半端" * 1_000,
    "v sounds": "ヴ" * 4_000,
    "direction marks": "\u202e受電\u202c",
}


@pytest.fixture(scope="module")
def spotter(glossary: Glossary) -> Spotter:
    """Spots the entries that the messages were marked for."""
    known = marked_entries()
    return Spotter([entry for entry in glossary.entries if entry.id in known])


@pytest.fixture(scope="module")
def full_spotter(glossary: Glossary) -> Spotter:
    """Spots every entry."""
    return Spotter(glossary.entries)


def test_the_marks_name_entries_of_the_glossary(glossary: Glossary) -> None:
    assert {mark.entry_id for message in MESSAGES for mark in message.marks} <= set(glossary.by_id)
    assert len(MESSAGES) >= 100


def test_at_least_forty_stretches_tempt_and_no_mark_is_in_them() -> None:
    tempting = [(message, stretch) for message in MESSAGES for stretch in message.tempting]
    places = [(message, message.text.index(stretch), len(stretch)) for message, stretch in tempting]

    assert len(tempting) >= 40
    assert not any(
        start <= mark.start and mark.end <= start + length
        for message, start, length in places
        for mark in message.marks
    )


@pytest.mark.parametrize("half", [DEVELOPMENT, HELD_OUT], ids=["development", "held-out"])
def test_the_terms_of_office_messages_are_found_and_little_else(spotter: Spotter, half: tuple[Message, ...]) -> None:
    found = score(spotter, half)

    assert found.recall >= FLOOR, found.missed
    assert found.precision >= FLOOR, found.wrong


def test_what_is_only_listed_for_searching_is_not_taken_for_its_word(glossary: Glossary) -> None:
    known = marked_entries(KEY_MESSAGES)
    entries = [entry for entry in glossary.entries if entry.id in known]
    messages = load_messages(KEY_MESSAGES)
    found = score(Spotter(entries), messages)

    assert len(entries) == len(known)
    assert len(messages) >= 40
    assert found.recall >= FLOOR, found.missed
    assert found.precision >= FLOOR, found.wrong


def test_nothing_marked_is_lost_among_later_entries_but_to_a_longer_term(full_spotter: Spotter) -> None:
    missed = score(full_spotter, MESSAGES).missed
    lost = [
        (mark, text)
        for mark, text in missed
        if not any(term.start <= mark.start and mark.end <= term.end for term in full_spotter.find(text))
    ]

    assert len(lost) <= (1 - FLOOR) * sum(len(message.marks) for message in MESSAGES), lost


def test_every_entry_is_found_in_its_own_examples(glossary: Glossary, full_spotter: Spotter) -> None:
    examples = [(entry, example.ja) for entry in glossary.entries for example in entry.examples]
    missed = [
        (entry.id, text)
        for entry, text in examples
        if entry.id not in {term.entry.id for term in full_spotter.find(text)}
    ]

    assert len(missed) <= (1 - FLOOR) * len(examples), missed


@pytest.mark.parametrize("message", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_message_is_refused(spotter: Spotter, message: str) -> None:
    terms = spotter.find(message)

    assert all(message[term.start : term.end] == term.surface for term in terms)
    assert all(term.end <= MAX_MESSAGE for term in terms)


def test_a_term_is_placed_by_the_code_points_of_the_message_as_sent(spotter: Spotter) -> None:
    message = "㍿🙇‍♀️ ｶﾞ ｵﾍﾟﾚｰﾀｰ、コ\u200bールセンター、ＫＰＩ"
    marks = {Mark(term.entry.id, term.start, term.end) for term in spotter.find(message)}

    assert {"opereta", "koru-senta", "kpi"} == {mark.entry_id for mark in marks}
    assert {"ｵﾍﾟﾚｰﾀｰ", "コ\u200bールセンター", "ＫＰＩ"} == {message[mark.start : mark.end] for mark in marks}


def test_terms_come_in_order_and_do_not_overlap(full_spotter: Spotter) -> None:
    for message in MESSAGES:
        ends = [0, *(place for term in full_spotter.find(message.text) for place in (term.start, term.end))]

        assert sorted(ends) == ends


def test_joined_messages_hold_the_terms_of_their_parts(spotter: Spotter) -> None:
    random = Random(3)
    for _ in range(20):
        left, right = random.sample(MESSAGES, 2)
        joined = spotter.find(f"{left.text}\n{right.text}")
        expected = [term.surface for message in (left, right) for term in spotter.find(message.text)]

        assert expected == [term.surface for term in joined] or {"CS", "プライム", "グロース"} & set(expected)


def test_what_is_found_can_be_sent_as_json(spotter: Spotter) -> None:
    surfaces = [term.surface for message in HOSTILE.values() for term in spotter.find(message)]

    assert json.loads(json.dumps(surfaces).encode("utf-8")) == surfaces
    assert all(surface.encode("utf-8") for surface in surfaces)
