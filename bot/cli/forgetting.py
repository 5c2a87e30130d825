"""`kith forget`: erases a person."""

import re

import typer
from rich.console import Console
from rich.markup import escape

from bot.app import open_store
from bot.cli.naming import the_person, the_workspace
from bot.domain.errors import UnknownPerson
from bot.domain.people import Person
from bot.services.erasing import Eraser
from bot.services.ports import Store
from bot.settings import Settings, load

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{5,}")


def forget(user: str, team: str, yes: bool) -> None:
    """Erase a person, after asking. Raises KithError; typer.Abort where the answer is no."""
    with open_store(load(Settings)) as store:
        workspace = the_workspace(store, team)
        person = _person(store, workspace, user)
        if not yes:
            typer.confirm(f"Erase everything about {person.name} ({person.id}) for good?", abort=True)
        rows = Eraser(store).erase(workspace, person.id)
    Console(highlight=False).print(f"{escape(person.name)} is forgotten: {rows:,} rows erased.")


def _person(store: Store, workspace: str, user: str) -> Person:
    """The person meant; an id of whom only messages are known will do."""
    with store.reading(workspace) as work:
        people = work.people.all()
    try:
        return the_person(people, user)
    except UnknownPerson:
        if _SLACK_ID.fullmatch(user):
            return Person(user, name=user)
        raise
