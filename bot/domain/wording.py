"""How Kith says numbers and times."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.steps import Step


def ago(then: datetime, now: datetime) -> str:
    """How long ago something was, roughly: "today", "yesterday", "12 days ago", "3 months ago"."""
    days = max(0, (now - then).days)
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 60:
        return f"{days} days ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def often(times: int) -> str:
    """How often: "once", "twice", "5 times"."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def people(count: int) -> str:
    """How many people: "1 person", "3 people"."""
    return "1 person" if count == 1 else f"{count} people"


def others(count: int) -> str:
    """How many more: "one other", "3 others"."""
    return "one other" if count == 1 else f"{count} others"


def opening(*, names_by_habit: bool) -> str:
    """What people have in common whom an answer names, if it is sure of them."""
    return f"These people have helped with this before{', or often help in this channel' if names_by_habit else ''}"


def path_line(path: Sequence[Step], names: Mapping[str, str]) -> str:
    """A path in words, unescaped: "you → Ana → Ben: Ana helped you twice, Ben helped Ana with kafka"."""
    if not path:
        return "No path from you to them yet."
    called = {**names, path[0].person: "you"}
    route = " → ".join(called.get(person, "somebody") for person in (path[0].person, *(step.other for step in path)))
    return f"{route}: {', '.join(_step(step, called) for step in path)}"


def _step(step: Step, called: Mapping[str, str]) -> str:
    """What happened between two people: "Ben helped Ana twice with kafka"."""
    who = (step.other, step.person) if step.helped else (step.person, step.other)
    helper, seeker = (called.get(person, "somebody") for person in who)
    times = f" {often(step.times)}" if step.times > 1 else ""
    topic = f" with {listed(step.words)}" if step.words else ""
    return f"{helper} helped {seeker}{times}{topic}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "kafka", "kafka and lag", "kafka, lag and offsets"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))
