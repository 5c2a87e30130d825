"""`kith digest`: a channel's digest in the terminal."""

from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from bot.app import open_store
from bot.cli.moments import the_moment
from bot.cli.naming import the_channel, the_workspace
from bot.domain import digest_words as words
from bot.domain.digest import Digest
from bot.domain.subscriptions import Subscription
from bot.services.clock import time_in
from bot.services.digests import DigestMaker
from bot.settings import Settings, load


def preview(channel: str, at: str, team: str) -> None:
    """Print a channel's digest as it would be posted. Raises KithError."""
    with open_store(load(Settings)) as store:
        workspace = the_workspace(store, team)
        with store.reading(workspace) as work:
            where = the_channel(work.channels.all(), channel)
            until = the_moment(at) if at else time_in(work, lambda: datetime.now(UTC))
        digest = DigestMaker(store).make(workspace, Subscription(where.id, until), until)
    print_digest(Console(highlight=False), where.name, digest)


def print_digest(console: Console, channel: str, digest: Digest) -> None:
    """Print a digest."""
    console.print(Text(f"#{channel} · the week until {digest.until:%-d %B %Y}", "bold"))
    if digest.is_empty:
        console.print(Text("A quiet week: no digest would be posted.", "italic"))
        return
    console.print(Text(words.opening(digest)))
    if note := words.learning(digest):
        console.print(Text(note, "italic"))
    _print(console, "Catching on", [_topic(digest, place) for place in range(len(digest.emerging))])
    _print(console, "Still waiting for an answer", [words.need(need, digest) for need in digest.needs])
    _print(console, "Who got whom unstuck", [words.story(story, digest.names) for story in digest.stories])
    _print(console, "People who should meet", [words.meeting(meeting, digest) for meeting in digest.meetings])


def _topic(digest: Digest, place: int) -> str:
    emerging = digest.emerging[place]
    topic = emerging.topic
    helped = words.helped_with(emerging, digest.names)
    line = f"{topic.label}  {words.bars(topic)}  ({words.strength(topic)})  {words.why(topic)} {helped}"
    return line.rstrip()


def _print(console: Console, title: str, lines: list[str]) -> None:
    if lines:
        console.print()
        console.print(Text(title, "bold cyan"))
    for line in lines:
        console.print(Text(f"· {line}"))
