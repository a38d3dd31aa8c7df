"""Draws the pictures of the documentation: ``python -m tests.pictures [FOLDER]``, or ``make pictures``.

The bot runs on the fake platforms; what it sends is drawn by renderers of others in a headless Chromium. A tool for
development: it wants node and Chromium, fetches packages from npm by the lock beside it, and is no part of the tests.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.docs import ROOT
from tests.pictures.screens import all_screens

HERE = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FONT = "Noto Sans CJK JP"


def main() -> None:
    """Draw every screen, and stop with a sentence when a tool is missing."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    node, npm = _tool("node"), _tool("npm")
    browser = _tool(*BROWSERS)
    if FONT not in subprocess.run([_tool("fc-list")], capture_output=True, text=True, check=True).stdout:
        sys.exit(f"make pictures needs the font {FONT}: on Debian the package fonts-noto-cjk.")
    subprocess.run([npm, "ci", "--silent"], cwd=HERE, check=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        screens = Path(made) / "screens.json"
        screens.write_text(json.dumps(asyncio.run(all_screens()), ensure_ascii=False), "utf-8")
        drawn = subprocess.run([node, HERE / "draw.mjs", screens, folder, browser], check=False)
    sys.exit(drawn.returncode)


def _tool(*names: str) -> str:
    """Return where the first of these programs is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit(f"make pictures needs {names[0]}: install node 20 or newer with npm, chromium and fontconfig.")
    return found


if __name__ == "__main__":
    main()
