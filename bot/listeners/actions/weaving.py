"""The three answers to an offer to meet somebody."""

from slack_bolt import Ack, App, Respond

from bot.blocks import weaving as shown
from bot.domain.errors import NotAllowed
from bot.listeners.envelope import Body, by, pressed, tenant, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def answer(ack: Ack, body: Body, respond: Respond) -> None:
        person, people = by(body), shown.people_of(value(body))
        try:
            weave = services.weaver.answer(tenant(body), people, person, shown.SAYS[pressed(body)["action_id"]])
        except NotAllowed as refusal:
            ack()
            respond(text=str(refusal), response_type="ephemeral", replace_original=False)
            return
        ack()
        blocks = shown.answered(weave.says[people.index(person)])
        respond(text=shown.TEXT, blocks=[dict(block) for block in blocks], replace_original=True)

    for action_id in shown.SAYS:
        app.action(action_id)(answer)
