from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.general.search import GeneralDictionary
from tests.core.general.source import dictionary_of


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneralDictionary]:
    """The dictionary of a dozen words."""
    opened = dictionary_of(tmp_path_factory.mktemp("general"))
    yield opened
    opened.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where a test builds."""
    return tmp_path / "share" / "jmdict.sqlite3"
