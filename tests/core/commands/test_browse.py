from dataclasses import replace

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.lexicon.model import Domain, Glossary, Register
from bot.reply import Button, Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import make_entry, make_sense
from tests.reading import action, words


@pytest.fixture
def shelves(world: World) -> World:
    """Return a world with thirty words on pay and one humble word on meetings."""
    pay = [
        make_entry(f"w{number}", f"語{number:02}", "ご", difficulty=3, senses=(make_sense(domain=(Domain.PAYROLL,)),))
        for number in range(30)
    ]
    humble = make_entry(
        "ukagau",
        "伺う",
        "うかがう",
        register=Register.HUMBLE_I,
        senses=(make_sense("visit", "伺う", domain=(Domain.MEETINGS,)),),
    )
    services = replace(world.services, glossary=Glossary((*pay, humble), ()))
    return replace(world, services=services, dispatcher=Dispatcher(services, COMMANDS))


def test_without_a_choice_the_fields_are_counted(shelves: World) -> None:
    shown = words(shelves.call("browse"))

    assert "31 words" in shown
    assert "pay" in shown
    assert "30 domain:payroll" in shown
    assert "accounting" not in shown


def test_a_field_comes_in_pages_that_buttons_turn(shelves: World) -> None:
    first = shelves.call("browse", domain="payroll", level=3)
    second = shelves.press(action(first, "Next"))
    last = shelves.press(action(second, "Next"))

    assert ["語00", "語12", "語24"] == [_first_word(each) for each in (first, second, last)]
    assert "page 3 of 3" in words(last)
    assert _first_word(first) == _first_word(shelves.press(action(second, "Previous")))
    assert "Next" not in [button.label for button in last.buttons]


def test_a_page_past_the_end_is_the_last_one(shelves: World) -> None:
    assert "page 3 of 3" in words(shelves.call("browse", domain="payroll", page=99))


def test_a_register_is_found_however_its_letters_are_cased(shelves: World) -> None:
    assert "Humble (lowers your own act towards them): 1 word" in words(shelves.call("browse", register="humble-i"))


def test_what_fits_nothing_says_what_to_leave_out(shelves: World) -> None:
    reply = shelves.call("browse", domain="payroll", register="humble-I")

    assert Tone.WARNING is reply.tone
    assert "pay, humble" in words(reply)


def test_words_open_from_the_page(shelves: World) -> None:
    assert "伺う" in words(shelves.press(action(shelves.call("browse", domain="meetings"), "伺う")))


def _first_word(reply: Reply) -> str:
    return next(button.label for button in reply.buttons if isinstance(button, Button) and "語" in button.label)
