"""A person's choices shown anew, and everything kept about them as a file in their direct messages."""

from dataclasses import dataclass

from bot.blocks import privacy as shown
from bot.domain.errors import SlackRefused
from bot.domain.outbox import OutboxItem
from bot.services.ports import Attachment, Messenger, Post
from bot.services.posting import Poster
from bot.services.privacy import Privacy


@dataclass(frozen=True, slots=True)
class PrivacyTeller:
    """Tells people what they chose and what is kept."""

    privacy: Privacy
    messenger: Messenger
    poster: Poster

    def show(self, team: str, item: OutboxItem) -> None:
        """Replace a message with somebody's choices by what they are now."""
        person, url = item.payload["person"], item.payload["response_url"]
        blocks = shown.blocks(self.privacy.of(team, person))
        self.messenger.post(Post(team, "", shown.TEXT, blocks, only_for=person, response_url=url, replaces=True))

    def export(self, team: str, item: OutboxItem) -> None:
        """Send a person their data; where Kith may send no files, tell them."""
        person = item.payload["person"]
        content = self.privacy.export(team, person)
        ts = self.poster.post_once(Post(team, person, shown.FILE_TEXT, key=item.key), item)
        try:
            self.messenger.upload(team, person, ts, Attachment(content, "kith.json", "What Kith keeps about you"))
        except SlackRefused:
            self.messenger.post(Post(team, person, shown.NO_FILE_TEXT, thread_ts=ts))
