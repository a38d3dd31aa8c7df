"""A broken rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Where a body breaks a rule, which one and how.

    ``house`` rules are this project's: Slack itself would take the body.
    """

    path: str
    rule: str
    text: str
    house: bool = False

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.text} [{self.rule}{', ours' if self.house else ''}]"
