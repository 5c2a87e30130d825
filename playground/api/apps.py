"""`apps.*`."""

from playground.api.call import Call, Method
from playground.errors import SlackError
from playground.model import Json


def _connections_open(call: Call) -> Json:
    if not call.workspace.app.manifest.socket_mode:
        raise SlackError("not_allowed_token_type")
    address = call.workspace.address.replace("http", "ws", 1)
    app_id = call.workspace.app.id
    return {"url": f"{address}/socket?ticket={call.slack.sockets.ticket()}&app_id={app_id}"}


METHODS = (Method("apps.connections.open", _connections_open, token="app"),)
