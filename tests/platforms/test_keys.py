"""``naruhaya keys``: tokens under a new key, whatever happens on the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.slack_app.sealing import Sealer, Tokens
from bot.installation_rows import Installation
from bot.storage.unit_of_work import open_storage
from tests.core.storage.people_and_quizzes import NOON
from tests.platforms.conftest import Run

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
WORKSPACES = 1000
BOTH = {"NARUHAYA_TOKEN_KEYS": f"{NEW},{OLD}"}
KILLED = """
import itertools, os
from adapters.slack_app.sealing import Sealer
point, calls, seal = int(os.environ.pop("POINT")), itertools.count(1), Sealer.seal
def counted(*given):
    if next(calls) == point:
        os.kill(os.getpid(), 9)
    return seal(*given)
Sealer.seal = counted
from adapters.__main__ import main
main()
"""


def tokens(number: int) -> Tokens:
    return Tokens(bot_token=f"xoxb-{number}", bot_user_id="U1", bot_id="B1", scopes="commands")


@pytest.fixture
def database(environment: dict[str, str]) -> Path:
    """A database with a thousand workspaces under the old key."""
    url = environment["NARUHAYA_DATABASE_URL"]
    storage, sealer = open_storage(url), Sealer([OLD])
    with storage() as work:
        for number in range(WORKSPACES):
            tenant = f"slack:T{number:04}"
            sealed = sealer.seal(tenant, tokens(number))
            work.installations.save(Installation(tenant=tenant, sealed=sealed, installed_at=NOON))
        work.commit()
    storage.close()
    return Path(url.removeprefix("sqlite:///"))


def opened(database: Path, *keys: str) -> int:
    """Return how many workspaces' own tokens open with ``keys``."""
    storage, sealer = open_storage(f"sqlite:///{database}"), Sealer(keys)
    with storage(read_only=True) as work:
        rows = [work.installations.get(tenant) for tenant in work.installations.tenants("", WORKSPACES + 1)]
    storage.close()
    return sum(row is not None and sealer.open(row.tenant, row.sealed) == tokens(int(row.tenant[-4:])) for row in rows)


def test_every_token_is_sealed_anew_once(naruhaya: Run, database: Path) -> None:
    first, second = (naruhaya("keys", "rotate", "--json", env=BOTH) for _ in range(2))

    assert json.loads(first.stdout) == {"ok": True, "resealed": WORKSPACES, "current": 0, "unreadable": 0}
    assert json.loads(second.stdout) == {"ok": True, "resealed": 0, "current": WORKSPACES, "unreadable": 0}
    assert opened(database, NEW) == WORKSPACES
    assert opened(database, OLD) == 0


def test_no_token_is_lost_however_often_it_is_killed(
    naruhaya: Run, environment: dict[str, str], database: Path
) -> None:
    for point in (1, 100, 101, 250, 333):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, "keys", "rotate"],
            env={**environment, **BOTH, "POINT": str(point)}, check=False, timeout=60, capture_output=True,
        )  # fmt: skip
        assert killed.returncode == -9, killed.stderr
        assert opened(database, NEW, OLD) == WORKSPACES
    assert 0 < opened(database, NEW) < WORKSPACES

    assert naruhaya("keys", "rotate", env=BOTH).returncode == 0
    assert opened(database, NEW) == WORKSPACES


def test_tokens_that_no_key_opens_are_counted_and_left_alone(naruhaya: Run, database: Path) -> None:
    done = naruhaya("keys", "rotate", "--json", env={"NARUHAYA_TOKEN_KEYS": NEW})

    assert done.returncode == 2
    assert json.loads(done.stdout)["unreadable"] == WORKSPACES
    assert opened(database, OLD) == WORKSPACES


@pytest.mark.parametrize("keys", ["", "not a key"])
def test_a_missing_or_bad_key_is_said_in_one_line(naruhaya: Run, keys: str) -> None:
    done = naruhaya("keys", "rotate", env={"NARUHAYA_TOKEN_KEYS": keys})

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "NARUHAYA_TOKEN_KEYS" in done.stderr


def test_a_new_key_is_one_that_can_be_used(naruhaya: Run, database: Path) -> None:
    key = naruhaya("keys", "new").stdout.strip()

    assert naruhaya("keys", "rotate", env={"NARUHAYA_TOKEN_KEYS": f"{key},{OLD}"}).returncode == 0
    assert opened(database, key) == WORKSPACES
