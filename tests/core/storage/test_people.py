import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.identity import Actor, Role
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.ports import Preferences
from bot.posting import Draft, Subject
from bot.quiz.memory import Card, Rating, Review, Sitting, Source, reviewed
from bot.quiz.model import Player
from bot.quiz.plan import Plan
from bot.quiz.streak import Stay
from bot.role_rows import Listed
from bot.storage.unit_of_work import Storage, open_storage
from bot.wotd import Wish
from tests.core.storage.people_and_quizzes import HERE, NOON, item, person, record, session
from tests.core.storage.test_team import published, rule, suggestion
from tests.core.storage.test_wotd import subscription

CANARY = Actor(platform="slack", workspace="T1", user_id="U0CANARY", display_name="Kanariya Hanako")


def _fill(storage: Storage) -> None:
    with storage() as unit:
        for number in range(30):
            each = session(f"s{number}", by=CANARY.user_id)
            unit.sessions.add(each)
            unit.players.add(each, Player(user_id=CANARY.user_id, joined_at=NOON), CANARY)
            for actor in (CANARY, person("u2")):
                unit.answers.add(each, record(0, actor.user_id, session_id=each.id), actor)
        unit.preferences.set(CANARY, Preferences(romaji=False))
        unit.saved_words.add(CANARY, EntryId("juden"), datetime(2026, 11, 22, tzinfo=UTC))
        word = EntryId("juden")
        unit.cards.add(CANARY, word, Source.SAVED, NOON)
        review = Review(key="k", rating=Rating.GOOD, at=NOON, source=Source.QUIZ, seed=1, day=NOON.date())
        unit.cards.keep(CANARY, word, review, reviewed(Card(due=NOON), review))
        unit.plans.set(CANARY, Plan(stays=(Stay(NOON, ZoneInfo("Asia/Tokyo")),)))
        unit.plans.looked_up(CANARY, word, NOON.date())
        unit.sittings.add(CANARY, Sitting(id="s", items=(item(0),), started_at=NOON))
        unit.words.save(subscription(by=CANARY.user_id))
        unit.daily.save(subscription(by=CANARY.user_id))
        unit.words.wish(HERE, Wish(entry_id=word, on_date=None, added_by=CANARY.user_id, added_at=NOON))
        unit.terms.add(CANARY.tenant, published(suggestion(by=CANARY.user_id), CANARY.user_id))
        unit.terms.set_rule(CANARY.tenant, rule(set_by=CANARY.user_id))
        unit.drafts.keep(CANARY, "d1", {"headword": "x"}, NOON)
        line = Listed(
            user_id=CANARY.user_id, name=CANARY.display_name, role=Role.EDITOR, given_by=CANARY.user_id, given_at=NOON
        )
        unit.roles.give(CANARY.tenant, line)
        unit.posts.add(
            Draft(
                key="reminder",
                place=HERE,
                subject=Subject(view="review", values=("7",)),
                locale=Locale.JA,
                due_at=NOON,
                expires_at=NOON,
                to_person=CANARY.user_id,
            ),
            NOON,
        )
        unit.commit()


def test_no_byte_of_a_forgotten_person_stays_in_the_files(tmp_path: Path) -> None:
    storage = open_storage(f"sqlite:///{tmp_path / 'people.sqlite3'}")
    _fill(storage)
    with storage() as unit:
        unit.people.forget(CANARY, "former-x7")
        unit.commit()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    storage.close()
    assert files["people.sqlite3"]
    for word in (CANARY.user_id, CANARY.display_name):
        assert [name for name, content in files.items() if word.encode() in content] == []


def test_an_export_holds_only_what_json_can(storage: Storage) -> None:
    _fill(storage)
    with storage(read_only=True) as unit:
        exported = unit.people.export(CANARY)
    assert {table: len(rows) for table, rows in exported.items()} == {
        "people": 1,
        "quiz_sessions": 30,
        "quiz_answers": 30,
        "quiz_players": 30,
        "posts": 1,
        "saved_words": 1,
        "reviews": 1,
        "cards": 1,
        "review_sittings": 1,
        "study_plans": 1,
        "lookups": 1,
        "wotd_schedules": 1,
        "daily_schedules": 1,
        "wotd_wishes": 1,
        "roles": 1,
        "team_terms": 1,
        "team_history": 1,
        "house_rules": 1,
        "team_drafts": 1,
    }
    assert json.loads(json.dumps(exported)).keys() == exported.keys()


def test_forgetting_without_commit_forgets_nothing(storage: Storage) -> None:
    _fill(storage)
    with storage() as unit:
        unit.people.forget(CANARY, "former-x7")
    with storage(read_only=True) as unit:
        assert CANARY.user_id in unit.log.experiences(CANARY.tenant, [CANARY.user_id])
