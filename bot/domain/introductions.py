"""Being introduced to somebody outside: a state machine without a clock.

The asker learns of nobody before the introducer's own yes to this very request, and then only the words that the
introducer wrote for them. A decline and a silence look alike: as long as there is time, a wait; then, no answer.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import NotAllowed

LONGEST_WORDS = 500


class IntroductionState(StrEnum):
    """Where a request to introduce stands."""

    ASKED = "asked"
    NAMED = "named"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    CLOSED = "closed"


class Seen(StrEnum):
    """What the asker sees of it."""

    WAITING = "waiting"
    NAMED = "named"
    PASSED_ON = "passed_on"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Introduction:
    """A request to an introducer about one of their contacts, for one ask; `words` are what they chose to tell."""

    ask: int
    contact: int
    asker: str
    introducer: str
    question: str
    asked_at: datetime
    until: datetime
    is_anonymous: bool = False
    state: IntroductionState = IntroductionState.ASKED
    words: str = ""


def seen(introduction: Introduction, at: datetime) -> Seen:
    """What the asker sees: never that somebody declined."""
    if introduction.state is IntroductionState.NAMED:
        return Seen.NAMED
    if introduction.state is IntroductionState.PASSED_ON:
        return Seen.PASSED_ON
    return Seen.WAITING if at < introduction.until else Seen.NO_ANSWER


def named(introduction: Introduction, by: str, words: str) -> Introduction:
    """The introducer names somebody, in these words. Raises NotAllowed for anybody else, or without words."""
    told = words.strip()
    if not told or len(told) > LONGEST_WORDS:
        raise NotAllowed(f"Write whom to turn to, in at most {LONGEST_WORDS} characters.")
    return replace(_answered(introduction, by), state=IntroductionState.NAMED, words=told)


def passed_on(introduction: Introduction, by: str) -> Introduction:
    """The introducer passes the question on and names nobody. Raises NotAllowed for anybody else."""
    return replace(_answered(introduction, by), state=IntroductionState.PASSED_ON)


def declined(introduction: Introduction, by: str) -> Introduction:
    """The introducer would rather not. Raises NotAllowed for anybody else."""
    return replace(_answered(introduction, by), state=IntroductionState.DECLINED)


def closed(introduction: Introduction) -> Introduction:
    """The question is settled: an answer that did not come need not come any more."""
    if introduction.state is IntroductionState.ASKED:
        return replace(introduction, state=IntroductionState.CLOSED)
    return introduction


def _answered(introduction: Introduction, by: str) -> Introduction:
    if by != introduction.introducer:
        raise NotAllowed("Only the person who was asked can answer this.")
    if introduction.state is not IntroductionState.ASKED:
        raise NotAllowed("This is answered already; thank you all the same.")
    return introduction
