"""A digest in sentences, unescaped and without markup: what a person would say who was there."""

from collections.abc import Mapping

from bot.domain.digest import Digest, Emerging, Meeting, Need, Story
from bot.domain.topics import Strength, Topic
from bot.domain.wording import ago, listed, others, people

BARS = "▁▂▃▄▅▆▇█"
WEEKS_DRAWN = 8
_NUMBERS = ("no", "one", "two", "three", "four", "five")


def opening(digest: Digest) -> str:
    """What awaits the reader, in one sentence."""
    parts = []
    if count := len(digest.emerging):
        parts.append(f"{_counted(count, 'topic is', 'topics are')} catching on")
    if count := len(digest.needs):
        parts.append(f"{_counted(count, 'question still waits', 'questions still wait')} for an answer")
    if digest.stories:
        story = digest.stories[0]
        parts.append(f"{digest.names[story.helper]} got {digest.names[story.seeker]} unstuck")
    sentence = listed(parts) or "A quiet week"
    return f"{sentence[:1].upper()}{sentence[1:]}."


def first(digest: Digest) -> str:
    """What is to be expected, where it is the first; else ""."""
    return "This is the first digest here. Weeks without anything to tell are left out." if digest.is_first else ""


def learning(digest: Digest) -> str:
    """What cannot be known yet, where that is so; else ""."""
    if not digest.learning:
        return ""
    weeks = max(1, round(digest.learning.days / 7))
    more = "another week" if weeks == 1 else f"another {weeks} weeks"
    return (
        f"I have not listened here for long. For {more} I cannot tell what is new from what you always talk about, "
        "and name no topics."
    )


def why(topic: Topic) -> str:
    """Why a topic is believed to emerge: "New this week: 5 people in 3 channels. Two groups talk about it apart."."""
    where = "in one channel" if topic.channels == 1 else f"in {topic.channels} channels"
    is_new = not any(topic.weekly[:-2])
    lead = "New this week: " if is_new and not topic.before else "New: " if is_new else ""
    groups = len(topic.circles)
    apart = f" {_counted(groups, '', 'groups')} talk about it apart." if groups > 1 else ""
    was = f", up from {topic.before} the week before" if topic.before < topic.people and topic.before else ""
    return f"{lead}{people(topic.people)} {where}{was}.{apart[:1]}{apart[1:].capitalize()}"


def strength(topic: Topic) -> str:
    """How sure it is."""
    return "strong signal" if topic.strength is Strength.STRONG else "weak signal"


def bars(topic: Topic) -> str:
    """The people of the last weeks as a small chart."""
    weeks = topic.weekly[-WEEKS_DRAWN:]
    top = max(weeks)
    return "".join(BARS[round(count / top * (len(BARS) - 1))] for count in weeks) if top else ""


def helped_with(emerging: Emerging, names: Mapping[str, str]) -> str:
    """Whom to talk to, where somebody is known; else ""."""
    if not emerging.helpers:
        return ""
    called = listed([names[person] for person in emerging.helpers])
    return f"{called} {'has' if len(emerging.helpers) == 1 else 'have'} helped with it before."


def interest(emerging: Emerging) -> str:
    """How many said elsewhere that it interests them; else ""."""
    if not emerging.interested:
        return ""
    return f"{people(emerging.interested)} {'is' if emerging.interested == 1 else 'are'} interested."


def need(told: Need, digest: Digest) -> str:
    """An open question in a sentence."""
    asked = ago(told.asked_at, digest.until)
    return f"{digest.names[told.asker]} asked about {listed(told.words)} {asked}, and nobody has answered yet."


def story(told: Story, names: Mapping[str, str]) -> str:
    """Who got whom unstuck, on what."""
    first = " It is the first help of theirs that I know of: welcome!" if told.is_first else ""
    return f"{names[told.helper]} got {names[told.seeker]} unstuck on {listed(told.words)}.{first}"


def meeting(told: Meeting, digest: Digest) -> str:
    """Who should meet, and who could introduce them."""
    strand = told.strand
    one, other = (digest.names[person] for person in strand.people)
    knows = "You know" if told.through == digest.target else f"{digest.names[told.through]} knows"
    if strand.joins_groups:
        here, there = (others(count) for count in strand.others)
        return f"{one} with {here}, and {other} with {there}, work on {strand.word} apart. {knows} both."
    said = f"{one} and {other} have both helped with {strand.word} this month"
    return f"{said} and, as far as I see, have never talked. {knows} both."


def _counted(count: int, one: str, many: str) -> str:
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} {one if count == 1 else many}"
