"""Trigger ids: what lets the app open a modal, once and within three seconds of what somebody did."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from playground.errors import SlackError

LIFETIME = 3.0


@dataclass
class _Trigger:
    user_id: str
    expires: float
    is_exchanged: bool = False


class Triggers:
    """Issues and redeems trigger ids; `now` gives seconds."""

    def __init__(self, now: Callable[[], float], lifetime: float = LIFETIME) -> None:
        self._now = now
        self._lifetime = lifetime
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user_id: str) -> str:
        """A trigger id for something that this person did now."""
        trigger_id = f"{int(self._now() * 1000)}.{len(self._issued) + 1}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(user_id, self._now() + self._lifetime)
        return trigger_id

    def redeem(self, trigger_id: str) -> str:
        """The person who did it; raises SlackError `invalid_`, `expired_` or `exchanged_trigger_id`."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_exchanged:
            raise SlackError("exchanged_trigger_id")
        if self._now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.is_exchanged = True
        return trigger.user_id
