"""Stand-ins for what the core is handed: a clock that is set by hand and a storage that lives in memory."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from bot.identity import Actor, Place
from bot.installation_rows import Installation
from bot.lexicon.model import EntryId
from bot.ports import Preferences
from bot.quiz.model import AnswerRecord, Item, Phase, Player, Session, SessionId, SessionMode, SessionStatus
from tests.fake_daily import FakeDaily, Schedules
from tests.fake_log import FakeLog
from tests.fake_memory import FakeCards, FakePlans, FakeSittings, FakeUptime, MemoryRows
from tests.fake_players import FakePlayers
from tests.fake_posts import FakePost, FakePosts
from tests.fake_presences import FakePresences, PresenceRows
from tests.fake_roles import FakeRoles, RoleRows
from tests.fake_team import FakeChannels, FakeDrafts, FakeTerms, TeamRows
from tests.fake_unfound import FakeUnfound, UnfoundRows
from tests.fake_words import FakeWords, WordRows

Person = tuple[str, str]


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


@dataclass
class Rows:
    """What a FakeStorage holds."""

    sessions: dict[tuple[str, SessionId], Session] = field(default_factory=dict)
    answers: dict[tuple[str, SessionId, int, str], AnswerRecord] = field(default_factory=dict)
    names: dict[Person, str] = field(default_factory=dict)
    preferences: dict[Person, Preferences] = field(default_factory=dict)
    installations: dict[str, Installation] = field(default_factory=dict)
    oauth_states: dict[tuple[str, str], datetime] = field(default_factory=dict)
    deliveries: dict[tuple[str, str], datetime] = field(default_factory=dict)
    saved_words: dict[tuple[str, str, EntryId], datetime] = field(default_factory=dict)
    players: dict[tuple[str, SessionId, str], Player] = field(default_factory=dict)
    posts: dict[tuple[str, str], FakePost] = field(default_factory=dict)
    hidden: set[Person] = field(default_factory=set)
    memory: MemoryRows = field(default_factory=MemoryRows)
    words: WordRows = field(default_factory=WordRows)
    daily: Schedules = field(default_factory=dict)
    team: TeamRows = field(default_factory=TeamRows)
    roles: RoleRows = field(default_factory=dict)
    presences: PresenceRows = field(default_factory=dict)
    unfound: UnfoundRows = field(default_factory=UnfoundRows)

    def copy(self) -> "Rows":
        return Rows(
            dict(self.sessions),
            dict(self.answers),
            dict(self.names),
            dict(self.preferences),
            dict(self.installations),
            dict(self.oauth_states),
            dict(self.deliveries),
            dict(self.saved_words),
            dict(self.players),
            dict(self.posts),
            set(self.hidden),
            self.memory.copy(),
            self.words.copy(),
            dict(self.daily),
            self.team.copy(),
            dict(self.roles),
            dict(self.presences),
            self.unfound.copy(),
        )


class FakeStorage:
    """A unit-of-work factory over ``rows``; the storage tests hold it to what the databases do."""

    def __init__(self) -> None:
        self.rows = Rows()

    def __call__(self, *, read_only: bool = False) -> "FakeUnitOfWork":
        return FakeUnitOfWork(self, read_only=read_only)

    def close(self) -> None:
        """Do nothing: there is nothing to close."""


class FakeUnitOfWork:
    """Works on a copy of the rows, which ``commit`` makes the real ones."""

    def __init__(self, storage: FakeStorage, *, read_only: bool) -> None:
        self._storage = storage
        self._read_only = read_only

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begin()

    def commit(self) -> None:
        if self._read_only:
            raise RuntimeError("a read-only unit of work cannot commit")
        self._storage.rows = self._rows
        self._begin()

    def _begin(self) -> None:
        self._rows = self._storage.rows.copy()
        self.sessions = FakeSessions(self._rows)
        self.answers = FakeAnswers(self._rows)
        self.log = FakeLog(self._rows.sessions, self._rows.answers)
        self.players = FakePlayers(self._rows.players, self._rows.names)
        self.posts = FakePosts(self._rows.posts)
        self.preferences = FakePreferences(self._rows)
        self.people = FakePeople(self._rows)
        self.saved_words = FakeSavedWords(self._rows)
        self.cards = FakeCards(self._rows.memory)
        self.sittings = FakeSittings(self._rows.memory)
        self.plans = FakePlans(self._rows.memory)
        self.uptime = FakeUptime(self._rows.memory)
        self.words = FakeWords(self._rows.words)
        self.daily = FakeDaily(self._rows.daily, self._rows.sessions)
        self.terms = FakeTerms(self._rows.team)
        self.drafts = FakeDrafts(self._rows.team)
        self.channels = FakeChannels(self._rows.team)
        self.roles = FakeRoles(self._rows.roles)
        self.presences = FakePresences(self._rows.presences)
        self.unfound = FakeUnfound(self._rows.unfound)
        self.installations = FakeInstallations(self._rows)
        self.oauth_states = FakeOAuthStates(self._rows)
        self.deliveries = FakeDeliveries(self._rows)


class FakeSessions:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, session: Session) -> bool:
        if session.mode.is_round and self.round_in(session.place):
            return False
        if (session.tenant, session.id) in self._rows.sessions:
            return False
        self._rows.sessions[session.tenant, session.id] = session
        return True

    def get(self, tenant: str, session_id: SessionId) -> Session | None:
        return self._rows.sessions.get((tenant, session_id))

    def get_if_free(self, tenant: str, session_id: SessionId) -> Session | None:
        return self.get(tenant, session_id)

    def round_in(self, place: Place) -> Session | None:
        return next((each for each in self._in(place) if each.mode.is_round and each.is_open), None)

    def due(self, now: datetime, limit: int) -> tuple[tuple[str, SessionId], ...]:
        waiting = sorted(
            (each.due_at, each.id, each.tenant) for each in self._rows.sessions.values() if each.is_open and each.due_at
        )
        return tuple((tenant, session_id) for due_at, session_id, tenant in waiting if due_at <= now)[:limit]

    def next_due(self) -> datetime | None:
        moments = [each.due_at for each in self._rows.sessions.values() if each.is_open and each.due_at]
        return min(moments, default=None)

    def asked_in(self, place: Place) -> tuple[Item, ...]:
        open_ones = [each for each in self._in(place) if each.is_open and each.phase is Phase.ASKING]
        return tuple(each.items[each.position] for each in open_ones)

    def recent_items(self, place: Place, number: int, since: datetime) -> frozenset[str]:
        asked = [
            (closes_at, item.id)
            for each in self._in(place)
            for closes_at, item in zip(each.closings, each.items, strict=False)
        ]
        asked.sort(reverse=True)
        return frozenset(item for rank, (closes_at, item) in enumerate(asked) if rank < number or closes_at >= since)

    def _in(self, place: Place) -> list[Session]:
        return [
            each
            for each in self._rows.sessions.values()
            if (each.tenant, each.place.channel) == (place.tenant, place.channel) and each.mode is not SessionMode.SOLO
        ]

    def open_of(self, actor: Actor, place: Place) -> Session | None:
        own = [
            session
            for session in self._rows.sessions.values()
            if session.place == place
            and session.tenant == actor.tenant
            and session.started_by == actor.user_id
            and session.status is SessionStatus.OPEN
            and session.mode is SessionMode.SOLO
        ]
        return max(own, key=lambda session: session.started_at, default=None)

    def save(self, session: Session) -> None:
        kept = self._rows.sessions[session.tenant, session.id]
        self._rows.sessions[session.tenant, session.id] = replace(
            session, place=kept.place, items=kept.items, started_by=kept.started_by, started_at=kept.started_at
        )


class FakeAnswers:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, session: Session, record: AnswerRecord, actor: Actor) -> bool:
        key = (session.tenant, record.session_id, record.question, record.user_id)
        if key in self._rows.answers:
            return False
        self._rows.answers[key] = record
        self._rows.names[actor.tenant, actor.user_id] = actor.display_name
        return True

    def of(self, session: Session) -> tuple[AnswerRecord, ...]:
        found = [
            record
            for (tenant, session_id, _, _), record in self._rows.answers.items()
            if (tenant, session_id) == (session.tenant, session.id)
        ]
        return tuple(sorted(found, key=lambda record: (record.question, record.answered_at, record.user_id)))

    def totals(self, tenant: str, user_ids: Collection[str], since: datetime) -> dict[str, tuple[int, int]]:
        totals: dict[str, tuple[int, int]] = {}
        for (owner, _, _, user_id), record in self._rows.answers.items():
            if owner == tenant and user_id in user_ids and record.answered_at >= since:
                right, given = totals.get(user_id, (0, 0))
                totals[user_id] = (right + record.credit, given + (record.verdict is not None))
        return totals


class FakePreferences:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, actor: Actor) -> Preferences:
        return self._rows.preferences.get((actor.tenant, actor.user_id), Preferences())

    def set(self, actor: Actor, preferences: Preferences) -> None:
        self._rows.preferences[actor.tenant, actor.user_id] = preferences
        (self._rows.hidden.add if preferences.hidden else self._rows.hidden.discard)((actor.tenant, actor.user_id))


class FakeSavedWords:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, actor: Actor, entry_id: EntryId, saved_at: datetime) -> bool:
        words = self._rows.saved_words
        if (actor.tenant, actor.user_id, entry_id) in words:
            return False
        words[actor.tenant, actor.user_id, entry_id] = saved_at
        return True

    def remove(self, actor: Actor, entry_id: EntryId) -> None:
        self._rows.saved_words.pop((actor.tenant, actor.user_id, entry_id), None)

    def of(self, actor: Actor) -> tuple[EntryId, ...]:
        own = [
            (-saved_at.timestamp(), entry_id)
            for (tenant, user_id, entry_id), saved_at in self._rows.saved_words.items()
            if (tenant, user_id) == (actor.tenant, actor.user_id)
        ]
        return tuple(entry_id for _, entry_id in sorted(own))


class FakePeople:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def names(self, tenant: str, user_ids: Collection[str]) -> dict[str, str]:
        return {
            user_id: name
            for (owner, user_id), name in self._rows.names.items()
            if owner == tenant and user_id in user_ids and (owner, user_id) not in self._rows.hidden
        }

    def introduce(self, actor: Actor) -> None:
        self._rows.names[actor.tenant, actor.user_id] = actor.display_name

    def export(self, actor: Actor) -> dict[str, list[dict[str, object]]]:
        person = (actor.tenant, actor.user_id)
        answers: list[dict[str, object]] = [
            {"session_id": session_id, "question": question}
            for tenant, session_id, question, user_id in self._rows.answers
            if (tenant, user_id) == person
        ]
        names: list[dict[str, object]] = (
            [{"display_name": self._rows.names[person]}] if person in self._rows.names else []
        )
        return {"people": names, "quiz_answers": answers}

    def forget_workspace(self, tenant: str) -> int:
        raise AssertionError(
            f"{tenant}: a workspace is only ever deleted from a real database, where its rows can be counted"
        )

    def forget(self, actor: Actor, alias: str) -> int:
        person = (actor.tenant, actor.user_id)
        self._rows.names.pop(person, None)
        self._rows.preferences.pop(person, None)
        self._rows.memory.forget(actor)
        for word in [kept for kept in self._rows.saved_words if kept[:2] == person]:
            del self._rows.saved_words[word]
        for key, session in list(self._rows.sessions.items()):
            if (session.tenant, session.started_by) == person:
                still = session.status
                stops = still is SessionStatus.OPEN and session.mode is SessionMode.SOLO
                status = SessionStatus.STOPPED if stops else still
                self._rows.sessions[key] = replace(session, started_by=alias, status=status)
        for joined, player in list(self._rows.players.items()):
            if (joined[0], joined[2]) == person:
                del self._rows.players[joined]
                self._rows.players[joined[0], joined[1], alias] = replace(player, user_id=alias)
        for post_key, post in list(self._rows.posts.items()):
            if (post_key[0], post.draft.to_person) == person:
                del self._rows.posts[post_key]
        touched = 0
        for key_, record in list(self._rows.answers.items()):
            tenant, session_id, question, user_id = key_
            if (tenant, user_id) == person:
                del self._rows.answers[key_]
                renamed = replace(record, user_id=alias)
                self._rows.answers[tenant, session_id, question, alias] = renamed
                touched += 1
        return touched


class FakeInstallations:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, tenant: str) -> Installation | None:
        return self._rows.installations.get(tenant)

    def save(self, installation: Installation) -> None:
        self._rows.installations[installation.tenant] = installation

    def remove(self, tenant: str, installed_before: datetime) -> bool:
        found = self._rows.installations.get(tenant)
        if found is None or found.installed_at >= installed_before:
            return False
        del self._rows.installations[tenant]
        return True

    def tenants(self, after: str, limit: int) -> tuple[str, ...]:
        return tuple(sorted(name for name in self._rows.installations if name > after)[:limit])

    def reseal(self, installation: Installation, sealed: str) -> bool:
        if self._rows.installations.get(installation.tenant) != installation:
            return False
        self._rows.installations[installation.tenant] = replace(installation, sealed=sealed)
        return True


class FakeOAuthStates:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, tenant: str, state: str, expires_at: datetime) -> None:
        oldest, states = expires_at - timedelta(days=1), self._rows.oauth_states
        self._rows.oauth_states = {key: at for key, at in states.items() if key[0] != tenant or at >= oldest}
        self._rows.oauth_states[tenant, state] = expires_at

    def take(self, tenant: str, state: str, now: datetime) -> bool:
        expires_at = self._rows.oauth_states.pop((tenant, state), None)
        return expires_at is not None and now < expires_at


class FakeDeliveries:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def claim(self, tenant: str, key: str, now: datetime) -> bool:
        if (tenant, key) in self._rows.deliveries:
            return False
        self._rows.deliveries[tenant, key] = now
        return True

    def prune(self, tenant: str, before: datetime) -> int:
        old = [key for key, moment in self._rows.deliveries.items() if key[0] == tenant and moment < before]
        for key in old:
            del self._rows.deliveries[key]
        return len(old)
