"""The pictures that the pages show: there, in both themes, described in words, and small."""

import re
from pathlib import Path

import pytest

from tests.docs import ROOT

PAGES = (ROOT / "README.md", ROOT / "docs" / "operate.md")
IMAGES = ROOT / "docs" / "images"
MAX_BYTES, MAX_BYTES_IN_ALL = 200_000, 2_000_000
SHOWN = re.compile(
    r'<picture><source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)"><img src="([^"]+)" [^>]*?alt="([^"]+)">'
)


def test_every_picture_of_a_page_is_there_in_both_themes_and_described() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        found = SHOWN.findall(text)
        assert len(found) == text.count("<picture>") == text.count("<img")
        assert found, page
        for dark, light, alt in found:
            assert dark.endswith("-dark.png")
            assert light == dark.replace("-dark.png", "-light.png")
            assert [each for each in (dark, light) if not (page.parent / each).is_file()] == []
            assert len(alt) > 20


def test_pictures_are_small() -> None:
    sizes = [path.stat().st_size for path in sorted(IMAGES.iterdir())]
    assert max(sizes) < MAX_BYTES
    assert sum(sizes) < MAX_BYTES_IN_ALL


@pytest.mark.parametrize("path", sorted(IMAGES.glob("*-light.png")), ids=lambda path: path.stem)
def test_each_theme_has_its_picture(path: Path) -> None:
    assert path.with_name(path.name.replace("-light", "-dark")).is_file()
