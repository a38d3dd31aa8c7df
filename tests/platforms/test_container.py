"""The Dockerfile and the compose file: what runs is not root, can write to its data alone, and is bounded."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.platform_settings import VARIABLES as PLATFORMS
from bot.settings import PREFIX
from bot.settings import VARIABLES as CORE
from tests.docs import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
STAGES = DOCKERFILE.split("\nFROM ")
DATA = "/var/lib/naruhaya"


def instructions(name: str, stage: str = STAGES[-1]) -> list[str]:
    """Return the arguments of every such instruction of the last stage, continued lines joined."""
    lines = stage.replace("\\\n", " ").splitlines()
    return [line.removeprefix(name).strip() for line in lines if line.startswith(f"{name} ")]


def option(name: str) -> str:
    """Return the value of the service's option, or its lines."""
    found = re.search(rf"^    {name}:(.*\n(?:      .*\n)*)", COMPOSE, re.MULTILINE)
    assert found, f"the service has no {name}"
    return found[1].strip()


def test_it_runs_under_a_number_that_is_not_root_s() -> None:
    # A number and no name: so that Kubernetes can tell that it is not root.
    assert instructions("USER")[-1].isdecimal()
    assert int(instructions("USER")[-1]) >= 10_000
    assert "privileged: true" not in COMPOSE
    assert "user: root" not in COMPOSE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("read_only", "true"),
        ("cap_drop", "[ALL]"),
        ("security_opt", '["no-new-privileges:true"]'),
        ("init", "true"),
        ("restart", "unless-stopped"),
    ],
)
def test_it_is_confined(name: str, value: str) -> None:
    assert option(name) == value


def test_its_memory_and_its_processes_are_limited() -> None:
    assert re.fullmatch(r"[1-9]\d*m", option("mem_limit"))
    assert 0 < int(option("pids_limit")) <= 1000


def test_it_may_write_to_its_data_and_to_memory_alone() -> None:
    assert option("volumes") == f"- naruhaya:{DATA}"
    assert instructions("VOLUME") == [DATA]
    assert set(re.findall(r"/[\w/]+", option("tmpfs"))) == {"/tmp", "/home/naruhaya"}
    for folder in re.findall(r"NARUHAYA_\w+=(?:sqlite:///)?(\S+)", " ".join(instructions("ENV"))):
        assert folder.startswith(DATA)
    assert any(f"--mode 0700 {DATA}" in each for each in instructions("RUN"))


def test_its_health_is_asked_for_where_it_listens() -> None:
    (check,) = instructions("HEALTHCHECK")
    assert "/readyz" in check
    assert f"{PREFIX}HEALTH_PORT" in check
    assert re.search(r"--interval=\d+s --timeout=\d+s --start-period=\d+s", check)


def test_everything_in_it_is_pinned_by_hash() -> None:
    assert all(re.match(r"(?:FROM )?python:3\.\d+-slim(?: AS \w+)?$", stage.splitlines()[0]) for stage in STAGES)
    installs = re.findall(r"pip install (.*?)(?= && |\n(?!\s))", DOCKERFILE.replace("\\\n", " "), re.DOTALL)
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--no-deps" in installs[1]
    assert "ADD " not in DOCKERFILE


def test_nothing_secret_goes_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert {".git", ".env", ".venv"} <= set(ignored)
    settings = {f"{PREFIX}{name}" for name in (*CORE, *PLATFORMS) if re.search("TOKEN|SECRET|KEY", name)}
    assert [name for name in settings if f"{name}=" in DOCKERFILE + COMPOSE] == []


CONFINED = """
mount --make-rprivate / && mount --bind "$0" "$0" && mount -o remount,bind,ro / || exit 77
if touch "$0/../elsewhere" 2>/dev/null; then exit 78; fi
exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
"""
"""Makes every file read-only but those of one folder, and gives up all rights over others' files."""


@pytest.mark.parametrize("arguments", [("doctor", "--offline"), ("settings", "--romaji", "off"), ("backup", "{}/copy")])
def test_it_works_where_it_can_write_to_one_folder_alone(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    data.mkdir()
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(PREFIX)},
        "LANG": "C.UTF-8",
        "HOME": str(tmp_path / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
        f"{PREFIX}DATABASE_URL": f"sqlite:///{data / 'naruhaya.sqlite3'}",
    }
    program = (sys.executable, "-m", "adapters")
    if arguments[0] == "backup":
        subprocess.run([*program, "settings", "--romaji", "off"], env=environ, check=True, capture_output=True)
    given = [each.format(data) for each in arguments]
    try:
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", CONFINED, str(data), *program, *given],
            env=environ, check=False, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody make a mount namespace")
    assert done.returncode == 0, done.stdout + done.stderr
    made = {"doctor": set(), "settings": {"naruhaya.sqlite3"}, "backup": {"naruhaya.sqlite3", "copy"}}
    assert made[arguments[0]] <= {path.name for path in data.iterdir()}
    assert [path.stat().st_mode & 0o077 for path in data.iterdir()] == [0] * len(list(data.iterdir()))
