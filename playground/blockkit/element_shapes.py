"""Shapes of block elements (https://docs.slack.dev/reference/block-kit/block-elements)."""

from collections.abc import Mapping
from typing import Any

from playground.blockkit.rules import (
    Problems,
    Rule,
    Shape,
    anything,
    array,
    boolean,
    integer,
    one_of,
    plain_text,
    problem,
    string,
    text,
)

CONFIRM = Shape(
    {"title": plain_text(100), "text": text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape(
    {"text": text(75), "value": string(150)},
    {"description": text(75), "url": string(3000)},
)
GROUP = Shape({"label": plain_text(75), "options": array(OPTION)}, {})
DISPATCH = Shape({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
FILTER = Shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
NAMED: Mapping[str, Rule] = {"action_id": string(255), "focus_on_load": boolean}
MENU: Mapping[str, Rule] = {**NAMED, "confirm": CONFIRM, "placeholder": plain_text(150)}
SEVERAL: Mapping[str, Rule] = {**MENU, "max_selected_items": integer(1, 100)}
TYPED: Mapping[str, Rule] = {
    **NAMED,
    "placeholder": plain_text(150),
    "initial_value": string(3000, 0),
    "dispatch_action_config": DISPATCH,
}
CHOICES: Mapping[str, Rule] = {"options": array(OPTION), "option_groups": array(GROUP)}
RESPONSE: Mapping[str, Rule] = {"response_url_enabled": boolean}
EITHER = ("options", "option_groups")


def _choosing(shape: Shape) -> Rule:
    def check(value: Any, pointer: str) -> Problems:
        if found := list(shape(value, pointer)):
            yield from found
            return
        grouped = [option for group in value.get("option_groups") or () for option in group.get("options", ())]
        options = [*(value.get("options") or ()), *grouped]
        chosen = [*(value.get("initial_options") or ()), *filter(None, [value.get("initial_option")])]
        for option in chosen:
            if option not in options:
                yield problem("initial option must be one of the options", pointer)

    return check


_FEEDBACK = Shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

ELEMENTS: Mapping[str, Rule] = {
    "button": Shape(
        {"text": plain_text(75)},
        {
            "action_id": string(255),
            "url": string(3000),
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "static_select": _choosing(Shape({}, {**MENU, **CHOICES, "initial_option": OPTION}, EITHER, (EITHER,))),
    "multi_static_select": _choosing(
        Shape({}, {**SEVERAL, **CHOICES, "initial_options": array(OPTION)}, EITHER, (EITHER,))
    ),
    "external_select": Shape({}, {**MENU, "initial_option": OPTION, "min_query_length": integer(0, 100)}),
    "multi_external_select": Shape(
        {}, {**SEVERAL, "initial_options": array(OPTION), "min_query_length": integer(0, 100)}
    ),
    "users_select": Shape({}, {**MENU, "initial_user": string(255)}),
    "multi_users_select": Shape({}, {**SEVERAL, "initial_users": array(string(255))}),
    "conversations_select": Shape(
        {},
        {
            **MENU,
            **RESPONSE,
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "multi_conversations_select": Shape(
        {},
        {
            **SEVERAL,
            "initial_conversations": array(string(255)),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": Shape({}, {**MENU, **RESPONSE, "initial_channel": string(255)}),
    "multi_channels_select": Shape({}, {**SEVERAL, "initial_channels": array(string(255))}),
    "overflow": Shape({"options": array(OPTION, 1, 5)}, {"action_id": string(255), "confirm": CONFIRM}),
    "radio_buttons": _choosing(
        Shape({"options": array(OPTION, 1, 10)}, {**NAMED, "confirm": CONFIRM, "initial_option": OPTION})
    ),
    "checkboxes": _choosing(
        Shape({"options": array(OPTION, 1, 10)}, {**NAMED, "confirm": CONFIRM, "initial_options": array(OPTION)})
    ),
    "datepicker": Shape({}, {**MENU, "initial_date": string(10)}),
    "timepicker": Shape({}, {**MENU, "initial_time": string(5), "timezone": string(100)}),
    "datetimepicker": Shape({}, {**NAMED, "confirm": CONFIRM, "initial_date_time": integer(10**9, 10**10 - 1)}),
    "plain_text_input": Shape(
        {},
        {**TYPED, "multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)},
    ),
    "email_text_input": Shape({}, TYPED),
    "url_text_input": Shape({}, TYPED),
    "number_input": Shape({"is_decimal_allowed": boolean}, {**TYPED, "min_value": string(40), "max_value": string(40)}),
    "rich_text_input": Shape({}, {**TYPED, "initial_value": anything}),
    "file_input": Shape({}, {"action_id": string(255), "filetypes": array(string(20)), "max_files": integer(1, 10)}),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": anything},
        any_of=("image_url", "slack_file"),
    ),
    "feedback_buttons": Shape({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": string(255)}),
    "icon_button": Shape(
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            "action_id": string(255),
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(255)),
        },
    ),
}

_MENUS = (
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
)
_MULTI_MENUS = tuple(f"multi_{menu}" for menu in _MENUS)
_PICKERS = ("datepicker", "timepicker", "radio_buttons", "checkboxes")
IN_ACTIONS = ("button", *_MENUS, *_MULTI_MENUS, *_PICKERS, "datetimepicker", "overflow", "rich_text_input")
IN_SECTION = ("button", *_MENUS, *_MULTI_MENUS, *_PICKERS, "overflow", "image")
IN_INPUT = (
    *_MENUS,
    *_MULTI_MENUS,
    *_PICKERS,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
)
