from datetime import UTC, datetime, timedelta

from bot.lexicon.model import EntryId
from bot.ports import UnitOfWorkFactory
from tests.core.storage.people_and_quizzes import person

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
JUDEN, KADEN = EntryId("juden"), EntryId("kaden")


def test_words_come_back_newest_first_and_to_their_owner_alone(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.saved_words.add(person("u1"), JUDEN, NOW)
        unit.saved_words.add(person("u1"), KADEN, NOW + timedelta(seconds=1))
        unit.saved_words.add(person("u2"), JUDEN, NOW)
        unit.commit()
    with units(read_only=True) as unit:
        assert (KADEN, JUDEN) == unit.saved_words.of(person("u1"))
        assert (JUDEN,) == unit.saved_words.of(person("u2"))


def test_a_word_is_saved_once(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        assert unit.saved_words.add(person("u1"), JUDEN, NOW)
        assert not unit.saved_words.add(person("u1"), JUDEN, NOW)
        unit.commit()
    with units(read_only=True) as unit:
        assert (JUDEN,) == unit.saved_words.of(person("u1"))


def test_a_word_is_given_up(units: UnitOfWorkFactory) -> None:
    with units() as unit:
        unit.saved_words.add(person("u1"), JUDEN, NOW)
        unit.saved_words.remove(person("u1"), JUDEN)
        unit.saved_words.remove(person("u1"), KADEN)
        assert () == unit.saved_words.of(person("u1"))
