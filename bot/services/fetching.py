"""Fetching messages that were referred to and never seen, so that help has a topic."""

from dataclasses import dataclass

from bot.domain.messages import MessageKey
from bot.domain.outbox import OutboxItem
from bot.services import slack_json
from bot.services.overhearing import Overhearer
from bot.services.ports import Directory


@dataclass(frozen=True, slots=True)
class MessageFetcher:
    """Asks Slack for single messages and records them as if they had been overheard."""

    directory: Directory
    overhearer: Overhearer

    def fetch(self, team: str, item: OutboxItem) -> None:
        """Fetch one message; one that is gone, or that no person wrote, changes nothing."""
        key = MessageKey(*item.payload["wanted"])
        raw = self.directory.message(team, key)
        if raw and (happenings := slack_json.happenings(raw, key.channel)):
            self.overhearer.overhear(team, happenings)
