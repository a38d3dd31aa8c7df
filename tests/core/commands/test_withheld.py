"""While a question is asked in a channel, nothing there explains what it is about."""

from dataclasses import replace

import pytest

from bot.commands.withheld import SENTENCE
from bot.reply import plain_text
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import make_actor, make_place
from tests.reading import words

BEN = make_actor("Ben")


@pytest.fixture
def asked(world: World) -> Channel:
    """A channel that is asked what a word means."""
    channel = Channel(world.services)
    channel.call("round", number=1, kind="meaning-to-word")
    channel.press(channel.button("Start now"))
    return channel


def ways(asked: Channel) -> dict[str, str]:
    """Return what each way to learn about the key says."""
    item = asked.session.items[0]
    entry = asked.services.glossary.entry(item.entry_id)
    contrasts = asked.services.glossary.contrasts_of(entry.id)
    said = {
        "define": asked.call("define", BEN, term=entry.headword),
        "define in romaji": asked.call("define", BEN, term=entry.reading),
        "show": asked.press(f"show/{entry.id}", BEN),
        "compare": asked.call("compare", BEN, terms=f"{entry.headword} 客"),
        "explain": asked.call("explain", BEN, message=f"{entry.headword}をお願いします"),
        "share": asked.press(f"share/entry/{entry.id}", BEN),
    }
    said.update((str(each.id), asked.press(f"contrast/{each.id}", BEN)) for each in contrasts)
    return {way: words(reply) for way, reply in said.items()}


def test_no_way_leads_to_the_word_that_is_asked(asked: Channel) -> None:
    said = ways(asked)

    assert [] == [way for way, text in said.items() if SENTENCE.en not in text]


def test_the_other_options_are_withheld_too_so_that_nothing_singles_out_the_key(asked: Channel) -> None:
    item = asked.session.items[0]
    replies = {words(asked.press(f"show/{option.entry_id}", BEN)) for option in item.options}

    assert 1 == len(replies)


def test_other_words_and_other_channels_are_as_ever(asked: Channel) -> None:
    item = asked.session.items[0]
    about = {item.entry_id, *(option.entry_id for option in item.options)}
    other = next(entry for entry in asked.services.glossary.entries if entry.id not in about)
    key = asked.services.glossary.entry(item.entry_id)

    assert other.headword in plain_text(asked.press(f"show/{other.id}", BEN).title)
    asked.place = make_place(channel="c2")
    assert key.headword in plain_text(asked.press(f"show/{key.id}", BEN).title)


def test_a_thread_of_the_channel_is_the_channel(asked: Channel) -> None:
    key = asked.session.items[0].entry_id
    asked.place = replace(asked.place, thread="17.5")

    assert SENTENCE.en in words(asked.press(f"show/{key}", BEN))


def test_all_is_explained_again_once_the_question_has_closed(asked: Channel) -> None:
    key = asked.session.items[0].entry_id
    asked.pass_time(30)

    assert SENTENCE.en not in words(asked.press(f"show/{key}", BEN))


def test_todays_word_is_withheld_while_it_is_asked(asked: Channel) -> None:
    world = asked.services
    everything = frozenset(entry.id for entry in world.glossary.entries)
    asked.services = replace(world, withheld=lambda place: everything)
    asked.dispatcher._services = asked.services

    assert SENTENCE.en in words(asked.call("word", BEN))
