"""How Kith says numbers and times."""

from collections.abc import Sequence
from datetime import datetime


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


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "kafka", "kafka and lag", "kafka, lag and offsets"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))
