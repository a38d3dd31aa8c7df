"""The rows of a team's own glossary. As all rows they carry their tenant, and every query names it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.lexicon.model import Entry
from bot.storage.columns import EntryJson, Moment, PersonId, Tenant, TypedJson
from bot.storage.tables import Base


class TermRow(Base):
    """A team's own word as it is now. ``locale`` is the language of who suggested it.

    ``replaces`` is the published word that a suggested edit is for, ``base`` the revision that was edited.
    """

    __tablename__ = "team_terms"
    __table_args__ = (
        CheckConstraint("state IN ('suggested', 'published', 'refused', 'withdrawn', 'adopted')", name="state"),
        Index(None, "tenant", "state", "changed_at"),
        Index(None, "tenant", "review_at"),
        Index(None, "tenant", "suggested_by", "state"),
        Index(None, "tenant", "replaces"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    entry: Mapped[Entry] = mapped_column(EntryJson)
    owner: Mapped[str] = mapped_column(PersonId)
    suggested_by: Mapped[str] = mapped_column(PersonId)
    suggested_at: Mapped[datetime] = mapped_column(Moment)
    locale: Mapped[str | None]
    changed_by: Mapped[str] = mapped_column(PersonId)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int]
    decided_by: Mapped[str | None] = mapped_column(PersonId)
    reason: Mapped[str]
    review_at: Mapped[datetime | None] = mapped_column(Moment)
    replaces: Mapped[str | None]
    base: Mapped[int | None]


class TermHistoryRow(Base):
    """A word as it was after one step: the primary key is what keeps two steps from being the same one."""

    __tablename__ = "team_history"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "term_id"], ["team_terms.tenant", "team_terms.id"], ondelete="CASCADE"),
        Index(None, "tenant", "changed_by"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    term_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    entry: Mapped[Entry] = mapped_column(EntryJson)
    changed_by: Mapped[str] = mapped_column(PersonId)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]


class TeamRevisionRow(Base):
    """How often a workspace's own words or rules have changed so that a lookup can see it."""

    __tablename__ = "team_revisions"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    revision: Mapped[int]


class HouseRuleRow(Base):
    """What the house says about an entry, shared or its own."""

    __tablename__ = "house_rules"
    __table_args__ = (
        CheckConstraint("verdict IN ('preferred', 'avoid')", name="verdict"),
        Index(None, "tenant", "set_by"),
    )

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    entry_id: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    why: Mapped[str]
    instead: Mapped[str | None]
    set_by: Mapped[str] = mapped_column(PersonId)
    set_at: Mapped[datetime] = mapped_column(Moment)


class DraftRow(Base):
    """What somebody typed that is not kept as a word yet: it waits for their yes. Nobody else sees it."""

    __tablename__ = "team_drafts"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    user_id: Mapped[str] = mapped_column(PersonId, primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    typed: Mapped[dict[str, str]] = mapped_column(TypedJson)
    made_at: Mapped[datetime] = mapped_column(Moment)


class ChannelRow(Base):
    """What was chosen for a channel: ``hints`` are the house rules after a message was explained there."""

    __tablename__ = "channel_settings"

    tenant: Mapped[str] = mapped_column(Tenant, primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    hints: Mapped[bool]
