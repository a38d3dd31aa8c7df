"""The commands an application has registered, globally and per guild."""

from tests.platforms.fake_discord.recorder import Call
from tests.platforms.fake_discord.rest import Route, checked
from tests.platforms.fake_discord.rules.check import problems
from tests.platforms.fake_discord.rules.kinds import Kind
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal, snowflake

_CHAT_INPUT = 1


class Registry:
    """Commands by scope: None is global, else a guild's id. ``creates`` counts what the daily limit of 200 counts."""

    def __init__(self, application_id: int) -> None:
        self.creates = 0
        self._application_id = application_id
        self._scopes: dict[int | None, list[Json]] = {}

    def routes(self) -> tuple[Route, ...]:
        """Return the REST routes that change and list commands."""
        scope = r"/applications/(\d+)(?:/guilds/(\d+))?/commands"
        return (
            Route("GET", scope, lambda call, app, guild: self._listed(call, _scope(guild))),
            Route("PUT", scope, lambda call, app, guild: self._replace(call, _scope(guild))),
            Route("POST", scope, lambda call, app, guild: self._create(call, _scope(guild))),
            Route("GET", rf"{scope}/(\d+)", lambda call, app, guild, id_: self._find(_scope(guild), id_)),
            Route("PATCH", rf"{scope}/(\d+)", lambda call, app, guild, id_: self._edit(call, _scope(guild), id_)),
            Route("DELETE", rf"{scope}/(\d+)", lambda call, app, guild, id_: self._delete(_scope(guild), id_)),
        )

    def commands(self, scope: int | None = None) -> list[Json]:
        """Return the commands of ``scope``."""
        return self._scopes.get(scope, [])

    def offered(self, guild_id: int | None) -> list[Json]:
        """Return the commands a client in that guild (or outside any) knows of."""
        local = self.commands(guild_id) if guild_id is not None else []
        return [*local, *self.commands(None)]

    def _listed(self, call: Call, scope: int | None) -> list[Json]:
        """Return the commands; their localisations only if asked for, as Discord does."""
        asked = call.query.get("with_localizations", "").lower() in {"1", "true"}
        return self.commands(scope) if asked else _without_localizations(self.commands(scope))

    def _replace(self, call: Call, scope: int | None) -> list[Json]:
        checked(call, Kind.COMMANDS if scope is None else Kind.GUILD_COMMANDS)
        wanted: list[Json] = call.body if isinstance(call.body, list) else []
        self._scopes[scope] = [self._made(each, scope) for each in wanted]
        return self._scopes[scope]

    def _create(self, call: Call, scope: int | None) -> Json:
        body = checked(call, Kind.COMMAND)
        made = self._made(body, scope)
        others = [each for each in self.commands(scope) if each["id"] != made["id"]]
        self._put(scope, [*others, made])
        return made

    def _edit(self, call: Call, scope: int | None, command_id: str) -> Json:
        body = checked(call, Kind.COMMAND_EDIT)
        found = self._find(scope, command_id)
        changed = {**found, **body, "version": str(snowflake())}
        self._put(scope, [changed if each is found else each for each in self.commands(scope)])
        return changed

    def _put(self, scope: int | None, commands: list[Json]) -> None:
        found = problems([_sent(each) for each in commands], Kind.COMMANDS if scope is None else Kind.GUILD_COMMANDS)
        if found:
            raise ApiError(Refusal.INVALID_BODY, found)
        self._scopes[scope] = commands

    def _delete(self, scope: int | None, command_id: str) -> None:
        found = self._find(scope, command_id)
        self._scopes[scope] = [each for each in self.commands(scope) if each is not found]

    def _find(self, scope: int | None, command_id: str) -> Json:
        for each in self.commands(scope):
            if each["id"] == command_id:
                return each
        raise ApiError(Refusal.UNKNOWN_COMMAND)

    def _made(self, body: Json, scope: int | None) -> Json:
        kind = body.get("type") or _CHAT_INPUT
        same = [each for each in self.commands(scope) if (each["name"], each["type"]) == (body["name"], kind)]
        if not same:
            self.creates += 1
        bits = body.get("default_member_permissions")
        made: Json = {
            "id": same[0]["id"] if same else str(snowflake()),
            "application_id": str(self._application_id),
            "version": str(snowflake()),
            "type": kind,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "options": body.get("options") or [],
            "default_member_permissions": None if bits is None else str(bits),
            "dm_permission": body.get("dm_permission", True),
            "nsfw": body.get("nsfw", False),
        }
        if scope is not None:
            return {**made, "guild_id": str(scope)}
        return {**made, "contexts": body.get("contexts"), "integration_types": body.get("integration_types") or [0]}


def _sent(command: Json) -> Json:
    return {key: value for key, value in command.items() if key not in {"application_id", "version", "guild_id"}}


def _without_localizations(parts: list[Json]) -> list[Json]:
    return [
        {
            key: _without_localizations(value) if key in {"options", "choices"} else value
            for key, value in part.items()
            if not key.endswith("_localizations")
        }
        for part in parts
    ]


def _scope(guild: str | None) -> int | None:
    return int(guild) if guild else None
