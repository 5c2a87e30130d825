"""Company: whoever takes part where those close to a topic take part is likely to be close to it too.

What is known of people is spread over the threads that they took part in and back to everybody there, a step of a
random walk with restarts cut short (Zhang and others 2007 on expertise in help-seeking networks; Serdyukov and others
2008 on relevance propagated to experts), which helps those with little history.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.domain.columns import Columns, Numbers, fading

COMPANY = tuple(
    f"company: {what}{relative}"
    for what in ("of the topic", "of the topic, per thread", "of the asker", "wider", "wider, per thread")
    for relative in ("", ", of the best")
)
"""The names of the features."""

FADING = 60
"""Days in which a participation counts for half."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who took part where: `part` (n,) is how much a participation joins its person to its thread."""

    around: Columns
    part: Numbers
    activity: Numbers

    @classmethod
    def of(cls, around: Columns) -> "Company":
        """From participations; a thread of many joins each of them less."""
        weight = fading(around.age, FADING) * around.taken_part
        many = np.bincount(around.thread)[around.thread] if len(around.thread) else weight
        return cls(around, weight / np.sqrt(many + 1), around.per_person(weight))

    def of_all(self, worth: Numbers) -> Numbers:
        """What people are worth, (people,), spread over everybody who took part with them, (people,)."""
        if not len(self.part):
            return np.zeros_like(worth)
        threads = np.bincount(self.around.thread, self.part * worth[self.around.person])
        return self.around.per_person(self.part * threads[self.around.thread])

    def per_thread(self, worth: Numbers) -> Numbers:
        """The same set against how active each person is, (people,)."""
        return worth / (self.activity + 1)


def company(around: Columns, alike: Columns, asker: int) -> Mapping[str, Numbers]:
    """Who keeps company with those who joined threads like the question, and with the asker; (people,) each."""
    known = Company.of(around)
    topic = alike.per_person(~alike.opened * alike.likeness / 3 * fading(alike.age, 2 * FADING))
    alone = np.zeros(around.people)
    alone[asker] = 1
    of_topic, of_asker = known.of_all(known.per_thread(topic)), known.of_all(alone)
    of_asker[asker] = 0
    wider = known.of_all(known.per_thread(of_asker))
    values = (of_topic, 3 * known.per_thread(of_topic), of_asker, wider, 3 * known.per_thread(wider))
    columns = (column for one in values for column in (np.log1p(one), one / max(float(one.max(initial=0.0)), 1e-9)))
    return dict(zip(COMPANY, columns, strict=True))
