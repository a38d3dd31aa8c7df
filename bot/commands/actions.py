"""Button ids: built and parsed here and nowhere else.

An id is a command's name and its leading option values, joined by slashes and percent-encoded:
``answer/Qx7f/3/2``. It therefore survives a restart, and it never says which option is right.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

MAX_LENGTH = 100
"""Characters in an id: Discord's limit for custom_id, the stricter of the two platforms."""
_PLAIN = re.compile("[A-Za-z0-9_.~-]*")
"""What percent-encoding leaves as it is: nearly every part, and found out sooner than done."""

_ANSWERS = ("answer/", "round-answer/", "review-answer/")


def is_answer(action: str) -> bool:
    """Return whether the button with this id answers a question; such buttons stand apart from the others."""
    return action.startswith(_ANSWERS)


def build(command: str, *values: str | int) -> str:
    """Return the id that calls ``command`` with ``values`` for its first options.

    Raises:
        ValueError: the id would be longer than a platform takes.
    """
    action = "/".join(_quoted(str(part)) for part in (command, *values))
    if len(action) > MAX_LENGTH:
        raise ValueError(f"button id of {len(action)} characters: {action[:40]}…")
    return action


def _quoted(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else quote(part, safe="")


def parse(action: str) -> tuple[str, Sequence[str]]:
    """Return the command's name and the option values of an id; never fails on a forged one."""
    command, *values = (unquote(part) for part in action[:MAX_LENGTH].split("/"))
    return command, values
