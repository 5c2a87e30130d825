"""What a person does in Slack. Everything here takes people and channels by id or by name.

`ACTIONS` is the complete list, by the names under which the page, the control API and the tests call them:
each is `await action(slack, **arguments)`, returns JSON, and raises SlackError when Slack would refuse.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from playground.actions.gathering import (
    add_person,
    add_usergroup,
    archive_channel,
    change_person,
    create_channel,
    delete_channel,
    invite,
    join_channel,
    kick,
    leave_channel,
    open_direct_message,
    rename_channel,
    share_channel,
    unarchive_channel,
    uninstall_app,
)
from playground.actions.interacting import (
    choose,
    global_shortcut,
    message_shortcut,
    press,
    run_command,
    suggest,
)
from playground.actions.talking import (
    delete_message,
    edit_message,
    mark_read,
    post_message,
    react,
    unreact,
    upload_file,
)
from playground.actions.viewing import close_view, look_at, open_home, submit_view

Action = Callable[..., Awaitable[Any]]

ACTIONS: dict[str, Action] = {
    action.__name__: action
    for action in (
        post_message,
        edit_message,
        delete_message,
        react,
        unreact,
        mark_read,
        upload_file,
        open_direct_message,
        create_channel,
        join_channel,
        leave_channel,
        invite,
        kick,
        rename_channel,
        archive_channel,
        unarchive_channel,
        delete_channel,
        share_channel,
        add_person,
        add_usergroup,
        change_person,
        press,
        choose,
        suggest,
        run_command,
        global_shortcut,
        message_shortcut,
        open_home,
        look_at,
        uninstall_app,
        submit_view,
        close_view,
    )
}
