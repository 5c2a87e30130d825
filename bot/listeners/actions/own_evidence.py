"""Why me, and the objections of whoever asks. It is always about the person who presses."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import own_evidence as shown
from bot.blocks.kit import Block
from bot.listeners.envelope import Body, by, metadata, modal_of, pressed, tenant, trigger, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def why_me(ack: Ack, body: Body, client: WebClient) -> None:
        words = value(body).split()
        client.views_open(trigger_id=trigger(body), view=dict(_view(services, body, words)))
        ack()

    def object_(ack: Ack, body: Body, client: WebClient) -> None:
        act, stems = shown.objection(value(body))
        objects = pressed(body).get("action_id") != shown.UNDO
        words, opened = metadata(body).split(), modal_of(body)
        services.own_evidence.object(tenant(body), by(body), act, stems, objects=objects)
        ack()
        view = _view(services, body, words, value(body) if objects else "")
        client.views_update(view_id=opened, view=dict(view))

    app.action(shown.WHY_ME)(why_me)
    for action in (shown.OFF_TOPIC, shown.NO_HELP, shown.UNDO):
        app.action(action)(object_)


def _view(services: Services, body: Body, words: list[str], objected: str = "") -> Block:
    helps = services.own_evidence.of(tenant(body), by(body), words)
    return shown.view(helps, words, objected)
