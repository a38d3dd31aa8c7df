"""The rows of a workspace's own list of editors and managers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.columns import Moment, PersonId, Tenant
from bot.storage.tables import Base


class RoleRow(Base):
    """Somebody whom a manager made an editor or manager."""

    __tablename__ = "roles"
    __table_args__ = (CheckConstraint("role IN ('editor', 'manager')", name="role"), Index(None, "tenant", "given_by"))

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    given_by: Mapped[str] = mapped_column(PersonId)
    given_at: Mapped[datetime] = mapped_column(Moment)
