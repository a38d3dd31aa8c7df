"""What the logs hold: one JSON object a line, and neither secrets nor what people typed."""

import json
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import StatementError

from adapters import logs
from bot.errors import StorageError

_log = logging.getLogger("tests.logs")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_record_is_one_json_object_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    _log.info('forged\n{"level": "error"}', extra={"person": "ab12"})

    (line,) = lines(capsys)
    assert line["event"] == 'forged\n{"level": "error"}'
    assert (line["level"], line["logger"], line["person"]) == ("info", "tests.logs", "ab12")


@pytest.mark.parametrize(
    "secret",
    [
        "MTA2NDM2ODk3NDg1NjI0NTI0OA.GabcDE.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "xoxb-1-2-abc",
        "xapp-1-A0-1-abc",
        "xoxe.xoxp-1-abc",
        "naruhaya:CANARYPW",
        "aW50ZXJhY3Rpb246MTIz",
    ],
)
def test_a_secret_is_taken_out(capsys: pytest.CaptureFixture[str], secret: str) -> None:
    logs.configure("info")
    _log.info("postgresql://%s@host/db and https://e.example/webhooks/12/%s?wait=1", secret, secret)
    _log.info("%s", secret if secret[:2] in {"MT", "xo", "xa"} else "")

    assert secret not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("what Aiko typed"), False),
        (KeyError("what Aiko typed"), False),
        (StatementError("what Aiko typed", "INSERT", ("what Aiko typed",), Exception("x")), False),
        (StorageError("the disk is full"), True),
        (ConnectionResetError("the line broke"), True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_exception_tells_where_it_was_and_not_what_was_typed(
    capsys: pytest.CaptureFixture[str], error: Exception, told: bool
) -> None:
    logs.configure("info")
    try:
        raise error
    except Exception:
        _log.exception("it broke")

    (line,) = lines(capsys)
    assert "what Aiko typed" not in line["exception"]
    assert type(error).__name__ in line["exception"]
    assert "test_logs.py" in line["exception"]
    assert (str(error) in line["exception"]) is told


def test_what_caused_an_exception_is_told_first(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    try:
        try:
            raise OSError("the cause")
        except OSError as cause:
            raise StorageError("the effect") from cause
    except StorageError:
        _log.exception("it broke")

    (line,) = lines(capsys)
    assert line["exception"].index("the cause") < line["exception"].index("the effect")


def test_a_record_cannot_fill_a_disk(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info")
    _log.info("x" * 1_000_000)

    assert len(capsys.readouterr().out) < 5000


def test_the_libraries_never_log_payloads_even_at_debug(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("debug")
    for name in ("discord.http", "slack_bolt.App", "sqlalchemy.engine", "aiohttp.access"):
        logging.getLogger(name).debug("payload")
    _log.debug("ours")

    assert [line["event"] for line in lines(capsys)] == ["ours"]


def test_a_pseudonym_is_the_same_for_a_person_and_says_nothing_about_them() -> None:
    salt = b"0" * 16

    assert logs.pseudonym("123456789", salt) == logs.pseudonym("123456789", salt)
    assert logs.pseudonym("123456789", salt) != logs.pseudonym("123456789", b"1" * 16)
    assert "123456789" not in logs.pseudonym("123456789", salt)
