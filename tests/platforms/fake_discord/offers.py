"""What a client offers a person: which commands, and which values their options take."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tests.platforms.fake_discord.cdn import Upload
from tests.platforms.fake_discord.seen import NotOfferedError
from tests.platforms.fake_discord.wire import Json
from tests.platforms.fake_discord.world import ADMINISTRATOR, DM, Channel, User, member

if TYPE_CHECKING:
    from tests.platforms.fake_discord.people import Person

_SUBCOMMANDS = {1, 2}
_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _MENTIONABLE, _NUMBER, _ATTACHMENT = 3, 4, 5, 6, 7, 9, 10, 11
_BIGGEST = 2**53
_LONGEST_STRING = 6000
_GUILD_INSTALL, _USER_INSTALL = 0, 1
_NOT_RESOLVED = {"user", "deaf", "mute"}


def context_of(channel: Channel) -> int:
    """Return Discord's number for the kind of place: 0 guild, 1 DM with the bot, 2 any other conversation."""
    if channel.guild is not None:
        return 0
    return 1 if channel.type == DM and channel.with_bot else 2


def find(commands: Iterable[Json], name: str, kind: int, person: "Person") -> tuple[Json, dict[str, str]]:
    """Return the command that ``person`` finds under ``name``, and who installed it for them."""
    named = [each for each in commands if each["type"] == kind and name in _names(each, person.user)]
    if not named:
        msg = f"no command {name!r} is registered here"
        raise NotOfferedError(msg)
    command = named[0]
    owners = _owners(command, person)
    contexts = command.get("contexts")
    if contexts is not None and context_of(person.channel) not in contexts:
        owners = {}
    if contexts is None and command.get("dm_permission") is False and person.channel.guild is None:
        owners = {}
    if not owners:
        msg = f"{name!r} is not offered in this kind of place"
        raise NotOfferedError(msg)
    if not _permitted(command, person):
        msg = f"{person.user.name} may not use {name!r}"
        raise NotOfferedError(msg)
    return command, owners


def inner(command: Json, name: str, user: User) -> Json:
    """Return the subcommand or group of ``command`` that ``user`` reads as ``name``."""
    for each in command.get("options") or ():
        if each["type"] in _SUBCOMMANDS and name in _names(each, user):
            found: Json = each
            return found
    msg = f"{command['name']!r} has no subcommand {name!r}"
    raise NotOfferedError(msg)


def demand_leaf(command: Json) -> None:
    """Refuse a command that can only be used through its subcommands."""
    if any(each["type"] in _SUBCOMMANDS for each in command.get("options") or ()):
        msg = f"{command['name']!r} needs a subcommand"
        raise NotOfferedError(msg)


def option_named(command: Json, name: str, user: User) -> Json:
    """Return the option that ``user`` reads as ``name``."""
    for each in command.get("options") or ():
        if name in _names(each, user):
            found: Json = each
            return found
    msg = f"{command['name']!r} has no option {name!r}"
    raise NotOfferedError(msg)


def filled(command: Json, values: Mapping[str, object], user: User, *, partial: bool = False) -> list[Json]:
    """Return the options as a client sends them; ``partial`` ones, while typing, may leave required ones out."""
    options = [(option_named(command, name, user), value) for name, value in values.items()]
    given = {option["name"] for option, _ in options}
    missing = [
        each["name"] for each in command.get("options") or () if each.get("required") and each["name"] not in given
    ]
    if missing and not partial:
        msg = f"{command['name']!r} needs {missing}"
        raise NotOfferedError(msg)
    return [
        {"name": option["name"], "type": option["type"], "value": _value(option, value, user)}
        for option, value in options
    ]


def resolved(values: Iterable[object], person: "Person") -> Json:
    """Return the users and channels among ``values`` as the client of ``person`` resolves them."""
    things = list(values)
    users = [each for each in things if isinstance(each, User)]
    channels = [each for each in things if isinstance(each, Channel)]
    body: Json = {}
    if users:
        body["users"] = {str(each.id): each.json() for each in users}
    if guild := person.channel.guild:
        known = [each for each in users if each.id in guild.members]
        members = {str(each.id): member(each, guild.members[each.id]) for each in known}
        partial = {key: {k: v for k, v in each.items() if k not in _NOT_RESOLVED} for key, each in members.items()}
        body |= {"members": partial} if partial else {}
    if channels:
        body["channels"] = {str(each.id): each.json(person.permissions) for each in channels}
    return body | person.fake.cdn.resolved(things)


def _names(thing: Json, user: User) -> set[str]:
    return {thing["name"], (thing.get("name_localizations") or {}).get(user.locale) or thing["name"]}


def _owners(command: Json, person: "Person") -> dict[str, str]:
    kinds = command.get("integration_types") or [_GUILD_INSTALL]
    channel, user = person.channel, person.user
    owners = {}
    if _GUILD_INSTALL in kinds:
        if channel.guild is not None and channel.guild.has_bot:
            owners["0"] = str(channel.guild.id)
        elif context_of(channel) == 1:
            owners["0"] = "0"
    if _USER_INSTALL in kinds and user.has_installed:
        owners["1"] = str(user.id)
    return owners


def _permitted(command: Json, person: "Person") -> bool:
    needed = command.get("default_member_permissions")
    if needed is None or person.channel.guild is None:
        return True
    held = person.permissions
    if held & ADMINISTRATOR:
        return True
    return int(needed) != 0 and held & int(needed) == int(needed)


def _value(option: Json, value: object, user: User) -> object:
    choices = option.get("choices") or []
    if choices:
        for each in choices:
            if value == each["value"] or value in _names(each, user):
                found: object = each["value"]
                return found
        msg = f"{value!r} is no choice of {option['name']!r}"
        raise NotOfferedError(msg)
    kind = option["type"]
    if kind == _BOOLEAN:
        _demand(isinstance(value, bool), option, value)
    elif kind == _STRING:
        return _text(option, value)
    elif kind in {_INTEGER, _NUMBER}:
        _number(option, value)
    elif kind in {_USER, _MENTIONABLE}:
        _demand(isinstance(value, User), option, value)
        return str(getattr(value, "id", ""))
    elif kind == _CHANNEL:
        _demand(isinstance(value, Channel), option, value)
        return str(getattr(value, "id", ""))
    elif kind == _ATTACHMENT:
        _demand(isinstance(value, Upload), option, value)
        return str(getattr(value, "id", ""))
    else:
        msg = f"the fake cannot fill options of type {kind}"
        raise NotOfferedError(msg)
    return value


def _text(option: Json, value: object) -> str:
    if not isinstance(value, str):
        _demand(False, option, value)
        return ""
    text = value.strip()
    _demand(bool(text), option, value)
    _demand(
        (option.get("min_length") or 0) <= len(text) <= (option.get("max_length") or _LONGEST_STRING), option, value
    )
    _demand(text.isprintable() or text.encode("utf-8", "ignore").decode() == text, option, value)
    return text


def _number(option: Json, value: object) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not (whole or (option["type"] == _NUMBER and isinstance(value, float))):
        _demand(False, option, value)
    elif isinstance(value, int | float):
        low, high = option.get("min_value"), option.get("max_value")
        _demand((-_BIGGEST if low is None else low) <= value <= (_BIGGEST if high is None else high), option, value)


def _demand(holds: bool, option: Json, value: object) -> None:
    if not holds:
        msg = f"a client refuses {value!r:.80} for {option['name']!r}"
        raise NotOfferedError(msg)
