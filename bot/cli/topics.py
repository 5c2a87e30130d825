"""`kith replay topics`: an export's emerging topics, week by week, as the bot would have found them."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from bot.app import open_store
from bot.domain.events import MessagePosted
from bot.domain.messages import MessageRef, changes, moment
from bot.domain.people import PUBLIC
from bot.domain.reading import read
from bot.domain.topics import Topic
from bot.domain.uses import start_of, week_of
from bot.services.emerging import TopicFinder
from bot.services.exports import Export, messages_in_order, open_export
from bot.services.ports import Store
from bot.settings import Settings

TEAM = "replay"
LEAST_PEOPLE = 2
QUIET_WEEKS = 4
"""A topic that was listed is not listed again for so many weeks."""


def replay_topics(path: Path, out: Path) -> None:
    """Write one line for each week of an export that has ended. Raises KithError."""
    console = Console(highlight=False)
    with open_export(path) as export, TemporaryDirectory(prefix="kith-replay-") as folder:
        settings = Settings(kith_database_url=f"sqlite:///{folder}/replay.sqlite")
        with open_store(settings) as store, out.open("w", encoding="utf-8") as lines:
            for week, topics in weekly_topics(store, export):
                lines.write(json.dumps({"week": week, "topics": [shown(topic) for topic in topics]}) + "\n")
    console.print(f"Written to {out}.")


def weekly_topics(store: Store, export: Export) -> Iterator[tuple[str, list[Topic]]]:
    """The Monday of each week, and its topics, from what was said until its Sunday."""
    finder = TopicFinder(store)
    with store.writing(TEAM) as work:
        work.people.put(export.people)
        work.channels.put(export.channels)
    bots = frozenset(person.id for person in export.people if person.is_bot)
    listed: dict[str, int] = {}
    for week, refs in _weeks(export, bots):
        with store.writing(TEAM) as work:
            work.messages.put(changes(refs, {}))
        recent = {stem for stem, then in listed.items() if week - then <= QUIET_WEEKS}
        topics = finder.find(TEAM, start_of(week + 1), [PUBLIC], LEAST_PEOPLE, recent)
        listed |= {stem: week for topic in topics for stem in topic.stems[:3]}
        yield start_of(week).date().isoformat(), topics


def shown(topic: Topic) -> dict[str, Any]:
    """A topic as the replay writes it."""
    return {
        "label": topic.label,
        "terms": list(topic.terms),
        "people": topic.people,
        "threads": topic.threads,
        "channels": topic.channels,
        "first_seen": topic.first_seen.date().isoformat(),
        "why": topic.why,
    }


def _weeks(export: Export, bots: frozenset[str]) -> Iterator[tuple[int, Sequence[MessageRef]]]:
    """Each week that has begun, with what people posted in it; quiet weeks in between are empty."""
    posted = (h for h in messages_in_order(export) if isinstance(h, MessagePosted) and h.author not in bots)
    last: int | None = None
    for week, messages in groupby(posted, key=lambda message: week_of(moment(message.ts))):
        for quiet in range(week if last is None else last + 1, week):
            yield quiet, ()
        yield week, [read(message) for message in messages]
        last = week
