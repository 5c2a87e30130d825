"""Values of the domain with hostile words wherever people wrote them, made from the types alone."""

import enum
import types
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.domain.errors import NotAllowed
from bot.domain.help import OBJECTIONS, Source
from bot.domain.phrases import PAIR
from bot.domain.working_hours import NINE_TO_FIVE, WorkingHours
from bot.services.administering import Administered

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TS = "1795000000.000001"
LINK = "https://example.slack.com/archives/C1/p1"
OBJECTION = f'[["C1", "{TS}", "U1", "U2"], ["kafka"]]'

KITHS_OWN: Mapping[str, Sequence[str]] = {
    "asker by person helper seeker other introducer seen_by reactor author id home_team": ("U1", "U2"),
    "people others helpers talkers through shown accepted": ("U1", "U2"),
    "channel channels target excluded_channels": ("C1",),
    "ts answer_ts thread_ts first last": (TS,),
    "link first_link best_link response_url": (LINK, ""),
    "links": (LINK,),
    "help_reactions reactions": ("pray", "+1"),
    "objected": (OBJECTION, ""),
    "tz zone": ("Europe/Berlin",),
    "key scope period file when digest_when": ("key",),
    "value": ("1:U2",),
    "rule action_id": ("retention_months",),
    "said": ("Noted.",),
    "carried": ("1:1",),
    "stems terms": ("kafka", f"kafka{PAIR}lag"),
}
"""What Slack or Kith wrote, by the names of fields and parameters; all other text is what people wrote."""

PAIRED = frozenset({"stems", "weekly", "terms", "words"})
"""Lists of equal length."""

HOSTILE = (
    "<!channel>",
    "<!here|here> <@U9> <#C9> <https://evil.example|click> <mailto:x@evil.example|me>",
    "@channel #general https://evil.example/ *bold* _it_ ~no~ `code` ```block``` > quote",
    "a\u202egnp.exe\u2066\u200f \x00\x07\x1b[31m\x85 z",
    "&lt;!channel&gt; &amp; & < >",
    "\u202e",
    "x" * 40_000,
    "<" * 3_001,
    "&" * 3_001,
    "🙂" * 2_999,
    "",
)
_OWN = {name: texts for names, texts in KITHS_OWN.items() for name in names.split()}
_WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80))
_PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0, 5),
    float: st.floats(0, 1),
    bool: st.booleans(),
    datetime: st.just(AT),
    timedelta: st.just(timedelta(hours=2)),
    time: st.just(time(9)),
    WorkingHours: st.just(NINE_TO_FIVE),
    Exception: st.just(NotAllowed("No.")),
    Administered: st.none(),
    Source: st.sampled_from([source for source in Source if source not in OBJECTIONS]),
    type(None): st.none(),
}


def made(kind: Any, name: str = "") -> st.SearchStrategy[Any]:
    """Values of a type, for a field or parameter of that name."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind is str:
        return st.sampled_from(_OWN[name]) if name in _OWN else _WORDS
    if name == "names":
        return st.fixed_dictionaries({"U1": _WORDS, "U2": _WORDS})
    if name == "people" and origin is tuple and Ellipsis not in inside:
        return st.just(("U1", "U2"))
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin in (Union, types.UnionType):
        return st.one_of(*(made(one, name) for one in inside))
    if origin is tuple and Ellipsis not in inside:
        return st.tuples(*(made(one, name) for one in inside))
    if origin in (dict, Mapping):
        return st.dictionaries(made(inside[0], "person"), made(inside[1], name), max_size=3)
    if origin in (tuple, list, Sequence, Collection, frozenset):
        least, most = (2, 2) if name in PAIRED else (0, 3)
        many = st.lists(made(inside[0], name), min_size=least, max_size=most, unique_by=_told_apart)
        return many.map(tuple if origin is tuple else list)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    return st.builds(kind, **{one: made(hints[one], one) for one in names})


def _told_apart(one: Any) -> Any:
    """Nobody is listed twice."""
    return getattr(one, "id", object())
