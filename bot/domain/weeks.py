"""Counting a week whole: who used which phrase in how many messages, of every phrase there is."""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from bot.domain.phrases import NAMED, SHOWN
from bot.domain.stems import StemNumbers, distinct
from bot.domain.uses import Use, WeekCount


def week_counts(uses: Iterable[Use], language: str) -> Iterator[tuple[str, WeekCount]]:
    """The counts of every phrase in the uses of one week, by its stem; what was only shown was used, too."""
    stems, people = StemNumbers(language), dict[str, int]()
    phrases, authors, said = array("q"), array("i"), array("i")
    for use in uses:
        used = {stems.number(phrase.lstrip(SHOWN)) for phrase in use.phrases if not phrase.startswith(NAMED)}
        phrases.extend(used)
        said.append(len(used))
        authors.append(people.setdefault(use.author, len(people)))
    numbers, stem, messages = np.unique(np.array(phrases, np.int64), return_inverse=True, return_counts=True)
    author = np.repeat(np.array(authors, np.int32), np.array(said, np.int32))
    used_by = distinct(stem.astype(np.int32), author, len(numbers))
    names = stems.names(map(int, numbers))
    return zip(names, map(WeekCount, used_by.tolist(), messages.tolist()), strict=True)
