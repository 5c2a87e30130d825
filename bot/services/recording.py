"""Recording: what happened in Slack becomes a ledger of help, in one transaction and in any order of deliveries."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.events import Happening, MessageDeleted, MessagePosted, Reacted, ReactionsSeen, Told
from bot.domain.help import HELP_REACTIONS, Act, Claim, Entry, HelpChange, Source, claims_of, observed, reconciled
from bot.domain.messages import MessageChange, MessageKey, MessageRef, Thread, changes
from bot.domain.reading import read
from bot.domain.ties import Tie
from bot.services.boundaries import boundaries_in
from bot.services.ports import Store, UnitOfWork

REACTIONS_SETTING = "help_reactions"

PICTURE = "picture"
"""Who is whom and what is public: shared by what records on the strength of it, held alone by what changes it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one call changed: message refs and acts of help; `heard` is what the admins allow of what happened."""

    messages: tuple[MessageChange, ...] = ()
    helps: tuple[HelpChange, ...] = ()
    heard: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpRecorder:
    """Writes down what happened; repeated, late or reordered deliveries end in the same ledger."""

    store: Store

    def record(self, team: str, happenings: Sequence[Happening]) -> Recorded:
        """Record all that the admins allow in one transaction, or, where anything fails, nothing."""
        with self.store.writing(team) as work:
            return record(work, happenings)


def record(work: UnitOfWork, happenings: Sequence[Happening]) -> Recorded:
    """Record happenings in an open unit of work, as far as the admins allow: read once nobody can change it.

    The threads are read before anything is written: of what is new in them there is nothing to be found yet.
    """
    known = _hold(work, happenings)
    happenings = boundaries_in(work).admitted(happenings)
    changed = changes(_refs(work, happenings, known), known)
    at_hand = {change.after.key: change.after for change in changed}
    roots = {ref.root for change in changed for ref in (change.after, change.before) if ref}
    threads = work.messages.threads(roots, at_hand)
    work.messages.put(changed)
    work.postings.follow(changed)
    work.threads.keep(threads)
    entries = [*_told(happenings), *_reactions(work, happenings), *_derived(work, threads)]
    acts = work.ledger.append(_of_people(work, entries)) | work.ledger.acts_on(at_hand)
    return Recorded(tuple(changed), tuple(settle(work, acts, at_hand)), tuple(happenings))


def _hold(work: UnitOfWork, happenings: Sequence[Happening]) -> dict[MessageKey, MessageRef]:
    """Keep others off these messages, then off their threads, which are known for certain only now.

    Returns what is known of the messages.
    """
    messages = {_message(happening) for happening in happenings}
    hold_messages(work, messages, shared={PICTURE})
    known = work.messages.get(messages)
    hold_threads(work, (_root(happening, known) for happening in happenings))
    return known


def hold_messages(work: UnitOfWork, messages: Collection[MessageKey], shared: Collection[str] = ()) -> None:
    """Keep others off these messages until the transaction ends: what is known of them stays true."""
    work.hold((f"message/{message.channel}/{message.ts}" for message in messages), shared)


def hold_threads(work: UnitOfWork, roots: Iterable[MessageKey]) -> None:
    """Keep others off these threads until the transaction ends: what follows from one is worked out from all of it."""
    work.hold(f"thread/{root.channel}/{root.ts}" for root in roots)


def rederive(work: UnitOfWork, messages: Collection[MessageKey]) -> list[HelpChange]:
    """Work out again all that follows from the threads of these messages, and from themselves."""
    roots = {ref.root for ref in work.messages.get(messages).values()}
    entries = _of_people(work, list(_derived(work, work.messages.threads(roots))))
    return settle(work, work.ledger.append(entries) | work.ledger.acts_on({*messages, *roots}))


def _of_people(work: UnitOfWork, entries: Collection[Entry]) -> list[Entry]:
    """The entries that name nobody who had themselves erased."""
    erased = work.people.erased({person for entry in entries for person in entry.claim.act.people})
    return [entry for entry in entries if not erased.intersection(entry.claim.act.people)]


def settle(
    work: UnitOfWork, acts: Collection[Act], at_hand: Mapping[MessageKey, MessageRef] | None = None
) -> list[HelpChange]:
    """Work out again what stands of these acts, and everything that is counted from them."""
    helps = work.ledger.rebuild(acts, at_hand)
    work.ties.rebuild({Tie(h.scope, h.helper, h.seeker) for change in helps for h in change.versions})
    return helps


def help_reactions(work: UnitOfWork) -> frozenset[str]:
    """The reactions by which this workspace logs help."""
    return frozenset(work.settings.get(REACTIONS_SETTING) or HELP_REACTIONS)


def _refs(
    work: UnitOfWork, happenings: Iterable[Happening], known: Mapping[MessageKey, MessageRef]
) -> Iterator[MessageRef]:
    """What is kept of the messages that people posted, edited or deleted; `known` is what was kept of them before."""
    posted = [happening for happening in happenings if isinstance(happening, MessagePosted)]
    nobodies = work.people.nobodies({message.author for message in posted})
    refs = [read(message) for message in posted if message.author not in nobodies]
    erased = work.people.erased({person for ref in refs for person in ref.thanked})
    for ref in refs:
        yield _not_thanking(ref, erased) if erased.intersection(ref.thanked) else ref
    latest = {**{ref.key: ref for ref in refs}, **known}
    for deletion in happenings:
        if isinstance(deletion, MessageDeleted):
            ref = latest.get(_message(deletion)) or MessageRef(deletion.channel, deletion.ts, author="")
            yield ref.deleted(deletion.event_ts)


def _not_thanking(ref: MessageRef, erased: Collection[str]) -> MessageRef:
    """The same without thanks to some people; thanks that were for nobody else are for nobody."""
    thanked = tuple(person for person in ref.thanked if person not in erased)
    return replace(ref, thanked=thanked, thanks=bool(thanked))


def _told(happenings: Iterable[Happening]) -> Iterator[Entry]:
    for happening in happenings:
        if isinstance(happening, Told) and happening.claim.act.helper != happening.claim.act.seeker:
            yield Entry(happening.claim, happening.given, happening.event_ts)


def _reactions(work: UnitOfWork, happenings: Iterable[Happening]) -> Iterator[Entry]:
    heard = [happening for happening in happenings if isinstance(happening, Reacted)]
    seen = [happening for happening in happenings if isinstance(happening, ReactionsSeen)]
    counted = help_reactions(work) if heard or seen else frozenset()
    for reaction in heard:
        if claim := _claimed(reaction.message, reaction.author, reaction.reactor, reaction.reaction, counted):
            yield Entry(claim, reaction.given, reaction.event_ts)
    written = work.ledger.reactions({reactions.message for reactions in seen}) if seen else {}
    for reactions in seen:
        claims = (_claimed(reactions.message, reactions.author, *given, counted) for given in reactions.given)
        yield from observed(filter(None, claims), written[reactions.message], reactions.seen_at, reactions.incomplete)


def _claimed(message: MessageKey, author: str, reactor: str, reaction: str, counted: Collection[str]) -> Claim | None:
    if reaction.partition("::")[0] not in counted or reactor == author:
        return None
    return Claim(Act(message.channel, message.ts, author, reactor), Source.REACTION, reaction)


def _derived(work: UnitOfWork, threads: Collection[Thread]) -> Iterator[Entry]:
    """What the threads say now, set against what the ledger says of them."""
    written = work.ledger.derived([thread.root for thread in threads])
    for thread in threads:
        yield from reconciled(claims_of(thread), written[thread.root])


def _message(happening: Happening) -> MessageKey:
    match happening:
        case Reacted(message=message) | ReactionsSeen(message=message):
            return message
        case Told(claim=claim):
            return claim.act.message
        case MessagePosted() | MessageDeleted():
            return MessageKey(happening.channel, happening.ts)


def _root(happening: Happening, known: dict[MessageKey, MessageRef]) -> MessageKey:
    """The thread that a happening touches, as far as it is known yet."""
    message = _message(happening)
    if isinstance(happening, MessagePosted) and happening.thread_ts:
        return MessageKey(happening.channel, happening.thread_ts)
    return known[message].root if message in known else message
