"""Stretches of a text, and which of its places they cover."""

from collections.abc import Iterable

Span = tuple[int, int]
"""Where a stretch begins, and where it ends: the place after its last sign."""


class Places:
    """The places of a text that some spans cover."""

    def __init__(self, size: int, spans: Iterable[Span] = ()) -> None:
        self._taken = bytearray(size)
        for span in spans:
            self.take(span)

    def take(self, span: Span) -> None:
        """Cover ``span``."""
        start, end = span
        self._taken[start:end] = b"\1" * (end - start)

    def cover(self, span: Span) -> bool:
        """Tell whether every place of ``span`` is covered."""
        return self._taken.find(0, *span) < 0

    def touch(self, span: Span) -> bool:
        """Tell whether a place of ``span`` is covered."""
        return self._taken.find(1, *span) >= 0
