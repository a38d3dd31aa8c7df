"""What the core asks of storage: one unit of work a command, repositories inside it, values in and out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from bot.answer_log import AnswerLog
from bot.daily_rows import DailyRepository
from bot.identity import Actor, Place
from bot.installation_rows import DeliveryRepository, InstallationRepository, OAuthStateRepository
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.outbox import PostRepository
from bot.presence_rows import PresenceRepository
from bot.quiz.memory import Card, HeldCard, Rating, Review, Sitting, Source
from bot.quiz.model import AnswerRecord, Item, Player, Session, SessionId
from bot.role_rows import RoleRepository
from bot.study import PlanRepository, UptimeRepository
from bot.team_rows import ChannelRepository, DraftRepository, TermRepository
from bot.unfound_rows import UnfoundRepository
from bot.wotd_rows import WordRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What one person chose; ``locale`` None follows the platform's. Who is ``hidden`` is named on no board."""

    locale: Locale | None = None
    romaji: bool = True
    hidden: bool = False


class SessionRepository(Protocol):
    """Quiz sessions of a workspace."""

    def add(self, session: Session) -> bool:
        """Keep a new session with its items; False if the channel has an open round and this is another."""
        ...

    def get(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session; until this unit of work ends, no other one can change it."""
        ...

    def get_if_free(self, tenant: str, session_id: SessionId) -> Session | None:
        """Return the session as ``get`` does, or None at once if another unit of work has it just now."""
        ...

    def open_of(self, actor: Actor, place: Place) -> Session | None:
        """Return the newest open solo quiz that ``actor`` started in this place (thread included), if any."""
        ...

    def round_in(self, place: Place) -> Session | None:
        """Return the open round in the place's channel, whatever thread it is in, if any."""
        ...

    def save(self, session: Session) -> None:
        """Keep the session's state and deadlines; its place and items never change."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, SessionId], ...]:
        """Return tenant and id of at most ``limit`` open sessions due by ``now``, the longest due first.

        Of all workspaces: what is read after that is read by its tenant again.
        """
        ...

    def next_due(self) -> datetime | None:
        """Return when the next open session of any workspace is due."""
        ...

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        """Return the items that are asked now in the place's channel, threads included, other than solo."""
        ...

    def recent_items(self, place: Place, number: int, since: datetime) -> frozenset[str]:
        """Return the ids of the last ``number`` items asked in the place's channel and of all asked since then."""
        ...


class PlayerRepository(Protocol):
    """Who joined which session."""

    def add(self, session: Session, player: Player, actor: Actor) -> bool:
        """Keep ``actor`` as a player and refresh the name on the board; False if they had joined already."""
        ...

    def of(self, session: Session) -> tuple[Player, ...]:
        """Return the players in the order they joined."""
        ...

    def assign(self, session: Session, players: Collection[Player]) -> None:
        """Keep the players' teams."""
        ...


class AnswerRepository(Protocol):
    """The answers of a session; see ``bot.answer_log`` for what is read over many of them."""

    def add(self, session: Session, record: AnswerRecord, actor: Actor) -> bool:
        """Keep ``actor``'s answer and refresh the name on the board; False if there was one already."""
        ...

    def of(self, session: Session) -> tuple[AnswerRecord, ...]:
        """Return all answers of the session, by question, then by time."""
        ...

    def totals(self, tenant: str, user_ids: Collection[str], since: datetime) -> Mapping[str, tuple[int, int]]:
        """Return how many answers each person gave since then: right ones, and all. Who gave none is left out."""
        ...


class PreferenceRepository(Protocol):
    """What people chose."""

    def get(self, actor: Actor) -> Preferences:
        """Return the person's choices, or the defaults."""
        ...

    def set(self, actor: Actor, preferences: Preferences) -> None:
        """Keep the person's choices."""
        ...


class SavedWordRepository(Protocol):
    """Words people want to keep."""

    def add(self, actor: Actor, entry_id: EntryId, saved_at: datetime) -> bool:
        """Keep the word; False if it was kept already."""
        ...

    def remove(self, actor: Actor, entry_id: EntryId) -> None:
        """Keep the word no longer."""
        ...

    def of(self, actor: Actor) -> tuple[EntryId, ...]:
        """Return the person's words, the newest first."""
        ...


class CardRepository(Protocol):
    """What people remember: a card for each word, and the log of its reviews."""

    def add(self, actor: Actor, entry_id: EntryId, source: Source, added_at: datetime) -> bool:
        """Keep a new card; False if the person has one of the word already."""
        ...

    def held(self, actor: Actor, entry_id: EntryId) -> HeldCard | None:
        """Return the person's card of the word; until this unit of work ends, no other one can change it."""
        ...

    def of(self, actor: Actor) -> tuple[HeldCard, ...]:
        """Return the person's cards, the first to be due first."""
        ...

    def keep(self, actor: Actor, entry_id: EntryId, review: Review, card: Card) -> bool:
        """Add a review to the log and keep the card as it is after it; False if its key is in the log already."""
        ...

    def rerate(self, actor: Actor, entry_id: EntryId, key: str, rating: Rating, card: Card) -> None:
        """Change the rating of a review in the log, and keep the card as it is with that."""
        ...

    def reviews(self, actor: Actor, entry_id: EntryId) -> tuple[Review, ...]:
        """Return the log of a card in the order in which it was kept."""
        ...

    def ratings(self, actor: Actor, prefix: str) -> Mapping[str, Rating]:
        """Return the ratings of the reviews whose key begins with ``prefix``, by key."""
        ...

    def missed(self, actor: Actor) -> tuple[EntryId, ...]:
        """Return the words that the person ever did not know, in the order of their names."""
        ...

    def restore(self, actor: Actor, entry_id: EntryId, card: Card, reviews: int) -> None:
        """Keep a card as its log of so many reviews makes it."""
        ...

    def remove_new(self, actor: Actor, entry_id: EntryId) -> None:
        """Delete the card if it was never reviewed."""
        ...

    def days(self, actor: Actor) -> frozenset[date]:
        """Return the local dates on which the person reviewed a word."""
        ...

    def owners(self, after: tuple[str, str], limit: int) -> tuple[tuple[str, str], ...]:
        """Return at most ``limit`` tenants and ids of people with cards, in order, those up to ``after`` left out."""
        ...


class SittingRepository(Protocol):
    """Sittings of reviews."""

    def add(self, actor: Actor, sitting: Sitting) -> None:
        """Keep a new sitting, and drop those of the person that began a month before it."""
        ...

    def get(self, actor: Actor, sitting_id: str) -> Sitting | None:
        """Return the person's sitting; until this unit of work ends, no other one can change it."""
        ...

    def open_of(self, actor: Actor, since: datetime) -> Sitting | None:
        """Return the person's newest sitting that was begun since then and is not over."""
        ...

    def save(self, actor: Actor, sitting: Sitting) -> None:
        """Keep how far the sitting has come."""
        ...


class PeopleRepository(Protocol):
    """Everything kept about one person, whatever table it is in."""

    def names(self, tenant: str, user_ids: Collection[str]) -> Mapping[str, str]:
        """Return the names that may be shown: none of people who hide or are forgotten."""
        ...

    def introduce(self, actor: Actor) -> None:
        """Keep the person's present name."""
        ...

    def export(self, actor: Actor) -> dict[str, list[dict[str, object]]]:
        """Return every row about the person by table, as values that JSON can hold."""
        ...

    def forget(self, actor: Actor, alias: str) -> int:
        """Delete the person and return how many rows were touched.

        Answers that the team's totals rest on stay under ``alias``, a fresh random name that leads to nobody.
        """
        ...

    def forget_workspace(self, tenant: str) -> int:
        """Delete every row of the workspace, its tokens among them, and return how many there were."""
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
        """Answers."""
        ...

    @property
    def log(self) -> AnswerLog:
        """The answers as boards and reports read them."""
        ...

    @property
    def players(self) -> PlayerRepository:
        """Who joined."""
        ...

    @property
    def posts(self) -> PostRepository:
        """What is to be posted."""
        ...

    @property
    def preferences(self) -> PreferenceRepository:
        """What people chose."""
        ...

    @property
    def saved_words(self) -> SavedWordRepository:
        """Words people want to keep."""
        ...

    @property
    def cards(self) -> CardRepository:
        """What people remember."""
        ...

    @property
    def sittings(self) -> SittingRepository:
        """Sittings of reviews."""
        ...

    @property
    def daily(self) -> DailyRepository:
        """Which channels get a question of the day."""
        ...

    @property
    def words(self) -> WordRepository:
        """Words of the day."""
        ...

    @property
    def terms(self) -> TermRepository:
        """The team's own words and house rules."""
        ...

    @property
    def drafts(self) -> DraftRepository:
        """What was typed and waits for a yes."""
        ...

    @property
    def channels(self) -> ChannelRepository:
        """What was chosen for channels."""
        ...

    @property
    def plans(self) -> PlanRepository:
        """What people chose about their studying."""
        ...

    @property
    def uptime(self) -> UptimeRepository:
        """When the bot was there."""
        ...

    @property
    def roles(self) -> RoleRepository:
        """What the workspace's own list says who may."""
        ...

    @property
    def unfound(self) -> UnfoundRepository:
        """Words that nobody found."""
        ...

    @property
    def people(self) -> PeopleRepository:
        """Export and deletion of a person's data."""
        ...

    @property
    def presences(self) -> PresenceRepository:
        """Where the bot is, and what is old."""
        ...

    @property
    def installations(self) -> InstallationRepository:
        """Workspaces that have the bot."""
        ...

    @property
    def oauth_states(self) -> OAuthStateRepository:
        """Installations under way."""
        ...

    @property
    def deliveries(self) -> DeliveryRepository:
        """What has been delivered."""
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
