"""Every payload has the keys that Slack documents and no others."""

from typing import Any

import pytest
from slack_bolt import BoltResponse

from playground.subscriptions import EVENT_SCOPES
from playground.testing import Playground, ShownMessage
from tests.playground import documented
from tests.playground.conftest import Open, Start, bolt_app, web_client
from tests.playground.documented import Documented
from tests.playground.manifests import agent_manifest

WITH_SUBTYPES = {"message"}
NOT_IN_A_PLAYGROUND = {
    "assistant_thread_started",
    "assistant_thread_context_changed",
    "function_executed",
    "emoji_changed",
    "link_shared",
    "message_metadata_posted",
    "message_metadata_updated",
    "message_metadata_deleted",
    "channel_unshared",
    "channel_id_changed",
    "channel_history_changed",
    "dnd_updated_user",
    "file_change",
    "file_deleted",
    "group_close",
    "group_open",
    "im_close",
    "im_open",
    "pin_added",
    "pin_removed",
    "subteam_created",
    "subteam_members_changed",
    "subteam_updated",
    "team_domain_change",
    "team_rename",
    "user_profile_changed",
    "user_status_changed",
}
PICKS: dict[str, tuple[dict[str, Any], Any]] = {
    "static_select": ({"options": "two"}, "b"),
    "multi_static_select": ({"options": "two"}, ["a", "b"]),
    "users_select": ({}, "U0TOM"),
    "multi_users_select": ({}, ["U0TOM"]),
    "conversations_select": ({}, "C0GENERAL"),
    "channels_select": ({}, "C0GENERAL"),
    "overflow": ({"options": "two"}, "a"),
    "datepicker": ({}, "2026-11-24"),
    "timepicker": ({}, "08:30"),
    "radio_buttons": ({"options": "two"}, "a"),
    "checkboxes": ({"options": "two"}, ["b"]),
}
TWO = [{"text": {"type": "plain_text", "text": one.upper()}, "value": one} for one in ("a", "b")]


def check(payload: dict[str, Any], expected: Documented) -> None:
    """Fail unless the payload has the documented keys and no others."""
    flat = set(payload)
    for name in (key for key in expected.always | expected.sometimes if "." in key):
        outer, _, inner = name.partition(".")
        if isinstance(payload.get(outer), dict) and inner in payload[outer]:
            flat.add(name)
    assert expected.always - flat == set(), "missing"
    assert flat - expected.always - expected.sometimes == set(), "not documented"


def live_a_day(slack: Playground) -> None:
    """Let everything happen that can happen in a workspace."""
    maya, tom = slack.person("maya"), slack.person("tom")
    asked = maya.posts("general", "@sparrow who knows?")
    tom.replies(asked, "me", broadcast=True)
    tom.reacts(asked, "tada")
    tom.unreacts(asked, "tada")
    maya.edits(asked, "@sparrow who knows this?")
    maya.deletes(maya.posts("general", "oops"))
    maya.uploads("general", "a.txt", b"a")
    maya.writes_to_app("hello")
    maya.invites_app("founders")
    slack.do("look_at", user="maya", channel="random")
    maya.opens_home()
    maya.opens_home("messages")
    slack.add_person("nina")
    slack.do("change_person", user="nina", title="Poet")
    live_with_channels(slack)


def live_with_channels(slack: Playground) -> None:
    """Let channels come, change and go."""
    tom = slack.person("tom")
    for private in (False, True):
        name = f"songs-{private}".lower()
        slack.add_channel(name, "tom", "priya", private=private)
        slack.do("rename_channel", user="tom", channel=name, name=f"more-{name}")
        slack.do("archive_channel", user="tom", channel=f"more-{name}")
        slack.do("unarchive_channel", user="tom", channel=f"more-{name}")
        slack.person("priya").leaves(f"more-{name}")
        tom.removes_app(f"more-{name}")
        tom.invites_app(f"more-{name}")
        if not private:
            slack.do("share_channel", user="tom", channel=f"more-{name}", users=["zoe"])
            slack.person("zoe").posts(f"more-{name}", "hello from elsewhere")
        slack.do("delete_channel", user="tom", channel=f"more-{name}")


def test_every_event_has_the_documented_keys(open_playground: Open) -> None:
    slack = open_playground(agent_manifest())
    live_a_day(slack)
    client = web_client(slack)
    client.chat_postMessage(channel="C0GENERAL", text="hi", username="Owl")
    client.chat_postMessage(channel="C0GENERAL", text="hi")
    slack.do("uninstall_app")
    seen = set()
    for event in slack.events():
        name = event["type"]
        if name in WITH_SUBTYPES and event.get("subtype"):
            name = f"{name}/{event['subtype']}"
        check(event, documented.EVENTS[name])
        seen.add(name)
    assert seen == set(documented.EVENTS)


def test_every_event_one_can_subscribe_to_is_documented_or_known_to_be_left_out() -> None:
    subscribable = {name.partition(".")[0] for name in EVENT_SCOPES}
    shown = {name.partition("/")[0] for name in documented.EVENTS}
    assert subscribable - shown == NOT_IN_A_PLAYGROUND


