"""Socket Mode: one WebSocket a connection, envelopes out, acknowledgements in, refreshes and cuts on request."""

import asyncio
import json
import random
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.platforms.fake_slack.courier import Answer
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.wire import Json, as_object, as_text

_TICKET_LIFE = 30.0
_MOST_CONNECTIONS = 10
_TYPES = {"slash_commands": "slash_commands", "events_api": "events_api"}


@dataclass(slots=True, eq=False)
class Connection:
    """One open WebSocket; ``leaving`` ones get nothing new."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    leaving: bool = False
    envelopes: set[str] = field(default_factory=set)


class SocketMode:
    """The server side of Socket Mode."""

    def __init__(self, slack: Slack, seed: int = 0) -> None:
        self._slack = slack
        self._random = random.Random(seed)
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._takes_payload: dict[str, bool] = {}
        self.connections: list[Connection] = []
        self.opened = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until either side closes it."""
        born = self._slack.tickets.pop(request.query.get("ticket", ""), None)
        if born is None or self._slack.clock.now() - born > _TICKET_LIFE:
            self._slack.recorder.odd("socket: a ticket that was used or has expired")
            return web.Response(status=403)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= _MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        self.opened += 1
        connection = Connection(socket, request.transport)
        self.connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._slack.recorder.note_change()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(connection, message.data)
        finally:
            self.connections.remove(connection)
            self._slack.recorder.note_change()
        return socket

    async def connected(self, number: int = 1, within: float = 30.0) -> None:
        """Wait until exactly so many connections can take envelopes."""
        await self._slack.recorder.until(lambda: len(self._ready()) == number, within)

    async def opened_again(self, total: int, within: float = 30.0) -> None:
        """Wait until the app has opened its ``total``-th connection since the start."""
        await self._slack.recorder.until(lambda: self.opened >= total and bool(self._ready()), within)

    async def warn(self) -> None:
        """Announce the refresh about ten seconds ahead; the connections still work."""
        for connection in list(self.connections):
            await connection.socket.send_json({"type": "disconnect", "reason": "warning", "debug_info": {}})

    async def refresh(self) -> None:
        """Ask for a new connection; the old one gets nothing more and stays open until the app leaves."""
        for connection in list(self.connections):
            connection.leaving = True
            await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    async def disable(self) -> None:
        """Switch Socket Mode off for the app (``link_disabled``) and close."""
        for connection in list(self.connections):
            await connection.socket.send_json({"type": "disconnect", "reason": "link_disabled", "debug_info": {}})
            await connection.socket.close()

    def cut(self) -> int:
        """Drop every connection without a word; return how many there were."""
        for connection in (gone := list(self.connections)):
            connection.leaving = True
            if connection.transport is not None:
                connection.transport.abort()
        return len(gone)

    async def send(self, delivery: Delivery, deadline: float) -> Answer:
        """Send an envelope over one connection taken at random and wait for its acknowledgement."""
        ready = self._ready()
        if not ready:
            return Answer(failure="dispatch_failed")
        connection = self._random.choice(ready)
        envelope = str(uuid.UUID(int=self._random.getrandbits(128), version=4))
        takes_payload = _takes_payload(delivery)
        self._takes_payload[envelope] = takes_payload
        future = self._waiting[envelope] = asyncio.get_running_loop().create_future()
        body: Json = {
            "envelope_id": envelope,
            "payload": delivery.payload,
            "type": _TYPES.get(delivery.kind, "interactive"),
            "accepts_response_payload": takes_payload,
        }
        if delivery.kind == "events_api":
            body |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
        connection.envelopes.add(envelope)
        try:
            await connection.socket.send_str(json.dumps(body, ensure_ascii=False))
            return await asyncio.wait_for(future, deadline)
        except TimeoutError:
            return Answer(failure="operation_timeout")
        except ConnectionError:
            return Answer(failure="dispatch_failed")

    def _ready(self) -> list[Connection]:
        return [one for one in self.connections if not one.leaving and not one.socket.closed]

    def _receive(self, connection: Connection, raw: str) -> None:
        try:
            message = as_object(json.loads(raw))
        except ValueError:
            self._slack.recorder.odd(f"socket: not JSON: {raw[:80]}")
            return
        envelope = as_text(message.get("envelope_id"))
        future = self._waiting.get(envelope)
        if future is None:
            self._slack.recorder.odd(f"socket: an acknowledgement of nothing: {raw[:80]}")
        elif envelope not in connection.envelopes:
            self._slack.recorder.odd("socket: an acknowledgement over another connection")
        elif future.done():
            late = future.cancelled()
            self._slack.recorder.odd(f"socket: {'a late' if late else 'a second'} acknowledgement")
        else:
            unknown = set(message) - {"envelope_id", "payload"}
            if unknown:
                self._slack.recorder.odd(f"socket: an acknowledgement with {sorted(unknown)}")
            if "payload" in message and not self._takes_payload[envelope]:
                self._slack.recorder.odd("socket: a payload where none is taken")
            payload = message.get("payload")
            future.set_result(Answer(body=as_object(payload) if payload is not None else None))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._slack.app_id},
        }


def _takes_payload(delivery: Delivery) -> bool:
    return delivery.kind == "slash_commands" or delivery.payload.get("type") in ("view_submission", "block_suggestion")
