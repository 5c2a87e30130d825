"""Needs: questions that nobody answered, those first whose askers wished them to be told."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.domain.asks import Ask, Audience
from bot.domain.digest import Need
from bot.domain.messages import MessageKey, MessageRef, moment
from bot.domain.people import Person
from bot.domain.questions import topic_of
from bot.domain.terms import topic_words
from bot.domain.vocabulary import telling
from bot.services.boundaries import boundaries_in
from bot.services.ports import UnitOfWork

WAITING = timedelta(weeks=2)
FORGOTTEN = timedelta(weeks=8)
"""Nobody answers a need from a digest that is older."""

UNHURRIED = timedelta(hours=12)
SHOWN = 3
WORDS = 3


def needs(
    work: UnitOfWork, scopes: Collection[str], named: dict[str, Person], until: datetime, target: str
) -> tuple[Need, ...]:
    """The needs that readers of these scopes may see, except those of the `target` itself; askers are in `named`."""
    open_ones = [channel for channel in work.channels.all() if channel.scope in scopes and not channel.is_archived]
    channels = {channel.id for channel in open_ones} - boundaries_in(work).excluded
    found = {need.question: need for need in (*_posted(work, channels, until), *_overheard(work, channels, until))}
    told = [need for need in found.values() if need.asker in named and need.asker != target]
    return tuple(told[:SHOWN])


def asked_by(work: UnitOfWork, question: MessageKey, person: str, at: datetime) -> bool:
    """Whether a need is a question of this person's that still stands."""
    if question.channel:
        known = work.messages.get([question]).get(question)
        return known is not None and known.author == person and not known.is_deleted
    asks = (ask for ask in work.asks.needs(at - FORGOTTEN, None) if ask.asker == person)
    return any(_unshown(ask) == question for ask in asks)


def _unshown(ask: Ask) -> MessageKey:
    """What stands for a question that was asked in private: it has no message to show."""
    return MessageKey("", f"{ask.asked_at.timestamp():.6f}")


def _posted(work: UnitOfWork, channels: Collection[str], until: datetime) -> Iterator[Need]:
    """Questions put to Kith and posted as needs, newest first; what was asked in private has no message to show."""
    for ask in work.asks.needs(until - WAITING, None):
        if ask.audience is Audience.ASKER:
            yield _need_of(ask, _unshown(ask))
        elif ask.channel in channels:
            yield _need_of(ask, MessageKey(ask.channel, ask.thread_ts))


def _overheard(work: UnitOfWork, channels: Collection[str], until: datetime) -> Iterator[Need]:
    """Open questions heard in channels: first those whose asker came back to them, then the newest."""
    asked = [q for q in work.messages.unanswered(until - WAITING, until - UNHURRIED, channels) if len(q.words) > 1]
    answered = {help_.question for help_ in work.helps.of_questions([question.key for question in asked])}
    open_ = [q for q in asked if q.key not in answered]
    insisted = {thread.root: len(thread.messages) for thread in work.messages.threads([q.key for q in open_])}
    yield from map(_heard, sorted(open_, key=lambda q: (insisted[q.key], q.ts), reverse=True))


def _heard(question: MessageRef) -> Need:
    return Need(question.key, telling(question.words, WORDS), question.author, moment(question.ts))


def _need_of(ask: Ask, question: MessageKey) -> Need:
    words = tuple(term.surface for term in topic_words(topic_of(ask.text)))
    return Need(question, telling(words, WORDS), ask.asker, ask.asked_at)
