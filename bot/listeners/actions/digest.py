"""The buttons of a digest. Anybody who reads it may press them; the answer is seen by them alone."""

from collections.abc import Callable

from slack_bolt import Ack, App, Respond

from bot.blocks import digest as shown
from bot.domain.errors import NotAllowed
from bot.domain.subscriptions import Subscription, TopicVerdict
from bot.listeners.actions.place import redraw
from bot.listeners.envelope import Body, by, response_url, tenant, trigger, value
from bot.services.suite import Services


def register(app: App, services: Services) -> None:
    """Listen to the buttons."""

    def interested(ack: Ack, body: Body, respond: Respond) -> None:
        stem, label = shown.topic_of(value(body))
        others = services.digesting.share_interest(tenant(body), stem, label, by(body))
        ack()
        _whisper(respond, shown.interested_answer(label, others))

    def no_topic(ack: Ack, body: Body, respond: Respond) -> None:
        _judge(services, body, TopicVerdict.NO_TOPIC)
        ack()
        _whisper(respond, shown.NOTED_NO_TOPIC)

    def mute(ack: Ack, body: Body, respond: Respond) -> None:
        _judge(services, body, TopicVerdict.MUTED)
        ack()
        _whisper(respond, shown.NOTED_MUTED)

    def can_help(ack: Ack, body: Body, respond: Respond) -> None:
        question, asker = shown.question_of(value(body))
        try:
            services.digesting.offer_help(tenant(body), question, asker, by(body))
            answer = shown.HELP_OFFERED
        except NotAllowed as refusal:
            answer = str(refusal)
        ack()
        _whisper(respond, answer)

    app.action(shown.INTERESTED)(interested)
    app.action(shown.NO_TOPIC)(no_topic)
    app.action(shown.MUTE)(mute)
    app.action(shown.CAN_HELP)(can_help)
    _register_subscribing(app, services)


def _register_subscribing(app: App, services: Services) -> None:
    def changed(ack: Ack, body: Body, respond: Respond, change: Callable[[], Subscription | None]) -> None:
        wanted = change()
        ack()
        redraw(services, body, respond, shown.TEXT, shown.subscription(value(body), wanted.when if wanted else ""))

    def subscribe(ack: Ack, body: Body, respond: Respond) -> None:
        changed(ack, body, respond, lambda: services.digesting.subscribe(tenant(body), value(body), by=by(body)))

    def unsubscribe(ack: Ack, body: Body, respond: Respond) -> None:
        changed(ack, body, respond, lambda: services.digesting.unsubscribe(tenant(body), value(body), by=by(body)))

    def preview(ack: Ack, body: Body, respond: Respond) -> None:
        services.digesting.queue_preview(tenant(body), value(body), by(body), trigger(body))
        ack()
        if response_url(body):
            _whisper(respond, shown.PREVIEW_COMES)

    app.action(shown.PREVIEW)(preview)
    app.action(shown.SUBSCRIBE)(subscribe)
    app.action(shown.UNSUBSCRIBE)(unsubscribe)


def _judge(services: Services, body: Body, verdict: TopicVerdict) -> None:
    services.digesting.judge(tenant(body), shown.topic_of(value(body))[0], by(body), verdict)


def _whisper(respond: Respond, text: str) -> None:
    respond(text=text, response_type="ephemeral", replace_original=False)
