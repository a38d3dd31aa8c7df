"""Column types with a meaning: moments in UTC, values kept as JSON, and the ids that lead to a person."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from bot.lexicon.model import Entry
from bot.posting import Subject
from bot.quiz.model import Item
from bot.quiz.streak import Stay


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept and returned in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment in UTC; a naive datetime is a mistake in the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment with UTC as its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ItemJson(TypeDecorator[Item]):
    """A quiz item as JSON text, so that neither a restart nor a new glossary changes a running quiz."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Item | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the item as JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Item | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the item that the JSON holds."""
        return None if value is None else msgspec.json.decode(value, type=Item)


class ItemsJson(TypeDecorator[tuple[Item, ...]]):
    """Quiz items as JSON text, for the same reason."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Item, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the items as JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Item, ...] | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the items that the JSON holds."""
        return None if value is None else msgspec.json.decode(value, type=tuple[Item, ...])


class StaysJson(TypeDecorator[tuple[Stay, ...]]):
    """Where a person was and since when, as JSON text; a zone is kept by its name."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Stay, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the stays as JSON."""
        return None if value is None else msgspec.json.encode([(stay.since, stay.zone.key) for stay in value]).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Stay, ...] | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the stays that the JSON holds."""
        if value is None:
            return None
        kept = msgspec.json.decode(value, type=list[tuple[datetime, str]])
        return tuple(Stay(since.astimezone(UTC), ZoneInfo(zone)) for since, zone in kept)


class SubjectJson(TypeDecorator[Subject]):
    """What a post is about, as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Subject | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the subject as JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Subject | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the subject that the JSON holds."""
        return None if value is None else msgspec.json.decode(value, type=Subject)


class EntryJson(TypeDecorator[Entry]):
    """A team's own word as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Entry | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the entry as JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Entry | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the entry that the JSON holds."""
        return None if value is None else msgspec.json.decode(value, type=Entry)


class TypedJson(TypeDecorator[dict[str, str]]):
    """What somebody typed into a form, by the names of its fields, as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the fields as JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str] | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the fields that the JSON holds."""
        return None if value is None else msgspec.json.decode(value, type=dict[str, str])


class PersonId(TypeDecorator[str]):
    """A platform's id of a person. A table with such a column must say how it is exported and forgotten."""

    impl = String
    cache_ok = True


class Tenant(TypeDecorator[str]):
    """The key of a workspace. Every table of a workspace's rows has such a column, its primary key begins with it."""

    impl = String
    cache_ok = True
