"""HTTP mode: signed requests to the app (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from playground.delivery.envelope import Envelope
from playground.errors import NotAcknowledgedError, SlackError
from playground.manifest import Manifest
from playground.slack_app import SlackApp

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


class RequestUrls:
    """The app's addresses; one given by hand takes the place of all those in the manifest."""

    def __init__(self, app: SlackApp, request_url: str | None = None) -> None:
        self._app = app
        self._override = request_url
        self._session: aiohttp.ClientSession | None = None

    async def send(self, envelope: Envelope, timeout: float) -> Any:
        """Post an envelope, signed; returns the body of the answer. Raises NotAcknowledgedError."""
        url = self._override or _address(self._app.manifest, envelope)
        if not url:
            raise NotAcknowledgedError("connection_failed")
        body, content_type = _encode(envelope)
        headers = {"Content-Type": content_type}
        if envelope.attempt:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.attempt),
                "X-Slack-Retry-Reason": envelope.retry_reason,
            }
        return await self._post(url, body, headers, timeout)

    async def disconnect(self) -> None:
        """Nothing to cut: every request has a connection of its own."""

    async def verify(self, request_url: str, timeout: float = 3.0) -> None:
        """Send all to `request_url`, once it has answered Slack's challenge; raises SlackError."""
        challenge = secrets.token_urlsafe(32)
        token = self._app.credentials.verification_token
        asked = {"token": token, "challenge": challenge, "type": "url_verification"}
        headers = {"Content-Type": JSON_TYPE}
        try:
            answer = await self._post(request_url, json.dumps(asked).encode(), headers, timeout)
        except NotAcknowledgedError as failure:
            raise SlackError("url_verification_failed", reason=str(failure)) from failure
        given = answer.get("challenge") if isinstance(answer, dict) else answer
        if given != challenge:
            raise SlackError("url_verification_failed", reason="the challenge was not returned")
        self._override = request_url

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    async def _post(self, url: str, body: bytes, headers: dict[str, str], timeout: float) -> Any:
        signed = headers | sign(self._app.credentials.signing_secret, body, int(time.time()))
        limit = aiohttp.ClientTimeout(total=timeout)
        try:
            async with self._client().post(url, data=body, headers=signed, timeout=limit) as answer:
                text = await answer.text()
                if not 200 <= answer.status < 300:
                    wanted = answer.headers.get("X-Slack-No-Retry") != "1"
                    raise NotAcknowledgedError("http_error", retry=wanted)
                return _decode(text, answer.content_type)
        except TimeoutError as error:
            raise NotAcknowledgedError("http_timeout") from error
        except aiohttp.ClientError as error:
            raise NotAcknowledgedError("connection_failed") from error

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            self._session = aiohttp.ClientSession(headers=agent)
        return self._session


def sign(signing_secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers by which an app knows that a request is Slack's; `timestamp` is in seconds of real time."""
    base = b"v0:%d:%b" % (timestamp, body)
    signature = hmac.new(signing_secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={signature}"}


def _encode(envelope: Envelope) -> tuple[bytes, str]:
    match envelope.type:
        case "events_api":
            return json.dumps(envelope.payload).encode(), JSON_TYPE
        case "slash_commands":
            return urlencode(envelope.payload).encode(), FORM_TYPE
    return urlencode({"payload": json.dumps(envelope.payload)}).encode(), FORM_TYPE


def _decode(text: str, content_type: str) -> Any:
    if not text:
        return None
    if content_type != JSON_TYPE:
        return {"text": text}
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {"text": text}


def _address(manifest: Manifest, envelope: Envelope) -> str | None:
    match envelope.type:
        case "events_api":
            return manifest.request_url
        case "slash_commands":
            commands = (one for one in manifest.commands if one.command == envelope.payload["command"])
            return next((command.url for command in commands), None)
    if envelope.payload["type"] == "block_suggestion":
        return manifest.options_url or manifest.interactivity_url
    return manifest.interactivity_url
