"""What repeats in every company: stand-ups, deploys, alerts, Friday's numbers, people joining."""

from collections.abc import Iterator
from datetime import time
from importlib.resources import files
from itertools import product
from random import Random

from playground.sample.people import LAST_WEEK, Person
from playground.sample.rhythm import Calendar, at_local, works_on
from playground.sample.screenplay import Line, Scene

STANDUPS = {"platform": "tomasz priya noor joost caio mei", "firmware": "zofia piotr ewa henrik magda ines"}
SERVICES = ("ingest", "alerts-api", "billing-sync", "device-registry", "reports", "web-console")
REGIONS = ("eu-west", "us-east", "ap-south")
RELEASERS = ("Noor Haddad", "Priya Raman", "Tomasz Wilk", "Caio Teixeira", "Joost van Dijk", "Arjun Nair")
SUITES = (
    "test_sleep_current",
    "test_ble_advertising",
    "test_flash_wear",
    "test_ota_resume",
    "test_rtc_resync",
)
RECEIPTS = (
    "got it",
    "taken over",
    "on it",
    "ok! sleep well",
    "noted, enjoy the evening",
    "clear :+1:",
)


def _pool(name: str) -> list[str]:
    text = (files(__package__) / "routine" / f"{name}.txt").read_text(encoding="utf-8")
    return text.strip().splitlines()


def _clock(rng: Random, first: int, last: int) -> time:
    return time(rng.randint(first, last), rng.randrange(60), rng.randrange(60))


def _bot_post(channel: str, week: int, weekday: int, at: time, lines: list[Line]) -> Scene:
    return Scene(channel, tuple(lines), (week, week), weekday, at, flat=True, key=f"routine, {channel}, week {week}")


def standups(people: dict[str, Person], calendar: Calendar, rng: Random) -> Iterator[Scene]:
    """Tuesdays and Thursdays: the bot asks, most of those at work answer with a task or two."""
    for channel, handles in STANDUPS.items():
        tasks, remarks = _pool(f"{channel}-tasks"), _pool("remarks")
        rng.shuffle(tasks)
        current = {handle: tasks.pop() for handle in handles.split()}
        for week in range(1, LAST_WEEK + 1):
            for weekday in (1, 3):
                lines = [Line("standupbot", "Stand-up: what is done, what is next, what is in the way?")]
                day = calendar.day(week, weekday)
                for handle in sorted(current, key=lambda h: (at_local(people[h], day, time(9)), rng.random())):
                    first, last = people[handle].weeks
                    if first <= week <= last and works_on(people[handle], day) and rng.random() < 0.72:
                        lines.append(Line(handle, _progress(handle, current, tasks, remarks, rng)))
                yield Scene(channel, tuple(lines), (week, week), weekday, time(6, 0), key=f"stand-up {channel} {week}")


def _progress(handle: str, current: dict[str, str], tasks: list[str], remarks: list[str], rng: Random) -> str:
    """The next thing this person says at stand-up; a finished task makes room for a new one."""
    task = current[handle]
    if rng.random() < 0.4 or not tasks:
        return rng.choice((f"still on {task}. {rng.choice(remarks)}", f"{task}, continued. {rng.choice(remarks)}"))
    current[handle] = tasks.pop()
    openings = (
        "Done: {0}. Next: {1}.",
        "{0} is done. today {1}",
        "Finished {0}, starting on {1}",
        "y: {0}\nt: {1}",
    )
    return rng.choice(openings).format(task, current[handle])


def deploys(rng: Random) -> Iterator[Scene]:
    """None to three releases on every working day, on Fridays only before noon."""
    minor = {service: rng.randint(10, 60) for service in SERVICES}
    for week, weekday in product(range(1, LAST_WEEK + 1), range(5)):
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            service, author = rng.choice(SERVICES), rng.choice(RELEASERS)
            minor[service] += 1
            text = f":rocket: *{service}* 4.{minor[service]}.0 is live in {rng.choice(REGIONS)} ({author})"
            at = _clock(rng, 7, 11 if weekday == 4 else 16)
            yield _bot_post("platform", week, weekday, at, [Line("deploybot", text)])


