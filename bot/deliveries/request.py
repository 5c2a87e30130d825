"""Requests on somebody's behalf, and what comes of them."""

from dataclasses import dataclass

from bot.blocks import request as shown
from bot.blocks.kit import section
from bot.domain.errors import SlackRefused
from bot.domain.outbox import OutboxItem
from bot.services.asking import Asking
from bot.services.inviting import Invitations, Meeting
from bot.services.ports import Messenger, Post
from bot.services.posting import Poster


@dataclass(frozen=True, slots=True)
class RequestDelivery:
    """Asks, settles, and brings together."""

    asking: Asking
    invitations: Invitations
    messenger: Messenger
    poster: Poster

    def send(self, team: str, item: OutboxItem) -> None:
        """Ask a person in private, unless that no longer holds."""
        told = self.invitations.to(team, item.payload["ask"], item.payload["person"])
        if told:
            post = Post(team, told.person, shown.invitation_text(told), shown.invitation(told), key=item.key)
            self.invitations.sent(team, told, self.poster.post_once(post, item))

    def settle(self, team: str, item: OutboxItem) -> None:
        """Take the buttons off a request that needs no answer any more."""
        person = item.payload["person"]
        if ts := self.invitations.message(team, item.payload["ask"], person):
            self.messenger.update(team, person, ts, shown.SETTLED, [section(shown.SETTLED)])

    def accepted(self, team: str, item: OutboxItem) -> None:
        """Bring the asker and whoever said yes together: in the thread, or in a conversation of their own."""
        met = self.invitations.meeting(team, item.payload["ask"], item.payload["person"])
        if met is None:
            return
        ask = met.ask
        if met.is_public:
            post = Post(team, ask.channel, shown.accepted(met), thread_ts=ask.thread_ts, key=item.key)
            self.poster.post_once(post, item)
        else:
            self._introduce(team, item, met)

    def exhausted(self, team: str, item: OutboxItem) -> None:
        """Tell the asker, in private, that nobody has said yes."""
        ask = self.asking.load(team, item.payload["ask"])
        if ask:
            post = Post(team, ask.asker, "Nobody has said yes so far.", shown.exhausted(ask), key=item.key)
            self.poster.post_once(post, item)

    def _introduce(self, team: str, item: OutboxItem, met: Meeting) -> None:
        together = f"{met.ask.asker},{met.helper.id}"
        try:
            self.poster.post_once(Post(team, together, shown.accepted(met), key=item.key), item)
        except SlackRefused:
            self.poster.post_once(Post(team, met.ask.asker, shown.write_to(met), key=item.key), item)
