"""Traces: who took part in which threads, as far as it bears on one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Participation(NamedTuple):
    """One person's part in one thread: how many messages, the `ts` of the first and the last of them.

    `likeness` is how like the question the thread is (BM25, from 0 up), where that was asked for.
    """

    person: str
    channel: str
    root_ts: str
    messages: int
    first_ts: str
    last_ts: str
    likeness: float = 0.0


class Exchange(NamedTuple):
    """One help, between the asker and somebody."""

    helper: str
    seeker: str
    strength: float
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Traces:
    """What was seen strictly before a question.

    `here` are the latest participations in its channel, `elsewhere` those in all else that its readers may see, `alike`
    those in the threads most like it. `helps` are those that the asker received or gave.
    """

    here: Sequence[Participation] = ()
    elsewhere: Sequence[Participation] = ()
    alike: Sequence[Participation] = ()
    helps: Sequence[Exchange] = ()
