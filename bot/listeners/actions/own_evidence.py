"""Why me, and the objections of whoever asks. It is always about the person who presses."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import own_evidence as shown
from bot.blocks.kit import Block
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def why_me(ack: Ack, body: Body, client: WebClient) -> None:
        words = body["actions"][0]["value"].split()
        client.views_open(trigger_id=body["trigger_id"], view=dict(_view(services, body, words)))
        ack()

    def object_(ack: Ack, body: Body, client: WebClient) -> None:
        pressed = body["actions"][0]
        act, stems = shown.objection(pressed["value"])
        objects = pressed["action_id"] != shown.UNDO
        services.own_evidence.object(tenant(body), body["user"]["id"], act, stems, objects=objects)
        ack()
        words = body["view"]["private_metadata"].split()
        view = _view(services, body, words, pressed["value"] if objects else "")
        client.views_update(view_id=body["view"]["id"], view=dict(view))

    app.action(shown.WHY_ME)(why_me)
    for action in (shown.OFF_TOPIC, shown.NO_HELP, shown.UNDO):
        app.action(action)(object_)


def _view(services: Services, body: Body, words: list[str], objected: str = "") -> Block:
    helps = services.own_evidence.of(tenant(body), body["user"]["id"], words)
    return shown.view(helps, words, objected)
