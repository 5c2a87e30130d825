"""The exposure log: who was shown a person's name, about what, when. Each person sees their own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.answers import Answer
from bot.domain.asks import Ask, Audience
from bot.domain.digest import Digest
from bot.domain.questions import topic_of
from bot.domain.subscriptions import PERSONAL
from bot.domain.terms import topic_words

WORDS_KEPT = 5


@dataclass(frozen=True, slots=True)
class Exposure:
    """One showing of a name. `ref` says by what, and makes it count once; `seen_by` is who asked ("" for nobody).

    `channel` is where everybody could read it, "" where only `seen_by` could.
    """

    person: str
    ref: str
    seen_by: str
    channel: str
    about: tuple[str, ...]
    shown_at: datetime


def named_in(answer: Answer, asker: str) -> set[str]:
    """Everybody whom an answer names: those who may help, who know somebody who may, and those on the paths to them."""
    introducers = {one.introducer.id for one in answer.outside if one.introducer}
    return {candidate.person.id for candidate in answer.candidates} | introducers | answer.names.keys() - {asker}


def exposures_of(
    ask: Ask, people: Collection[str], at: datetime, *, in_channel: bool, by: str = "answer"
) -> Iterator[Exposure]:
    """What an answer or a yes, for the ask's channel or its asker alone, adds to the log of those whom it names."""
    about = tuple(term.surface for term in topic_words(topic_of(ask.text))[:WORDS_KEPT])
    channel = ask.channel if in_channel and ask.audience is Audience.CHANNEL else ""
    for person in sorted(people):
        yield Exposure(person, f"{by}:{ask.id}:{channel}", ask.asker, channel, about, at)


def exposures_in(digest: Digest, period: str, at: datetime, previewed_by: str = "") -> Iterator[Exposure]:
    """What a digest adds to the log of those whom it names; it is read by a channel or by one person.

    A preview is read by whoever asked for it alone.
    """
    is_personal = digest.target.startswith(PERSONAL)
    reader = previewed_by or (digest.target if is_personal else "")
    ref = f"preview:{digest.target}:{reader}:{period}" if previewed_by else f"digest:{digest.target}:{period}"
    for person, words in sorted(digest.named.items()):
        if person != reader:
            yield Exposure(person, ref, reader, "" if reader else digest.target, words[:WORDS_KEPT], at)
