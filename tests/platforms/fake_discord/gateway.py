"""The gateway: sessions, events in order, resuming, and the ways it breaks."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.platforms.fake_discord.pulse import Pulse
from tests.platforms.fake_discord.wire import Json, snowflake

_DISPATCH, _HEARTBEAT, _IDENTIFY, _PRESENCE, _RESUME, _RECONNECT, _MEMBERS, _INVALID, _HELLO, _ACK = (
    0,
    1,
    2,
    3,
    6,
    7,
    8,
    9,
    10,
    11,
)
_ENDS_SESSION = {1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014}
_KNOWN_OPCODES = {_HEARTBEAT, _IDENTIFY, _PRESENCE, 4, _RESUME, _MEMBERS, 31}
_PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
_KNOWN_INTENTS = (1 << 26) - 1
_MAX_PAYLOAD = 4096
_MAX_SENDS = 120
_SENDS_WINDOW = 60.0


@dataclass(slots=True, eq=False)
class Session:
    """One session of a shard; it outlives its connection until it is invalidated."""

    shard: tuple[int, int]
    intents: int
    id: str = field(default_factory=lambda: f"session-{snowflake()}")
    sequence: int = 0
    events: list[tuple[int, Json]] = field(default_factory=list)
    connection: "Connection | None" = None
    resumable: bool = True


class Connection:
    """One websocket: frames out, compressed if asked, and what came in."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.silent = False
        self.sends: deque[float] = deque()
        self._transport = request.transport
        compressed = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if compressed else None

    async def send(self, frame: Json) -> None:
        """Send ``frame`` unless the line is silent or gone."""
        if self.silent or self.socket.closed:
            return
        text = json.dumps(frame)
        try:
            if self._deflate is None:
                await self.socket.send_str(text)
            else:
                packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except ConnectionError:
            self.cut()

    async def close(self, code: int, reason: str = "") -> None:
        """Close with ``code``."""
        await self.socket.close(code=code, message=reason.encode())

    def cut(self) -> None:
        """Drop the line without a word."""
        if self._transport is not None:
            self._transport.abort()


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that the bot sent."""

    at: float
    opcode: int
    data: object


class Gateway:
    """Serves the websocket; ``welcome`` gives the events that follow READY, ``refusals`` are close codes for the connections to come.

    ``refuse_identify`` is the code with which every IDENTIFY is turned away, and ``token`` the one it accepts.
    """

    def __init__(
        self,
        *,
        token: str,
        pulse: Pulse,
        ready: Callable[[Session], Json],
        welcome: Callable[[Session], list[Json]],
    ) -> None:
        self.heartbeat_seconds = 41.25
        self.privileged_intents = 0
        self.refusals: deque[int] = deque()
        self.refuse_identify: int | None = None
        self.token = token
        self.frames: list[Frame] = []
        self.sessions: list[Session] = []
        self.connections: list[Connection] = []
        self.connects: list[float] = []
        self.closes: list[int] = []
        self._ready = ready
        self._welcome = welcome
        self._pulse = pulse

    @property
    def identifies(self) -> list[Frame]:
        """The IDENTIFYs so far."""
        return [each for each in self.frames if each.opcode == _IDENTIFY]

    @property
    def resumes(self) -> list[Frame]:
        """The RESUMEs so far."""
        return [each for each in self.frames if each.opcode == _RESUME]

    @property
    def live(self) -> list[Session]:
        """Sessions with a connection."""
        return [each for each in self.sessions if each.connection is not None]

    async def wait_for(self, reached: Callable[["Gateway"], bool], seconds: float = 30.0) -> None:
        """Wait until ``reached`` is true of this gateway; raises TimeoutError."""
        await self._pulse.until(lambda: reached(self), seconds)

    async def wait_ready(self, seconds: float = 30.0) -> None:
        """Wait until a session is connected."""
        await self.wait_for(lambda gateway: bool(gateway.live), seconds)

    async def dispatch(self, event: str, data: Json, *, guild_id: int | None = None, intent: int = 0) -> None:
        """Send an event to the newest session of the shard it belongs to; a gap keeps it for the RESUME."""
        for session in reversed(self.sessions):
            shard, count = session.shard
            belongs = shard == ((guild_id >> 22) % count if guild_id else 0)
            if belongs and session.resumable and (not intent or session.intents & intent):
                await self._event(session, event, data)
                return

    async def drop(self) -> None:
        """Cut every line; the sessions can be resumed."""
        for connection in list(self.connections):
            connection.cut()
        await self._all_gone()

    async def close_all(self, code: int) -> None:
        """Close every connection with ``code``; some codes end the session as well."""
        for session in self.live:
            session.resumable = session.resumable and code not in _ENDS_SESSION
        await asyncio.gather(*(each.close(code) for each in list(self.connections)))
        await self._all_gone()

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to everybody."""
        for session in self.live:
            if session.connection:
                await session.connection.send({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Send op 9 to everybody; sessions that cannot be resumed are forgotten."""
        for session in self.live:
            session.resumable = session.resumable and resumable
            if session.connection:
                await session.connection.send({"op": _INVALID, "d": resumable})

    def fall_silent(self) -> None:
        """Keep the lines open and say nothing more on them."""
        for each in self.connections:
            each.silent = True

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk to one client until it or we hang up."""
        self.connects.append(asyncio.get_running_loop().time())
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if self.refusals:
            code = self.refusals.popleft()
            self.closes.append(code)
            await connection.close(code)
            return socket
        self.connections.append(connection)
        try:
            await connection.send({"op": _HELLO, "d": {"heartbeat_interval": int(self.heartbeat_seconds * 1000)}})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, message.data)
        except ConnectionError:
            pass
        finally:
            await self._gone(connection)
        return socket

    async def _receive(self, connection: Connection, text: str) -> None:
        refusal = self._refusal(connection, text)
        if refusal:
            await self._refuse(connection, *refusal)
            return
        frame = json.loads(text)
        opcode, data = frame["op"], frame.get("d")
        self.frames.append(Frame(asyncio.get_running_loop().time(), opcode, data))
        if opcode == _HEARTBEAT:
            await connection.send({"op": _ACK})
        elif opcode == _IDENTIFY:
            await self._identify(connection, data)
        elif opcode == _RESUME:
            await self._resume(connection, data)
        elif opcode == _MEMBERS and connection.session:
            chunk = {"guild_id": data["guild_id"], "members": [], "chunk_index": 0, "chunk_count": 1, "not_found": []}
            await self._event(connection.session, "GUILD_MEMBERS_CHUNK", {**chunk, "nonce": data.get("nonce")})
        self._pulse.beat()

    def _refusal(self, connection: Connection, text: str) -> tuple[int, str] | None:
        now = asyncio.get_running_loop().time()
        connection.sends.append(now)
        while connection.sends[0] < now - _SENDS_WINDOW:
            connection.sends.popleft()
        if len(text.encode()) > _MAX_PAYLOAD:
            return 4002, "Error while decoding payload."
        if len(connection.sends) > _MAX_SENDS:
            return 4008, "You are being rate limited."
        try:
            opcode = json.loads(text)["op"]
        except (ValueError, KeyError, TypeError):
            return 4002, "Error while decoding payload."
        if opcode not in _KNOWN_OPCODES:
            return 4001, "Unknown opcode."
        greets = opcode in {_IDENTIFY, _RESUME}
        if connection.session is None and not greets and opcode != _HEARTBEAT:
            return 4003, "Not authenticated."
        if connection.session is not None and greets:
            return 4005, "Already authenticated."
        return None

    async def _identify(self, connection: Connection, data: Json) -> None:
        intents = data.get("intents")
        shard = data.get("shard", [0, 1])
        if data.get("token") != self.token:
            await self._refuse(connection, 4004, "Authentication failed.")
        elif not isinstance(intents, int) or intents < 0 or intents > _KNOWN_INTENTS:
            await self._refuse(connection, 4013, "Invalid intent(s).")
        elif intents & _PRIVILEGED & ~self.privileged_intents:
            await self._refuse(connection, 4014, "Disallowed intent(s).")
        elif not 0 <= shard[0] < shard[1]:
            await self._refuse(connection, 4010, "Invalid shard.")
        elif self.refuse_identify is not None:
            await self._refuse(connection, self.refuse_identify, "")
        else:
            session = Session(shard=(shard[0], shard[1]), intents=intents, connection=connection)
            connection.session = session
            self.sessions.append(session)
            await self._event(session, "READY", self._ready(session))
            for guild in self._welcome(session):
                await self._event(session, "GUILD_CREATE", guild)

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = next((each for each in self.sessions if each.id == data.get("session_id")), None)
        if data.get("token") != self.token:
            await self._refuse(connection, 4004, "Authentication failed.")
        elif session is None or not session.resumable:
            await connection.send({"op": _INVALID, "d": False})
        elif data["seq"] > session.sequence:
            await self._refuse(connection, 4007, "Invalid seq.")
        else:
            connection.session = session
            position: int = data["seq"]
            while missed := [each for each in session.events if each[0] > position]:
                for _, frame in missed:
                    await connection.send(frame)
                position = missed[-1][0]
            session.connection = connection
            await self._event(session, "RESUMED", {"_trace": []})

    async def _event(self, session: Session, event: str, data: Json) -> None:
        session.sequence += 1
        frame = {"op": _DISPATCH, "s": session.sequence, "t": event, "d": data}
        session.events.append((session.sequence, frame))
        if session.connection is not None:
            await session.connection.send(frame)

    async def _refuse(self, connection: Connection, code: int, reason: str) -> None:
        self.closes.append(code)
        if connection.session:
            connection.session.resumable = False
        await connection.close(code, reason)

    async def _gone(self, connection: Connection) -> None:
        self.connections.remove(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            session.resumable = session.resumable and connection.socket.close_code not in _ENDS_SESSION
        self._pulse.beat()

    async def _all_gone(self) -> None:
        await self.wait_for(lambda gateway: not gateway.connections)
