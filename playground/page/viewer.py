"""Whom the page acts as."""

from aiohttp import web

from playground.errors import SlackError
from playground.model import Person
from playground.slack import SLACK
from playground.workspace import Workspace


def viewer_of(request: web.Request) -> Person:
    """The person named by `?as=`, or the first of the workspace; raises SlackError `user_not_found`."""
    workspace = request.app[SLACK].workspace
    wanted = request.query.get("as")
    if not wanted:
        return _first_member(workspace)
    person = workspace.person(wanted)
    if person.is_bot or person.deleted:
        raise SlackError("user_not_found", who=wanted)
    return person


def _first_member(workspace: Workspace) -> Person:
    people = [person for person in workspace.people.values() if not person.is_bot and not person.deleted]
    if not people:
        raise SlackError("user_not_found")
    return next((person for person in people if not workspace.is_stranger(person)), people[0])
