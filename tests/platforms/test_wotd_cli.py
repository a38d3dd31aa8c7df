"""``naruhaya wotd plan`` prints the schedule and says in a sentence what it cannot plan."""

import json

import pytest
from click.testing import CliRunner, Result

from adapters.cli import build_cli

TOKYO = {"--zone": "Asia/Tokyo", "--time": "09:00", "--from": "2026-04-28", "--to": "2026-05-08"}


def plan(**options: str) -> Result:
    given = TOKYO | {
        f"--{name}".replace("_", "-").replace("--first", "--from"): value for name, value in options.items()
    }
    return CliRunner().invoke(build_cli({}), ["wotd", "plan", *(part for pair in given.items() for part in pair)])


def test_a_line_a_date_with_the_moment_in_utc() -> None:
    rows = [json.loads(line) for line in plan(zone="Europe/Berlin", to="2026-05-01").stdout.splitlines()]

    assert [f"2026-{day}" for day in ("04-28", "04-29", "04-30", "05-01")] == [row["local_date"] for row in rows]
    assert "2026-04-28T07:00:00Z" == rows[0]["utc"]


def test_weekends_and_holidays_can_be_left_out() -> None:
    rows = plan(days="weekdays", holidays="skip").stdout.splitlines()

    assert ["04-28", "04-30", "05-01", "05-07", "05-08"] == [json.loads(row)["local_date"][5:] for row in rows]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("zone", "../etc/passwd", "no time zone"),
        ("zone", "a\0b", "no time zone"),
        ("time", "25:00", "09:00"),
        ("time", "9" * 10_000, "09:00"),
        ("first", "2026-02-30", "2026-04-01"),
        ("first", "2026-06-01", "before"),
        ("first", "0001-01-01", "1970"),
        ("to", "9999-12-31", "2100"),
    ],
)
def test_what_cannot_be_planned_is_a_sentence(option: str, value: str, said: str) -> None:
    result = plan(**{option: value})

    assert 2 == result.exit_code
    assert said in result.output
    assert len(result.output) < 400
