"""The outbox: posts waiting to be sent, being sent, and sent.

What is due is looked for in all workspaces, and only keys are read then; the rows are read and changed by tenant.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, text, tuple_, update
from sqlalchemy.orm import Session as Connection
from sqlalchemy.orm import aliased

from bot.identity import Place
from bot.localized import Locale
from bot.outbox import Claim, State
from bot.posting import Deferred, Draft, InDoubt, Outcome, Posted, Undeliverable
from bot.storage.reach import anywhere
from bot.storage.tables import PostRow
from bot.storage.upsert import insert

_FIRST_RETRY = timedelta(seconds=1)
_LAST_RETRY = timedelta(minutes=2)
_NO_LEASE = timedelta(minutes=5)
"""A lease that ends later than this was given by a clock that was wrong."""
# PostgreSQL locks by number; this one stands for "Naruhaya takes posts".
_CLAIM_LOCK = 0x6E617276


_ENDED = (State.SENT.value, State.UNKNOWN.value, State.FAILED.value, State.DROPPED.value)


class SqlPosts:
    """See ``bot.ports.PostRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._added = 0

    def add(self, draft: Draft, now: datetime) -> bool:
        """Keep a post to be sent; False if there was one with its key already."""
        self._added += 1
        statement = (
            insert(self._connection, PostRow)
            .values(
                tenant=draft.place.tenant,
                key=draft.key,
                platform=draft.place.platform,
                channel=draft.place.channel,
                thread=draft.place.thread,
                user_id=draft.to_person,
                subject=draft.subject,
                locale=draft.locale.value,
                edits=draft.edits,
                sequence=self._added,
                created_at=now,
                due_at=draft.due_at,
                expires_at=draft.expires_at,
                state=State.WAITING.value,
                attempts=0,
                in_doubt=False,
            )
            .on_conflict_do_nothing(index_elements=[PostRow.tenant, PostRow.key])
            .returning(PostRow.key)
        )
        return self._connection.execute(statement).first() is not None

    def state(self, tenant: str, key: str) -> State | None:
        """Return how far the post with this key has come."""
        row = self._row(tenant, key)
        return State(row.state) if row else None

    def amend(self, tenant: str, key: str, now: datetime, expires_at: datetime) -> None:
        """See to it that the post is shown as it is now."""
        # Locked, so that whoever takes it to send it reads what this transaction writes, or has taken it before.
        unsent = self._connection.scalar(
            select(PostRow.key)
            .where(
                PostRow.tenant == tenant,
                or_(PostRow.key == key, PostRow.edits == key),
                PostRow.state == State.WAITING.value,
            )
            .limit(1)
            .with_for_update()
        )
        target = self._row(tenant, key)
        if unsent or target is None:
            return
        edits = self._connection.scalar(
            select(func.count()).select_from(PostRow).where(PostRow.tenant == tenant, PostRow.edits == key)
        )
        self.add(
            Draft(
                key=f"{key}/{(edits or 0) + 1}",
                place=_place(target),
                subject=target.subject,
                locale=Locale(target.locale),
                due_at=now,
                expires_at=expires_at,
                to_person=target.user_id,
                edits=key,
            ),
            now,
        )

    def has_due(self, platform: str, now: datetime) -> bool:
        """Return whether a claim might find something."""
        return bool(self._keys(_is_due(platform, now), 1))

    def next_due(self, after: datetime) -> datetime | None:
        """Return when, after that moment, a post may next be claimed or a lease be over."""
        moments = [
            self._connection.scalar(
                anywhere(select(func.min(moment))).where(PostRow.state == state.value, moment > after)
            )
            for state, moment in (
                (State.WAITING, PostRow.due_at),
                (State.WAITING, PostRow.leased_until),
                (State.SENDING, PostRow.leased_until),
            )
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def claim(self, platform: str, now: datetime, until: datetime, limit: int) -> tuple[Claim, ...]:
        """Take the oldest post of each channel and person that has none under way."""
        if self._connection.get_bind().dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIM_LOCK})
        for tenant, key in self._keys(and_(PostRow.platform == platform, _is_abandoned(now)), limit):
            self._change(tenant, key, State.SENDING, state=State.WAITING.value, in_doubt=True, leased_until=None)
        claims: list[Claim] = []
        for tenant, key in self._keys(and_(_is_due(platform, now), _is_head(now)), limit):
            claim = self._take(tenant, key, now, until)
            if claim:
                claims.append(claim)
        return tuple(claims)

    def settle(self, tenant: str, key: str, attempt: int, outcome: Outcome, now: datetime) -> Draft | None:
        """Keep what became of a claim and return its post; None if another claim has taken its place."""
        row = self._row(tenant, key)
        found_after_all = isinstance(outcome, Posted) and row is not None and row.state == State.UNKNOWN.value
        if row is None or (row.state in _ENDED and not found_after_all):
            return None
        draft = _to_draft(row)
        return draft if self._settle(row, attempt, outcome, now) else None

    def _settle(self, row: PostRow, attempt: int, outcome: Outcome, now: datetime) -> bool:
        tenant, key = row.tenant, row.key
        if isinstance(outcome, Posted):
            # Whoever sends it now again sends it in doubt: that it came through is known all the same.
            return self._change(tenant, key, state=State.SENT.value, message=outcome.message, leased_until=None)
        if row.state != State.SENDING.value or row.attempts != attempt:
            return False
        match outcome:
            case Undeliverable(reason, detail):
                said = f"{reason.value} {detail}".strip()[:200]
                return self._change(tenant, key, State.SENDING, state=State.FAILED.value, detail=said)
            case Deferred(retry_after_s):
                retry_at = now + timedelta(seconds=max(0.0, retry_after_s))
                return self._change(tenant, key, State.SENDING, state=State.WAITING.value, leased_until=retry_at)
            case InDoubt():
                if row.in_doubt and row.edits is None:
                    return self._change(tenant, key, State.SENDING, state=State.UNKNOWN.value)
                retry_at = now + min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(attempt, 10))
                return self._change(
                    tenant, key, State.SENDING, state=State.WAITING.value, in_doubt=True, leased_until=retry_at
                )

    def prune(self, tenant: str, before: datetime) -> int:
        """Delete the tenant's posts that came to their end and were made before then; return how many."""
        gone = self._connection.execute(
            delete(PostRow)
            .where(PostRow.tenant == tenant, PostRow.state.in_(_ENDED), PostRow.created_at < before)
            .returning(PostRow.key)
        )
        return len(gone.all())

    def _keys(self, condition: ColumnElement[bool], limit: int) -> Sequence[tuple[str, str]]:
        rows = self._connection.execute(
            anywhere(select(PostRow.tenant, PostRow.key))
            .where(condition)
            .order_by(PostRow.due_at, PostRow.created_at, PostRow.sequence, PostRow.key)
            .limit(limit)
        )
        return [(tenant, key) for tenant, key in rows]

    def _take(self, tenant: str, key: str, now: datetime, until: datetime) -> Claim | None:
        """Take a post that is the first of its channel, or end it if there is nothing to send any more."""
        row = self._row(tenant, key)
        if row is None:
            return None
        if row.expires_at <= now:
            self._change(tenant, key, State.WAITING, state=State.DROPPED.value)
            return None
        message = None
        if row.edits is not None:
            target = self._row(tenant, row.edits)
            if target is None or target.state == State.FAILED.value:
                self._change(tenant, key, State.WAITING, state=State.DROPPED.value)
                return None
            if target.state not in _ENDED:
                return None
            message = target.message
        attempt = row.attempts + 1
        if not self._change(
            tenant, key, State.WAITING, state=State.SENDING.value, attempts=attempt, leased_until=until
        ):
            return None
        draft = _to_draft(row)
        return Claim(draft=draft, attempt=attempt, in_doubt=row.in_doubt, message=message)

    def _row(self, tenant: str, key: str) -> PostRow | None:
        return self._connection.get(PostRow, (tenant, key), populate_existing=True)

    def _change(self, tenant: str, key: str, only_if: State | None = None, /, **columns: object) -> bool:
        """Change the row, if it is in that state; return whether it was."""
        statement = update(PostRow).where(PostRow.tenant == tenant, PostRow.key == key)
        if only_if:
            statement = statement.where(PostRow.state == only_if.value)
        return self._connection.execute(statement.values(**columns).returning(PostRow.key)).first() is not None


