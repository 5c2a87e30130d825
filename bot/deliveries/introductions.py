"""A request to an introducer, and what comes back to the asker: each in a private message."""

from dataclasses import dataclass

from bot.blocks import outside as shown
from bot.domain.errors import NotAllowed
from bot.domain.introductions import Introduction, IntroductionState
from bot.domain.outbox import OutboxItem
from bot.services.introducing import Introducing
from bot.services.ports import Post
from bot.services.posting import Poster


@dataclass(frozen=True, slots=True)
class IntroductionPoster:
    """Reads what is to be said only when it is said: nothing about a contact waits in the outbox."""

    introducing: Introducing
    poster: Poster

    def ask(self, team: str, item: OutboxItem) -> None:
        """Ask the introducer, unless it is settled by now."""
        ask, contact, person = item.payload["ask"], item.payload["contact"], item.payload["person"]
        try:
            asked, known = self.introducing.choice_for(team, ask, contact, person)
        except NotAllowed:
            return
        blocks = shown.to_introducer(asked, known, self.introducing.name_of(team, asked.asker))
        self.poster.post_once(Post(team, person, shown.TEXT_TO_INTRODUCER, blocks, key=item.key), item)

    def tell(self, team: str, item: OutboxItem) -> None:
        """Tell the asker what the introducer chose to say."""
        asked = self.introducing.load(team, item.payload["ask"], item.payload["contact"])
        if asked and self._is_yes(asked):
            blocks = shown.to_asker(asked, self.introducing.name_of(team, asked.introducer))
            self.poster.post_once(Post(team, asked.asker, shown.TEXT_TO_ASKER, blocks, key=item.key), item)

    def _is_yes(self, asked: Introduction) -> bool:
        return asked.state in (IntroductionState.NAMED, IntroductionState.PASSED_ON)
