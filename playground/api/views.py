"""`views.*`."""

from playground.api.call import Call, Method
from playground.blockkit import accept_view
from playground.blockkit.validate import check_view_type
from playground.changes.views import open_modal, publish_home, push_modal, update_view
from playground.errors import SlackError
from playground.model import Json, View
from playground.objects.views import view_object


def _open(call: Call) -> Json:
    body = _body(call, "modal")
    return _shown(call, open_modal(call.workspace, _who(call), body))


def _push(call: Call) -> Json:
    body = _body(call, "modal")
    return _shown(call, push_modal(call.workspace, _who(call), body))


def _update(call: Call) -> Json:
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError("invalid_arguments")
    view = call.workspace.find_view(call.text("view_id"), call.text("external_id"))
    body = _body(call, view.type, updates=view)
    return _shown(call, update_view(call.workspace, view, body, call.text("hash")))


def _publish(call: Call) -> Json:
    if not call.workspace.app.manifest.home_tab:
        raise SlackError("not_enabled")
    user = call.user("user_id")
    body = _body(call, "home", updates=call.workspace.homes.get(user))
    return _shown(call, publish_home(call.workspace, user, body, call.text("hash")))


def _who(call: Call) -> str:
    trigger_id = call.text("trigger_id") or call.required("interactivity_pointer")
    return call.slack.triggers.redeem(trigger_id)


def _body(call: Call, wanted: str, updates: View | None = None) -> Json:
    given = call.json("view")
    if not isinstance(given, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    body = accept_view(call.workspace, given)
    check_view_type(body, wanted)
    if external_id := body.get("external_id"):
        _check_unique(call, external_id, updates)
    return body


def _check_unique(call: Call, external_id: str, updates: View | None) -> None:
    try:
        found = call.workspace.find_view(external_id=external_id)
    except SlackError:
        return
    if updates is None or found.id != updates.id:
        raise SlackError("duplicate_external_id")


def _shown(call: Call, view: View) -> Json:
    return {"view": view_object(call.workspace, view)}


METHODS = (
    Method("views.open", _open),
    Method("views.push", _push),
    Method("views.update", _update),
    Method("views.publish", _publish),
)
