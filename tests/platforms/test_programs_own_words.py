"""A team's own words in the JSON that other programs read."""

from adapters.programs import entry_shape
from bot.lexicon.model import Glossary
from tests.factories import make_entry
from tests.own_words import make_own


def test_what_nobody_gave_is_null() -> None:
    own = make_own("naru", "ナル活", "なるかつ", english="Naru drive")
    shape = entry_shape(own, Glossary((own,), ()))
    unsaid = {name for name, value in shape.items() if value is None}
    assert {"pos", "origin", "register", "medium", "difficulty", "currency", "formation", "reviewer"} <= unsaid
    assert shape["reading"] == "なるかつ"


def test_what_somebody_gave_is_told() -> None:
    own = make_own("naru", "ナル活", "なるかつ", english="Naru drive", pos="suru-noun", register="casual", level="2")
    shape = entry_shape(own, Glossary((own,), ()))
    assert (shape["pos"], shape["register"], shape["difficulty"]) == ("suru-noun", "casual", 2)


def test_a_shared_word_is_told_whole() -> None:
    shape = entry_shape(entry := make_entry(), Glossary((entry,), ()))
    assert (shape["pos"], shape["origin"], shape["register"]) == ("noun", "kango", "neutral")
