"""The installed program, run as people run it: as a process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A clean environment whose database and home lie in the test's own folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NARUHAYA_", "LC_", "LANG"))}
    return {
        **kept,
        "LANG": "C.UTF-8",
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "NARUHAYA_DATABASE_URL": f"sqlite:///{tmp_path / 'naruhaya.sqlite3'}",
    }


@pytest.fixture
def naruhaya(environment: dict[str, str]) -> Run:
    """Run ``naruhaya`` with arguments and input; return what it printed and its exit code."""

    def run(*arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "adapters", *arguments],
            input=stdin,
            env={**environment, **(env or {})},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
