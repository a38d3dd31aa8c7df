"""The rows. Every one carries its tenant (platform and workspace), and every query names it."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.posting import Subject
from bot.quiz.model import Item
from bot.quiz.streak import Stay
from bot.storage.columns import ItemJson, ItemsJson, Moment, PersonId, StaysJson, SubjectJson, Tenant

OPEN_ROUND = text("status = 'open' AND mode IN ('everyone', 'race', 'teams')")
OPEN_DAILY = text("status = 'open' AND mode = 'daily'")
_WITH_DUE = text("due_at IS NOT NULL")
_WITH_NEXT = text("next_at IS NOT NULL")
_UNSENT = text("state IN ('waiting', 'sending')")


class Base(DeclarativeBase):
    """Base of all rows; constraints get predictable names, so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


def _partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """Return an index on the rows that ``where`` chooses, in both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


class PersonRow(Base):
    """A person in a workspace: the name on the board, if they ever answered, and what they chose.

    Who is ``hidden`` is named on no board and in no result.
    """

    __tablename__ = "people"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    display_name: Mapped[str | None]
    locale: Mapped[str | None]
    romaji: Mapped[bool | None]
    hidden: Mapped[bool | None]


class SessionRow(Base):
    """A quiz session. A channel has one open round at most, and one open question of the day."""

    __tablename__ = "quiz_sessions"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'finished', 'stopped')", name="status"),
        Index(None, "tenant", "channel"),
        Index(None, "tenant", "started_by"),
        _partial("uq_quiz_sessions_open_round", "tenant", "channel", unique=True, where=OPEN_ROUND),
        _partial("uq_quiz_sessions_open_daily", "tenant", "channel", unique=True, where=OPEN_DAILY),
        _partial("ix_quiz_sessions_due_at", "due_at", where=_WITH_DUE),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    thread: Mapped[str | None]
    started_by: Mapped[str] = mapped_column(PersonId)
    position: Mapped[int]
    status: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    mode: Mapped[str]
    phase: Mapped[str]
    seconds: Mapped[int]
    locale: Mapped[str]
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)


class ItemRow(Base):
    """One item of a session, as it was asked; ``closes_at`` once it was asked in a channel."""

    __tablename__ = "quiz_items"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "session_id"], ["quiz_sessions.tenant", "quiz_sessions.id"], ondelete="CASCADE"
        ),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[Item] = mapped_column(ItemJson)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)


class AnswerRow(Base):
    """One person's one answer to one item: the primary key is what keeps it to one."""

    __tablename__ = "quiz_answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "session_id", "question"],
            ["quiz_items.tenant", "quiz_items.session_id", "quiz_items.question"],
            ondelete="CASCADE",
        ),
        Index(None, "tenant", "user_id"),
        Index(None, "tenant", "answered_at"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    chosen: Mapped[int | None]
    verdict: Mapped[str | None]
    rule: Mapped[str | None]
    credit: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(Moment)


class PlayerRow(Base):
    """Someone who joined a session."""

    __tablename__ = "quiz_players"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "session_id"], ["quiz_sessions.tenant", "quiz_sessions.id"], ondelete="CASCADE"
        ),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    since: Mapped[int]
    team: Mapped[int | None]


class PostRow(Base):
    """A post: to be sent, being sent, or sent. ``message`` is the platform's reference of it."""

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dropped')", name="state"),
        _partial("ix_posts_unsent", "platform", "due_at", where=_UNSENT),
        Index(None, "tenant", "edits"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str | None]
    user_id: Mapped[str | None] = mapped_column(PersonId)
    subject: Mapped[Subject] = mapped_column(SubjectJson)
    locale: Mapped[str]
    edits: Mapped[str | None]
    sequence: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str]
    attempts: Mapped[int]
    in_doubt: Mapped[bool]
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    message: Mapped[str | None]
    detail: Mapped[str | None]


class SavedWordRow(Base):
    """A word that a person wants to keep."""

    __tablename__ = "saved_words"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class CardRow(Base):
    """A person's memory of a word; the log of reviews rebuilds it."""

    __tablename__ = "cards"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    step: Mapped[int | None]
    stability: Mapped[float | None] = mapped_column(Double)
    difficulty: Mapped[float | None] = mapped_column(Double)
    due: Mapped[datetime] = mapped_column(Moment)
    last_review: Mapped[datetime | None] = mapped_column(Moment)
    source: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Moment)
    reviews: Mapped[int]


