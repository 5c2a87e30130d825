"""The four answers to a request, pressed by whoever was asked."""

import re

from slack_bolt import Ack, App, Respond

from bot.blocks import request as shown
from bot.domain.errors import NotAllowed
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, number, pressed, response_url, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def replied(ack: Ack, body: Body, respond: Respond) -> None:
        reply = shown.reply_of(pressed(body).get("action_id"))
        try:
            outreach = services.requester.reply(tenant(body), number(body), by(body), reply)
        except NotAllowed as refusal:
            told = str(refusal)
        else:
            told = shown.thanked(reply, outreach.wish.question)
            if not response_url(body):
                services.requester.answered_elsewhere(tenant(body), number(body), by(body))
        ack()
        redraw(services, body, respond, told)

    app.action(re.compile(f"^{shown.REPLY}"))(replied)
