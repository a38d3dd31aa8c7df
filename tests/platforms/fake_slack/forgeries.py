"""Requests that only pretend to come from Slack: sixteen that must be refused and two at the edge that must not.

The list is RELIABILITY M2 and R3. They are written byte by byte, since no HTTP client sends a header that is not ASCII.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.platforms.fake_slack.http_mode import FORM, HttpMode, signature
from tests.platforms.fake_slack.slack import Slack

Headers = tuple[tuple[str, str], ...]
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgery:
    """A request and what it must not, or may, achieve."""

    name: str
    headers: Headers
    body: bytes
    genuine: bool = False


class Forger:
    """Sends malformed, stale and replayed requests to the app's request URL."""

    def __init__(self, slack: Slack, http: HttpMode) -> None:
        self._slack = slack
        self._http = http

    def forgeries(self, body: bytes, content_type: str = FORM) -> Iterator[Forgery]:
        """Yield the bad requests around ``body``, then two good ones of 299 seconds ago and ahead."""
        now = int(self._slack.clock.now())
        time, good = str(now), self._sign(str(now), body)
        wide = time.translate(_FULL_WIDTH)
        bad: dict[str, Headers] = {
            "wrong signature": _signed(time, good[:-1] + ("0" if good[-1] != "0" else "1")),
            "empty signature": _signed(time, ""),
            "truncated signature": _signed(time, good[:20]),
            "no signature": (("X-Slack-Request-Timestamp", time),),
            "signature that is not ASCII": _signed(time, "v0=" + "é" * 64),
            "no time stamp": (("X-Slack-Signature", good),),
            "time stamp that is no number": _signed("soon", self._sign("soon", body)),
            "full-width time stamp": _signed(wide, self._sign(wide, body)),
            "301 seconds old": _signed(str(now - 301), self._sign(str(now - 301), body)),
            "301 seconds ahead": _signed(str(now + 302), self._sign(str(now + 302), body)),
            "body changed": _signed(time, self._sign(time, body + b"&x=1")),
            "another secret": _signed(time, signature("another" * 5, time, body)),
            "another version": _signed(time, "v1" + good[2:]),
            "doubled signature": (("X-Slack-Signature", "v0=" + "0" * 64), *_signed(time, good)),
        }
        for name, headers in bad.items():
            yield Forgery(name=name, headers=(("Content-Type", content_type), *headers), body=body)
        odd = (("Content-Type", "text/plain"), *_signed(time, good))
        yield Forgery(name="another content type", headers=odd, body=body)
        if self._http.last is not None:
            last, headers_sent = self._http.last
            yield Forgery(name="replay", headers=tuple(headers_sent.items()), body=last)
        for name, moved in (("299 seconds old", now - 299), ("299 seconds ahead", now + 298)):
            headers = (("Content-Type", content_type), *_signed(str(moved), self._sign(str(moved), body)))
            yield Forgery(name=name, headers=headers, body=body, genuine=True)

    async def send(self, forgery: Forgery, within: float = 30.0) -> int:
        """Send one and return the status; 0 when the connection was closed without one."""
        return await raw_post(self._http.url, forgery.headers, forgery.body, within)

    async def statuses(self, body: bytes | None = None, content_type: str = FORM) -> Mapping[str, int]:
        """Send all the bad ones, around the last genuine body unless told otherwise; return each name with its status.

        Raises:
            AssertionError: nothing genuine was sent yet, so that nothing can be replayed.
        """
        if self._http.last is None:
            raise AssertionError("a replay needs a genuine request before it")
        given = self._http.last[0] if body is None else body
        bad = [one for one in self.forgeries(given, content_type) if not one.genuine]
        return {one.name: await self.send(one) for one in bad}

    def _sign(self, timestamp: str, body: bytes) -> str:
        return signature(self._slack.signing_secret, timestamp, body)


def _signed(timestamp: str, signed: str) -> Headers:
    return (("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", signed))


async def raw_post(url: str, headers: Headers, body: bytes, within: float = 30.0) -> int:
    """POST bytes as they are and return the status, 0 without one."""
    parts = urlsplit(url)
    lines = [f"POST {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers] + [f"Content-Length: {len(body)}"]
    async with asyncio.timeout(within):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
            await writer.drain()
            first = await reader.readline()
        except ConnectionError:
            return 0
        finally:
            writer.close()
    words = first.split()
    return int(words[1]) if len(words) > 1 else 0
