"""What somebody entered into elements, in the form in which interactions carry it."""

from typing import Any

from playground.blockkit.elements import interactive_elements
from playground.errors import SlackError
from playground.model import Json

TEXT_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
SINGLE = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
MULTIPLE = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
STATELESS = {"button", "overflow", "feedback_buttons", "icon_button", "workflow_button"}
INITIAL = {
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
}


def entry(element: Json, value: Any, suggested: list[Json] | None = None) -> Json:
    """The state of an element into which `value` was entered: a text, an option, ids, or a list.

    `suggested` are the options of an external select. Raises SlackError `invalid_choice`.
    """
    kind = element["type"]
    options = suggested or _options(element)
    if kind in TEXT_INPUTS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": value}
    if kind in SINGLE or kind in MULTIPLE:
        return {"type": kind, (SINGLE | MULTIPLE)[kind]: list(value or []) if kind in MULTIPLE else value}
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else _choose(options, value)}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": [_choose(options, one) for one in value or []]}
    raise SlackError("invalid_choice", type=kind)


def initial_values(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """What the elements of blocks hold before anybody entered anything."""
    values: dict[str, dict[str, Json]] = {}
    for block, element in interactive_elements(blocks):
        if element["type"] not in STATELESS:
            values.setdefault(block["block_id"], {})[element["action_id"]] = _initial(element)
    return values


def problems(blocks: list[Json], values: dict[str, dict[str, Json]]) -> dict[str, str]:
    """What keeps somebody from submitting: for each block that needs attention what Slack says of it."""
    found: dict[str, str] = {}
    for block, element in interactive_elements(blocks):
        if block["type"] != "input":
            continue
        held = values.get(block["block_id"], {}).get(element["action_id"], {})
        content = next((held[key] for key in held if key != "type"), None)
        if content in (None, "", []):
            if not block.get("optional", False):
                found[block["block_id"]] = "Please complete this required field."
        elif problem := _problem(element, content):
            found[block["block_id"]] = problem
    return found


def _problem(element: Json, content: Any) -> str | None:
    match element["type"]:
        case "plain_text_input":
            if len(content) < element.get("min_length", 0):
                return f"This field must be at least {element['min_length']} characters."
            if len(content) > element.get("max_length", 3000):
                return f"This field must be at most {element.get('max_length', 3000)} characters."
        case "email_text_input" if "@" not in content:
            return "Please enter a valid email address."
        case "url_text_input" if "://" not in content:
            return "Please enter a valid URL."
        case "number_input":
            return _number_problem(element, content)
    return None


def _number_problem(element: Json, content: str) -> str | None:
    try:
        number = float(content)
    except ValueError:
        return "Please enter a valid number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    lowest, highest = element.get("min_value"), element.get("max_value")
    if lowest is not None and number < float(lowest):
        return f"Please enter a number of at least {lowest}."
    if highest is not None and number > float(highest):
        return f"Please enter a number of at most {highest}."
    return None


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in TEXT_INPUTS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind == "rich_text_input":
        return {"type": kind, "rich_text_value": element.get("initial_value")}
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    key = (SINGLE | MULTIPLE).get(kind, "value")
    empty: Any = [] if kind in MULTIPLE else None
    return {"type": kind, key: element.get(INITIAL.get(key, ""), empty)}


def _options(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def _choose(options: list[Json], value: Any) -> Json:
    for option in options:
        if value in (option, option["value"], option["text"]["text"]):
            return option
    raise SlackError("invalid_choice", value=value)