def _is_due(platform: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition of a post that somebody should look at: due, or its lease over."""
    return and_(
        PostRow.platform == platform,
        or_(
            and_(
                PostRow.state == State.WAITING.value,
                PostRow.due_at <= now,
                or_(PostRow.leased_until.is_(None), PostRow.leased_until <= now),
            ),
            _is_abandoned(now),
        ),
    )


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    """Return the condition of a post that somebody took and did not settle in time."""
    over = or_(PostRow.leased_until <= now, PostRow.leased_until > now + _NO_LEASE)
    return and_(PostRow.state == State.SENDING.value, over)


def _is_head(now: datetime) -> ColumnElement[bool]:
    """Return the condition of a post that none goes before in its channel: none under way, none due earlier."""
    other = aliased(PostRow)
    same = and_(
        other.tenant == PostRow.tenant,
        other.channel == PostRow.channel,
        other.user_id.is_not_distinct_from(PostRow.user_id),
        other.key != PostRow.key,
    )
    earlier = and_(
        other.state == State.WAITING.value,
        other.due_at <= now,
        tuple_(other.due_at, other.created_at, other.sequence, other.key)
        < tuple_(PostRow.due_at, PostRow.created_at, PostRow.sequence, PostRow.key),
    )
    blocked = exists().where(same, or_(other.state == State.SENDING.value, earlier))
    return and_(PostRow.state == State.WAITING.value, ~blocked)


def _to_draft(row: PostRow) -> Draft:
    return Draft(
        key=row.key,
        place=_place(row),
        subject=row.subject,
        locale=Locale(row.locale),
        due_at=row.due_at,
        expires_at=row.expires_at,
        to_person=row.user_id,
        edits=row.edits,
    )


def _place(row: PostRow) -> Place:
    platform, _, workspace = row.tenant.partition(":")
    return Place(platform=platform, workspace=workspace, channel=row.channel, thread=row.thread)