class ReviewRow(Base):
    """One review of a card, numbered from 1; the unique key is what keeps what caused it to one review.

    ``day`` is the date that it counts for where the person was.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "user_id", "entry_id"],
            ["cards.tenant", "cards.user_id", "cards.entry_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("tenant", "user_id", "key"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    rating: Mapped[int]
    source: Mapped[str]
    reviewed_at: Mapped[datetime] = mapped_column(Moment)
    day: Mapped[date]
    seed: Mapped[int]


class SittingRow(Base):
    """A sitting of reviews: the questions as they are asked, and how many are answered."""

    __tablename__ = "review_sittings"
    __table_args__ = (Index(None, "tenant", "user_id"),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId)
    items: Mapped[tuple[Item, ...]] = mapped_column(ItemsJson)
    position: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class WordScheduleRow(Base):
    """A channel that gets a word of the day. ``direct``: it is the conversation of ``set_up_by`` with the bot."""

    __tablename__ = "wotd_schedules"
    __table_args__ = (Index(None, "next_at"), Index(None, "tenant", "set_up_by"))

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    direct: Mapped[bool]
    set_up_by: Mapped[str] = mapped_column(PersonId)
    zone: Mapped[str]
    at: Mapped[str]
    days: Mapped[str]
    holidays: Mapped[str]
    domain: Mapped[str | None]
    level: Mapped[int | None]
    locale: Mapped[str]
    from_date: Mapped[date]
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    paused: Mapped[str | None]
    missed_on: Mapped[date | None]


class WordDayRow(Base):
    """The word that a channel had on a date: the primary key is what keeps it to one."""

    __tablename__ = "wotd_ledger"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    local_date: Mapped[date] = mapped_column(primary_key=True)
    entry_id: Mapped[str]
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class WordWishRow(Base):
    """A word that a manager chose for a channel: for a date, or for the next one that is free."""

    __tablename__ = "wotd_wishes"
    __table_args__ = (UniqueConstraint("tenant", "channel", "on_date"), Index(None, "tenant", "added_by"))

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    on_date: Mapped[date | None]
    added_by: Mapped[str] = mapped_column(PersonId)
    added_at: Mapped[datetime] = mapped_column(Moment)


class DailyScheduleRow(Base):
    """A channel that gets a question of the day. The questions are sessions of their own."""

    __tablename__ = "daily_schedules"
    __table_args__ = (Index(None, "next_at"), Index(None, "tenant", "set_up_by"))

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    set_up_by: Mapped[str] = mapped_column(PersonId)
    zone: Mapped[str]
    at: Mapped[str]
    days: Mapped[str]
    holidays: Mapped[str]
    domain: Mapped[str | None]
    level: Mapped[int | None]
    locale: Mapped[str]
    from_date: Mapped[date]
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    paused: Mapped[str | None]
    missed_on: Mapped[date | None]


class PlanRow(Base):
    """What a person chose about their studying; ``next_at`` only while they want reminders."""

    __tablename__ = "study_plans"
    __table_args__ = (_partial("ix_study_plans_next_at", "next_at", where=_WITH_NEXT),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    stays: Mapped[tuple[Stay, ...]] = mapped_column(StaysJson)
    remind_at: Mapped[str | None]
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    lookups: Mapped[bool]
    locale: Mapped[str]


class LookupRow(Base):
    """A word that a person looked up, and the local date of the first time."""

    __tablename__ = "lookups"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    first_on: Mapped[date]


class UptimeRow(Base):
    """A time in which the bot was there; the times between the rows are outages."""

    __tablename__ = "uptime"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)


class InstallationRow(Base):
    """The bot in a workspace; the tokens are encrypted before they come here."""

    __tablename__ = "installations"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    installed_at: Mapped[datetime] = mapped_column(Moment)


class OAuthStateRow(Base):
    """A browser on its way to install the bot: the hash of what it was given."""

    __tablename__ = "oauth_states"
    __table_args__ = (Index(None, "tenant", "expires_at"),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class DeliveryRow(Base):
    """Something a platform delivered: the primary key is what keeps it to one effect."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "tenant", "claimed_at"),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(Moment)
