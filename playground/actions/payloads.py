"""The parts that interaction payloads share (https://docs.slack.dev/reference/interaction-payloads)."""

from playground.model import Channel, Json, Message, Person
from playground.objects.messages import message_object
from playground.workspace import Workspace

PRIVATE_NAMES = {"im": "directmessage", "group": "privategroup"}


def interaction(workspace: Workspace, interaction_type: str, person: Person) -> Json:
    """What every interaction says: who, where, and for which app."""
    return {
        "type": interaction_type,
        "token": workspace.app.credentials.verification_token,
        "api_app_id": workspace.app.id,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "user": user_reference(person),
        "enterprise": enterprise_reference(workspace),
        "is_enterprise_install": workspace.enterprise is not None,
    }


def enterprise_reference(workspace: Workspace) -> Json | None:
    """The organisation in which the app is installed org-wide, as interactions and OAuth name it."""
    return {"id": workspace.enterprise.id, "name": workspace.enterprise.name} if workspace.enterprise else None


def user_reference(person: Person) -> Json:
    """Somebody as interactions name them."""
    return {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id}


def channel_reference(channel: Channel) -> Json:
    """A conversation as interactions name it: private ones keep their names to themselves."""
    return {"id": channel.id, "name": channel_name(channel)}


def channel_name(channel: Channel) -> str:
    """The name of a conversation as commands and interactions give it."""
    return PRIVATE_NAMES.get(channel.kind, channel.name)


def message_source(workspace: Workspace, channel: Channel, message: Message) -> Json:
    """Where in a channel something was pressed."""
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = message.ephemeral_to is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown = message_object(workspace, message)
    source: Json = {"container": container, "channel": channel_reference(channel)}
    return source | {"message": shown} if not message.ephemeral_to else source
