"""HTTP mode: signed POSTs to the app's own address."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

import aiohttp

from tests.platforms.fake_slack.courier import Answer
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.wire import Json, as_object, as_text

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_REASONS = {"timeout": "http_timeout", "error": "http_error"}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's v0 signature."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Return body and content type: commands as a form, interactions as JSON in a form, events as JSON."""
    text = json.dumps(delivery.payload)
    if delivery.kind == "events_api":
        return text.encode(), JSON
    if delivery.kind == "slash_commands":
        fields = {key: "" if value is None else str(value) for key, value in delivery.payload.items()}
        return urlencode(fields).encode(), FORM
    return urlencode({"payload": text}).encode(), FORM


class HttpMode:
    """The client side of HTTP mode. ``url`` is the app's request URL."""

    def __init__(self, slack: Slack, url: str) -> None:
        self._slack = slack
        self.url = url
        self.last: tuple[bytes, dict[str, str]] | None = None
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            await self._session.close()

    def headers(self, body: bytes, content_type: str) -> dict[str, str]:
        """Return the headers of a genuine request sent now."""
        timestamp = str(int(self._slack.clock.now()))
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._slack.signing_secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    async def send(self, delivery: Delivery, deadline: float) -> Answer:
        """POST a delivery and read the acknowledgement from the response."""
        body, content_type = encoded(delivery)
        headers = self.headers(body, content_type)
        self.last = (body, dict(headers))
        if delivery.attempt:
            reason = _REASONS.get(delivery.reason, delivery.reason)
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": reason}
        timeout = aiohttp.ClientTimeout(total=deadline)
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with self._session.post(self.url, data=body, headers=headers, timeout=timeout) as response:
                text = await response.text()
                no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                if response.status != 200:
                    return Answer(failure="http_error", no_retry=no_retry)
                return Answer(body=_read(text, response.content_type))
        except TimeoutError:
            return Answer(failure="operation_timeout")
        except aiohttp.ClientError:
            return Answer(failure="dispatch_failed")

    async def verify_url(self) -> bool:
        """Ask the app to prove that the address is its own; return whether it gave the challenge back."""
        payload: Json = {"token": self._slack.verification_token, "challenge": "c0ffee", "type": "url_verification"}
        body = json.dumps(payload).encode()
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(self.url, data=body, headers=self.headers(body, JSON)) as response:
            text = await response.text()
            answer = _read(text, response.content_type) or {}
            return response.status == 200 and "c0ffee" in (answer.get("challenge"), as_text(answer.get("text")))


def _read(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type == JSON:
        try:
            return as_object(json.loads(text))
        except ValueError:
            return {"invalid_json": text[:200]}
    return {"text": text}
