"""Which workspace, person or channel a name on the command line means."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.domain.errors import UnknownChannel, UnknownPerson, UnknownWorkspace
from bot.domain.people import Channel, Person
from bot.services.ports import Store

Named = TypeVar("Named", Person, Channel)
CHOICES_SHOWN = 10


def the_workspace(store: Store, wanted: str) -> str:
    """The workspace wanted, or else the only one. Raises UnknownWorkspace."""
    teams = store.teams()
    if not teams:
        raise UnknownWorkspace("The database is empty: import an export first, with kith import EXPORT.")
    if wanted and wanted not in teams:
        raise UnknownWorkspace(f"There is no workspace {wanted} here; there is {_listed(teams)}.")
    if not wanted and len(teams) > 1:
        raise UnknownWorkspace(f"The database holds several workspaces; choose with --team: {_listed(teams)}.")
    return wanted or teams[0]


def the_person(people: Iterable[Person], wanted: str) -> Person:
    """The person with this id or name, a leading @ aside, or else whose name alone begins so. Raises UnknownPerson."""
    found = _meant(list(people), wanted.removeprefix("@"))
    if not found:
        raise UnknownPerson(f"Nobody here is called {wanted}; give a name, @name or id.")
    if len(found) > 1:
        raise UnknownPerson(f"{wanted} could be {_choices(found)}; give the id.")
    return found[0]


def the_channel(channels: Iterable[Channel], wanted: str) -> Channel:
    """The channel with this id or name, a leading # aside. Raises UnknownChannel."""
    found = _meant(list(channels), wanted.removeprefix("#"))
    if not found:
        raise UnknownChannel(f"There is no channel {wanted} here.")
    if len(found) > 1:
        raise UnknownChannel(f"{wanted} could be {_choices(found)}; give the id.")
    return found[0]


def _meant(known: Sequence[Named], wanted: str) -> list[Named]:
    """Those that fit best: by id, by whole name, by a word of the name, by its beginning."""
    name = wanted.casefold().strip()
    ways: tuple[Callable[[Named], bool], ...] = (
        lambda one: one.id == wanted,
        lambda one: one.name.casefold() == name,
        lambda one: name in one.name.casefold().split(),
        lambda one: bool(name) and one.name.casefold().startswith(name),
    )
    return next(filter(None, ([one for one in known if fits(one)] for fits in ways)), [])


def _choices(found: Sequence[Named]) -> str:
    return _listed([f"{one.name} ({one.id})" for one in found])


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - CHOICES_SHOWN} more"] if len(names) > CHOICES_SHOWN else []
    return ", ".join([*names[:CHOICES_SHOWN], *more])
