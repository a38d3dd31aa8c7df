"""The rows of words that nobody found. They name no person and no channel."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import Tenant
from bot.storage.tables import Base


class UnfoundRow(Base):
    """A query that had no answer, and how often it was asked that day."""

    __tablename__ = "unfound"
    __table_args__ = (Index(None, "tenant", "day"),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    query: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]


class UnfoundChoiceRow(Base):
    """Whether a workspace wants such queries kept; without a row it does."""

    __tablename__ = "unfound_choices"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    kept: Mapped[bool]
