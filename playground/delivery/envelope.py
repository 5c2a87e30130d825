"""What is sent to the app."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.model import Json


@dataclass(frozen=True)
class Envelope:
    """One attempt to tell the app something; `type` is `events_api`, `interactive` or `slash_commands`."""

    type: str
    payload: Json
    attempt: int = 0
    retry_reason: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def subject(self) -> str:
        """What it is about: the type of the event or interaction, or the command."""
        if "event" in self.payload:
            return str(self.payload["event"]["type"])
        return str(self.payload.get("type") or self.payload.get("command"))

    def as_json(self) -> Json:
        """The envelope as Socket Mode sends it."""
        shown: dict[str, Any] = {
            "envelope_id": self.id,
            "type": self.type,
            "accepts_response_payload": self.type != "events_api",
            "payload": self.payload,
        }
        if self.type == "events_api":
            shown |= {"retry_attempt": self.attempt, "retry_reason": self.retry_reason}
        return shown


class Transport(Protocol):
    """A way to the app."""

    async def send(self, envelope: Envelope, timeout: float) -> Any:
        """Send it and return what the acknowledgement carried; raises NotAcknowledgedError."""

    async def disconnect(self) -> None:
        """Cut the connection, if the transport keeps any."""
