"""People who come, change and go; and the app that is uninstalled."""

from dataclasses import replace

from playground.changes.channels import join_channel
from playground.changes.events import publish_event
from playground.model import Person
from playground.objects.people import user_object
from playground.workspace import Workspace


def join_team(workspace: Workspace, person: Person) -> Person:
    """Welcome somebody new; members also join the general channel."""
    person.updated = int(workspace.clock.now())
    workspace.add_person(person)
    _publish(workspace, "team_join", person)
    for channel in workspace.channels.values():
        if channel.is_general and not person.is_guest:
            join_channel(workspace, channel, person.id)
    return person


def change_person(workspace: Workspace, person: Person, **changes: object) -> Person:
    """Change fields of Person, for example the name, the title, or `deleted`."""
    updated = int(workspace.clock.now())
    changed = replace(person, updated=updated, **changes)  # type: ignore[arg-type]
    workspace.add_person(changed)
    _publish(workspace, "user_change", changed)
    return changed


def uninstall_app(workspace: Workspace) -> None:
    """Remove the app from the workspace: its tokens are worth nothing from here on."""
    tokens = {"oauth": [], "bot": [workspace.app.user_id]}
    publish_event(workspace, {"type": "tokens_revoked", "tokens": tokens})
    publish_event(workspace, {"type": "app_uninstalled"})
    workspace.app.is_installed = False


def _publish(workspace: Workspace, event_type: str, person: Person) -> None:
    cache_ts = int(workspace.clock.now())
    publish_event(workspace, {"type": event_type, "user": user_object(workspace, person), "cache_ts": cache_ts})
