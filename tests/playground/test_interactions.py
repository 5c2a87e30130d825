"""Modals, menus, home tabs and commands with a real Bolt app."""

from typing import Any

import pytest
from slack_bolt import Ack, App

from playground.errors import NotAcknowledgedError, SlackError
from playground.testing import Playground, ShownView
from tests.playground.conftest import Open, Start, bolt_app, web_client

PLAIN = "plain_text"


def text(words: str) -> dict[str, str]:
    return {"type": PLAIN, "text": words}


def field(label: str, element: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": label.lower(), "label": text(label), "element": element} | others


def option(value: str) -> dict[str, Any]:
    return {"text": text(value.title()), "value": value}


FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": text("Log help"),
    "submit": text("Save"),
    "private_metadata": "kept",
    "notify_on_close": True,
    "blocks": [
        field("Who", {"type": "users_select", "action_id": "who"}),
        field("What", {"type": "plain_text_input", "action_id": "what", "min_length": 3, "max_length": 20}),
        field(
            "Mood",
            {"type": "static_select", "action_id": "mood", "options": [option("good"), option("bad")]},
            optional=True,
        ),
        field("Mail", {"type": "email_text_input", "action_id": "mail"}, optional=True),
        field(
            "Count",
            {"type": "number_input", "action_id": "count", "is_decimal_allowed": False, "max_value": "9"},
            optional=True,
        ),
    ],
}
COMPLETE = {"Who": "U0TOM", "what": "flags", "mood": "good"}


@pytest.fixture
def submitted(app: App, connect: Start) -> list[dict[str, Any]]:
    """The views that a connected app is sent and accepts."""
    views: list[dict[str, Any]] = []

    def take(ack: Ack, view: dict[str, Any]) -> None:
        views.append(view)
        ack()

    app.view("form")(take)
    app.view_closed("form")(take)
    connect(app)
    return views


def opened(slack: Playground, view: dict[str, Any] = FORM) -> ShownView:
    web_client(slack).views_open(trigger_id=slack.trigger_id("maya"), view=view)
    return slack.wait_for_modal("maya")


def test_a_submitted_form_carries_what_was_entered(slack: Playground, submitted: list[dict[str, Any]]) -> None:
    assert slack.person("maya").submits(opened(slack), COMPLETE) == {}
    (view,) = submitted
    values = view["state"]["values"]
    assert values["who"]["who"] == {"type": "users_select", "selected_user": "U0TOM"}
    assert values["what"]["what"] == {"type": "plain_text_input", "value": "flags"}
    assert values["mood"]["mood"]["selected_option"]["value"] == "good"
    assert values["mail"]["mail"] == {"type": "email_text_input", "value": None}
    assert view["private_metadata"] == "kept"
    assert slack.person("maya").modal is None


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"Who": "U0TOM"}, {"what"}),
        ({}, {"who", "what"}),
        (COMPLETE | {"what": "ab"}, {"what"}),
        (COMPLETE | {"what": "x" * 21}, {"what"}),
        (COMPLETE | {"mail": "nowhere"}, {"mail"}),
        (COMPLETE | {"count": "many"}, {"count"}),
        (COMPLETE | {"count": "1.5"}, {"count"}),
        (COMPLETE | {"count": "10"}, {"count"}),
    ],
)
def test_slack_itself_keeps_an_incomplete_form_open(
    slack: Playground, submitted: list[dict[str, Any]], values: dict[str, str], wrong: set[str]
) -> None:
    maya = slack.person("maya")
    assert maya.submits(opened(slack), values).keys() == wrong
    assert submitted == []
    assert maya.modal is not None
    assert maya.modal.errors.keys() == wrong


def test_an_option_that_is_not_there_cannot_be_chosen(slack: Playground, submitted: list[dict[str, Any]]) -> None:
    with pytest.raises(SlackError, match="invalid_choice"):
        slack.person("maya").submits(opened(slack), COMPLETE | {"mood": "ecstatic"})
    assert submitted == []


def test_a_closed_form_tells_the_app(slack: Playground, submitted: list[dict[str, Any]]) -> None:
    slack.person("maya").closes(opened(slack))
    assert [view["callback_id"] for view in submitted] == ["form"]


