"""``naruhaya wotd``: the word of the day for operators."""

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

import click
import msgspec

from bot.schedule import Days, Holidays, Schedule, is_japanese_holiday, occurrences, zone_of

T = TypeVar("T")

_YEARS = range(1970, 2101)


def wotd_commands(command: click.Command) -> click.Group:
    """Return ``command`` as a group: alone it does what it did, with ``plan`` behind it that runs."""
    callback = command.callback

    @click.pass_context
    def run(context: click.Context, /, **given: object) -> None:
        if context.invoked_subcommand is None and callback is not None:
            context.invoke(callback, **given)

    group = click.Group(
        command.name, params=command.params, callback=run, help=command.help, invoke_without_command=True
    )
    group.add_command(_plan())
    return group


def _plan() -> click.Command:
    @click.command("plan", help='Print when a word is due, one {"local_date", "utc"} a line.')
    @click.option("--zone", required=True, metavar="ZONE", help="IANA name of the time zone, such as Asia/Tokyo.")
    @click.option("--time", "at", required=True, metavar="HH:MM", help="Wall time in that zone.")
    @click.option("--from", "first", required=True, metavar="DATE", help="First local date, as 2026-04-01.")
    @click.option("--to", "last", required=True, metavar="DATE", help="Last local date.")
    @click.option("--days", type=click.Choice([each.value for each in Days]), default=Days.ALL.value, show_default=True)
    @click.option(
        "--holidays",
        type=click.Choice([each.value for each in Holidays]),
        default=Holidays.POST.value,
        show_default=True,
        help="What happens on Japan's public holidays.",
    )
    def run(zone: str, at: str, first: str, last: str, days: str, holidays: str) -> None:
        known = zone_of(zone)
        if known is None:
            raise click.BadParameter(f"no time zone is called {zone[:60]!r}", param_hint="--zone")
        schedule = Schedule(zone=known, at=_time(at), days=Days(days), holidays=Holidays(holidays))
        start, end = _date(first, "--from"), _date(last, "--to")
        if end < start:
            raise click.BadParameter(f"{end} is before {start}", param_hint="--to")
        for found in occurrences(schedule, start, end, is_japanese_holiday):
            row = {"local_date": found.local_date.isoformat(), "utc": found.moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        sys.stdout.buffer.flush()

    return run


def _time(text: str) -> time:
    return _read(text, lambda value: datetime.strptime(value, "%H:%M").time(), "--time", "a time such as 09:00")  # noqa: DTZ007 -- a wall time has no zone of its own


def _date(text: str, option: str) -> date:
    found = _read(text, date.fromisoformat, option, "a date such as 2026-04-01")
    if found.year not in _YEARS:
        raise click.BadParameter(f"the year must be {_YEARS.start} to {_YEARS.stop - 1}", param_hint=option)
    return found


def _read(text: str, parse: Callable[[str], T], option: str, wanted: str) -> T:
    try:
        return parse(text.strip()[:16])
    except ValueError:
        raise click.BadParameter(f"{text[:40]!r} is not {wanted}", param_hint=option) from None
