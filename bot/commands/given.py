"""A file that a person gives to a command."""

from dataclasses import dataclass

MAX_GIVEN = 1_000_000
"""Bytes in a file that is given; a larger one is refused before it is fetched."""


@dataclass(frozen=True, slots=True, repr=False)
class GivenFile:
    """A file's name, as the person's machine calls it, and its bytes. Has no repr: what it says is the person's."""

    name: str
    content: bytes
