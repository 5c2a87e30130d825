"""The network around one person, as they may see it themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.consent import Openness
from bot.domain.ego import groups
from bot.domain.help import Help
from bot.domain.outbox import OutboxItem
from bot.domain.people import PUBLIC, Person
from bot.domain.rarity import Rarity
from bot.domain.ties import ALONE, trust
from bot.services.ports import Clock, Store, UnitOfWork

SHOW_NETWORK = "show_network"
"""The kind of outbox item that draws somebody's own network for them; its payload names the person."""

DRAWN = 16
"""So many of the strongest ties are drawn, with the ties among them."""

TOLD = 2
"""So many words say what a tie was about."""


@dataclass(frozen=True, slots=True)
class OwnTie:
    """A colleague, how strong the tie is, in (0, 1), what each helped the other with, in a few words and how often,
    and the number of their group among the first ties."""

    person: Person
    strength: float
    helped_me: Sequence[str] = ()
    helped_by_me: Sequence[str] = ()
    times_received: int = 0
    times_given: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class OwnNetwork:
    """A person's ties, strongest first; the ties `among` the first DRAWN of them, as pairs of places; and how many
    colleagues are one step further."""

    ties: Sequence[OwnTie] = ()
    among: Collection[tuple[int, int]] = ()
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class OwnNetworkReader:
    """Reads the network around whoever asks for their own."""

    store: Store
    clock: Clock

    def of(self, team: str, person: str) -> OwnNetwork:
        """The ties of a person to everybody still here who is not hidden, from what they took part in themselves.

        Ties among others, and beyond them, are from what is public; guests and people of other organisations, who do
        not see all of that, have none.
        """
        now = self.clock()
        with self.store.reading(team) as work:
            helps = work.helps.of_person(person)
            own = work.people.known_numbers([person]).get(person)
            if own is None:
                return OwnNetwork()
            row = work.ties.rows([own], {PUBLIC, *(help_.scope for help_ in helps)}).get(own, ALONE)
            strengths = dict(zip(map(int, row.people), trust(row.received, row.given, now).tolist(), strict=True))
            known = _shown(work, strengths)
            ranked = sorted(known, key=lambda number: (-strengths[number], number))
            me = work.people.get([person]).get(person)
            sees_all = me is not None and not me.is_outsider(team)
            among, beyond = _around(work, own, ranked, now) if sees_all else ({}, 0)
            group, shared = groups(min(len(ranked), DRAWN), among), _with(person, helps)
            rarity = Rarity.among(helps, [*known.values(), *([me] if me else [])])
            ties = [_tie(known[n], strengths[n], *shared[known[n].id], rarity) for n in ranked]
            drawn = [replace(tie, group=number) for tie, number in zip(ties, group, strict=False)]
            return OwnNetwork([*drawn, *ties[DRAWN:]], list(among), beyond)

    def ask_for_picture(self, team: str, person: str, reason: str) -> None:
        """Have a person's own network drawn for them, once for each reason."""
        payload = {"person": person, "channel": person}
        item = OutboxItem(f"{SHOW_NETWORK}:{person}:{reason}", SHOW_NETWORK, payload, self.clock(), urgency=0)
        with self.store.writing(team) as work:
            work.outbox.put(item)


def _shown(work: UnitOfWork, numbers: Collection[int]) -> dict[int, Person]:
    """By number, those who are still here and not hidden."""
    found = work.people.by_number(numbers)
    consents = work.choices.of([id_ for id_, _ in found.values()])
    return {
        number: person
        for number, (_, person) in found.items()
        if person
        and not (person.is_deleted or person.is_bot)
        and consents.of(person.id).how_open(consents.default) is not Openness.HIDDEN
    }


def _around(
    work: UnitOfWork, own: int, ranked: Sequence[int], at: datetime
) -> tuple[dict[tuple[int, int], float], int]:
    """The ties among the first of these people, as pairs of places with their strengths, and how many people are one
    step further: from what is public, and of those who may be named on a path."""
    rows = work.ties.rows(ranked, {PUBLIC})
    closed = work.choices.unwalkable({*ranked, *(int(other) for row in rows.values() for other in row.people)}, at)
    place = {number: place for place, number in enumerate(ranked[:DRAWN]) if number not in closed}
    among: dict[tuple[int, int], float] = {}
    further: set[int] = set()
    for number, row in rows.items():
        further.update(map(int, row.people))
        for other, strength in zip(map(int, row.people), trust(row.received, row.given, at).tolist(), strict=True):
            if number in place and other in place:
                pair = (min(place[number], place[other]), max(place[number], place[other]))
                among[pair] = max(strength, among.get(pair, 0.0))
    return among, len(further - {own, *ranked, *closed})


def _with(person: str, helps: Sequence[Help]) -> Mapping[str, tuple[list[Help], list[Help]]]:
    """By colleague, the helps that the person received from them, and gave to them."""
    found: dict[str, tuple[list[Help], list[Help]]] = defaultdict(lambda: ([], []))
    for help_ in helps:
        if help_.helper == person:
            found[help_.seeker][1].append(help_)
        else:
            found[help_.helper][0].append(help_)
    return found


def _tie(person: Person, strength: float, got: Sequence[Help], gave: Sequence[Help], rarity: Rarity) -> OwnTie:
    told, said = rarity.telling(got, TOLD), rarity.telling(gave, TOLD)
    return OwnTie(person, strength, told, said, len(got), len(gave))
