"""Tables as the README has them, which a terminal shows as well."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, its first column to the left and the others to the right."""
    widths = [max(3, *(len(row[at]) for row in (head, *rows))) for at in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(f"| {' | '.join(_aligned(row, widths))} |" for row in (head, rule, *rows))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]


def share(number: float) -> str:
    """Return a share with three decimals and no leading nought: .985."""
    text = f"{number:.3f}"
    return text.removeprefix("0")


def rate(number: float) -> str:
    """Return how many a second: 21,300; small numbers with a decimal."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}"


def micro(seconds: float) -> str:
    """Return microseconds."""
    return f"{seconds * 1e6:,.0f}"


def mega(size: int | None) -> str:
    """Return megabytes."""
    return "?" if size is None else f"{size / 1e6:,.0f}" if size >= 10e6 else f"{size / 1e6:.1f}"
