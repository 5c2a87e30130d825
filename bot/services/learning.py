"""Learning: what the questions since the last lesson, and who helped with them, say of the ranking's weights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from bot.domain.calibration import Calibration
from bot.domain.features import FEATURES
from bot.domain.help import Help
from bot.domain.learning import Belief, Example, learn
from bot.domain.messages import MessageRef, moment
from bot.domain.people import PUBLIC
from bot.domain.starting import STARTING
from bot.services.ports import Query, Settings, Store, UnitOfWork
from bot.services.ranking import CALIBRATION_SETTING, LEARNT, WEIGHTS_SETTING, calibration_in, table_of

LESSON = 200
"""So many questions make one lesson at most."""

SETTLED = timedelta(days=2)
"""A question teaches when it is this old: by then most of its answers are there."""

PRECISION_SETTING = f"{LEARNT}/precision"
LEARNT_UNTIL = f"{LEARNT}/until"


@dataclass(frozen=True, slots=True)
class Learner:
    """Learns from each settled question once, oldest first."""

    store: Store

    def learn(self, team: str, now: datetime) -> int:
        """Take one lesson; returns how many questions were looked at (as many as LESSON: there may be more).

        Reading is done apart from writing, so that nobody waits for a lesson.
        """
        with self.store.reading(team) as work:
            learnt_until = work.settings.get(LEARNT_UNTIL) or ""
            questions = work.messages.questions(learnt_until, f"{(now - SETTLED).timestamp():.6f}", LESSON)
            known, examples = belief_in(work.settings), list(_examples(work, questions))
            calibration = calibration_in(work.settings.several([CALIBRATION_SETTING])).after(known.weights, examples)
        if questions:
            self._keep(team, learn(known, examples), calibration, learnt_until, questions[-1].ts)
        return len(questions)

    def _keep(self, team: str, belief: Belief, calibration: Calibration, learnt_until: str, until: str) -> None:
        """Keep what was learnt, unless another process took the lesson meanwhile."""
        with self.store.writing(team) as work:
            work.hold({LEARNT_UNTIL})
            if (work.settings.get(LEARNT_UNTIL) or "") == learnt_until:
                work.settings.set(WEIGHTS_SETTING, belief.weights.tolist())
                work.settings.set(PRECISION_SETTING, belief.precision.tolist())
                work.settings.set(CALIBRATION_SETTING, calibration.to_keep())
                work.settings.set(LEARNT_UNTIL, until)


def belief_in(settings: Settings) -> Belief:
    """What was learnt last; what Kith starts with where nothing sound is kept, as for a ranking."""
    kept = settings.several([WEIGHTS_SETTING, PRECISION_SETTING])
    try:
        return Belief.kept(kept.get(WEIGHTS_SETTING), kept.get(PRECISION_SETTING), len(FEATURES))
    except ValueError:
        return STARTING


def _examples(work: UnitOfWork, questions: list[MessageRef]) -> Iterator[Example]:
    helps: dict[tuple[str, str], list[Help]] = {}
    for help_ in work.helps.of_questions([question.key for question in questions]):
        helps.setdefault(help_.question, []).append(help_)
    channels = work.channels.get({question.channel for question in questions})
    for question in questions:
        if given := helps.get(question.key):
            scope = channels[question.channel].scope if question.channel in channels else question.channel
            yield _example(work, question, given, frozenset({PUBLIC, scope}))


def _example(work: UnitOfWork, question: MessageRef, helps: list[Help], scopes: frozenset[str]) -> Example:
    query = Query(question.author, question.terms, question.channel, scopes, moment(question.ts))
    table = table_of(work, query)
    strengths: dict[str, float] = {}
    for help_ in helps:
        if help_.seeker == question.author:
            strengths[help_.helper] = max(help_.strength, strengths.get(help_.helper, 0.0))
    return Example(table.values, np.array([strengths.get(person, 0.0) for person in table.people]))
