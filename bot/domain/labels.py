"""From phrases to topics: what belongs together, what it is called, and what is somebody's name."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.messages import MessageKey
from bot.domain.people import plain
from bot.domain.phrases import PAIR
from bot.domain.uses import Candidate

SHARED = 0.5
"""Phrases that share this part of the rarer one's messages are about one topic."""

_NAMED_SHARE = 0.15


def is_name(candidate: Candidate, names: Collection[str]) -> bool:
    """Whether a phrase is what people are called: a member's name, or a word by which somebody is addressed or quoted.

    `names` are plain (`people.name_words`). A word that is mostly written small is none, whoever is called so.
    """
    capital = sum(count for spelling, count in candidate.spellings.items() if spelling[:1].isupper())
    total = candidate.spellings.total()
    if capital < total / 2:
        return False
    words = candidate.stem.split(PAIR)
    spoken = {word for spelling in candidate.spellings for word in spelling.split(PAIR)}
    return any(plain(word) in names for word in (*words, *spoken)) or candidate.named >= max(2, _NAMED_SHARE * total)


def groups(ranked: Sequence[Candidate]) -> list[list[Candidate]]:
    """Join each phrase to the best one before it with which it shares half of its messages, best group first."""
    found: list[list[Candidate]] = []
    said = {candidate.stem: candidate.within(2).messages for candidate in ranked}
    for candidate in ranked:
        for group in found:
            if _same(candidate.stem, group[0].stem, said):
                group.append(candidate)
                break
        else:
            found.append([candidate])
    return found


def _same(one: str, other: str, said: Mapping[str, set[MessageKey]]) -> bool:
    words, others = set(one.split(PAIR)), set(other.split(PAIR))
    if words <= others or others <= words:
        return True
    return len(said[one] & said[other]) >= max(2, SHARED * min(len(said[one]), len(said[other])))


def label(group: Sequence[Candidate]) -> str:
    """A readable name: the commonest spelling of the first phrase, or of a pair that says nearly always more."""
    head = group[0]
    longer = [c for c in group if PAIR in c.stem and set(head.stem.split(PAIR)) < set(c.stem.split(PAIR))]
    size = len(head.within(2).messages)
    for candidate in longer:
        if len(candidate.within(2).messages) >= 0.6 * size:
            head = candidate
            break
    return head.common.replace(PAIR, " ")
