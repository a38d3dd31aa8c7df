"""What the core asks of storage: one unit of work a command, repositories inside it, values in and out."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from bot.identity import Actor, Place
from bot.localized import Locale
from bot.quiz.model import AnswerRecord, Session, SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What one person chose; ``locale`` None follows the platform's."""

    locale: Locale | None = None
    romaji: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person's line on a board: ``rank`` counts from 1, people with equal counts share it.

    ``display_name`` is None for someone whose data was deleted.
    """

    rank: int
    user_id: str
    display_name: str | None
    right: int
    answered: int


class SessionRepository(Protocol):
    """Quiz sessions of a workspace."""

    def add(self, session: Session) -> None:
        """Keep a new session with its items."""
        ...

    def get(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session; until this unit of work ends, no other one can change it."""
        ...

    def open_of(self, actor: Actor, place: Place) -> Session | None:
        """Return the newest open session that ``actor`` started in this place (thread included), if any."""
        ...

    def save(self, session: Session) -> None:
        """Keep the session's position and status; its items never change."""
        ...


class AnswerRepository(Protocol):
    """The log of answers, and the scores read from it."""

    def add(self, session: Session, record: AnswerRecord, actor: Actor) -> bool:
        """Keep ``actor``'s answer and refresh the name on the board; False if there was one already."""
        ...

    def of(self, session: Session) -> tuple[AnswerRecord, ...]:
        """Return all answers of the session, by question, then by time."""
        ...

    def leaderboard(self, place: Place, limit: int) -> tuple[Standing, ...]:
        """Return the channel's best ``limit`` people: most right answers first, then fewest given."""
        ...

    def standing(self, actor: Actor) -> Standing | None:
        """Return the person's line among the whole workspace, or None before the first answer."""
        ...


class PreferenceRepository(Protocol):
    """What people chose."""

    def get(self, actor: Actor) -> Preferences:
        """Return the person's choices, or the defaults."""
        ...

    def set(self, actor: Actor, preferences: Preferences) -> None:
        """Keep the person's choices."""
        ...


class PeopleRepository(Protocol):
    """Everything kept about one person, whatever table it is in."""

    def export(self, actor: Actor) -> dict[str, list[dict[str, object]]]:
        """Return every row about the person by table, as values that JSON can hold."""
        ...

    def forget(self, actor: Actor, alias: str) -> int:
        """Delete the person and return how many rows were touched.

        Answers that the team's totals rest on stay under ``alias``, a fresh random name that leads to nobody.
        """
        ...


class UnitOfWork(Protocol):
    """One transaction. Only ``commit()`` keeps what was done; leaving without it undoes everything.

    Raises:
        StorageError: from any call and on leaving, when the database cannot be read or written.
    """

    @property
    def sessions(self) -> SessionRepository:
        """Quiz sessions."""
        ...

    @property
    def answers(self) -> AnswerRepository:
        """Answers and scores."""
        ...

    @property
    def preferences(self) -> PreferenceRepository:
        """What people chose."""
        ...

    @property
    def people(self) -> PeopleRepository:
        """Export and deletion of a person's data."""
        ...

    def commit(self) -> None:
        """Keep everything done so far; after it returns, a crash of the machine cannot undo it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class UnitOfWorkFactory(Protocol):
    """Opens units of work; may be called from any thread."""

    def __call__(self, *, read_only: bool = False) -> UnitOfWork:
        """Return a new unit of work; one that is ``read_only`` never waits for a writer and cannot commit."""
        ...
