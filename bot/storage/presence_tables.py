"""The rows of where the bot is."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import Moment, Tenant
from bot.storage.tables import Base


class PresenceRow(Base):
    """A workspace that has the bot, or left it at that moment."""

    __tablename__ = "presences"
    __table_args__ = (Index(None, "left_at"),)

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
