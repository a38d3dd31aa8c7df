"""What is wrong with a body, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: ``path`` leads to the culprit, ``rule`` names what it breaks."""

    path: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.text} [{self.rule}]"


class InvalidBodyError(AssertionError):
    """A body that Discord would refuse, or that could hurt people."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


def items(value: object) -> list[dict[str, Any]]:
    """Return the objects in ``value`` if it is an array; anything else has none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text_of(value: object) -> str:
    """Return ``value`` if it is text, else the empty string."""
    return value if isinstance(value, str) else ""
