"""Before a question closes, nothing that leaves the program depends on its key."""

from collections import Counter
from dataclasses import replace
from random import Random

import msgspec
import pytest

from bot.commands.round_posts import open_question
from bot.commands.round_view import Happened, Word, present
from bot.commands.spec import View
from bot.lexicon.model import EntryId, Glossary
from bot.localized import Locale
from bot.posting import nonce
from bot.quiz import live
from bot.quiz.items import build_items
from bot.quiz.model import AnswerRecord, Item, ItemKind, Rule, Session, SessionMode, Verdict
from bot.quiz.session import new_session_id
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import World
from tests.factories import NOON, both, make_actor, make_place
from tests.reading import words

ROUNDS = 820
EACH = 3
VIEWS = [View(locale=locale) for locale in Locale]


@pytest.fixture(scope="module")
def items(glossary: Glossary) -> list[Item]:
    """The questions of those rounds."""
    choices = [kind for kind in ItemKind if kind.is_choice]
    made: list[Item] = []
    for seed in range(ROUNDS * EACH // 160):
        made.extend(build_items(glossary, Random(seed), 250, kinds=[*choices, ItemKind.READING]))
    return made


def a_session(items: tuple[Item, ...], mode: SessionMode = SessionMode.EVERYONE) -> Session:
    moved, _ = live.open_round(
        new_session_id(Random(1)), make_place(), make_actor(), items, mode=mode, seconds=30, locale=Locale.EN, now=NOON
    )
    begun = live.begin(moved.session, make_actor(), NOON)
    assert isinstance(begun, live.Moved)
    return begun.session


def without_secrets(item: Item, key: int | None) -> Item:
    """Return the item with another key and with all that explains it taken away."""
    options = tuple(replace(option, entry_id=EntryId("x"), reason=both("")) for option in item.options)
    return replace(
        item, entry_id=EntryId("x"), note=both(""), options=options, key=key, answers=("x",) if item.answers else ()
    )


def test_a_question_is_shown_the_same_whatever_its_key_is(items: list[Item]) -> None:
    assert len(items) >= ROUNDS
    for item in items:
        session = a_session((item,))
        for key in range(len(item.options)) if item.options else [None]:
            blind = replace(session, items=(without_secrets(item, key),))
            for view in VIEWS:
                assert open_question(session, 0, view) == open_question(blind, 0, view)


def test_what_leads_to_a_post_holds_no_key(items: list[Item]) -> None:
    """Key and nonce of a post come from the session's id, which is made before any item is looked at."""
    for item in items[:100]:
        payload = msgspec.json.encode(open_question(a_session((item,)), 0, VIEWS[0])).decode()
        assert item.id not in payload
        assert f'"{item.entry_id}"' not in payload or item.entry_id in {option.text.en for option in item.options}
    assert 25 == len(nonce("slack:T1", "round/abc/q0"))


def test_the_place_of_the_key_cannot_be_guessed(items: list[Item]) -> None:
    four = [item.key for item in items if len(item.options) == 4]
    best = Counter(four).most_common(1)[0][1] / len(four)

    assert len(four) >= 1000
    assert best <= 0.27, best


def test_a_confirmation_is_the_same_for_right_and_wrong(items: list[Item]) -> None:
    for item in [each for each in items if each.options][:200]:
        session = a_session((item,))

        def said(chosen: int, verdict: Verdict, view: View, session: Session = session) -> str:
            record = AnswerRecord(
                session_id=session.id,
                question=0,
                user_id="aiko",
                verdict=verdict,
                rule=Rule.OPTION,
                credit=verdict is Verdict.CORRECT,
                answered_at=NOON,
                chosen=chosen,
            )
            return repr(present(Word(happened=Happened.COUNTED, session=session, record=record), view))

        for view in VIEWS:
            assert said(0, Verdict.CORRECT, view) == said(0, Verdict.WRONG, view)


@pytest.mark.parametrize("mode", ["everyone", "race", "teams"])
@pytest.mark.parametrize("kind", ["meaning-to-word", "word-to-meaning", "reading"])
def test_nothing_posted_before_closing_holds_the_explanation(world: World, mode: str, kind: str) -> None:
    """Everything that reaches the channel or a person until the first question closes, read as text and as JSON."""
    channel = Channel(world.services)
    private = [channel.call("round", mode=mode, number=2, kind=kind)]
    private.append(channel.press(channel.button("Join"), make_actor("Ben")))
    channel.pass_time(20)
    item = channel.session.items[0]
    private.append(channel.press(f"round-controls/{channel.session.id}"))
    private.append(channel.press(channel.right(), make_actor("Ben")))
    private.append(channel.press(f"round-mine/{channel.session.id}/0", make_actor("Ben")))
    posts = [post.reply for _, post in channel.sent]
    secrets = [
        *item.note.en.splitlines(),
        *item.note.ja.splitlines(),
        *(option.reason.en for option in item.options),
        *item.answers,
    ]
    for reply in (*private, *posts):
        payload = msgspec.json.encode(reply).decode() + words(reply)
        assert [] == [secret for secret in secrets if secret and secret in payload]
