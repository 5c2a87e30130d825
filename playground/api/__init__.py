"""The Web API: one file per family of methods, all listed here."""

from playground.api import (
    apps,
    assistant,
    auth,
    chat,
    conversations,
    files,
    histories,
    oauth,
    reactions,
    schedules,
    streams,
    team,
    users,
    views,
)
from playground.api.call import Method

FAMILIES = (
    apps.METHODS,
    assistant.METHODS,
    auth.METHODS,
    chat.METHODS,
    conversations.METHODS,
    files.METHODS,
    histories.METHODS,
    oauth.METHODS,
    reactions.METHODS,
    schedules.METHODS,
    streams.METHODS,
    team.METHODS,
    users.METHODS,
    views.METHODS,
)
METHODS: dict[str, Method] = {method.name: method for family in FAMILIES for method in family}
