"""The answer to a question: found for exactly those who will read it, posted once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.blocks import answer as shown
from bot.blocks import contacts as own_contacts
from bot.blocks.kit import Block
from bot.deliveries.notice import Noticer
from bot.domain.answers import Answer
from bot.domain.asks import Ask, Audience
from bot.domain.outbox import OutboxItem
from bot.services.asking import Asking, OpenAsk
from bot.services.contacts import about_question
from bot.services.ports import Messenger, Note, Post
from bot.services.posting import Poster
from bot.services.readers import Readers

Found = TypeVar("Found", Answer, Answer | None)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Finds, renders and posts answers; `answered` is told how long after its question each was posted."""

    asking: Asking
    messenger: Messenger
    poster: Poster
    noticer: Noticer
    answered: Callable[[timedelta], None]

    def answer(self, team: str, item: OutboxItem) -> Note | None:
        """Answer an ask where it was asked, and tell the asker alone what only they may see.

        What stands in the channel is noted before that is told, and also where that cannot be found out.
        """
        opened = self.asking.open(team, item.payload["ask"])
        if opened is None or opened.ask.is_stale(self.asking.clock()):
            return None
        ask = opened.ask
        if barred := self.asking.barred(team, opened):
            self._tell_alone(team, ask, shown.BARRED[barred])
            return None
        readers = self.asking.read_by(team, opened)
        found = self._nameable(team, lambda: self.asking.answer_for(team, ask, readers))
        alone = ask.asker if ask.response_url else ""
        ts = self.poster.post_once(self._post(team, opened, found, only_for=alone, key=item.key), item)
        self.answered(self.asking.clock() - ask.asked_at)
        try:
            beyond = self._beyond(team, opened, found, readers)
        except Exception:
            self.asking.answered(team, ask, found, ts)
            raise
        if beyond is None:
            return self.asking.noting(ask, found, ts)
        self.asking.answered(team, ask, found, ts)
        post, wider = beyond
        self.messenger.post(post)
        return self.asking.noting(ask, wider, ts, in_channel=False) if wider else None

    def too_many(self, team: str, item: OutboxItem) -> None:
        """Ask a person, alone, to wait with further questions."""
        ask = self.asking.load(team, item.payload["ask"])
        if ask:
            self._tell_alone(team, ask, shown.TOO_MANY)

    def again(self, team: str, item: OutboxItem) -> Note | None:
        """Put a new answer in the place of one whose button was pressed."""
        opened = self.asking.open(team, item.payload["ask"])
        if opened is None or self.asking.barred(team, opened):
            return None
        ask, url = opened.ask, item.payload["response_url"]
        readers = self.asking.read_by(team, opened)
        found = self._nameable(team, lambda: self.asking.answer_for(team, ask, readers))
        self.messenger.post(self._post(team, opened, found, response_url=url, replaces=True))
        return self.asking.noting(ask, found, ask.answer_ts)

    def _beyond(self, team: str, opened: OpenAsk, found: Answer, readers: Readers) -> tuple[Post, Answer | None] | None:
        """What the asker alone is told beside the answer for a channel, and whom it names as well; None for nothing."""
        ask = opened.ask
        if wider := self._nameable(team, lambda: self.asking.private_answer(team, opened, found, readers)):
            return self._post(team, opened, wider, only_for=ask.asker), wider
        if ask.audience is Audience.CHANNEL and (own := self._own_contacts(opened)):
            text = own_contacts.OWN_TEXT
            return Post(team, ask.channel, text, own, thread_ts=ask.thread_ts, only_for=ask.asker), None
        return None

    def _tell_alone(self, team: str, ask: Ask, text: str) -> None:
        alone, url = ask.asker, ask.response_url
        self.messenger.post(Post(team, ask.channel, text, thread_ts=ask.aside_ts, only_for=alone, response_url=url))

    def _own_contacts(self, opened: OpenAsk) -> Sequence[Block]:
        """The asker's own contacts who have done this, for a message that the asker alone reads."""
        return own_contacts.among_own(about_question(opened.contacts, opened.ask.text, self.asking.clock()))

    def _nameable(self, team: str, find: Callable[[], Found]) -> Found:
        """What was found, once everybody named in it knows that they may be named; who cannot be told is not named."""
        found = find()
        while found and not self.noticer.tell(team, found.unaware):
            found = find()
        return found

    def _post(
        self,
        team: str,
        opened: OpenAsk,
        found: Answer,
        *,
        only_for: str = "",
        response_url: str = "",
        replaces: bool = False,
        key: str = "",
    ) -> Post:
        ask = opened.ask
        links = self.messenger.permalinks(team, [candidate.evidence.message for candidate in found.candidates])
        is_private = bool(only_for) or ask.audience is Audience.ASKER
        own = self._own_contacts(opened) if is_private else ()
        return Post(
            team=team,
            channel=ask.channel,
            text=shown.answer_text(found),
            blocks=(*shown.answer_blocks(found, ask.id, links, self.asking.clock()), *own),
            thread_ts="" if ask.response_url else ask.thread_ts,
            only_for=only_for,
            response_url=response_url or ask.response_url,
            replaces=replaces,
            key=key,
        )
