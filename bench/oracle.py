"""What must be known at the end of a history: worked out once, in order, in memory, sharing no code with Kith."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.histories import HELPFUL, PUBLIC_CHANNELS, Chose, Deleted, Erased, Fact, Logged, Reacted, Said

RANKS = ("answer", "logged", "reaction", "thanks")
"""What an act is known by, the stronger the later."""

STRENGTHS = {"answer": 0.3, "logged": 0.8, "reaction": 0.8, "thanks": 1.0}
HALF_LIFE, LANDMARK = 180 * 86_400.0, 1_577_836_800.0
"""Of ties, in seconds: 180 days, and the start of 2020."""

Message = tuple[str, str]
"""Channel and `ts`."""

Act = tuple[str, str, str, str]
"""Channel, `ts`, helper, seeker."""

Help = tuple[str, str, str]
"""What it is known by, the question's `ts`, and the topic."""

Tie = tuple[str, str, str]
"""Visibility scope, helper, seeker."""


@dataclass(frozen=True)
class Known:
    """Helps, ties by weight, live messages by scope, thread and topic ("" for all of them), and who is hidden."""

    helps: Mapping[Act, Help]
    ties: Mapping[Tie, float]
    counts: Mapping[tuple[str, str, str], int]
    hidden: frozenset[str]


def truth(facts: Sequence[Fact]) -> Known:
    """What follows from facts given in the order of time."""
    gone = {fact.person for fact in facts if isinstance(fact, Erased)}
    said = _standing(facts, gone)
    helps: dict[Act, Help] = {}
    for act, known in _claims(facts, said, gone):
        stands = (act[0], act[1]) in said and not gone & {act[2], act[3]} and act[2] != act[3]
        if stands and (act not in helps or RANKS.index(known[0]) > RANKS.index(helps[act][0])):
            helps[act] = known
    return Known(helps, _ties(helps), _counts(said), _hidden(facts, gone))


def _standing(facts: Iterable[Fact], gone: set[str]) -> dict[Message, Said]:
    """The messages that stand, as they read last."""
    said: dict[Message, Said] = {}
    for fact in facts:
        if isinstance(fact, Said) and fact.author not in gone:
            said[fact.channel, fact.ts] = fact
        elif isinstance(fact, Deleted):
            said.pop((fact.channel, fact.ts), None)
    return said


def _claims(facts: Iterable[Fact], said: Mapping[Message, Said], gone: set[str]) -> Iterator[tuple[Act, Help]]:
    threads: dict[Message, list[Said]] = defaultdict(list)
    for one in sorted(said.values(), key=lambda one: one.ts):
        threads[one.channel, one.thread or one.ts].append(one)
    for (_, root), messages in threads.items():
        asker = messages[0].author if messages[0].ts == root else None
        topic = messages[0].topic if asker else None
        if asker and messages[0].asks:
            for reply in _firsts(messages[1:]):
                yield _act(reply, reply.author, asker), ("answer", root, topic or "")
        for place, thanks in enumerate(messages):
            helper = _thanked(thanks, messages[:place], asker, gone)
            if helper:
                told = next((m for m in reversed(messages[:place]) if m.author == helper), thanks)
                yield _act(told, helper, thanks.author), ("thanks", root, told.topic if topic is None else topic)
    yield from _acted(facts, said)


def _acted(facts: Iterable[Fact], said: Mapping[Message, Said]) -> Iterator[tuple[Act, Help]]:
    """What reactions and help logged by hand say, as far as they were not taken back."""
    last = {_button(fact): fact for fact in facts if isinstance(fact, Reacted | Logged)}
    for fact in last.values():
        message = said.get((fact.channel, fact.ts))
        if not fact.given or not message:
            continue
        root = message.thread or message.ts
        if isinstance(fact, Logged):
            yield (fact.channel, fact.ts, fact.helper, fact.seeker), ("logged", root, fact.topic)
        elif fact.name in HELPFUL:
            topic = said.get((fact.channel, root), message).topic
            yield (fact.channel, fact.ts, fact.author, fact.by), ("reaction", root, topic)


def _button(fact: Reacted | Logged) -> tuple[str, ...]:
    if isinstance(fact, Logged):
        return fact.channel, fact.ts, fact.helper, fact.seeker
    return fact.channel, fact.ts, fact.by, fact.name, "reaction"


def _thanked(thanks: Said, earlier: Sequence[Said], asker: str | None, gone: set[str]) -> str | None:
    """Who is mentioned; without a mention, the asker means whoever wrote last before."""
    if not thanks.thanks:
        return None
    if thanks.thanked not in ("", thanks.author):
        return None if thanks.thanked in gone else thanks.thanked
    if thanks.author != asker:
        return None
    return next((m.author for m in reversed(earlier) if m.author != asker), None)


def _firsts(replies: Iterable[Said]) -> list[Said]:
    """Everybody's first reply."""
    first: dict[str, Said] = {}
    for reply in replies:
        first.setdefault(reply.author, reply)
    return list(first.values())


def _act(message: Said, helper: str, seeker: str) -> Act:
    return message.channel, message.ts, helper, seeker


def _ties(helps: Mapping[Act, Help]) -> dict[Tie, float]:
    ties: dict[Tie, float] = defaultdict(float)
    for (channel, ts, helper, seeker), (source, _, _) in helps.items():
        ties[scope_of(channel), helper, seeker] += STRENGTHS[source] * 2.0 ** ((float(ts) - LANDMARK) / HALF_LIFE)
    return dict(ties)


def _counts(said: Mapping[Message, Said]) -> dict[tuple[str, str, str], int]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in said.values():
        counts.update({(scope_of(one.channel), one.thread or one.ts, topic) for topic in ("", one.topic)})
    return dict(counts)


def scope_of(channel: str) -> str:
    """The visibility scope of what is said in a channel of the histories."""
    return "public" if channel in PUBLIC_CHANNELS else channel


def _hidden(facts: Iterable[Fact], gone: set[str]) -> frozenset[str]:
    last = {fact.person: fact.hidden for fact in facts if isinstance(fact, Chose)}
    return frozenset(person for person, hidden in last.items() if hidden and person not in gone)
