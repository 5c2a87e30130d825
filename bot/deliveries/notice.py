"""Notice, given before somebody is named for the first time."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from bot.blocks import notice as shown
from bot.domain.errors import SlackRefused
from bot.services.noticing import Notices
from bot.services.ports import Messenger, Post

LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Noticer:
    """Tells people, once each, that they may be named, and what they can choose."""

    notices: Notices
    messenger: Messenger
    turns: Lock = field(default_factory=Lock, repr=False)

    def tell(self, team: str, people: Collection[str]) -> bool:
        """Tell those of these people who have to be told; false where some cannot be and hence are not to be named.

        One thread at a time: two that name the same person would both tell them. Where nobody has to be,
        as mostly, none waits. Raises SlackBusy: then nobody may be named yet.
        """
        if not self.notices.due(team, people):
            return True
        with self.turns:
            told = [self._tell(team, person) for person in self.notices.due(team, people)]
        return all(told)

    def _tell(self, team: str, person: str) -> bool:
        post = Post(team, person, shown.TEXT, shown.blocks(), key=f"notice:{person}")
        try:
            if not self.messenger.find(post, self.notices.clock() - LOOK_BACK):
                self.messenger.post(post)
        except SlackRefused:
            self.notices.unreachable(team, person)
            return False
        self.notices.told(team, person)
        return True
