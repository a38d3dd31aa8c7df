"""The rows. Every one carries its tenant (platform and workspace), and every query names it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.quiz.model import Item
from bot.storage.columns import ItemJson, Moment, PersonId


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


class PersonRow(Base):
    """A person in a workspace: the name on the board, if they ever answered, and what they chose."""

    __tablename__ = "people"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    display_name: Mapped[str | None]
    locale: Mapped[str | None]
    romaji: Mapped[bool | None]


class SessionRow(Base):
    """A quiz session."""

    __tablename__ = "quiz_sessions"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'finished', 'stopped')", name="status"),
        Index(None, "tenant", "channel"),
        Index(None, "tenant", "started_by"),
    )

    tenant: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    thread: Mapped[str | None]
    started_by: Mapped[str] = mapped_column(PersonId)
    position: Mapped[int]
    status: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class ItemRow(Base):
    """One item of a session, as it was asked."""

    __tablename__ = "quiz_items"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "session_id"], ["quiz_sessions.tenant", "quiz_sessions.id"], ondelete="CASCADE"
        ),
    )

    tenant: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[Item] = mapped_column(ItemJson)


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
    )

    tenant: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    chosen: Mapped[int | None]
    verdict: Mapped[str | None]
    rule: Mapped[str | None]
    credit: Mapped[bool]
    answered_at: Mapped[datetime] = mapped_column(Moment)


class SavedWordRow(Base):
    """A word that a person wants to keep."""

    __tablename__ = "saved_words"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class InstallationRow(Base):
    """The bot in a workspace; the tokens are encrypted before they come here."""

    __tablename__ = "installations"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    installed_at: Mapped[datetime] = mapped_column(Moment)


class OAuthStateRow(Base):
    """A browser on its way to install the bot: the hash of what it was given."""

    __tablename__ = "oauth_states"
    __table_args__ = (Index(None, "tenant", "expires_at"),)

    tenant: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class DeliveryRow(Base):
    """Something a platform delivered: the primary key is what keeps it to one effect."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "tenant", "claimed_at"),)

    tenant: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(Moment)
