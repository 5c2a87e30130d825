"""The two modals around an introduction, submitted: the asker's request, and the introducer's own words."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk.webhook import WebhookClient

from bot.blocks import outside as shown
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, metadata, tenant, values, view
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the submitted modals."""

    def requested(ack: Ack, body: Body) -> None:
        ask_id, contact = shown.named(metadata(body))
        question, anonymous = shown.requested(values(body))
        try:
            asked = services.introducing.ask(tenant(body), ask_id, contact, by(body), question, anonymous=anonymous)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={shown.QUESTION: str(refusal)})
            return
        ack(response_action="update", view=dict(shown.on_its_way(asked, services.clock())))

    def named(ack: Ack, body: Body) -> None:
        carried, _, response_url = metadata(body).partition("|")
        words = shown.own_words(values(body))
        try:
            asked = services.introducing.name(tenant(body), *shown.named(carried), by(body), words)
        except NotAllowed as refusal:
            ack(response_action="errors", errors={shown.WORDS: str(refusal)})
            return
        ack()
        if response_url:
            _replace(response_url, shown.settled(asked))
        else:
            services.own_help.show_home(tenant(body), by(body), str(view(body).get("hash")))

    app.view(shown.REQUEST_VIEW)(requested)
    app.view(shown.NAME_VIEW)(named)


def _replace(response_url: str, blocks: Any) -> None:
    """Take the request out of the introducer's messages, once it is answered."""
    text, given = shown.TEXT_TO_INTRODUCER, [dict(block) for block in blocks]
    WebhookClient(response_url, timeout=2).send(text=text, blocks=given, replace_original=True)
