"""``python -m tests.site [FOLDER]``: writes the glossary as pages for a static site."""

import sys
from pathlib import Path

from bot.lexicon.loader import load_glossary
from tests.site.pages import pages_of

_ROOT = Path(__file__).resolve().parents[2]


def main(folder: Path) -> None:
    """Write every page into ``folder`` and take away those that are no longer made."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = pages_of(load_glossary(_ROOT / "data"))
    for stale in {path.name for path in folder.iterdir()} - set(pages):
        (folder / stale).unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    print(f"{len(pages)} pages in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT / "docs" / "glossary")
