"""The outbox in memory; the storage tests hold it to what the databases do."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outbox import Claim, State
from bot.posting import Deferred, Draft, Outcome, Posted, Undeliverable


@dataclass(frozen=True, kw_only=True)
class FakePost:
    """A row of the outbox."""

    draft: Draft
    created_at: datetime
    sequence: int
    state: str = "waiting"
    attempts: int = 0
    in_doubt: bool = False
    leased_until: datetime | None = None
    message: str | None = None

    @property
    def order(self) -> tuple[datetime, datetime, int, str]:
        return (self.draft.due_at, self.created_at, self.sequence, self.draft.key)

    @property
    def lane(self) -> tuple[str, str, str | None]:
        return (self.draft.place.tenant, self.draft.place.channel, self.draft.to_person)

    def is_abandoned(self, now: datetime) -> bool:
        until = self.leased_until or now
        return self.state == "sending" and not now < until <= now + timedelta(minutes=5)


class FakePosts:
    def __init__(self, posts: dict[tuple[str, str], FakePost]) -> None:
        self._posts = posts

    def add(self, draft: Draft, now: datetime) -> bool:
        key = (draft.place.tenant, draft.key)
        if key in self._posts:
            return False
        self._posts[key] = FakePost(draft=draft, created_at=now, sequence=len(self._posts))
        return True

    def state(self, tenant: str, key: str) -> State | None:
        post = self._posts.get((tenant, key))
        return State(post.state) if post else None

    def amend(self, tenant: str, key: str, now: datetime, expires_at: datetime) -> None:
        target = self._posts.get((tenant, key))
        own = [post for post in self._posts.values() if post.draft.place.tenant == tenant]
        edits = [post for post in own if post.draft.edits == key]
        if target is None or any(post.state == "waiting" for post in [target, *edits]):
            return
        edit = replace(target.draft, key=f"{key}/{len(edits) + 1}", edits=key, due_at=now, expires_at=expires_at)
        self.add(edit, now)

    def has_due(self, platform: str, now: datetime) -> bool:
        return any(
            post.draft.place.platform == platform
            and (
                (post.state == "waiting" and post.draft.due_at <= now and (post.leased_until or now) <= now)
                or post.is_abandoned(now)
            )
            for post in self._posts.values()
        )

    def next_due(self, after: datetime) -> datetime | None:
        moments = [
            moment
            for post in self._posts.values()
            for moment, states in ((post.draft.due_at, {"waiting"}), (post.leased_until, {"waiting", "sending"}))
            if post.state in states and moment is not None and moment > after
        ]
        return min(moments, default=None)

    def claim(self, platform: str, now: datetime, until: datetime, limit: int) -> tuple[Claim, ...]:
        own = {key: post for key, post in self._posts.items() if post.draft.place.platform == platform}
        for key, post in own.items():
            if post.is_abandoned(now):
                self._posts[key] = replace(post, state="waiting", in_doubt=True, leased_until=None)
        waiting = [post for key in own if (post := self._posts[key]).state == "waiting"]
        busy = {self._posts[key].lane for key in own if self._posts[key].state == "sending"}
        claims: list[Claim] = []
        for post in sorted(waiting, key=lambda post: post.order):
            if post.draft.due_at > now or post.lane in busy or len(claims) == limit:
                continue
            busy.add(post.lane)
            claim = self._take(post, now, until)
            if claim:
                claims.append(claim)
        return tuple(claims)

    def _take(self, post: FakePost, now: datetime, until: datetime) -> Claim | None:
        if post.leased_until and post.leased_until > now:
            return None
        key = (post.draft.place.tenant, post.draft.key)
        target = None
        if post.draft.edits:
            target = self._posts.get((post.draft.place.tenant, post.draft.edits))
        gone = post.draft.edits is not None and (target is None or target.state == "failed")
        if post.draft.expires_at <= now or gone:
            self._posts[key] = replace(post, state="dropped")
            return None
        if target and target.state in {"waiting", "sending"}:
            return None
        taken = replace(post, state="sending", attempts=post.attempts + 1, leased_until=until)
        self._posts[key] = taken
        return Claim(
            draft=post.draft,
            attempt=taken.attempts,
            in_doubt=post.in_doubt,
            message=target.message if target else None,
        )

    def settle(self, tenant: str, key: str, attempt: int, outcome: Outcome, now: datetime) -> Draft | None:
        post = self._posts.get((tenant, key))
        known = {"waiting", "sending", "unknown"} if isinstance(outcome, Posted) else {"waiting", "sending"}
        if post is None or post.state not in known:
            return None
        if isinstance(outcome, Posted):
            changed = replace(post, state="sent", message=outcome.message, leased_until=None)
        elif post.state != "sending" or post.attempts != attempt:
            return None
        elif isinstance(outcome, Undeliverable):
            changed = replace(post, state="failed")
        elif isinstance(outcome, Deferred):
            changed = replace(post, state="waiting", leased_until=now + timedelta(seconds=outcome.retry_after_s))
        elif post.in_doubt and post.draft.edits is None:
            changed = replace(post, state="unknown")
        else:
            retry_at = now + min(timedelta(minutes=2), timedelta(seconds=2**attempt))
            changed = replace(post, state="waiting", in_doubt=True, leased_until=retry_at)
        self._posts[tenant, key] = changed
        return post.draft

    def prune(self, tenant: str, before: datetime) -> int:
        old = [
            key
            for key, post in self._posts.items()
            if key[0] == tenant and post.created_at < before and post.state not in {"waiting", "sending"}
        ]
        for key in old:
            del self._posts[key]
        return len(old)