def builds(rng: Random) -> Iterator[Scene]:
    """The nightly firmware build reports what it found."""
    number = rng.randint(3800, 4200)
    for week, weekday in product(range(1, LAST_WEEK + 1), range(5)):
        number += rng.randint(1, 6)
        target = rng.choice(("k2-main", "k3-main", "hearth-main"))
        passed = f":white_circle: passed, {rng.randint(1290, 1340)} tests"
        outcome = rng.choice((passed, passed, f":x: failed: {rng.choice(SUITES)}"))
        text = f"Nightly {target} #{number}: {outcome}"
        yield _bot_post("firmware", week, weekday, _clock(rng, 3, 4), [Line("buildbot", text)])


def alerts(rng: Random) -> Iterator[Scene]:
    """Watchtower fires about once a working day, and mostly resolves itself."""
    rules = _pool("alerts")
    for week in range(1, LAST_WEEK + 1):
        for weekday in rng.choices(range(7), weights=(3, 3, 3, 3, 3, 1, 1), k=6):
            rule = f"{rng.choice(rules)} in {rng.choice(REGIONS)}"
            fired = Line("alertbot", f":red_circle: FIRING {rule}")
            resolved = Line("alertbot", f":large_green_circle: RESOLVED {rule}")
            yield _bot_post("incidents", week, weekday, _clock(rng, 0, 22), [fired, resolved])


def handovers(people: dict[str, Person], calendar: Calendar, rng: Random) -> Iterator[Scene]:
    """Support hands over twice a day: from Bengaluru to Rotterdam, from Rotterdam to Toronto."""
    notes = _pool("handovers")
    rng.shuffle(notes)
    for week, weekday in product(range(1, LAST_WEEK + 1), range(5)):
        for giver, taker, at in (("anjali", "luca", time(16, 30)), ("luca", "marcus", time(16, 45))):
            day = calendar.day(week, weekday)
            present = works_on(people[giver], day) and works_on(people[taker], day)
            if present and notes and rng.random() < 0.7:
                lines = [Line(giver, f"handover to @{taker}: {notes.pop()}")]
                if rng.random() < 0.5:
                    lines.append(Line(taker, rng.choice(RECEIPTS)))
                yield Scene("support", tuple(lines), (week, week), weekday, at, key=f"handover, week {week}")


def friday_numbers(rng: Random) -> Iterator[Scene]:
    """Sanne's numbers of the week, every Friday, whether or not anybody reads them."""
    online = 41_200
    for week, comment in enumerate(_pool("friday"), start=1):
        online += rng.randint(90, 640)
        lines = (
            "Friday numbers :bar_chart:",
            f"• loggers online: {online:,}",
            f"• readings this week: {online * 2_016 // 1_000_000:,} million",
            f"• open tickets: {rng.randint(31, 74)}",
            comment,
        )
        at = time(15, rng.randint(0, 40))
        yield Scene("general", (Line("sanne", "\n".join(lines)),), (week, week), 4, at, key="friday numbers")


def arrivals(people: dict[str, Person]) -> Iterator[Scene]:
    """Those who came within the twelve weeks join their channels on their first Monday."""
    homes = {"ines": ("general", "firmware", "random"), "mo": ("product",), "carla": ("ask-office",)}
    for handle, channels in homes.items():
        for minute, channel in enumerate(channels):
            line = Line(handle, f"@{handle} has joined the channel", subtype="channel_join")
            week = people[handle].weeks[0]
            yield Scene(channel, (line,), (week, week), 0, time(9, 1 + minute), key="arrivals")


def routine_scenes(people: dict[str, Person], calendar: Calendar, rng: Random) -> list[Scene]:
    """Everything that repeats, for the whole of the calendar."""
    talk = [
        standups(people, calendar, rng),
        handovers(people, calendar, rng),
        friday_numbers(rng),
        arrivals(people),
    ]
    machines = [deploys(rng), builds(rng), alerts(rng)]
    return [scene for source in (*talk, *machines) for scene in source]
