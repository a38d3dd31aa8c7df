"""Ready-made values for the storage tests."""

from datetime import UTC, datetime, timedelta

from bot.identity import Actor, Place
from bot.lexicon.model import Domain, EntryId
from bot.localized import Localized
from bot.quiz.model import AnswerRecord, Item, ItemKind, Option, Rule, Session, SessionId, Verdict

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HERE = Place(platform="slack", workspace="T1", channel="C1")
THREAD = Place(platform="slack", workspace="T1", channel="C1", thread="17.5")
ELSEWHERE = Place(platform="slack", workspace="T1", channel="C2")
OTHER_WORKSPACE = Place(platform="slack", workspace="T2", channel="C1")


def person(user_id: str, name: str | None = None, workspace: str = "T1") -> Actor:
    return Actor(platform="slack", workspace=workspace, user_id=user_id, display_name=name or user_id.upper())


def item(number: int) -> Item:
    return Item(
        id=f"item{number}",
        kind=ItemKind.MEANING_TO_WORD,
        entry_id=EntryId("juden"),
        stem=Localized("A call that comes in.", "電話がかかってくること。"),
        domain=Domain.CALLCENTER,
        level=2,
        note=Localized("note", "注"),
        options=tuple(
            Option(text=Localized(text, text), entry_id=EntryId(text), reason=Localized("because", "理由"))
            for text in ("受電", "架電", "入電")
        ),
        key=0,
    )


def session(
    session_id: str = "s1",
    *,
    place: Place = HERE,
    by: str = "u1",
    questions: int = 3,
    started_at: datetime = NOON,
) -> Session:
    return Session(
        id=SessionId(session_id),
        place=place,
        started_by=by,
        items=tuple(item(number) for number in range(questions)),
        started_at=started_at,
    )


def record(
    question: int, user_id: str = "u1", *, right: bool = True, session_id: str = "s1", skipped: bool = False
) -> AnswerRecord:
    return AnswerRecord(
        session_id=SessionId(session_id),
        question=question,
        user_id=user_id,
        verdict=None if skipped else Verdict.CORRECT if right else Verdict.WRONG,
        rule=None if skipped else Rule.OPTION,
        credit=right and not skipped,
        answered_at=NOON + timedelta(seconds=question),
        chosen=None if skipped else 0 if right else 1,
    )
