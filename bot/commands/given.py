"""What a person gives to a command beside words, numbers and switches: a file, or somebody else's name."""

from dataclasses import dataclass

MAX_GIVEN = 1_000_000
"""Bytes in a file that is given; a larger one is refused before it is fetched."""


@dataclass(frozen=True, slots=True, repr=False)
class GivenFile:
    """A file's name, as the person's machine calls it, and its bytes. Has no repr: what it says is the person's."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Somebody of the same workspace: the platform's id, and what they are called there just now."""

    user_id: str
    name: str
