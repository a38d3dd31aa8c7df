"""Of fifty people one goes: not a byte of theirs stays, and nothing of the others changes."""

from dataclasses import replace
from pathlib import Path

from bot.identity import Actor
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.ports import Preferences
from bot.posting import Draft, Subject
from bot.quiz.memory import Card, Rating, Review, Sitting, Source, reviewed
from bot.quiz.model import Player
from bot.storage.unit_of_work import Storage, open_storage
from bot.wotd import Wish
from tests.core.storage.people_and_quizzes import HERE, NOON, item, person, record, session
from tests.core.storage.test_team import published, rule, suggestion
from tests.core.storage.test_wotd import subscription

PEOPLE = [person(f"U{number:02}CANARY", f"Kanariya {number:02}") for number in range(50)]
GOES, *STAY = PEOPLE


def _use(storage: Storage, actor: Actor) -> None:
    """Put rows of the person into every table that the fixtures can fill."""
    own = session(f"s-{PEOPLE.index(actor)}", by=actor.user_id)
    word = EntryId(f"word{PEOPLE.index(actor)}")
    review = Review(key="k", rating=Rating.GOOD, at=NOON, source=Source.QUIZ, seed=1, day=NOON.date())
    with storage() as unit:
        unit.sessions.add(own)
        unit.players.add(own, Player(user_id=actor.user_id, joined_at=NOON), actor)
        unit.answers.add(own, record(0, actor.user_id, session_id=own.id), actor)
        unit.preferences.set(actor, Preferences(locale=Locale.JA))
        unit.saved_words.add(actor, word, NOON)
        unit.cards.add(actor, word, Source.SAVED, NOON)
        unit.cards.keep(actor, word, review, reviewed(Card(due=NOON), review))
        unit.sittings.add(actor, Sitting(id=f"r-{PEOPLE.index(actor)}", items=(item(0),), started_at=NOON))
        place = replace(HERE, channel=f"D{PEOPLE.index(actor)}")
        unit.words.save(replace(subscription(place, by=actor.user_id), direct=True))
        unit.words.wish(place, Wish(entry_id=word, on_date=None, added_by=actor.user_id, added_at=NOON))
        term = suggestion(PEOPLE.index(actor), by=actor.user_id)
        unit.terms.add(actor.tenant, published(term, actor.user_id))
        unit.terms.set_rule(actor.tenant, rule(word, set_by=actor.user_id))
        unit.drafts.keep(actor, "d1", {"headword": actor.display_name}, NOON)
        unit.people.introduce(actor)
        unit.posts.add(
            Draft(
                key=f"reminder/{actor.user_id}",
                place=place,
                subject=Subject(view="reminder"),
                locale=Locale.JA,
                due_at=NOON,
                expires_at=NOON,
                to_person=actor.user_id,
            ),
            NOON,
        )
        unit.commit()


def test_one_of_fifty_goes_without_a_trace_and_the_others_stay_as_they_were(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'people.sqlite3'}")
    for actor in PEOPLE:
        _use(storage, actor)
    with storage(read_only=True) as unit:
        before = [unit.people.export(actor) for actor in STAY]
        filled = {table for table, rows in unit.people.export(GOES).items() if rows}
    with storage() as unit:
        unit.people.forget(GOES, "former-x7")
        unit.commit()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with storage(read_only=True) as unit:
        assert [unit.people.export(actor) for actor in STAY] == before
        assert not any(unit.people.export(GOES).values())
    storage.close()

    assert len(filled) >= 15
    for word in (GOES.user_id, GOES.display_name):
        assert [name for name, content in files.items() if word.encode() in content] == []
        assert any(STAY[0].user_id.encode() in content for content in files.values())
