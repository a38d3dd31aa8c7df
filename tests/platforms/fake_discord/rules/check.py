"""All rules for one body."""

from collections.abc import Iterator

from tests.platforms.fake_discord.rules.document import official_document
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.rules.problem import Problem


def problems(payload: object, kind: Kind, *, already_v2: bool = False, files: int = 0) -> tuple[Problem, ...]:
    """Return everything that is wrong with ``payload``, a body of ``kind``.

    ``already_v2`` tells that the message being edited uses Components V2; ``files`` is how many go along.
    """
    return tuple(_problems(payload, kind))


def _problems(payload: object, kind: Kind) -> Iterator[Problem]:
    document = official_document()
    yield from document.problems(payload, document.request(*kind.operation))
