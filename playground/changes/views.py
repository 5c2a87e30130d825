"""Modals and home tabs that the app shows to somebody."""

import hashlib
import json
from dataclasses import replace

from playground.errors import SlackError
from playground.model import Json, View
from playground.objects.views import view_object
from playground.workspace import Workspace

MOST_STACKED = 3


def publish_home(workspace: Workspace, user_id: str, body: Json, expected_hash: str | None = None) -> View:
    """Set somebody's home tab; raises `hash_conflict` when it is not the one that was meant."""
    current = workspace.homes.get(user_id)
    if current is None:
        view = _new_view(workspace, user_id, body)
    else:
        _check_hash(current, expected_hash)
        view = replace(current, body=body, hash=_hash(workspace, body), values={})
    workspace.homes[user_id] = view
    announce_view(workspace, view)
    return view


def open_modal(workspace: Workspace, user_id: str, body: Json) -> View:
    """Show a modal, in place of any that is open."""
    view = _new_view(workspace, user_id, body)
    workspace.modals[user_id] = [view]
    announce_view(workspace, view)
    return view


def push_modal(workspace: Workspace, user_id: str, body: Json) -> View:
    """Show a modal on top of the open one; raises SlackError `push_limit_reached` above three."""
    stack = workspace.modals.setdefault(user_id, [])
    if len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    view = _new_view(workspace, user_id, body)
    if stack:
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
    stack.append(view)
    announce_view(workspace, view)
    return view


def update_view(workspace: Workspace, view: View, body: Json, expected_hash: str | None = None) -> View:
    """Replace what a view shows; inputs that stay keep what was entered. Raises `hash_conflict`."""
    _check_hash(view, expected_hash)
    blocks = {block.get("block_id") for block in body["blocks"]}
    kept = {block_id: values for block_id, values in view.values.items() if block_id in blocks}
    changed = replace(view, body=body, hash=_hash(workspace, body), values=kept, errors={})
    stack = workspace.modals.get(view.user_id, [])
    if view in stack:
        stack[stack.index(view)] = changed
    elif workspace.homes.get(view.user_id) is view:
        workspace.homes[view.user_id] = changed
    announce_view(workspace, changed)
    return changed


def close_modals(workspace: Workspace, user_id: str, count: int | None = None) -> list[View]:
    """Close that many modals from the top, or all; returns those closed, top first."""
    stack = workspace.modals.get(user_id, [])
    number = len(stack) if count is None else count
    closed = [stack.pop() for _ in range(min(number, len(stack)))]
    workspace.feed.publish("view", user=user_id, view=None, modals=shown_modals(workspace, user_id))
    return closed


def announce_view(workspace: Workspace, view: View) -> None:
    """Tell the page what a view now looks like."""
    workspace.feed.publish(
        "view",
        user=view.user_id,
        view=view_object(workspace, view) | {"errors": view.errors},
        modals=shown_modals(workspace, view.user_id),
    )


def shown_modals(workspace: Workspace, user_id: str) -> list[Json]:
    """The stack of open modals, bottom first, with the errors that are shown in them."""
    stack = workspace.modals.get(user_id, [])
    return [view_object(workspace, view) | {"errors": view.errors} for view in stack]


def _new_view(workspace: Workspace, user_id: str, body: Json) -> View:
    view_id = workspace.ids.new("V")
    return View(view_id, user_id, body, _hash(workspace, body), root_view_id=view_id)


def _hash(workspace: Workspace, body: Json) -> str:
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:8]
    return f"{workspace.clock.next_ts().partition('.')[0]}.{digest}"


def _check_hash(view: View, expected: str | None) -> None:
    if expected is not None and expected != view.hash:
        raise SlackError("hash_conflict")