@pytest.mark.parametrize(
    ("action", "titles"), [("update", ["Thanks"]), ("push", ["Log help", "Thanks"]), ("clear", [])]
)
def test_an_acknowledgement_changes_what_is_open(
    slack: Playground, app: App, connect: Start, action: str, titles: list[str]
) -> None:
    thanks = {"type": "modal", "title": text("Thanks"), "blocks": []}
    shown = {} if action == "clear" else {"view": thanks}
    app.view("form")(lambda ack: ack(response_action=action, **shown))
    connect(app)
    slack.person("maya").submits(opened(slack), COMPLETE)
    last = slack.occurrences("view")[-1]
    assert [view["title"]["text"] for view in last["modals"]] == titles


def test_an_update_keeps_what_was_entered(slack: Playground, app: App, connect: Start) -> None:
    dispatching = field("What", {"type": PLAIN + "_input", "action_id": "what"}, dispatch_action=True)
    form = FORM | {"blocks": [dispatching]}
    app.action("what")(
        lambda ack, body, client: [
            ack(),
            client.views_update(view_id=body["view"]["id"], view=form | {"title": text("Seen")}),
        ]
    )
    connect(app)
    slack.person("maya").chooses(opened(slack, form), "what", "entered before")
    shown = slack.wait_for_modal("maya")
    assert (shown.title, shown.json["state"]["values"]["what"]["what"]["value"]) == ("Seen", "entered before")


def test_an_external_menu_offers_what_the_app_suggests(slack: Playground, app: App, connect: Start) -> None:
    chosen: list[str] = []

    def offer(ack: Ack, payload: dict[str, Any]) -> None:
        ack(options=[{"text": text(payload["value"]), "value": payload["value"] + "!"}])

    def take(ack: Ack, action: dict[str, Any]) -> None:
        chosen.append(action["selected_option"]["value"])
        ack()

    app.options("find")(offer)
    app.action("find")(take)
    connect(app)
    select = {"type": "external_select", "action_id": "find"}
    web_client(slack).chat_postMessage(
        channel="C0GENERAL", text="x", blocks=[{"type": "actions", "elements": [select]}]
    )
    message = slack.messages("general")[-1]
    maya = slack.person("maya")
    assert [one["value"] for one in maya.types(message, "find", "owl")["options"]] == ["owl!"]
    maya.chooses(message, "find", "owl")
    assert chosen == ["owl!"]


def test_what_the_app_does_not_acknowledge_in_time_is_said_to_the_person(open_playground: Open) -> None:
    slack = open_playground(
        {
            "display_information": {"name": "x"},
            "features": {"slash_commands": [{"command": "/x"}]},
            "settings": {"socket_mode_enabled": True},
        }
    )
    with pytest.raises(NotAcknowledgedError, match="no_connection"):
        slack.person("maya").runs("/x")


def test_what_is_not_there_cannot_be_used(slack: Playground) -> None:
    maya = slack.person("maya")
    message = maya.posts("general", "hello")
    with pytest.raises(SlackError, match="unknown_command"):
        maya.runs("/unknown")
    with pytest.raises(SlackError, match="unknown_shortcut"):
        maya.uses_shortcut("unknown", on=message)
    with pytest.raises(SlackError, match="action_not_found"):
        maya.presses(message, "unknown")


def test_somebody_elses_ephemeral_button_cannot_be_pressed(slack: Playground) -> None:
    button = {"type": "button", "action_id": "go", "text": text("Go")}
    blocks = [{"type": "actions", "elements": [button]}]
    web_client(slack).chat_postEphemeral(channel="C0GENERAL", user="U0MAYA", text="x", blocks=blocks)
    (message,) = slack.ephemerals("maya", "general")
    with pytest.raises(SlackError, match="message_not_found"):
        slack.person("tom").presses(message, "go")


def test_an_agent_streams_into_the_thread_of_a_direct_message(slack: Playground, connect: Start) -> None:
    app = bolt_app(slack)

    def answer(set_status: Any, say_stream: Any) -> None:
        set_status("is thinking...")
        stream = say_stream()
        stream.append(markdown_text="**hello**")
        stream.stop()

    app.event("message")(answer)
    app.event("im_created")(lambda: None)
    connect(app)
    asked = slack.person("maya").writes_to_app("hi")
    slack.wait_until_delivered()
    assert [reply.text for reply in slack.thread(asked)] == ["**hello**"]
    assert slack.occurrences("status")[0]["status"] == "is thinking..."
