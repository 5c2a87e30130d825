"""Faults on request, for tests and for the curious."""

from dataclasses import asdict, dataclass

from playground.errors import SlackError
from playground.model import Json

DELIVERY_FAULTS = {
    "deliver_twice": "the envelope is sent a second time although it was acknowledged",
    "deliver_late": "the envelope is sent only after `seconds`",
    "deliver_out_of_order": "the envelope waits for the next one to be sent, at most `seconds` (else 3)",
    "drop_acknowledgement": "the acknowledgement is taken for lost, so that the event is redelivered",
    "drop": "the event is never sent, as in an outage longer than all redeliveries",
    "withhold": "the event is never sent, and the app is told `app_rate_limited` once a minute of workspace time",
    "disconnect": "the websocket breaks after the envelope was sent; no acknowledgement counts",
}
API_FAULTS = {
    "rate_limit": "the method answers 429 with Retry-After `seconds` (1 unless given) and does nothing",
    "server_error": "the method answers 500 and does nothing",
    "slow_answer": "the method answers only after `seconds`",
    "lost_answer": "the method does its work, but the connection is closed before the answer",
}


@dataclass
class Fault:
    """What shall go wrong, for the next `times` events or calls whose type or method is `target`."""

    kind: str
    target: str = "*"
    times: int = 1
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in DELIVERY_FAULTS | API_FAULTS:
            raise SlackError("unknown_fault", kind=self.kind, known=sorted(DELIVERY_FAULTS | API_FAULTS))
        if self.times < 1 or self.seconds < 0:
            raise SlackError("invalid_fault", times=self.times, seconds=self.seconds)


class Faults:
    """The faults that were asked for and have not yet happened."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let something go wrong from now on."""
        self._pending.append(fault)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._pending.clear()

    def take(self, kind: str, target: str) -> Fault | None:
        """The fault of that kind that strikes `target` now, if any; it has then happened once."""
        for fault in self._pending:
            if fault.kind == kind and fault.target in ("*", target):
                fault.times -= 1
                if not fault.times:
                    self._pending.remove(fault)
                return fault
        return None

    def pending(self) -> list[Json]:
        """The faults that are still to come."""
        return [asdict(fault) for fault in self._pending]
