"""What was queued is posted a single time, however long ago an attempt broke off."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.outbox import OutboxItem
from bot.services.ports import Post
from bot.services.posting import Poster
from storage.unit_of_work import SqlStore
from tests.fakes import FakeClock, FakeMessenger

POST = Post("T1", "C1", "hello", key="say:1")


@dataclass
class DatedMessenger(FakeMessenger):
    """Finds a post only where it looks far enough back."""

    clock: FakeClock = field(default_factory=FakeClock)
    posted_at: list[datetime] = field(default_factory=list)

    def post(self, post: Post) -> str:
        """Keep a post and its time."""
        self.posted_at.append(self.clock())
        return super().post(post)

    def find(self, post: Post, since: datetime) -> str:
        """Where the same stands since then."""
        made = zip(self.posts, self.posted_at, strict=True)
        return next((f"{place}.000000" for place, (one, at) in enumerate(made, 1) if one == post and at >= since), "")


def taken(store: SqlStore, at: datetime) -> OutboxItem:
    ((_, item),) = store.take(at, 90, 1)
    return item


def test_a_post_that_broke_off_before_a_long_downtime_is_found_after_it(sqlite_store: SqlStore) -> None:
    messenger = DatedMessenger()
    clock, poster = messenger.clock, Poster(messenger)
    with sqlite_store.writing("T1") as work:
        work.outbox.put(OutboxItem("say:1", "say", {}, clock()))
    poster.post_once(POST, taken(sqlite_store, clock()))
    clock.advance(days=30)
    assert poster.post_once(POST, taken(sqlite_store, clock())) == "1.000000"
    assert len(messenger.posts) == 1


def test_an_item_tells_when_it_was_due(store: SqlStore) -> None:
    due = FakeClock().now
    with store.writing("T1") as work:
        work.outbox.put(OutboxItem("say:1", "say", {}, due))
    assert taken(store, due + timedelta(hours=5)).due_at == due
    assert taken(store, due + timedelta(hours=6)).due_at == due + timedelta(hours=5, seconds=90)