def test_the_wrapping_of_an_event_has_the_documented_keys(slack: Playground, connect: Start) -> None:
    connect(bolt_app(slack))
    slack.person("maya").posts("general", "hi")
    slack.person("zoe").posts("with-acme", "hi")
    slack.wait_for(lambda: len(slack.envelopes("message")) >= 2)
    inside, shared = (one["envelope"]["payload"] for one in slack.envelopes("message"))
    for payload in (inside, shared):
        check(payload, documented.ENVELOPE)
        check(payload["authorizations"][0], documented.AUTHORIZATION)
    assert [inside["is_ext_shared_channel"], shared["is_ext_shared_channel"]] == [False, True]


def test_a_person_has_the_documented_keys(slack: Playground) -> None:
    for user_id in ("U0MAYA", "U0GUS", "U0ZOE", slack.app_user_id):
        user = web_client(slack).users_info(user=user_id)["user"]
        check(user, documented.USER)
        check(user["profile"], documented.PROFILE)


def acknowledge() -> BoltResponse:
    """Take whatever comes, before any listener."""
    return BoltResponse(status=200)


@pytest.fixture
def shown(slack: Playground, connect: Start) -> ShownMessage:
    """A message with a button, from an app that is connected and acknowledges everything."""
    app = bolt_app(slack)
    app.use(acknowledge)
    connect(app)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}
    select = {"type": "external_select", "action_id": "find", "placeholder": {"type": "plain_text", "text": "Find"}}
    blocks = [{"type": "actions", "elements": [button, select]}]
    web_client(slack).chat_postMessage(channel="C0GENERAL", text="press", blocks=blocks)
    return slack.messages("general")[-1]


def payload(slack: Playground, subject: str) -> dict[str, Any]:
    """What the app was last sent about that."""
    sent: dict[str, Any] = slack.wait_for_envelope(subject)["envelope"]["payload"]
    return sent


def test_pressing_a_button_has_the_documented_keys(slack: Playground, shown: ShownMessage) -> None:
    slack.person("maya").presses(shown, "go")
    sent = payload(slack, "block_actions")
    check(sent, documented.INTERACTIONS["block_actions"])
    check(sent["actions"][0], documented.ACTIONS["button"])
    assert sent["message"]["ts"] == sent["container"]["message_ts"] == shown.ts


def test_typing_into_a_menu_has_the_documented_keys(slack: Playground, shown: ShownMessage) -> None:
    slack.person("maya").types(shown, "find", "x")
    check(payload(slack, "block_suggestion"), documented.INTERACTIONS["block_suggestion"])


def test_shortcuts_have_the_documented_keys(slack: Playground, shown: ShownMessage) -> None:
    slack.person("maya").uses_shortcut("sing")
    slack.person("maya").uses_shortcut("quote", on=shown)
    check(payload(slack, "shortcut"), documented.INTERACTIONS["shortcut"])
    check(payload(slack, "message_action"), documented.INTERACTIONS["message_action"])


def test_a_command_has_the_documented_keys(slack: Playground, shown: ShownMessage) -> None:
    assert shown.by_app
    slack.person("maya").runs("/sparrow", "sing for @tom")
    sent = payload(slack, "/sparrow")
    check(sent, documented.COMMAND)
    assert (sent["text"], sent["channel_name"]) == ("sing for <@U0TOM>", "general")


def test_a_modal_has_the_documented_keys(slack: Playground, shown: ShownMessage) -> None:
    assert shown.by_app
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Title"},
        "notify_on_close": True,
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [],
    }
    maya, client = slack.person("maya"), web_client(slack)
    for end in (maya.submits, maya.closes):
        client.views_open(trigger_id=slack.trigger_id("maya"), view=view)
        end(slack.wait_for_modal("maya"))
    for subject in ("view_submission", "view_closed"):
        sent = payload(slack, subject)
        check(sent, documented.INTERACTIONS[subject])
        check(sent["view"], documented.VIEW)


@pytest.mark.parametrize("kind", sorted(PICKS))
def test_every_menu_sends_the_documented_keys(slack: Playground, shown: ShownMessage, kind: str) -> None:
    fields, value = PICKS[kind]
    element = {"type": kind, "action_id": "pick"} | ({"options": TWO} if fields else {})
    blocks = [{"type": "actions", "elements": [element]}]
    web_client(slack).chat_postMessage(channel=shown.channel, text="pick", blocks=blocks)
    slack.person("maya").chooses(slack.messages("general")[-1], "pick", value)
    check(payload(slack, "block_actions")["actions"][0], documented.ACTIONS[kind])


def test_feedback_buttons_send_the_side_that_was_pressed(slack: Playground, shown: ShownMessage) -> None:
    sides = {
        f"{side}_button": {"text": {"type": "plain_text", "text": side}, "value": side}
        for side in ("positive", "negative")
    }
    element = {"type": "feedback_buttons", "action_id": "rate"} | sides
    blocks = [{"type": "context_actions", "elements": [element]}]
    web_client(slack).chat_postMessage(channel=shown.channel, text="rate", blocks=blocks)
    slack.person("maya").presses(slack.messages("general")[-1], "rate", value="negative")
    action = payload(slack, "block_actions")["actions"][0]
    check(action, documented.ACTIONS["feedback_buttons"])
    assert action["value"] == "negative"
