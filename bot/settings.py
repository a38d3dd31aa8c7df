"""Every setting, read once from environment variables with the prefix ``NARUHAYA_``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from bot.errors import ConfigError
from bot.localized import Locale

PREFIX = "NARUHAYA_"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can choose.

    ``data`` is the folder with glossary/ and contrasts/; ``database_url`` an SQLAlchemy address; ``locale`` the
    language for people who have chosen none; ``timezone`` the zone whose date decides today's word; ``jmdict`` the
    file of the general dictionary, which need not be there.
    """

    data: Path
    database_url: str
    locale: Locale
    timezone: ZoneInfo
    jmdict: Path

    @classmethod
    def from_env(cls, environ: Mapping[str, str], others: Iterable[str] = ()) -> "Settings":
        """Return the settings in ``environ``; ``others`` are names without prefix that somebody else reads.

        Raises:
            ConfigError: a variable with the prefix is unknown or has a value that cannot be used; the text names it.
        """
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
        known = (*VARIABLES, *others)
        unknown = sorted({name.removeprefix(PREFIX) for name in given} - set(known))
        if unknown:
            close = get_close_matches(unknown[0], known, n=1)
            hint = f" Did you mean {PREFIX}{close[0]}?" if close else ""
            raise ConfigError(f"{PREFIX}{unknown[0]} is not a setting.{hint}")
        return cls(
            data=Path(given.get("NARUHAYA_DATA", default_data())).expanduser(),
            database_url=given.get("NARUHAYA_DATABASE_URL") or default_database_url(),
            locale=_locale(given.get("NARUHAYA_LOCALE") or _system_locale(environ)),
            timezone=_timezone(given.get("NARUHAYA_TIMEZONE", "Asia/Tokyo")),
            jmdict=Path(given.get("NARUHAYA_JMDICT", default_jmdict())).expanduser(),
        )


VARIABLES: Mapping[str, str] = {
    "DATA": "folder with glossary/ and contrasts/ (default: the one installed with the program)",
    "DATABASE_URL": "SQLAlchemy address of the database (default: an SQLite file in the user's data folder)",
    "LOCALE": "en or ja, for people who have chosen no language (default: that of LANG, else en)",
    "TIMEZONE": "IANA zone whose date decides today's word (default: Asia/Tokyo)",
    "JMDICT": "file of the general dictionary, if one is built (default: jmdict.sqlite3 in the user's data folder)",
}
"""Each setting without its prefix, and what it is for; the README and .env.example are tested against it."""


def default_data() -> str:
    """Return the glossary folder: in a checkout the one beside the package, in a wheel the one inside it."""
    beside = _PACKAGE.parent / "data"
    return str(beside if (beside / "glossary").is_dir() else _PACKAGE / "_data")


def default_database_url() -> str:
    """Return the address of an SQLite file in the user's own data folder."""
    return f"sqlite:///{_user_data() / 'naruhaya.sqlite3'}"


def default_jmdict() -> Path:
    """Return where the general dictionary lies in the user's own data folder."""
    return _user_data() / "jmdict.sqlite3"


def _user_data() -> Path:
    return Path(platformdirs.user_data_dir("naruhaya", appauthor=False))


def _locale(value: str) -> Locale:
    try:
        return Locale(value.strip().lower())
    except ValueError:
        raise ConfigError(f"NARUHAYA_LOCALE is {value!r}: it must be en or ja.") from None


def _system_locale(environ: Mapping[str, str]) -> str:
    spoken = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ja" if spoken.startswith("ja") else "en"


def _timezone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"NARUHAYA_TIMEZONE is {value!r}: it must be a zone such as Asia/Tokyo.") from None
