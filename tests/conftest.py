"""Fixtures that several test modules share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.lexicon.loader import load_glossary
from bot.lexicon.model import Glossary
from bot.lexicon.search import Lookup

# The same examples every time, however slow the machine: a red run can be repeated.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    """The glossary that ships."""
    return load_glossary(DATA)


@pytest.fixture(scope="session")
def lookup(glossary: Glossary) -> Lookup:
    """The lookup over the glossary that ships."""
    return Lookup(glossary)
