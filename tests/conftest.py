"""Fixtures that several test modules share."""

from pathlib import Path

import pytest

from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    """The glossary that ships."""
    return load_glossary(DATA)


@pytest.fixture(scope="session")
def lookup(glossary: Glossary) -> Lookup:
    """The lookup over the glossary that ships."""
    return Lookup(glossary)
