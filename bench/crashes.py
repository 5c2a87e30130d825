"""Kith killed over and over while people talk to it: what is missing afterwards, and what was said twice.

    python -m bench crashes [--kills 100] [--postgresql]

The real process runs on a playground over Socket Mode; SIGKILL strikes at random, while it starts, works and posts.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from sqlalchemy import text

from bench.servers import postgresql_server
from bench.talking import CHANNEL, CHANNEL_ID, PEOPLE, Talk
from bot.domain.help import Act, Help
from bot.domain.subscriptions import Subscription
from bot.services import slack_json
from bot.services.recording import HelpRecorder
from playground.testing import Playground, running_playground
from storage.engine import open_engine
from storage.migrating import migrate
from storage.unit_of_work import SqlStore

ROOT = Path(__file__).parents[1]
MONDAY = datetime(2026, 3, 2, 9, 1, tzinfo=UTC).timestamp()
WEEK = timedelta(days=7)
KILLS_IN_A_WEEK = 6
RETRIES = (0.2, 1.0, 2.0, 4.0, *[8.0] * 500)
ALWAYS_OPEN = {"opens": "00:00", "closes": "23:59:59.999999", "days": list(range(7))}


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong at the end, one line each, and how much there was to lose."""

    missing: list[str]
    twice: list[str]
    acts: int
    posts: Counter[str]


def main(kills: int, postgresql: bool) -> None:
    """Kill so often, and print what came of it."""
    console, begun = Console(highlight=False), perf_counter()
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        if postgresql:
            with postgresql_server() as url:
                damage = besiege(url, kills, Random())
        else:
            damage = besiege(f"sqlite:///{folder}/kith.sqlite", kills, Random())
    name = "PostgreSQL" if postgresql else "SQLite"
    console.print(f"{kills} kills on {name}, {damage.acts:,} acts of people, {perf_counter() - begun:,.0f} s")
    console.print(f"posts    {', '.join(f'{count} {kind}' for kind, count in sorted(damage.posts.items()))}")
    console.print(f"missing  {len(damage.missing)}", *damage.missing[:10], sep="\n")
    console.print(f"twice    {len(damage.twice)}", *damage.twice[:10], sep="\n")


def besiege(url: str, kills: int, random: Random) -> Damage:
    """Kill Kith so often while people talk; then let it come to rest, and compare."""
    manifest = ROOT / "manifest.yml"
    with running_playground(manifest, start=MONDAY, acknowledge_within=3.0, retry_delays=RETRIES) as playground:
        engine = open_engine(url)
        migrate(engine)
        store, talk = SqlStore(engine), Talk(playground, random)
        prepare(store, playground)
        for week in range(0, kills, KILLS_IN_A_WEEK):
            with talk.going_on():
                for _ in range(min(KILLS_IN_A_WEEK, kills - week)):
                    with kith_process(playground, url) as process:
                        _strike(playground, process, random)
            with kith_process(playground, url):
                rest(playground, store)
            playground.advance(WEEK)
        damage = damage_of(playground, store, talk)
        engine.dispose()
        return damage


@contextmanager
def kith_process(playground: Playground, url: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`kith run` over Socket Mode, in the workspace's time; killed at the end."""
    own = {
        **playground.environment,
        "KITH_DATABASE_URL": url,
        "KITH_CLOCK_URL": f"{playground.address}/playground/clock",
        "KITH_LOG_LEVEL": "ERROR",
        "KITH_MONITOR_PORT": "0",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    command = [sys.executable, "-m", "bot", "run"]
    process = subprocess.Popen(command, env={**os.environ, **own}, cwd=ROOT / "bench", stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _strike(playground: Playground, process: "subprocess.Popen[bytes]", random: Random) -> None:
    """Kill at a random moment: of the work, and sometimes of the start."""
    if random.random() < 0.2:
        with suppress(subprocess.TimeoutExpired):
            process.wait(random.uniform(0.2, 2.0))
    else:
        playground.wait_until_connected(timeout=60)
        with suppress(subprocess.TimeoutExpired):
            process.wait(random.uniform(0.0, 2.5))
    process.kill()
    process.wait()
    playground.wait_for(lambda: not playground.connections, timeout=5)


def prepare(store: SqlStore, playground: Playground) -> None:
    """Let the channel have a digest, and let people be asked at any hour."""
    with store.writing(playground.team_id) as work:
        work.digests.subscribe(Subscription(CHANNEL_ID, playground.now))
        work.settings.set("working_hours", ALWAYS_OPEN)


def rest(playground: Playground, store: SqlStore) -> None:
    """Wait until Kith knows all that happened, and nothing is left to be said."""
    playground.wait_until_connected(timeout=60)
    playground.wait_until_delivered(timeout=300)

    def is_empty() -> bool:
        with store.engine.connect() as connection:
            waiting = text("SELECT count(*) FROM outbox WHERE done_at IS NULL AND kind NOT LIKE 'look_up%'")
            return not connection.scalar(waiting)

    while not playground.wait_for(is_empty, timeout=10):
        playground.advance_seconds(120)


def damage_of(playground: Playground, store: SqlStore, talk: Talk) -> Damage:
    """What is missing of what people asked and did, and what was said or counted twice."""
    keys = Counter(_keys(playground))
    wanted = {f"answer:{question.channel}:{question.ts}" for question in talk.asked}
    true, found = _told_once(playground, store), _helps(store, playground.team_id)
    missing = [*sorted((wanted | _due(store)) - keys.keys()), *(str(act) for act in true.keys() - found.keys())]
    twice = [key for key, count in keys.items() if count > 1]
    twice += [str(found[act]) for act in found if found[act] != true.get(act)]
    return Damage(missing, twice, talk.acts, Counter(key.partition(":")[0] for key in keys))


def _keys(playground: Playground) -> Iterator[str]:
    """The keys of all that Kith posted, in the channel and to people."""
    private = (playground.direct_messages(person) for person in PEOPLE)
    for message in (*playground.messages(CHANNEL), *(message for said in private for message in said)):
        if key := (message.json.get("metadata") or {}).get("event_payload", {}).get("key"):
            yield str(key)


def _due(store: SqlStore) -> set[str]:
    """The keys of the digests that were claimed, and of the private requests."""
    with store.engine.connect() as connection:
        return set(connection.scalars(text("SELECT key FROM outbox WHERE kind IN ('digest', 'send_request')")))


def _helps(store: SqlStore, team: str) -> dict[Act, Help]:
    with store.reading(team) as work:
        return {help_.act: help_ for person in work.people.all() for help_ in work.helps.of_person(person.id)}


def _told_once(playground: Playground, store: SqlStore) -> dict[Act, Help]:
    """The helps of a Kith that never broke: told of each message as it stands, once and in order."""
    team = playground.team_id
    with TemporaryDirectory(prefix="kith-bench-") as folder:
        engine = open_engine(f"sqlite:///{folder}/plain.sqlite")
        migrate(engine)
        plain = SqlStore(engine)
        with store.reading(team) as known, plain.writing(team) as work:
            work.people.put(known.people.all())
            work.channels.put(known.channels.all())
        for message in playground.messages(CHANNEL):
            HelpRecorder(plain).record(team, slack_json.happenings(message.json, message.channel))
        helps = _helps(plain, team)
        engine.dispose()
    return helps
