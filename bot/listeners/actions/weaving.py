"""The three answers to an offer to meet somebody."""

from slack_bolt import Ack, App, Respond

from bot.blocks import weaving as shown
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, tenant
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def answer(ack: Ack, body: Body, respond: Respond) -> None:
        pressed, by = body["actions"][0], str(body["user"]["id"])
        people = shown.people_of(pressed["value"])
        try:
            weave = services.weaver.answer(tenant(body), people, by, shown.SAYS[pressed["action_id"]])
        except NotAllowed as refusal:
            ack()
            respond(text=str(refusal), response_type="ephemeral", replace_original=False)
            return
        ack()
        blocks = shown.answered(weave.says[people.index(by)])
        respond(text=shown.TEXT, blocks=[dict(block) for block in blocks], replace_original=True)

    for action_id in shown.SAYS:
        app.action(action_id)(answer)
