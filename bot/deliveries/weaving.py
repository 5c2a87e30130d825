"""An offer to meet and the word that both want to, each in a private message."""

from dataclasses import dataclass

from bot.blocks import weaving as shown
from bot.domain.outbox import OutboxItem
from bot.services.ports import Post
from bot.services.posting import Poster
from bot.services.weaving import Weaver


@dataclass(frozen=True, slots=True)
class WeavingPoster:
    """Says what still holds when it is said: who hid meanwhile is named no more."""

    weaver: Weaver
    poster: Poster

    def offer(self, team: str, item: OutboxItem) -> None:
        """Ask one of the two."""
        person = item.payload["person"]
        if found := self.weaver.shown(team, self._people(item)):
            weave, known = found
            other = known[weave.other(person)]
            blocks = shown.offer(weave, person, other.name, other.title)
            self.poster.post_once(Post(team, person, shown.TEXT, blocks, key=item.key), item)
            self.weaver.named(team, weave, person)

    def tell(self, team: str, item: OutboxItem) -> None:
        """Tell one of the two that the other wants to meet, too."""
        person = item.payload["person"]
        found = self.weaver.shown(team, self._people(item))
        if found and found[0].is_mutual:
            blocks = shown.mutual(found[0], found[0].other(person))
            self.poster.post_once(Post(team, person, shown.TEXT, blocks, key=item.key), item)

    def _people(self, item: OutboxItem) -> tuple[str, str]:
        first, second = item.payload["people"]
        return first, second
