"""A small cache whose entries run out; the oldest give way when it is full."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Expiring(Generic[K, V]):
    """At most ``size`` values, each for ``life``; keys carry their tenant, so that tenants never share one."""

    def __init__(self, size: int, life: timedelta, now: Callable[[], datetime]) -> None:
        self._size = size
        self._life = life
        self._now = now
        self._values: OrderedDict[K, tuple[V, datetime]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return the value, unless it has run out."""
        found = self._values.get(key)
        if found is None or found[1] <= self._now():
            self._values.pop(key, None)
            return None
        return found[0]

    def put(self, key: K, value: V, life: timedelta | None = None) -> None:
        """Keep a value."""
        self._values[key] = (value, self._now() + (self._life if life is None else life))
        self._values.move_to_end(key)
        while len(self._values) > self._size:
            self._values.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forget a value."""
        self._values.pop(key, None)
